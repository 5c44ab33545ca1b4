URL = "https://pnapi.invoca.net/1593/na.json?params=%7B%22invoca_session%22%3A%7B%22calling_page%22%3A%22https%3A%2F%2Fwww.willow.test%2Fvisit%22%7D%7D"


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL)

    assert (hit.product, hit.account, hit.event) == ("Invoca", "1593", "numbers")
    assert hit.page_url == "https://www.willow.test/visit"


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL)

    assert (hit.pixel, hit.account, hit.own_host) == ("invoca", "1593", False)
