"""The first bytes of many tokens as base64, in each way they are looked at, decoded together."""

import binascii
from collections.abc import Sequence

from scriptward.analysis.leaks.gates import CLASSES, HEAD, MAGIC, TABLE, by_classes

URL_TO_STANDARD = bytes.maketrans(b"-_", b"+/")
_BIG, _SMALL = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"abcdefghijklmnopqrstuvwxyz"
ROTATE = bytes.maketrans(_BIG + _SMALL, _BIG[13:] + _BIG[:13] + _SMALL[13:] + _SMALL[:13])
"""Undoes rot13."""
_CHARACTERS = 8
"""Of a token that are decoded: six bytes."""
_TEXT = b"t" * HEAD
_ENDS = 4
_LONG = 16
"""Characters of a token whose end is looked at in every alignment."""


class Heads:
    """What tokens may be, told by their heads and ends."""

    def __init__(self, tokens: Sequence[bytes]) -> None:
        """`tokens`: of eleven characters of base64 or more."""
        raw = b"".join([token[:_CHARACTERS] for token in tokens]).translate(URL_TO_STANDARD)
        places = range(0, HEAD * len(tokens), HEAD)
        first = binascii.a2b_base64(raw)
        classes = first.translate(CLASSES)
        self.flags = [
            TABLE[first[at] << 8 | first[at + 1]] | by_classes(classes[at : at + HEAD])
            for at in places
        ]
        """What each token allows, read from its beginning."""
        back = b"".join([token[: -_CHARACTERS - 1 : -1] for token in tokens])
        self.backwards = _shown(back.translate(URL_TO_STANDARD))
        """Which may be text or have a magic when read from their ends."""
        self.rotated = _shown(raw.translate(ROTATE))
        """The same with rot13 undone."""
        self.ends: dict[int, list[int]] = {}
        """Long ones that end in text, with how many characters before the end it does."""
        long = [at for at, token in enumerate(tokens) if len(token) >= _LONG]
        for left in range(_ENDS) if long else ():
            for index in _texts(b"".join([_before(tokens[at], left) for at in long])):
                self.ends.setdefault(long[index], []).append(left)


def _before(token: bytes, left: int) -> bytes:
    return token[-_CHARACTERS - left : -left or None]


def _texts(raw: bytes) -> list[int]:
    classes = binascii.a2b_base64(raw.translate(URL_TO_STANDARD)).translate(CLASSES)
    return _runs(classes)


def _runs(classes: bytes) -> list[int]:
    """Which heads are nothing but text."""
    found: list[int] = []
    at = classes.find(_TEXT)
    while at >= 0:
        index, inside = divmod(at, HEAD)
        if inside == 0:
            found.append(index)
        at = classes.find(_TEXT, (index + 1) * HEAD)
    return found


def _shown(raw: bytes) -> frozenset[int]:
    heads = binascii.a2b_base64(raw)
    found = _runs(heads.translate(CLASSES))
    found += [
        at // HEAD
        for at in range(0, len(heads), HEAD)
        if TABLE[heads[at] << 8 | heads[at + 1]] & MAGIC
    ]
    return frozenset(found)
