from scriptward.vocabulary.words import DataKind

URL = "https://alb.reddit.com/rp.gif?id=t2_willow&event=Custom&m.customEventName=BookVisit&uuid=17.9c2&em=9999999999999999999999999999999999999999999999999999999999999999"


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL)

    assert (hit.product, hit.account, hit.event) == ("Reddit Pixel", "t2_willow", "BookVisit")
    assert hit.said(DataKind.EMAIL_HASH) == ("9" * 64,)


def test_the_page_goes_as_referer(decoded):
    (hit,) = decoded(URL, headers={"Referer": "https://www.willow.test/visit"})

    assert hit.page_url == "https://www.willow.test/visit"


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL)

    assert (hit.pixel, hit.account, hit.own_host) == ("reddit_pixel", "t2_willow", False)
