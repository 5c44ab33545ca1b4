URL = "https://collector-48024.us.tvsquared.com/tv2track.php?idsite=TV-6354452754-1&rec=1&action_name=Visit&url=https%3A%2F%2Fwww.willow.test%2Fvisit&_id=01de"


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL)

    assert (hit.product, hit.account, hit.event) == ("TVSquared", "TV-6354452754-1", "page view")
    assert (hit.page_url, hit.title) == ("https://www.willow.test/visit", "Visit")


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL)

    assert (hit.pixel, hit.account, hit.own_host) == ("tvsquared", "TV-6354452754-1", False)
