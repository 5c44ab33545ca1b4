from scriptward.vocabulary.words import DataKind

URL = "https://willow.sc.omtrdc.net/b/ss/willowprod/1/JS-2.22/s123?AQB=1&g=https%3A%2F%2Fwww.willow.test%2Fvisit&pageName=Visit&mid=4511&pe=lnk_o&c.=&a.=&activitymap.=&link=Book%20now&region=nav&.activitymap=&.a=&.c=&v1=gout&AQE=1"


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL)

    assert (hit.product, hit.account, hit.event) == ("Adobe Analytics", "willowprod", "lnk_o")
    assert (hit.page_url, hit.title) == ("https://www.willow.test/visit", "Visit")
    assert hit.said(DataKind.BUTTON_TEXT) == ("Book now",)


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL)

    assert (hit.pixel, hit.account, hit.own_host) == ("adobe_analytics", "willowprod", False)
