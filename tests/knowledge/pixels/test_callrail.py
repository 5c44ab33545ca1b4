URL = "https://js.callrail.com/group/0/a1b2c3d4e5f6a7b8c9d0/12/swap_session.json?landing=https%3A%2F%2Fwww.willow.test%2Fvisit&ref="


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL)

    assert (hit.product, hit.account, hit.event) == (
        "CallRail",
        "a1b2c3d4e5f6a7b8c9d0",
        "swap_session",
    )
    assert hit.page_url == "https://www.willow.test/visit"


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL)

    assert (hit.pixel, hit.account, hit.own_host) == ("callrail", "a1b2c3d4e5f6a7b8c9d0", False)
