from scriptward.vocabulary.words import DataKind

URL = "https://flask.nextdoor.com/pixel?pid=ae31b5c2-c9a3-409b-8af8-adb22bb87ecd&ev=PAGE_VIEW&pl=https%3A%2F%2Fwww.willow.test%2Fvisit&rf=&sem=9999999999999999999999999999999999999999999999999999999999999999&sessionid=0b3a33fe"


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL)

    assert (hit.product, hit.account, hit.event) == (
        "Nextdoor Pixel",
        "ae31b5c2-c9a3-409b-8af8-adb22bb87ecd",
        "PAGE_VIEW",
    )
    assert hit.page_url == "https://www.willow.test/visit"
    assert hit.said(DataKind.EMAIL_HASH) == ("9" * 64,)


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL)

    assert (hit.pixel, hit.account, hit.own_host) == (
        "nextdoor_pixel",
        "ae31b5c2-c9a3-409b-8af8-adb22bb87ecd",
        False,
    )
