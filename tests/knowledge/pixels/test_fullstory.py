URL = "https://rs.fullstory.com/rec/page"
BODY = {
    "OrgId": "o-1A2B-na1",
    "UserId": "77",
    "Url": "https://www.willow.test/visit",
    "Title": "Visit",
    "Referrer": "",
}


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL, body=BODY)

    assert (hit.product, hit.account, hit.event) == ("FullStory", "o-1A2B-na1", "page")
    assert (hit.page_url, hit.title) == ("https://www.willow.test/visit", "Visit")


def test_a_bundle_names_the_account(decoded):
    (hit,) = decoded(
        "https://rs.fullstory.com/rec/bundle/v2?OrgId=o-1A2B-na1&UserId=77&SessionId=88&Seq=1"
    )

    assert (hit.account, hit.event) == ("o-1A2B-na1", "bundle")


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL, body=BODY)

    assert (hit.pixel, hit.account, hit.own_host) == ("fullstory", "o-1A2B-na1", False)
