"""Who put a handler's code together from pieces."""

import pytest

from scriptward.sources.scan.composing import composer

CODE = "navigator.sendBeacon('https://in.alpha.test/w/alpha/visit','1')"
MAKER = """const at = 'https://in.alpha.test';
el.innerHTML = "<img onerror=\\"navigator.sendBeacon('"
 + at + '/w/' + 'alpha' + "/visit','1')\\">" """
TWIN = MAKER.replace("alpha", "beta")


def test_the_one_with_most_of_the_pieces_made_it():
    assert composer(CODE, {"a": MAKER, "b": TWIN, "c": "book()"}) == "a"


@pytest.mark.parametrize(
    "texts",
    [
        {"a": MAKER, "b": MAKER + "//"},
        {"a": MAKER.replace("onerror", "src")},
        {"a": "el.onerror = () => navigator.sendBeacon(url)"},
        {},
    ],
    ids=["two alike", "no handler", "few of them", "nobody"],
)
def test_where_none_stands_out_none_is_named(texts):
    assert composer(CODE, texts) == ""


@pytest.mark.parametrize(
    "code", ["", "go()", "x." * 30_000, " ".join(f"name{i}" for i in range(200))]
)
def test_code_of_few_or_countless_pieces_is_nobodys(code):
    assert composer(code, {"a": MAKER + code}) == ""
