from scriptward.vocabulary.words import DataKind

URL = "https://tracking.crazyegg.com/clock"
BODY = {
    "account_id": "00690273",
    "event": "click",
    "url": "https://www.willow.test/visit",
    "text": "Book now",
}


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL, body=BODY)

    assert (hit.product, hit.account, hit.event) == ("Crazy Egg", "00690273", "click")
    assert hit.page_url == "https://www.willow.test/visit"
    assert hit.said(DataKind.BUTTON_TEXT) == ("Book now",)


def test_the_script_names_the_account(decoded):
    (hit,) = decoded("https://script.crazyegg.com/pages/scripts/0069/0273.js")

    assert (hit.account, hit.event) == ("0069/0273", "load")


def test_nothing_tells_it_on_another_host(proxied):
    assert proxied(URL, body=BODY) == ()
