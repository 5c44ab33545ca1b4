URL = "https://tags.srv.stackadapt.com/saq_pxl?uid=KruWcKMBE5FxRTO5E1WqBQ&landing_url=https%3A%2F%2Fwww.willow.test%2Fvisit&t=Visit&host=x"


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL)

    assert (hit.product, hit.account, hit.event) == (
        "StackAdapt",
        "KruWcKMBE5FxRTO5E1WqBQ",
        "saq_pxl",
    )
    assert (hit.page_url, hit.title) == ("https://www.willow.test/visit", "Visit")


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL)

    assert (hit.pixel, hit.account, hit.own_host) == ("stackadapt", "KruWcKMBE5FxRTO5E1WqBQ", False)
