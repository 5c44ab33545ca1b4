"""What stands in a document's text, in whatever way its author wrote it."""

import pytest

from scriptward.sources.scan.markup import Markup

PAGE = "https://www.willow.test/visit"


def markup(text, url=PAGE):
    made = Markup()
    made.keep("p1", url, text)
    return made


@pytest.mark.parametrize(
    "text",
    [
        '<a onclick="book(&quot;now&quot;)">Book</a>',
        "<a onclick='book(\"now\")'>Book</a>",
        '<a href="javascript:book(%22now%22)">Book</a>',
        '<script type="module">\r\n  book("now")\r\n</script>',
    ],
)
def test_code_of_the_document_is_found(text):
    assert markup(text).writes("p1", PAGE + "#top", ' book("now") ') is True


def test_code_that_a_script_holds_as_text_was_made_by_it():
    text = "<script>el.setAttribute('onclick', 'book(1)')</script><p onclick='list(1)'>"

    assert markup(text).writes("p1", PAGE, "book(1)") is False
    assert markup(text).writes("p1", PAGE, "list(1)") is True


def test_line_ends_are_those_of_the_parser():
    assert markup("<script>a();\r\nb();</script>").writes("p1", PAGE, "a();\nb();") is True


def test_code_of_an_attribute_is_told_from_an_elements():
    one = markup("<script>run(1);</script><p onclick='list(1)'><i title='run(1);'>")

    assert one.attribute("p1", PAGE, "list(1)")
    assert not one.attribute("p1", PAGE, "run(1);")
    assert not one.attribute("p1", PAGE, "made(1)")


def test_an_app_that_gives_its_document_another_address_keeps_its_text():
    one = markup("<p onclick='list(1)'>")
    one.moved("p1", PAGE, "https://www.willow.test/next#top")

    assert one.writes("p1", "https://www.willow.test/next", "list(1)") is True


def test_code_that_no_text_has_was_made():
    assert markup("<p>Book</p>").writes("p1", PAGE, 'book("now")') is False


@pytest.mark.parametrize("page, url", [("p2", PAGE), ("p1", PAGE + "/other")])
def test_nothing_is_known_of_a_text_that_was_not_read(page, url):
    assert markup("<p>Book</p>").writes(page, url, 'book("now")') is None


def test_very_short_code_says_nothing():
    assert markup("<p>a()</p>").writes("p1", PAGE, "a()") is None


@pytest.mark.parametrize(
    "text",
    [
        '<img src="https://t.test/pixel.gif?a=1&amp;b=2">',
        '<img src="/pixel.gif?a=1&b=2">',
        "<style>p { background: url(pixel.gif?a=1&b=2) }</style>",
    ],
)
def test_an_address_of_the_document_is_found(text):
    assert markup(text).names("p1", PAGE, "https://t.test/pixel.gif?a=1&b=2") is True


def test_an_address_in_a_style_sheet_of_the_page_is_found():
    made = markup("<link rel=stylesheet href=/a.css>")
    made.keep("p1", "https://www.willow.test/a.css", "p { background: url(/leaf.svg) }")

    assert made.names("p1", PAGE, "https://www.willow.test/leaf.svg") is True


def test_an_address_that_no_text_has_was_set_by_a_script():
    assert markup("<p>Book</p>").names("p1", PAGE, "https://t.test/pixel.gif") is False


def test_a_short_step_alone_is_no_address():
    assert markup("<p>1 of 2</p>").names("p1", PAGE, "https://t.test/c/1") is False


def test_an_address_in_a_scripts_text_is_not_asked_for_by_the_document():
    one = markup("<script>show('/p/banner-9.png')</script><img src='/p/logo-4.png'>")

    assert one.names("p1", PAGE, "https://www.willow.test/p/logo-4.png") is True
    assert one.names("p1", PAGE, "https://www.willow.test/p/banner-9.png") is False
