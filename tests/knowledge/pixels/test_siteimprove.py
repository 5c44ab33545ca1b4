URL = "https://1535995.global.siteimproveanalytics.io/image.aspx?url=https%3A%2F%2Fwww.willow.test%2Fvisit&title=Visit&accountid=1535995&rt=1296&luid=253f4b06"


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL)

    assert (hit.product, hit.account, hit.event) == ("Siteimprove Analytics", "1535995", "image")
    assert (hit.page_url, hit.title) == ("https://www.willow.test/visit", "Visit")


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL)

    assert (hit.pixel, hit.account, hit.own_host) == ("siteimprove", "1535995", False)
