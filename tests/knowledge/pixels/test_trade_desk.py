URL = "https://insight.adsrvr.org/track/up?adv=9b84kfz&upid=mek2dpz&ref=https%3A%2F%2Fwww.willow.test%2Fvisit"


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL)

    assert (hit.product, hit.account, hit.event) == ("The Trade Desk", "9b84kfz", "up")
    assert hit.page_url == "https://www.willow.test/visit"


def test_a_sync_is_one_without_an_account(decoded):
    (hit,) = decoded("https://match.adsrvr.org/track/cmf/generic?ttd_pid=aam")

    assert (hit.account, hit.event) == ("", "cmf")


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL)

    assert (hit.pixel, hit.account, hit.own_host) == ("trade_desk", "9b84kfz", False)
