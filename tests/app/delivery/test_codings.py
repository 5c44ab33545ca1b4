"""Content codings, opened and closed chunk by chunk."""

import gzip
import zlib

import brotli
import pytest
import zstandard

from scriptward.app.delivery.codings import CODINGS
from scriptward.app.delivery.page import PageBody

PAGE = b"<!doctype html><html><head><title>x</title></head><body>" + b"<p>row</p>" * 500
TAG = b"<script></script>"
CHANGED = PAGE.replace(b"<head>", b"<head>" + TAG)
RAW = zlib.compressobj(wbits=-15)
PACKED = {
    "gzip": (b"gzip", gzip.compress(PAGE), gzip.decompress),
    "gzip of two members": (
        b"gzip",
        gzip.compress(PAGE[:100]) + gzip.compress(PAGE[100:]),
        gzip.decompress,
    ),
    "deflate": (b"deflate", zlib.compress(PAGE), zlib.decompress),
    "raw deflate": (b"deflate", RAW.compress(PAGE) + RAW.flush(), zlib.decompress),
    "brotli": (b"br", brotli.compress(PAGE), brotli.decompress),
    "zstd": (
        b"zstd",
        zstandard.compress(PAGE),
        lambda body: zstandard.ZstdDecompressor().decompressobj().decompress(body),
    ),
    "none": (b"", PAGE, bytes),
}


@pytest.mark.parametrize("size", [1, 7, 100_000])
@pytest.mark.parametrize("name,packed,unpack", PACKED.values(), ids=list(PACKED))
def test_the_tag_is_in_the_page_that_a_browser_unpacks(name, packed, unpack, size):
    page = PageBody(TAG, CODINGS[name]())

    chunks = [page.feed(packed[at : at + size]) for at in range(0, len(packed), size)]

    assert unpack(b"".join([*chunks, page.end()])) == CHANGED
    assert page.inserted


@pytest.mark.parametrize("name", [b"gzip", b"deflate", b"br", b"zstd"])
def test_a_chunk_leaves_when_it_comes(name):
    application, browser = CODINGS[name](), CODINGS[name]()
    page = PageBody(TAG, CODINGS[name]())
    seen = browser.decoded(page.feed(application.encoded(PAGE[:200])))

    more = browser.decoded(page.feed(application.encoded(b"<p>now</p>")))

    assert seen == CHANGED[: 200 + len(TAG)]
    assert more == b"<p>now</p>"


@pytest.mark.parametrize("name", [b"gzip", b"br", b"zstd"])
def test_a_fragment_leaves_as_the_application_packed_it(name):
    application = CODINGS[name]()
    packed = application.encoded(b"<div>part</div>") + application.end()
    page = PageBody(TAG, CODINGS[name]())

    chunks = [page.feed(packed[:5]), page.feed(packed[5:])]

    assert b"".join([*chunks, page.end()]) == packed
    assert not page.inserted
