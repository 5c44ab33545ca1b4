"""What encoders really produce passes the gates, whatever they pack."""

import base64
import gzip
import zlib
from itertools import product

import brotli
import cbor2
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from scriptward.analysis.leaks.gates import (
    DOCUMENT,
    MAGIC,
    TEXT,
    by_classes,
    flags_of,
    says_something,
    shows_itself,
)
from scriptward.analysis.leaks.heads import Heads
from scriptward.analysis.leaks.text import is_plain
from tests.analysis.leaks.packers import lz_bytes
from tests.analysis.leaks.test_containers import _field, _messagepack

TEXTS = st.one_of(
    st.text('abcdefghijklmnopqrstuvwxyz {}":,.0123456789@', min_size=24, max_size=400),
    st.text(min_size=24, max_size=120).filter(lambda text: text.isprintable()),
    st.dictionaries(st.text("abcde_", min_size=1), st.text("noe w.@", min_size=6), min_size=3).map(
        str
    ),
).filter(lambda text: len(set(text)) >= 8)
"""Texts of fewer letters make streams of a few bytes, as ids are."""
RECORDS = st.dictionaries(
    st.text("abcdefgh_", min_size=1, max_size=12),
    st.text("noe w.@", min_size=8, max_size=40) | st.integers(0, 2**40) | st.booleans(),
    min_size=1,
    max_size=20,
).filter(lambda record: any(isinstance(value, str) and _words(value) for value in record.values()))
STRATEGIES = (
    zlib.Z_DEFAULT_STRATEGY,
    zlib.Z_FILTERED,
    zlib.Z_HUFFMAN_ONLY,
    zlib.Z_RLE,
    zlib.Z_FIXED,
)


def _words(text):
    return sum(map(str.isalnum, text)) * 2 >= len(text)


def _deflated(data, level, strategy, wbits):
    stream = zlib.compressobj(level, zlib.DEFLATED, wbits, 8, strategy)
    return stream.compress(data) + stream.flush()


@settings(deadline=None, max_examples=40)
@given(TEXTS)
def test_streams_of_zlib_pass_at_each_level_and_strategy(text):
    data = text.encode()

    for level, strategy, wbits in product(range(10), STRATEGIES, (-15, 15, 31)):
        stream = _deflated(data, level, strategy, wbits)
        assert says_something(stream), (level, strategy, wbits, stream)


@settings(deadline=None, max_examples=40)
@given(TEXTS)
def test_streams_of_brotli_and_zstd_pass_at_each_level(text):
    data = text.encode()

    for quality in range(12):
        assert says_something(brotli.compress(data, quality=quality)), quality
    for level in (-5, 1, 3, 9, 19, 22):
        assert says_something(zstandard.ZstdCompressor(level=level).compress(data)), level


@settings(deadline=None, max_examples=100)
@given(TEXTS)
def test_text_in_each_width_passes(text):
    assert says_something(text.encode())
    if text.isascii():
        for codec in ("utf-16-le", "utf-16-be", "utf-16", "utf-32-le", "utf-32-be", "utf-32"):
            assert says_something(text.encode(codec)), codec


@settings(deadline=None, max_examples=100)
@given(RECORDS)
def test_documents_pass(record):
    assert says_something(_messagepack(record))
    assert says_something(_messagepack([record, 1]))
    assert says_something(cbor2.dumps(record))
    assert says_something(cbor2.dumps([record, 1]))


@settings(deadline=None, max_examples=100)
@given(
    st.lists(
        st.tuples(st.integers(1, 15), st.text("abcdefgh", min_size=5, max_size=90)), min_size=1
    )
)
def test_messages_of_protobuf_pass(fields):
    ordered = sorted(fields, key=lambda field: field[0])

    assert says_something(b"".join(_field(number, text.encode()) for number, text in ordered))


@settings(deadline=None, max_examples=100)
@given(st.text('abcdefghijklmnopqrstuvwxyz {}":,.0123456789@', min_size=24, max_size=300))
def test_bytes_of_lz_string_pass(text):
    if len(set(text)) > 2:
        assert says_something(lz_bytes(text))


def test_magics_and_text_show_themselves():
    assert shows_itself(b"a word")
    assert shows_itself(gzip.compress(b"a"))
    assert not shows_itself(b"\x01\x02\x03\x04\x05\x06")
    assert flags_of(b"") == flags_of(b"a") == 0
    assert flags_of(b"\x1f\x8b\x08\0\0\0") & MAGIC
    assert flags_of(b"\x81\xa4noon") & DOCUMENT


@pytest.mark.parametrize(
    "classes, allowed",
    [(b"tttttt", True), (b"lkttlk", True), (b"lttttt", False), (b"cttttt", False)],
)
def test_classes_say_whether_bytes_may_be_text(classes, allowed):
    assert bool(by_classes(classes) & TEXT) is allowed


@given(st.text(min_size=8, max_size=30))
def test_no_text_is_refused_by_its_first_bytes(text):
    data = text.encode()

    if is_plain(data) or (not data.isascii() and text.isprintable()):
        assert flags_of(data) & TEXT


@settings(deadline=None, max_examples=100)
@given(st.lists(st.binary(min_size=12, max_size=60), min_size=1, max_size=12))
def test_heads_say_of_each_token_what_its_bytes_say(payloads):
    tokens = [base64.urlsafe_b64encode(data).rstrip(b"=") for data in payloads]

    heads = Heads(tokens)

    assert heads.flags == [flags_of(data[:6]) for data in payloads]
