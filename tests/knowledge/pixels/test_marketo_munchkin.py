URL = "https://107-fms-070.mktoresp.com/webevents/visitWebPage?_mchNc=1745853&_mchCn=&_mchId=107-FMS-070&_mchTk=_mch-willow.test-17&_mchHo=www.willow.test&_mchPo=&_mchRu=%2Fvisit&_mchPc=https%3A&_mchQp=dept%3Dgout"


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL)

    assert (hit.product, hit.account, hit.event) == (
        "Marketo Munchkin",
        "107-FMS-070",
        "visitWebPage",
    )
    assert hit.page_url == "https://www.willow.test/visit?dept=gout"


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL)

    assert (hit.pixel, hit.account, hit.own_host) == ("marketo_munchkin", "107-FMS-070", False)
