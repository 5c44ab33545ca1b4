"""Headers that are sent already: read from a file, or as runs received them."""

import contextlib
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scriptward.policy.merging.existing import MERGED, parsed, read, received
from scriptward.vocabulary.errors import InputError, UsageError
from scriptward.vocabulary.observations import Header
from tests.policy.visits import HOME, visit

FILE = Path("headers.txt")
names = st.sampled_from(MERGED)
values = st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x7E)).map(str.strip)


def seen(*headers, page=HOME, url=""):
    rows = tuple(
        Header(page=page, url=url or page, name=name, value=value) for name, value in headers
    )
    return msgspec.structs.replace(visit(page), headers=rows)


@given(st.lists(st.tuples(names, values), max_size=6))
def test_what_is_written_reads_back(headers):
    text = "\n".join(f"{name.title()}: {value}" for name, value in headers)

    assert list(parsed(text, FILE)) == headers


@given(st.text(max_size=200))
def test_any_text_gives_headers_or_the_declared_error(text):
    with contextlib.suppress(InputError):
        assert all(name and value.isascii() for name, value in parsed(text, FILE))


def test_a_policy_in_a_meta_element_is_one_without_what_browsers_ignore_there():
    line = "meta Content-Security-Policy: img-src 'self'; report-uri /r; frame-ancestors 'none'"

    assert list(parsed(line, FILE)) == [("content-security-policy", "img-src 'self'")]


def test_comments_status_and_empty_lines_are_left_out():
    text = "HTTP/2 200\n\n# ours\nReferrer-Policy: no-referrer\n"

    assert list(parsed(text, FILE)) == [("referrer-policy", "no-referrer")]


@pytest.mark.parametrize(
    "text, line", [("no colon", 1), ("A: b\nÄ: c", 2), ("A: b\nB: ü", 2), ("a b: c", 1)]
)
def test_what_is_no_header_is_told_with_its_line(text, line):
    with pytest.raises(InputError) as caught:
        list(parsed(text, FILE))

    assert caught.value.line == line
    assert caught.value.hint


def test_a_file_without_end_is_refused(tmp_path):
    path = tmp_path / "long"
    path.write_bytes(b"a: b\n" * 300_000)

    with pytest.raises(InputError, match="longer than 1,000,000 bytes"):
        read(path)


def test_runs_say_what_the_pages_themselves_sent():
    run = [
        seen(("referrer-policy", "origin"), ("x-frame-options", "DENY")),
        seen(("referrer-policy", "unsafe-url"), url="https://cdn.acme.test/a.js"),
    ]

    assert received(run) == (("referrer-policy", "origin"),)


def test_pages_that_differ_are_told():
    other = "https://www.clinic.test/other"
    run = [seen(("referrer-policy", "origin")), seen(("referrer-policy", "x"), page=other)]

    with pytest.raises(UsageError, match=f"differs between {HOME} and {other}"):
        received(run)


def test_a_header_that_runs_cut_is_not_guessed():
    with pytest.raises(UsageError, match="parts that runs don't keep"):
        received([seen(("content-security-policy", "script-src 'nonce-…'"))])
