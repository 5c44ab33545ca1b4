import re
from html.parser import HTMLParser

import pytest

from scriptward.outputs.html import html
from tests.outputs.reports import clean, clinic, hostile


class Elements(HTMLParser):
    def __init__(self):
        super().__init__()
        self.names = []
        self.handlers = []

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]


def test_strings_of_a_page_are_inert():
    page = html.render(hostile()).decode()

    elements = Elements()
    elements.feed(page)
    assert "script" not in elements.names
    assert "img" not in elements.names
    assert elements.handlers == []
    assert "\x1b" not in page
    assert "\u202e" not in page


@pytest.mark.parametrize("report", [clinic(), hostile(), clean()], ids=["clinic", "bad", "clean"])
def test_nothing_is_fetched_from_anywhere(report):
    page = html.render(report).decode()

    assert not re.search(r"<(script|link|img|iframe|object|embed|form)\b", page)
    assert "url(" not in page
    assert "default-src 'none'" in page


def test_the_first_screen_says_who_got_what_then_what_to_do_then_the_limits():
    page = html.render(clinic()).decode()

    said = page.index("Ads Ltd was sent email from")
    first = page.index("switch off automatic matching")
    limits = page.index("Limits: complete run; self-test: planted 6, caught 6")
    drawing = page.index("<svg")
    assert said < first < limits < drawing
