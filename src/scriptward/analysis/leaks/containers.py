"""MessagePack, CBOR and protobuf, read into plain trees.

Home-made since what is needed is a refusal at the first byte that can't be (most bytes asked about
are noise), limits on depth and number, and no meaning for tags: a decoder that builds dates,
fractions or patterns from a hostile body is a hole. A document counts only if it ends exactly
with its bytes. Sources: MessagePack specification (2017); RFC 8949; Protocol Buffers, Encoding.
"""

import struct
from collections.abc import Callable

Tree = object
"""None, bool, int, float, str, bytes, list of trees, dict of str to trees."""
DEEPEST = 40
"""Containers inside one another."""
MOST = 20_000
"""Values of one document."""
_FLOATS = {2: ">e", 4: ">f", 8: ">d"}


class NoDocumentError(Exception):
    """The bytes are no document of that format."""


class _Cursor:
    """Bytes and a place in them."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0
        self.values = 0

    def take(self, size: int) -> bytes:
        start = self.at
        self.at = end = start + size
        if end > len(self.data):
            raise NoDocumentError
        return self.data[start:end]

    def number(self, size: int) -> int:
        return int.from_bytes(self.take(size), "big")

    def count(self, size: int) -> int:
        """A number of items, each of at least a byte."""
        if size > len(self.data) - self.at:
            raise NoDocumentError
        return size

    def enter(self, depth: int) -> None:
        self.values += 1
        if depth > DEEPEST or self.values > MOST:
            raise NoDocumentError


def messagepack(data: bytes) -> Tree:
    """The document; raises NoDocumentError."""
    return _whole(data, _messagepack)


def cbor(data: bytes) -> Tree:
    """The document; raises NoDocumentError."""
    return _whole(data, _cbor)


def protobuf(data: bytes) -> Tree:
    """The fields by their numbers, `{"1": …}`; raises NoDocumentError."""
    cursor = _Cursor(data)
    return _message(cursor, len(data), 0)


def _whole(data: bytes, read: Callable[[_Cursor, int], Tree]) -> Tree:
    cursor = _Cursor(data)
    tree = read(cursor, 0)
    if cursor.at != len(data) or not isinstance(tree, (list, dict)):
        raise NoDocumentError
    return tree


def _messagepack(cursor: _Cursor, depth: int) -> Tree:  # noqa: C901, PLR0911, PLR0912  # one branch a family of the format
    cursor.enter(depth)
    code = cursor.number(1)
    if code < 0x80 or code >= 0xE0:  # noqa: PLR2004
        return code if code < 0x80 else code - 256  # noqa: PLR2004
    if code < 0xC0:  # noqa: PLR2004  # map, list, text of a few
        if code < 0x90:  # noqa: PLR2004
            return _map(cursor, code & 15, depth, _messagepack)
        if code < 0xA0:  # noqa: PLR2004
            return _list(cursor, code & 15, depth, _messagepack)
        return _text(cursor.take(code & 31))
    size = 1 << (code & 3)
    match code:
        case 0xC0:
            return None
        case 0xC2 | 0xC3:
            return code == 0xC3  # noqa: PLR2004
        case 0xC4 | 0xC5 | 0xC6:
            return cursor.take(cursor.number(1 << (code - 0xC4)))
        case 0xC7 | 0xC8 | 0xC9:
            return cursor.take(cursor.number(1 << (code - 0xC7)) + 1)[1:]
        case 0xCA | 0xCB:
            return _float(cursor.take(4 << (code - 0xCA)))
        case 0xCC | 0xCD | 0xCE | 0xCF:
            return cursor.number(size)
        case 0xD0 | 0xD1 | 0xD2 | 0xD3:
            return int.from_bytes(cursor.take(size), "big", signed=True)
        case 0xD4 | 0xD5 | 0xD6 | 0xD7 | 0xD8:
            return cursor.take((1 << (code - 0xD4)) + 1)[1:]
        case 0xD9 | 0xDA | 0xDB:
            return _text(cursor.take(cursor.number(1 << (code - 0xD9))))
        case 0xDC | 0xDD:
            return _list(cursor, cursor.number(2 << (code - 0xDC)), depth, _messagepack)
        case 0xDE | 0xDF:
            return _map(cursor, cursor.number(2 << (code - 0xDE)), depth, _messagepack)
    raise NoDocumentError


def _cbor(cursor: _Cursor, depth: int) -> Tree:  # noqa: PLR0911  # one branch a major type
    cursor.enter(depth)
    code = cursor.number(1)
    kind, low = code >> 5, code & 31
    if kind == 7:  # noqa: PLR2004  # simple values and floats
        return _simple(cursor, low)
    if low == 31:  # noqa: PLR2004  # of no stated length
        return _unbounded(cursor, kind, depth)
    size = low if low < 24 else cursor.number(1 << (low - 24)) if low < 28 else -1  # noqa: PLR2004
    if size < 0:
        raise NoDocumentError
    match kind:
        case 0:
            return size
        case 1:
            return -1 - size
        case 2:
            return cursor.take(size)
        case 3:
            return _text(cursor.take(size))
        case 4:
            return _list(cursor, size, depth, _cbor)
        case 5:
            return _map(cursor, size, depth, _cbor)
    return _cbor(cursor, depth + 1)  # a tag: what it means is not asked


def _simple(cursor: _Cursor, low: int) -> Tree:
    if low in {25, 26, 27}:
        return _float(cursor.take(1 << (low - 24)))
    if low == 24:  # noqa: PLR2004  # one byte follows
        return cursor.number(1)
    if low not in {20, 21, 22, 23}:
        raise NoDocumentError
    return {20: False, 21: True}.get(low)


def _unbounded(cursor: _Cursor, kind: int, depth: int) -> Tree:
    items: list[Tree] = []
    while cursor.data[cursor.at : cursor.at + 1] != b"\xff":
        items.append(_cbor(cursor, depth + 1))
    cursor.take(1)
    if kind in {2, 3}:
        raw = bytearray()
        for item in items:
            if not isinstance(item, (str, bytes)):
                raise NoDocumentError
            raw += item.encode() if isinstance(item, str) else item
        return _text(bytes(raw)) if kind == 3 else bytes(raw)  # noqa: PLR2004
    if kind == 4:  # noqa: PLR2004
        return items
    if kind == 5 and len(items) % 2 == 0:  # noqa: PLR2004
        return {_key(name): item for name, item in zip(items[::2], items[1::2], strict=True)}
    raise NoDocumentError


def _list(
    cursor: _Cursor, size: int, depth: int, read: Callable[[_Cursor, int], Tree]
) -> list[Tree]:
    return [read(cursor, depth + 1) for _ in range(cursor.count(size))]


def _map(
    cursor: _Cursor, size: int, depth: int, read: Callable[[_Cursor, int], Tree]
) -> dict[str, Tree]:
    found: dict[str, Tree] = {}
    for _ in range(cursor.count(2 * size) // 2):
        name = _key(read(cursor, depth + 1))
        if name in found:
            name = f"{name}#{len(found)}"  # the format permits a key twice
        found[name] = read(cursor, depth + 1)
    return found


def _key(name: Tree) -> str:
    if isinstance(name, (str, int)):
        return str(name)
    if isinstance(name, bytes):
        return name.hex()
    raise NoDocumentError


def _text(raw: bytes) -> str | bytes:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw


def _float(raw: bytes) -> float:
    number: float = struct.unpack(_FLOATS[len(raw)], raw)[0]
    return number


def _message(cursor: _Cursor, end: int, depth: int) -> dict[str, Tree]:
    """Fields up to `end`; a field that repeats becomes a list."""
    found: dict[str, Tree] = {}
    while cursor.at < end:
        cursor.enter(depth)
        name, value = _field(cursor, end, depth)
        known = found.get(name)
        if known is None:
            found[name] = value
        elif isinstance(known, list):
            known.append(value)
        else:
            found[name] = [known, value]
    if cursor.at != end or not found:
        raise NoDocumentError
    return found


def _field(cursor: _Cursor, end: int, depth: int) -> tuple[str, Tree]:
    tag = _varint(cursor)
    number, wire = tag >> 3, tag & 7
    if not 0 < number < 1 << 20:
        raise NoDocumentError
    if wire == 0:
        return str(number), _varint(cursor)
    if wire in {1, 5}:
        return str(number), int.from_bytes(cursor.take(8 if wire == 1 else 4), "little")
    if wire != 2:  # noqa: PLR2004  # groups are not written any more
        raise NoDocumentError
    size = _varint(cursor)
    start = cursor.at
    raw = cursor.take(size)
    if cursor.at > end:
        raise NoDocumentError
    inner = _nested(cursor, start, depth) if size else None
    text = _text(raw)
    if inner is None:
        return str(number), text
    return str(number), inner if isinstance(text, bytes) else [text, inner]


def _nested(cursor: _Cursor, start: int, depth: int) -> Tree | None:
    """A field of bytes as a message of its own; it may be text all the same."""
    end = cursor.at
    cursor.at = start
    try:
        return _message(cursor, end, depth + 1)
    except NoDocumentError:
        return None
    finally:
        cursor.at = end


def _varint(cursor: _Cursor) -> int:
    number = 0
    for shift in range(0, 70, 7):
        byte = cursor.number(1)
        number |= (byte & 127) << shift
        if byte < 128:  # noqa: PLR2004
            return number
    raise NoDocumentError
