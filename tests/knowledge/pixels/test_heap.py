URL = "https://heapanalytics.com/h?a=3402938172&u=5539&v=7431&s=6621&b=web&h=%2Fvisit&d=www.willow.test&t=Visit&r="


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL)

    assert (hit.product, hit.account, hit.event) == ("Heap", "3402938172", "page view")
    assert (hit.page_url, hit.title) == ("https://www.willow.test/visit", "Visit")


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL)

    assert (hit.pixel, hit.account, hit.own_host) == ("heap", "3402938172", False)
