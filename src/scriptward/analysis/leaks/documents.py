"""A binary document as JSON text: one layer to search, with keys beside the values and a path."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from scriptward.analysis.leaks.containers import (
    NoDocumentError,
    Tree,
    cbor,
    messagepack,
    protobuf,
)
from scriptward.analysis.leaks.keys import key_step

_SHORTEST = 5
"""Bytes of a document that says something."""
_NEEDS_ESCAPE = frozenset('"\\' + "".join(map(chr, range(32))))
_FRAMES = frozenset({0, 1, 128})
_FRAME = 5
"""Bytes before a message of gRPC: a mark and the length."""
_LONG_CBOR = frozenset({0x98, 0x99, 0x9A, 0x9B, 0xB8, 0xB9, 0xBA, 0xBB, 0xBF, 0xD9, 0xDA})
"""A list or map of stated or no length, a tag."""
Ranges = tuple[tuple[int, int], ...]
"""First and last value of a second byte."""
_FIELDS = 3
"""Fields of protobuf that are looked at before it is read."""
_SAYS = 4
"""Characters of a text, or digits of a number, without which noise would be a document."""


@dataclass(frozen=True, slots=True)
class Document:
    """What a binary document holds."""

    text: bytes = field(repr=False)
    """The same in JSON, without what stands in `parts`."""
    parts: tuple[tuple[str, bytes], ...] = field(repr=False)
    """(path, bytes) of what is binary, and of strings that JSON would have to escape."""


def _of_messagepack(first: int) -> Ranges:
    if 0x81 <= first <= 0x8F:  # noqa: PLR2004  # a map whose first key is text
        return (0xA1, 0xBF), (0xD9, 0xD9)
    if 0x91 <= first <= 0x9F:  # noqa: PLR2004  # a list
        return (0, 2), (0x81, 0xBF), (0xC4, 0xC6), (0xD9, 0xDF)
    return ((0, 255),) if 0xDC <= first <= 0xDF else ()  # noqa: PLR2004  # either, of stated length


def _of_cbor(first: int) -> Ranges:
    if 0xA1 <= first <= 0xB7:  # noqa: PLR2004  # a map whose first key is text or a small number
        return (0, 0x17), (0x61, 0x7B)
    if 0x81 <= first <= 0x97 or first == 0x9F:  # noqa: PLR2004  # a list
        return (0, 2), (0x61, 0x7B), (0xA1, 0xBF)
    return ((0, 255),) if first in _LONG_CBOR else ()


def _of_protobuf(first: int) -> Ranges:
    """A field of 1 to 15: a number, or bytes that are not none."""
    if 0x08 <= first < 0x80 and first & 7 in {0, 1, 2, 5}:  # noqa: PLR2004
        return ((int(first & 7 == 2), 255),)  # noqa: PLR2004
    return ()


def _kinds(first: int) -> bytes:
    """What documents may begin with that byte and each second one."""
    row = bytearray(256)
    framed: Ranges = ((0, 0),) if first in _FRAMES else ()
    for kind, ranges in (
        (_MESSAGEPACK, _of_messagepack(first)),
        (_CBOR, _of_cbor(first)),
        (_PROTOBUF, _of_protobuf(first)),
        (_FRAMED, framed),
    ):
        for low, high in ranges:
            for second in range(low, high + 1):
                row[second] |= kind
    return bytes(row)


_MESSAGEPACK, _CBOR, _PROTOBUF, _FRAMED = 1, 2, 4, 8
KINDS = b"".join(map(_kinds, range(256)))
"""What documents two bytes may begin, at `first << 8 | second`; 0 for none."""


def documents(data: bytes) -> Iterator[Document]:
    """The bytes read as each format they may be, also behind a length of their own; mostly none."""
    size = len(data)
    if size < _SHORTEST:
        return
    first = data[0]
    kinds = KINDS[first << 8 | data[1]]
    if kinds & _FRAMED and int.from_bytes(data[1:5], "big") == size - _FRAME:
        yield from documents(data[_FRAME:])
    if first == size - 1:
        yield from documents(data[1:])
    if kinds & _PROTOBUF and _likely_protobuf(data):
        yield from _read(data, protobuf)
    if kinds & _MESSAGEPACK and _likely_messagepack(data):
        yield from _read(data, messagepack)
    if kinds & _CBOR and _likely_cbor(data):
        yield from _read(data, cbor)


def _read(data: bytes, reader: Callable[[bytes], Tree]) -> Iterator[Document]:
    try:
        tree = reader(data)
    except NoDocumentError:
        return
    made = _Writing()
    kept = made.of(tree, "")
    if made.says:
        text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
        yield Document(text.encode("utf-8", "replace"), tuple(made.parts))


class _Writing:
    """One tree on its way to JSON."""

    def __init__(self) -> None:
        self.parts: list[tuple[str, bytes]] = []
        self.says = False

    def of(self, tree: Tree, path: str) -> Tree:
        """The tree without what stands in the parts."""
        if isinstance(tree, dict):
            return {
                self._key(name): self.of(value, path + key_step(name.encode("utf-8", "replace")))
                for name, value in tree.items()
            }
        if isinstance(tree, list):
            return [self.of(value, f"{path}[{at}]") for at, value in enumerate(tree)]
        if isinstance(tree, bytes):
            self.says |= len(tree) > _SAYS
            self.parts.append((path, tree))
            return None
        if isinstance(tree, str):
            self.says |= len(tree) >= _SAYS and sum(map(str.isalnum, tree)) * 2 >= len(tree)
            if not _NEEDS_ESCAPE.isdisjoint(tree):
                self.parts.append((path, tree.encode("utf-8", "replace")))
                return None
        return tree

    @staticmethod
    def _key(name: str) -> str:
        return name if _NEEDS_ESCAPE.isdisjoint(name) else ascii(name)[1:-1].replace("\\", "/")


def _likely_messagepack(data: bytes) -> bool:
    """The first text, or the first key of the first map, begins with a printable character."""
    first, second, third = data[0], data[1], data[2]
    if 0xA1 <= second <= 0xBF:  # noqa: PLR2004
        return second & 31 <= len(data) and third >= 0x20  # noqa: PLR2004
    if 0x81 <= second <= 0x8F and first >= 0x91:  # noqa: PLR2004
        return 0xA1 <= third <= 0xBF or third == 0xD9  # noqa: PLR2004
    return True


def _likely_cbor(data: bytes) -> bool:
    """The first text, or the first key of the first map, begins with a printable character."""
    first, second, third = data[0], data[1], data[2]
    if 0x61 <= second <= 0x77:  # noqa: PLR2004
        return second & 31 <= len(data) and 0x20 <= third < 0x7F  # noqa: PLR2004
    if 0xA1 <= second <= 0xB7:  # noqa: PLR2004
        return 0x61 <= third <= 0x7B or third < 0x18  # noqa: PLR2004
    if 0x80 <= first < 0xA0 and second < 3:  # noqa: PLR2004  # a list whose first item is a number
        return 0x61 <= third <= 0x7B or 0x80 <= third < 0xC0  # noqa: PLR2004
    return True


def _likely_protobuf(data: bytes) -> bool:
    """The first fields end inside the bytes, and their numbers don't fall."""
    at, number, size = 0, 1, len(data)
    for _ in range(_FIELDS):
        tag = data[at]
        if tag >= 0x80:  # noqa: PLR2004  # a number over 15 goes on in the next byte
            return tag & 7 in {0, 1, 2, 5} and at + 1 < size and 0 < data[at + 1] < 0x80  # noqa: PLR2004
        if tag >> 3 < number:
            return False
        number, wire = tag >> 3, tag & 7
        at += 1
        if wire in {1, 5}:
            at += 8 if wire == 1 else 4
        elif wire in {0, 2}:
            start = at
            while at < size and data[at] >= 0x80:  # noqa: PLR2004  # the rest of a number
                at += 1
            if wire == 2:  # noqa: PLR2004
                if at - start > 1:  # over 16 kB: judged by reading
                    return True
                length = data[start : at + 1]
                at += sum((byte & 127) << 7 * place for place, byte in enumerate(length))
            at += 1
        else:
            return False
        if at >= size:
            return at == size
    return True
