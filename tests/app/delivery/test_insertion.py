"""Where the tag goes in a page that comes in chunks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scriptward.app.delivery.insertion import HELD, Insertion

TAG = b"<script src=g></script>"
PAGES = {
    "plain": (b"<!doctype html><html><head>", b"<title>a</title></head><body>"),
    "attributes": (b"<HTML lang=\"a>b\"><HEAD class='x>y' id=z>", b"<meta charset=utf-8>"),
    "comment": (b"<!-- <head> --><!doctype html>\n<html>\n<head\n>", b"<base href=/>"),
    "odd comments": (b"<!--><!---><!--a--!><!doctype html><head>", b"<p>"),
    "no head": (b"<!doctype html><html>\n", b"<body><p>hello"),
    "header is no head": (b"<!doctype html>", b"<header>x</header>"),
    "text": (b"<!doctype html>", b"hello"),
    "byte order mark": (b"\xef\xbb\xbf<!doctype html><head>", b"<p>"),
    "xml": (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html><head>', b"<p>"),
    "quote in a name": (b'<!doctype html><html a"><head>', b'<p title=">">'),
}
LEFT = {
    "fragment": b"<div>part</div>",
    "text": b"hello <head>",
    "utf-16": "<!doctype html><html><head><title>".encode("utf-16"),
    "empty": b"",
    "cut": b"<!doctype html><html><he",
    "comment without end": b"<!-- " + b"x" * (HELD + 9),
}


def passed(chunks):
    insertion = Insertion(TAG)
    out = b"".join([*map(insertion.feed, chunks), *([insertion.end()])])
    return out, insertion.inserted


@pytest.mark.parametrize("before,after", PAGES.values(), ids=list(PAGES))
def test_it_stands_first_in_the_head(before, after):
    assert passed([before + after]) == (before + TAG + after, True)


@pytest.mark.parametrize("before,after", PAGES.values(), ids=list(PAGES))
def test_chunks_of_one_byte_give_the_same(before, after):
    page = before + after

    assert passed([page[at : at + 1] for at in range(len(page))])[0] == before + TAG + after


@pytest.mark.parametrize("page", LEFT.values(), ids=list(LEFT))
def test_what_is_no_page_stays_as_it_is(page):
    assert passed([page]) == (page, False)
    assert passed([page[at : at + 1] for at in range(min(len(page), 60))])[0] == page[:60]


def test_what_comes_behind_the_tag_waits_for_nothing():
    insertion = Insertion(TAG)

    assert insertion.feed(b"<!doctype html><he") == b""
    assert insertion.feed(b"ad>") == b"<!doctype html><head>" + TAG
    assert insertion.feed(b"a") == b"a"


@given(
    st.lists(
        st.sampled_from([b"<", b"!--", b"-->", b"html", b"head", b">", b'"', b"=", b" ", b"a"])
    )
    | st.lists(st.binary(max_size=20))
)
def test_any_bytes_come_out_whole_and_however_they_are_cut(parts):
    whole, inserted = passed([b"".join(parts)])
    cut, also = passed(parts)

    assert whole == cut
    assert inserted == also
    assert whole.replace(TAG, b"", 1) == b"".join(parts)
