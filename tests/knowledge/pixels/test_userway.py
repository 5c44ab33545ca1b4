URL = "https://api.userway.org/api/br-links/v0/pdf-links"
BODY = {
    "userId": 74531,
    "siteId": 981157,
    "page": "/visit",
    "fullPage": "https://www.willow.test/visit",
    "links": ["https://www.willow.test/visit.pdf"],
}


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL, body=BODY)

    assert (hit.product, hit.account, hit.event) == ("UserWay", "981157", "br-links")
    assert hit.page_url == "https://www.willow.test/visit"


def test_the_account_may_stand_in_the_path(decoded):
    (hit,) = decoded(
        "https://api.userway.org/api/v1/tunings/13W3aJoSdw",
        body={"s": {}, "o": "https://www.willow.test", "uid": "4356"},
    )

    assert (hit.account, hit.event) == ("13W3aJoSdw", "tunings")


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL, body=BODY)

    assert (hit.pixel, hit.account, hit.own_host) == ("userway", "981157", False)
