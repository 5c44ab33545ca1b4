"""What bytes may be, told by their first ones: most ids that are asked about end here.

The first two bytes are looked up in a table of all pairs, the first six by their classes. Only
what these let through is tried.
"""

import re
from functools import cache

from scriptward.analysis.leaks import documents, lzstring, streams
from scriptward.analysis.leaks.text import PRINTABLE, is_utf8

TEXT, MAGIC, WIDE, BARE, DOCUMENT, PACKED, DYNAMIC = 1, 2, 4, 8, 16, 32, 64
HEAD = 6
"""Bytes whose classes are looked up."""
WINDOW = 48
"""Bytes that are judged first."""
_PLAIN = frozenset(PRINTABLE)
_PACKED_FIRST = _PLAIN | {0x1F}
"""Text, or a stream of gzip that was made letters."""
_MAGICS = {0x78: (0x01, 0x5E, 0x9C, 0xDA), 0x1F: (0x8B,), 0x28: (0xB5,)}
_BROTLI = frozenset({0x0B, 0x8B, 0x1B, 0x2B, 0xAB, 0x5B})
"""A window of 22 bits, then whether it is the last block, and four or five digits of its length
(RFC 7932, 9.1 and 9.2)."""
_HIGH = re.compile(rb"[\xc2\xc3][\x80-\xbf]")
"""Bytes that were made letters stand as pairs in UTF-8."""
_SURE = 9
"""Bytes from which some odd ones are forgiven: noise has six in ten."""
_NO_NOISE = 24
"""Bytes from which noise is no UTF-8: a document in Chinese begins with a key in ASCII."""
_LETTERS = 4
_BEGINNING = 24
"""Bytes that show UTF-16: its first key does, whatever the letters behind it."""
_LONGEST_UTF8 = 4096
_CODES = tuple(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def _class(byte: int) -> str:
    if byte in _PLAIN:
        return "t"
    if 0xC2 <= byte <= 0xF4:  # noqa: PLR2004  # begins a longer character of UTF-8
        return "l"
    if 0x80 <= byte <= 0xBF:  # noqa: PLR2004  # goes on with one
        return "k"
    return "z" if byte == 0 else "m" if byte >= 0xFE else "c"  # noqa: PLR2004  # of a byte order mark


CLASSES = "".join(map(_class, range(256))).encode()
"""For `bytes.translate`."""


@cache
def by_classes(classes: bytes) -> int:
    """TEXT, WIDE or 0 for up to six bytes of these classes: at most 46,656 are kept."""
    text = classes.decode()
    if "z" in text:
        letters = text.replace("m", "").replace("z", "")
        return 0 if letters.strip("tkl") or text.count("z") * 5 < len(text) else WIDE
    at = 0
    while at < len(text):
        if text[at] == "t":
            at += 1
        elif text[at] == "l":
            following = len(text[at + 1 :]) - len(text[at + 1 :].lstrip("k"))
            if not following and at + 1 < len(text):
                return 0
            at += 1 + min(following, 3)
        else:
            return 0
    return TEXT


def _row(first: int) -> bytes:
    """What that byte and each second one allow beside text and documents."""
    row = bytearray(256)
    if first in _BROTLI or first == 1:  # or a last block of deflate that is stored
        row = bytearray([BARE]) * 256
    elif first & 7 == 3:  # noqa: PLR2004  # deflate's last block with fixed codes (RFC 1951, 3.2.6)
        for second in range(256):
            code = _CODES[(first >> 3 | second << 5) & 255]
            if 0x30 <= code < 0xC0 or code >= 0xC8:  # noqa: PLR2004  # no copy before there is something
                row[second] = BARE
    elif first & 6 == 4 and first >> 3 <= 29:  # noqa: PLR2004  # with codes of its own, at most 286 and 30
        row = bytearray(DYNAMIC if second & 31 <= 29 else 0 for second in range(256))  # noqa: PLR2004
    for second in _MAGICS.get(first, ()):
        row[second] |= MAGIC
        if second >= 0x80:  # noqa: PLR2004  # was made a letter, which UTF-8 begins so
            row[0xC2 | second >> 6 & 1] |= MAGIC
    for second in range(256) if first < 64 else ():  # noqa: PLR2004
        if _CODES[(first << 2 | second >> 6) & 255] in _PACKED_FIRST:
            row[second] |= PACKED  # LZ-string: a character of eight bits comes first
    return bytes(row)


def _table() -> bytes:
    rows = b"".join(map(_row, range(256)))
    shown = documents.KINDS.translate(bytes([0] + [DOCUMENT] * 255))
    both = int.from_bytes(rows, "big") | int.from_bytes(shown, "big")
    table = bytearray(both.to_bytes(len(rows), "big"))
    for mark in (0xFFFE, 0xFEFF):  # of the byte order
        table[mark] |= WIDE
    return bytes(table)


TABLE = _table()
"""What two bytes allow beside text, at `first << 8 | second`."""


def flags_of(data: bytes) -> int:
    """What the first bytes allow; 0 for nothing."""
    if len(data) < 2:  # noqa: PLR2004  # nothing
        return 0
    return TABLE[data[0] << 8 | data[1]] | by_classes(data[:HEAD].translate(CLASSES))


def shows_itself(head: bytes) -> bool:
    """Whether the first bytes are plain text or a stream with a magic of three bytes and more."""
    flags = flags_of(head)
    if flags & TEXT:
        return not head.translate(None, PRINTABLE)
    return bool(flags & MAGIC) and streams.magic(head) is not None


def says_something(data: bytes, without: int = 0) -> bool:
    """Text, a known magic, UTF-16, a document, a stream without magic: worth a layer.

    `without`: what is not asked for.
    """
    return says(data, flags_of(data) & ~without) or (not without & TEXT and is_letters(data))


def is_letters(data: bytes) -> bool:
    """Whether they are letters that may have been bytes, as UTF-8."""
    return _HIGH.search(data) is not None and is_utf8(data)


def says(data: bytes, flags: int) -> bool:
    """The same of bytes whose beginning allows nothing but `flags`."""
    if flags & TEXT and _is_text(data):
        return True
    if flags & MAGIC and streams.magic(data):
        return True
    if flags & (BARE | DYNAMIC) and streams.is_bare(data):
        return True
    if flags & DOCUMENT and any(documents.documents(data)):
        return True
    if flags & WIDE and len(data) >= 2 * _LETTERS and _is_wide(data[:_BEGINNING]):
        return True
    return bool(flags & PACKED) and lzstring.may_be(data)


def _is_wide(head: bytes) -> bool:
    return head.count(0) * 3 >= len(head) or head.startswith((b"\xff\xfe", b"\xfe\xff"))


def _is_text(data: bytes) -> bool:
    head = data[:WINDOW]
    odd = len(head.translate(None, PRINTABLE))
    if odd == 0:
        return True
    if len(head) >= _SURE and (odd * 4 <= len(head) or (odd * 2 <= len(head) and is_utf8(data))):
        return True
    return (data[0] >= 0xC2 or len(head) >= _NO_NOISE) and _begins_in_utf8(data)  # noqa: PLR2004


def _begins_in_utf8(data: bytes) -> bool:
    try:
        data[:_LONGEST_UTF8].decode("utf-8")
    except UnicodeDecodeError as error:
        return len(data) > _LONGEST_UTF8 and error.start > _LONGEST_UTF8 - 4  # a letter was cut
    return True
