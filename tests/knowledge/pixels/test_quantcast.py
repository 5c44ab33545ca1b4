URL = "https://pixel.quantserve.com/pixel;r=81;a=p-EGCvhN32zKz5N;labels=_fp.event.Visit;url=https%3A%2F%2Fwww.willow.test%2Fvisit;ref=;ogl=type.website%2Ctitle.Request%2520a%2520visit%2Curl.%2F;fpa=P1-847a525b"


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL)

    assert (hit.product, hit.account, hit.event) == (
        "Quantcast",
        "p-EGCvhN32zKz5N",
        "_fp.event.Visit",
    )
    assert (hit.page_url, hit.title) == ("https://www.willow.test/visit", "Request a visit")


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL)

    assert (hit.pixel, hit.account, hit.own_host) == ("quantcast", "p-EGCvhN32zKz5N", False)
