URL = "https://api.perfalytics.com/track"
BODY = [
    {
        "event": "$pageview",
        "properties": {
            "token": "ffffffff-77",
            "$lib": "freshpaint-web",
            "$current_url": "https://www.willow.test/visit",
            "title": "Visit",
        },
    }
]


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL, body=BODY)

    assert (hit.product, hit.account, hit.event) == ("Freshpaint", "ffffffff-77", "$pageview")
    assert (hit.page_url, hit.title) == ("https://www.willow.test/visit", "Visit")


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL, body=BODY)

    assert (hit.pixel, hit.account, hit.own_host) == ("freshpaint", "ffffffff-77", False)
