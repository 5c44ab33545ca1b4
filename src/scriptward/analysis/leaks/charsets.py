"""Text in another character set: UTF-16 and UTF-32, and bytes that were made a string."""

import codecs
import re
from collections.abc import Iterator
from itertools import chain

from scriptward.analysis.leaks import lzstring
from scriptward.analysis.leaks.budget import OUTPUT, Budget
from scriptward.analysis.leaks.digests import SIZES
from scriptward.analysis.leaks.gates import TEXT, says_something
from scriptward.analysis.leaks.layer import Layer
from scriptward.analysis.leaks.text import is_utf8
from scriptward.vocabulary.words import Encoding

_SAMPLE, _BEGINNING = 512, 32
_CP1252 = {
    ord(bytes([byte]).decode("cp1252")): byte
    for byte in range(0x80, 0xA0)
    if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}
"""Letters that Windows puts where Latin-1 has control characters."""
_MARKS, _STRANGE = r"\x00-\x1f\"&=;<>\\", r"\x80-\U0010ffff"
_FIELD = re.compile(rf"(?<![^{_MARKS}])([^{_MARKS}{_STRANGE}]*+[{_STRANGE}][^{_MARKS}]*+)")
"""A field with letters that are not ASCII; it is tried only where one begins."""
_NO_BYTE = re.compile("[^\\x00-\\xff" + "".join(map(chr, _CP1252)) + "]")
_STRING = re.compile(rf'"([^"\\\x00-\x1f{_STRANGE}]*+[{_STRANGE}][^"\\\x00-\x1f]*+)(?=")')
_TAGGED = re.compile(rf">([^<>{_STRANGE}]*+[{_STRANGE}][^<>]*+)(?=<)")
_CELL = re.compile(rf"(?<![^,\r\n])([^,\r\n{_STRANGE}]*+[{_STRANGE}][^,\r\n]*+)")
_ATTRIBUTE = re.compile(rf'="([^"<>{_STRANGE}]*+[{_STRANGE}][^"<>]*+)(?=")')
_IN_MARKS = (('"', _STRING), ('="', _ATTRIBUTE), (">", _TAGGED), (",", _CELL))
_LONGEST_MARKED = 65_536
"""Characters of a text in which marks of markup and tables may be letters of a field."""
_PARTING = re.compile('[\\x00-\\x1f"&=;<>\\\\]')
"""Marks that part a field, which a string of JSON may have inside."""
_FIELDS = 20_000
"""Fields of one text that are asked whether their letters are bytes."""
_LETTERS = 4
_SHORTEST_PACKED = 3
"""Characters of LZ-string's UTF-16 form, 15 bits each."""
_MARKED = {
    codecs.BOM_UTF16_LE: (2, "utf-16-le", Encoding.UTF16LE),
    codecs.BOM_UTF16_BE: (2, "utf-16-be", Encoding.UTF16BE),
}
"""By the byte order mark."""
_SURE = 12
"""Letters that are no accident where every byte beside them is zero."""
_WIDE = (
    # width, place of the letter, codec, name in the contract, which has no word for UTF-32
    (4, 0, "utf-32-le", Encoding.UTF16LE),
    (4, 3, "utf-32-be", Encoding.UTF16BE),
    (2, 0, "utf-16-le", Encoding.UTF16LE),
    (2, 1, "utf-16-be", Encoding.UTF16BE),
)


def wide(layer: Layer) -> Iterator[Layer]:
    """The text, if the bytes beside each letter are zero; which of them says the order.

    A document whose strings are strange letters shows it at its beginning only.
    """
    data = layer.data
    for size in (_SAMPLE, _BEGINNING):
        kind = _width(data[:size])
        if kind is not None:
            width, codec, encoding = kind
            whole = data[: len(data) // width * width]
            text = whole.decode(codec, errors="replace").removeprefix("\ufeff")
            yield layer.child(text.encode("utf-8", errors="replace"), (encoding,))
            return


def _width(sample: bytes) -> tuple[int, str, Encoding] | None:
    marked = _MARKED.get(sample[:2])
    if marked is not None and len(sample) >= 2 * _LETTERS and len(sample) % 2 == 0:
        return marked
    if 0 not in sample:
        return None
    for width, letter, codec, encoding in _WIDE:
        count = len(sample) // width
        if count < _LETTERS:
            continue
        zeros = [sample[place : count * width : width].count(0) for place in range(width)]
        own = zeros.pop(letter)
        usual = own <= 0.1 * count and min(zeros) >= 0.7 * count
        if usual or _is_strange(letter, own, zeros, count):
            return width, codec, encoding
    return None


def _is_strange(letter: int, own: int, zeros: list[int], count: int) -> bool:
    """Whether letters of any script, or that were bytes, stand beside nothing but zeros."""
    if len(zeros) > 1:  # four bytes a letter, of which two are always zero
        return own < count and count * 2 == sum(zeros[:-1] if letter else zeros[1:])
    return count > _SURE and own * 2 <= count and zeros[0] == count


def latin1(layer: Layer, budget: Budget) -> Iterator[Layer]:
    """The bytes behind a string of characters under 256, where they say something else."""
    data = layer.data
    if data.isascii():
        return
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return
    raw = _as_bytes(text)
    if raw is not None:
        yield layer.child(raw, (Encoding.LATIN1,))
        return
    start = done = 0
    for at, field in _fields(text, budget):
        if (raw := _as_bytes(field)) is not None:
            if at < done:
                start = done = 0
            start += len(text[done:at].encode())
            done = at
            end = start + len(field.encode())
            yield layer.child(raw, (Encoding.LATIN1,), start=start, end=end)


def _as_bytes(text: str) -> bytes | None:
    """The bytes that were made these letters: a digest, a stream, a document, text in UTF-8."""
    try:
        raw = text.encode("latin-1")
    except UnicodeEncodeError:
        if _NO_BYTE.search(text):
            return None
        raw = text.translate(_CP1252).encode("latin-1")
    return raw if len(raw) in SIZES or is_utf8(raw) or says_something(raw, TEXT) else None


def _fields(text: str, budget: Budget) -> Iterator[tuple[int, str]]:
    """(where it begins, field) of those with letters that are not ASCII.

    Between marks; in a string of JSON or between tags with marks; in a cell of a table.
    """
    left = _FIELDS
    patterns = [_FIELD]
    marks = _IN_MARKS if len(text) <= _LONGEST_MARKED else _IN_MARKS[:1]
    patterns += [pattern for mark, pattern in marks if mark in text]
    for match in chain.from_iterable(pattern.finditer(text) for pattern in patterns):
        if not budget.step():
            return
        field = match[1]
        if match.re is not _FIELD and match.re is not _CELL and not _PARTING.search(field):
            continue
        left -= 1
        if left < 0:
            budget.over(f"{_FIELDS} fields of strange letters")
            return
        yield match.start(1), field


def _packed_wide(layer: Layer) -> Iterator[Layer]:
    """LZ-string's characters of two bytes each: so strange that no byte beside them is zero."""
    data = layer.data
    if len(data) % 2 or len(data) > lzstring.LONGEST:
        return
    for codec, encoding in (("utf-16-le", Encoding.UTF16LE), ("utf-16-be", Encoding.UTF16BE)):
        text = data.decode(codec, "replace")
        found = lzstring.from_utf16(text, OUTPUT)
        if not found and encoding is Encoding.UTF16LE:
            found = lzstring.from_units(text, OUTPUT)
        if found:
            yield layer.child(found.encode("utf-8", "replace"), (encoding, Encoding.LZSTRING))


def packed(layer: Layer, budget: Budget) -> Iterator[Layer]:
    """Text that LZ-string made characters of 15 or 16 bits of, and its pairs of bytes."""
    data = layer.data
    found = lzstring.from_bytes(data, OUTPUT)
    if found:
        yield layer.child(found.encode("utf-8", "replace"), (Encoding.LZSTRING,))
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        yield from _packed_wide(layer)
        return
    fields = () if text.isascii() else _fields(text, budget)
    for at, field in chain([(0, text)], fields):
        size = len(field.encode("utf-8", "surrogatepass"))
        if len(field) < _SHORTEST_PACKED or size < 2 * len(field):
            continue  # its characters are spread evenly: most take three bytes
        unpacked = lzstring.from_utf16(field, OUTPUT) or lzstring.from_units(field, OUTPUT)
        if unpacked:
            start = len(text[:at].encode("utf-8", "surrogatepass"))
            raw = unpacked.encode("utf-8", "replace")
            yield layer.child(raw, (Encoding.LZSTRING,), start=start, end=start + size)
