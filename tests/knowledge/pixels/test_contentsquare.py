URL = "https://c.contentsquare.net/v2/pageview?pid=1234&uu=ae31b5c2-c9a3-409b-8af8-adb22bb87ecd&sn=1&pn=1&url=https%3A%2F%2Fwww.willow.test%2Fvisit&dr="


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL)

    assert (hit.product, hit.account, hit.event) == ("Contentsquare", "1234", "pageview")
    assert hit.page_url == "https://www.willow.test/visit"


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL)

    assert (hit.pixel, hit.account, hit.own_host) == ("contentsquare", "1234", False)
