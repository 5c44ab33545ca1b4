URL = "https://sp.analytics.yahoo.com/sp.pl?a=10000&.yp=10176718&b=Visit&f=https%3A%2F%2Fwww.willow.test%2Fvisit"


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL)

    assert (hit.product, hit.account, hit.event) == ("Yahoo Dot", "10176718", "page view")
    assert (hit.page_url, hit.title) == ("https://www.willow.test/visit", "Visit")


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL)

    assert (hit.pixel, hit.account, hit.own_host) == ("yahoo_dot", "10176718", False)
