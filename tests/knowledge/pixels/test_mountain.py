URL = "https://px.mountain.com/st?shaid=34787&plh=https%3A%2F%2Fwww.willow.test%2Fvisit&shpt=Visit&ga_client_id=275.17"


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL)

    assert (hit.product, hit.account, hit.event) == ("MNTN", "34787", "st")
    assert (hit.page_url, hit.title) == ("https://www.willow.test/visit", "Visit")


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL)

    assert (hit.pixel, hit.account, hit.own_host) == ("mountain", "34787", False)
