import struct
from contextlib import suppress

import cbor2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scriptward.analysis.leaks.containers import (
    DEEPEST,
    MOST,
    NoDocumentError,
    cbor,
    messagepack,
    protobuf,
)

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**64 - 1),
    st.floats(allow_nan=False),
    st.text(max_size=40),
    st.binary(max_size=40),
)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=12,
)
DOCUMENTS = st.lists(TREES | st.none(), max_size=18) | st.dictionaries(st.text(max_size=40), TREES)


def _sized(size, codes, widths=(1, 2, 4)):
    for code, width in zip(codes, widths, strict=True):
        if size < 1 << 8 * width:
            return bytes([code]) + size.to_bytes(width, "big")
    raise ValueError(size)


def _messagepack(tree):  # noqa: PLR0911  # the specification's table, smallest form first
    match tree:
        case None | False | True:
            return {None: b"\xc0", False: b"\xc2", True: b"\xc3"}[tree]
        case int():
            return _integer(tree)
        case float():
            return b"\xcb" + struct.pack(">d", tree)
        case str():
            raw = tree.encode()
            head = bytes([0xA0 | len(raw)]) if len(raw) < 32 else _sized(len(raw), b"\xd9\xda\xdb")
            return head + raw
        case bytes():
            return _sized(len(tree), b"\xc4\xc5\xc6") + tree
        case list():
            size = len(tree)
            head = bytes([0x90 | size]) if size < 16 else _sized(size, b"\xdc\xdd", (2, 4))
            return head + b"".join(map(_messagepack, tree))
        case dict():
            size = len(tree)
            head = bytes([0x80 | size]) if size < 16 else _sized(size, b"\xde\xdf", (2, 4))
            items = (_messagepack(key) + _messagepack(value) for key, value in tree.items())
            return head + b"".join(items)
    raise TypeError(tree)


def _integer(number):
    if -32 <= number < 128:
        return struct.pack("b", number)
    if number >= 0:
        return _sized(number, b"\xcc\xcd\xce\xcf", (1, 2, 4, 8))
    for code, form in zip(b"\xd0\xd1\xd2\xd3", (">b", ">h", ">i", ">q"), strict=True):
        if number >= -(1 << 8 * struct.calcsize(form) - 1):
            return bytes([code]) + struct.pack(form, number)
    raise ValueError(number)


def _varint(number):
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])


def _field(number, data):
    return _varint(number << 3 | 2) + _varint(len(data)) + data


@settings(deadline=None, max_examples=40)
@given(DOCUMENTS)
def test_messagepack_comes_back(tree):
    assert messagepack(_messagepack(tree)) == tree


@settings(deadline=None, max_examples=40)
@given(DOCUMENTS)
def test_cbor_comes_back_as_cbor2_writes_it(tree):
    assert cbor(cbor2.dumps(tree)) == tree


@pytest.mark.parametrize(
    "written, tree",
    [
        ("82a7636f6d70616374c3a6736368656d6100", {"compact": True, "schema": 0}),
        ("93c2d1ff00ca3fc00000", [False, -256, 1.5]),
        ("92d40102d8050102030405060708090a0b0c0d0e0f10", [b"\x02", bytes(range(1, 17))]),
        ("91c70301aabbcc", [b"\xaa\xbb\xcc"]),
        ("82a16101a16102", {"a": 1, "a#1": 2}),
    ],
)
def test_messagepack_is_as_its_specification_says(written, tree):
    assert messagepack(bytes.fromhex(written)) == tree


@pytest.mark.parametrize(
    "written, tree",
    [
        ("8301820203820405", [1, [2, 3], [4, 5]]),
        ("a56161614161626142616361436164614461656145", dict(zip("abcde", "ABCDE", strict=True))),
        ("9f018202039f0405ffff", [1, [2, 3], [4, 5]]),
        ("bf6346756ef563416d7421ff", {"Fun": True, "Amt": -2}),
        ("817f657374726561646d696e67ff", ["streaming"]),
        ("815f42010243030405ff", [b"\x01\x02\x03\x04\x05"]),
        ("82c074323031332d30332d32315432303a30343a30305af93e00", ["2013-03-21T20:04:00Z", 1.5]),
        ("a201020304", {"1": 2, "3": 4}),
        ("82f4f7", [False, None]),
    ],
)
def test_cbor_is_as_its_specification_says(written, tree):
    assert cbor(bytes.fromhex(written)) == tree


@pytest.mark.parametrize(
    "written, tree",
    [
        ("089601", {"1": 150}),
        ("120774657374696e67", {"2": "testing"}),
        ("1a03089601", {"3": {"1": 150}}),
        ("3206038e029ea705", {"6": b"\x03\x8e\x02\x9e\xa7\x05"}),
        ("0801080208 03".replace(" ", ""), {"1": [1, 2, 3]}),
        ("0d00000080 110100000000000000".replace(" ", ""), {"1": 1 << 31, "2": 1}),
    ],
)
def test_protobuf_is_as_its_guide_says(written, tree):
    assert protobuf(bytes.fromhex(written)) == tree


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(1, 2_000), st.text("noe ", min_size=4)), min_size=1))
def test_fields_of_protobuf_come_back(fields):
    tree = protobuf(b"".join(_field(number, text.encode()) for number, text in fields))

    assert isinstance(tree, dict)
    texts = [text for value in tree.values() for text in _texts(value)]
    assert sorted(texts) == sorted(text for _, text in fields)


def _texts(value):
    if isinstance(value, str):
        return [value]
    return [text for each in value for text in _texts(each)] if isinstance(value, list) else []


@pytest.mark.parametrize("read", [messagepack, cbor, protobuf])
@settings(deadline=None, max_examples=40)
@given(data=st.binary(max_size=200))
def test_any_bytes_are_a_document_or_none(read, data):
    with suppress(NoDocumentError):
        read(data)


@pytest.mark.parametrize("written", [_messagepack, cbor2.dumps])
@settings(deadline=None, max_examples=40)
@given(tree=DOCUMENTS, cut=st.integers(1, 20))
def test_a_document_that_is_cut_or_has_more_behind_it_is_none(written, tree, cut):
    data = written(tree)
    read = messagepack if written is _messagepack else cbor

    for broken in (data[:-cut], data + b"\0" * cut):
        with pytest.raises(NoDocumentError):
            read(broken)


@pytest.mark.parametrize(
    "read, opening",
    [(messagepack, b"\x91"), (cbor, b"\x81"), (cbor, b"\x9f"), (cbor, b"\xd9\xd9\xf7")],
)
def test_documents_without_end_are_none(read, opening):
    with pytest.raises(NoDocumentError):
        read(opening * (DEEPEST + 1) + b"\x01")
    with pytest.raises(NoDocumentError):
        read(b"\x92" + opening * 100_000 if read is messagepack else b"\x82" + opening * 100_000)


def test_more_values_than_are_read_are_no_document():
    tree = [1] * (MOST - 1)

    assert messagepack(_messagepack(tree)) == tree
    with pytest.raises(NoDocumentError):
        messagepack(_messagepack([*tree, 1]))
