import gzip

URL = "https://content.hotjar.io/?site_id=5156901&gzip=1"
BODY = gzip.compress(b'{"page_url": "https://www.willow.test/visit"}')


def test_an_event_names_account_and_page(decoded):
    (hit,) = decoded(URL, body=BODY)

    assert (hit.product, hit.account, hit.event) == ("Hotjar", "5156901", "content")
    assert hit.page_url == "https://www.willow.test/visit"


def test_a_body_that_a_tool_spoiled_is_marked_and_not_dropped(decoded):
    (hit,) = decoded(URL, body="\x1f\ufffd\x08\0\ufffd")

    assert (hit.account, hit.unread) == ("5156901", True)


def test_a_body_written_as_latin_1_is_read(decoded):
    (hit,) = decoded(URL, body=BODY.decode("latin-1"))

    assert hit.page_url == "https://www.willow.test/visit"


def test_the_script_names_the_account(decoded):
    (hit,) = decoded("https://static.hotjar.com/c/hotjar-5078960.js?sv=5")

    assert (hit.account, hit.event) == ("5078960", "load")


def test_the_own_host_makes_no_difference(proxied):
    (hit,) = proxied(URL, body=BODY)

    assert (hit.pixel, hit.account, hit.own_host) == ("hotjar", "5156901", False)
