"""What bytes may be, told by their first ones: most ids that are asked about end here.

One look into a table of all pairs of bytes; only what it lets through is tried.
"""

from scriptward.analysis.leaks import documents, lzstring, streams
from scriptward.analysis.leaks.text import PRINTABLE, is_utf8

_TEXT, _MAGIC, _WIDE, _BARE, _DOCUMENT, _PACKED = 1, 2, 4, 8, 16, 32
_PLAIN = frozenset(PRINTABLE)
_MAGICS = {
    *((0x78, second) for second in (0x01, 0x5E, 0x9C, 0xDA)),
    (0x1F, 0x8B),
    (0x28, 0xB5),
}
_MARKS = {(0xFF, 0xFE), (0xFE, 0xFF), (0xEF, 0xBB)}
WINDOW = 48
"""Bytes that are judged first."""
_SURE = 9
"""Bytes from which some odd ones are forgiven: noise has six in ten."""
_LETTERS = 4
_LONGEST_UTF8 = 4096
_CODES = tuple(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def _flags(first: int, second: int) -> int:
    flags = 0
    letter = 0xC2 <= first <= 0xF4 and 0x80 <= second <= 0xBF  # noqa: PLR2004  # begins a longer character
    if letter or (first in _PLAIN and (second in _PLAIN or second >= 0xC2)):  # noqa: PLR2004
        flags |= _TEXT
    if (first, second) in _MAGICS:
        flags |= _MAGIC
    if (first, second) in _MARKS or (0 in {first, second} and {first, second} - {0} <= _PLAIN):
        flags |= _WIDE
    if _bare(first, second):
        flags |= _BARE
    if documents.may_begin(bytes((first, second))):
        flags |= _DOCUMENT
    if first < 64 and _CODES[(first << 2 | second >> 6) & 255] in _PLAIN:  # noqa: PLR2004  # LZ-string: a narrow character first
        flags |= _PACKED
    return flags


def _bare(first: int, second: int) -> bool:
    """Raw deflate that begins with a literal (RFC 1951, 3.2.6), or brotli's usual window."""
    if first & 15 == 11 or first == 1:  # noqa: PLR2004  # or a last block that is stored
        return True
    if first & 7 == 3:  # noqa: PLR2004  # a last block with fixed codes
        code = _CODES[(first >> 3 | second << 5) & 255]
        return 0x30 <= code < 0xC0 or code >= 0xC8  # noqa: PLR2004  # no copy before there is something
    # dynamic codes: at most 286 and 30 of them
    return first & 6 == 4 and first >> 3 <= 29 and second & 31 <= 29  # noqa: PLR2004


_TABLE = bytes(_flags(first, second) for first in range(256) for second in range(256))


def flags_of(head: bytes) -> int:
    """What the first two bytes allow; 0 for nothing."""
    return _TABLE[head[0] << 8 | head[1]]


def shows_itself(head: bytes) -> bool:
    """Whether the first bytes are plain text or a stream with a magic of three bytes and more."""
    flags = _TABLE[head[0] << 8 | head[1]]
    if flags & _TEXT:
        return not head.translate(None, PRINTABLE)
    return bool(flags & _MAGIC) and streams.magic(head) is not None


def says_something(data: bytes) -> bool:
    """Text, a known magic, UTF-16, a document, a stream without magic: worth a layer."""
    size = len(data)
    flags = _TABLE[data[0] << 8 | data[1]] if size > 1 else 0
    if not flags:
        return False
    if (flags & _TEXT and _is_text(data)) or (flags & _MAGIC and streams.magic(data)):
        return True
    if flags & _WIDE and size >= 2 * _LETTERS and data[:WINDOW].count(0) * 3 >= min(size, WINDOW):
        return True
    if flags & _BARE and streams.is_bare(data):
        return True
    if flags & _DOCUMENT and any(documents.documents(data)):
        return True
    return bool(flags & _PACKED) and lzstring.may_be(data)


def _is_text(data: bytes) -> bool:
    head = data[:WINDOW]
    odd = len(head.translate(None, PRINTABLE))
    if odd == 0:
        return True
    if len(head) >= _SURE and odd * 4 <= len(head):
        return True
    return data[0] >= 0xC2 and len(data) < _LONGEST_UTF8 and is_utf8(data)  # noqa: PLR2004
