URL = "https://settings.luckyorange.com/v1/visit"
BODY = {
    "siteId": "1a2b3c4d",
    "visitorId": "v-77",
    "event": "visit",
    "url": "https://www.willow.test/visit",
    "title": "Visit",
}


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL, body=BODY)

    assert (hit.product, hit.account, hit.event) == ("Lucky Orange", "1a2b3c4d", "visit")
    assert (hit.page_url, hit.title) == ("https://www.willow.test/visit", "Visit")


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL, body=BODY)

    assert (hit.pixel, hit.account, hit.own_host) == ("lucky_orange", "1a2b3c4d", False)
