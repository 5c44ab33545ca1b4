URL = "https://n2.mouseflow.com/init?p=ae31b5c2-c9a3-409b-8af8-adb22bb87ecd&s=77&href=https%3A%2F%2Fwww.willow.test%2Fvisit&title=Visit"


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL)

    assert (hit.product, hit.account, hit.event) == (
        "Mouseflow",
        "ae31b5c2-c9a3-409b-8af8-adb22bb87ecd",
        "init",
    )
    assert (hit.page_url, hit.title) == ("https://www.willow.test/visit", "Visit")


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL)

    assert (hit.pixel, hit.account, hit.own_host) == (
        "mouseflow",
        "ae31b5c2-c9a3-409b-8af8-adb22bb87ecd",
        False,
    )
