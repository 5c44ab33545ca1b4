URL = "https://znw1ll0w-willow.siteintercept.qualtrics.com/WRSiteInterceptEngine/Targeting.php?Q_ZoneID=ZN_w1ll0w&Q_LOC=https%3A%2F%2Fwww.willow.test%2Fvisit"


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL)

    assert (hit.product, hit.account, hit.event) == (
        "Qualtrics Website Feedback",
        "ZN_w1ll0w",
        "Targeting",
    )
    assert hit.page_url == "https://www.willow.test/visit"


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL)

    assert (hit.pixel, hit.account, hit.own_host) == ("qualtrics_intercept", "ZN_w1ll0w", False)
