"""Code that a server writes anew gets the nonce where its shape is approved and there once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scriptward.app.delivery.anew import MOST, MOST_SCRIPTS, MOST_TEXT, CodeAnew
from scriptward.lib.code_shape import shape

OWN = "\n  start('{view}', {number});\n"
SHAPES = frozenset({shape(OWN.format(view="", number=0))})
NONCE = "n0nce"
KNOWN = f' nonce="{NONCE}"'


def own(view: str = "7f3a", number: int = 17, *, attributes: str = ' type="module"') -> str:
    return f"<script{attributes}>{OWN.format(view=view, number=number)}</script>"


def page(*pieces: str) -> bytes:
    return ("<!doctype html><head><script src=/a.js></script></head>" + "".join(pieces)).encode()


def passed(whole: bytes, *, size: int = 1_000_000) -> bytes:
    anew = CodeAnew(SHAPES, NONCE)
    chunks = [whole[at : at + size] for at in range(0, len(whole), size)]
    return b"".join([*map(anew.feed, chunks), anew.end()])


@pytest.mark.parametrize("size", [1, 7, 64, 10_000])
def test_the_site_s_own_code_gets_it_however_the_page_comes(size: int):
    whole = page("<script>other()</script>", own(), "<p>end</p>")

    found = passed(whole, size=size).decode()

    assert found.replace(KNOWN, "") == whole.decode()
    assert found.count(KNOWN) == 1
    assert f'<script{KNOWN} type="module">\n  start(' in found


def test_line_ends_are_as_browsers_read_them():
    assert KNOWN.encode() in passed(page(own()).replace(b"\n", b"\r\n"))


def test_what_comes_before_it_does_not_wait():
    anew = CodeAnew(SHAPES, NONCE)

    first = anew.feed(page("<p>first</p><script>other()</script>") + b"<scr")
    then = anew.feed(b"eam>x</scream>" + own().encode() + b"<p>last</p>")

    assert first == page("<p>first</p><script>other()</script>")
    assert then == b"<scream>x</scream>"
    assert anew.end().endswith(b"<p>last</p>")


@pytest.mark.parametrize("size", [1, 3, 10_000])
def test_what_comes_after_a_script_in_pieces_does_not_wait(size: int):
    whole = page("<script>other()</script><p>last</p>")
    anew = CodeAnew(SHAPES, NONCE)

    left = b"".join(anew.feed(whole[at : at + size]) for at in range(0, len(whole), size))

    assert left == whole


@pytest.mark.parametrize(
    "put_in",
    [
        own("steal()"),
        own("steal()", attributes=""),
        own("steal()").upper().replace("START", "start"),
        f"{own('steal()')}<!--",
        f"{own('steal()')}<textarea>",
        f"{own('steal()')}<script>/*",
        f"{own('steal()')}<script a='",
        f"{own('steal()')}<plaintext>",
        f"<svg>{own('steal()')}</svg>",
    ],
)
@pytest.mark.parametrize("size", [50, 10_000])
def test_a_second_of_its_shape_and_none_gets_it(put_in: str, size: int):
    before = page("<p>", put_in, "</p>", own())
    behind = page(own(), "<p>", put_in)

    assert KNOWN.encode() not in passed(before, size=size)
    assert KNOWN.encode() not in passed(behind, size=size)


@pytest.mark.parametrize(
    "other",
    [
        "<script>\n  steal('7f3a', 17);\n</script>",
        "<script>\n  start('7f3a', steal());\n</script>",
        own().replace("</script>", ";steal()</script>"),
        own(attributes=" src=//evil.test/x.js"),
        own(attributes='" src="//evil.test/x.js"'),
        "<script>\n  start('\ufffd'".encode("utf-16").decode("latin-1"),
        "<scripty>\n  start('7f3a', 17);\n</scripty>",
    ],
)
def test_anything_else_gets_none(other: str):
    assert passed(page(other)) == page(other)


@given(st.binary(max_size=300), st.integers(1, 40))
def test_whatever_bytes_come_all_leave(noise: bytes, size: int):
    whole = page(own()).replace(b"</head>", b"</head>" + noise)

    assert passed(whole, size=size).replace(KNOWN.encode(), b"") == whole


@pytest.mark.parametrize(
    "much",
    [
        own() + "<script>x</script>" * MOST_SCRIPTS,
        "<script>f('" + "x" * MOST_TEXT + "')</script>",
        "<script>" + "x" * MOST,
    ],
)
def test_a_page_with_too_much_passes_as_it_is(much: str):
    whole = page(much, own())

    assert passed(whole, size=65_536) == whole
