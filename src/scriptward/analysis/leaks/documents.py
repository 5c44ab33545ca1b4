"""A binary document as JSON text: one layer to search, with keys beside the values and a path."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from scriptward.analysis.leaks.containers import (
    NoDocumentError,
    Tree,
    cbor,
    messagepack,
    protobuf,
)
from scriptward.analysis.leaks.structure import key_step

_SHORTEST = 5
"""Bytes of a document that says something."""
_NEEDS_ESCAPE = frozenset('"\\' + "".join(map(chr, range(32))))
_FRAMES = frozenset({0, 1, 128})
_FRAME = 5
"""Bytes before a message of gRPC: a mark and the length."""
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


def may_begin(first: int, second: int) -> bool:
    """Whether a document of one of the formats may begin with these two bytes."""
    framed = first in _FRAMES and second == 0
    return framed or any(gate(first, second) for gate in (_messagepack, _cbor, _protobuf))


def documents(data: bytes) -> Iterator[Document]:
    """The bytes read as each format they may be, also behind a length of their own; mostly none."""
    if len(data) < _SHORTEST:
        return
    first = data[0]
    if first in _FRAMES and int.from_bytes(data[1:5], "big") == len(data) - _FRAME:
        yield from documents(data[_FRAME:])
    if first == len(data) - 1:
        yield from documents(data[1:])
    for gate, likely, read in _FORMATS:
        if not (gate(first, data[1]) and likely(data)):
            continue
        try:
            tree = read(data)
        except NoDocumentError:
            continue
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


def _messagepack(first: int, second: int) -> bool:
    """A map whose first key is text, or a list."""
    if 0x81 <= first <= 0x8F or first in {0xDE, 0xDF}:  # noqa: PLR2004
        return first >= 0xDE or 0xA1 <= second <= 0xBF or second == 0xD9  # noqa: PLR2004
    if 0x91 <= first <= 0x9F:  # noqa: PLR2004
        return (
            0x81 <= second <= 0xBF  # noqa: PLR2004
            or second < 3  # noqa: PLR2004
            or 0xC4 <= second <= 0xC6  # noqa: PLR2004
            or 0xD9 <= second <= 0xDF  # noqa: PLR2004
        )
    return first in {0xDC, 0xDD}


def _likely_messagepack(data: bytes) -> bool:
    """The first text, or the first key of the first map, begins with a printable character."""
    first, second, third = data[0], data[1], data[2]
    if 0xA1 <= second <= 0xBF:  # noqa: PLR2004
        return second & 31 <= len(data) and third >= 0x20  # noqa: PLR2004
    if 0x81 <= second <= 0x8F and first >= 0x91:  # noqa: PLR2004
        return 0xA1 <= third <= 0xBF or third == 0xD9  # noqa: PLR2004
    return True


def _cbor(first: int, second: int) -> bool:
    """A map whose first key is text or a small number, or a list."""
    if 0xA1 <= first <= 0xBB or first == 0xBF:  # noqa: PLR2004
        return 0x61 <= second <= 0x7B or second < 0x18 or first >= 0xB8  # noqa: PLR2004
    if 0x81 <= first <= 0x9B or first == 0x9F:  # noqa: PLR2004
        return 0x61 <= second <= 0x7B or 0xA1 <= second <= 0xBF or second < 3  # noqa: PLR2004
    return first in {0xD9, 0xDA}


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


def _protobuf(first: int, second: int) -> bool:
    """A field of 1 to 15: a number, or bytes of a stated length that isn't nothing."""
    wire = first & 7
    return 0x08 <= first < 0x80 and (wire in {0, 1, 5} or (wire == 2 and second > 0))  # noqa: PLR2004


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


_FORMATS = (
    (_messagepack, _likely_messagepack, messagepack),
    (_cbor, _likely_cbor, cbor),
    (_protobuf, _likely_protobuf, protobuf),
)
"""By the first two bytes, by what follows them, whole."""
