"""What a run of token characters may say: hex, base64, base32, base58, LZ-string, and digests.

Base64 in both alphabets, at any alignment, with or without padding. Most tokens are random ids, so
the gates come cheapest first.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from scriptward.analysis.leaks import bases, lzstring
from scriptward.analysis.leaks.budget import OUTPUT
from scriptward.analysis.leaks.digests import HEX_SIZES, KEPT, SIZES, Digests
from scriptward.analysis.leaks.gates import (
    WINDOW,
    flags_of,
    says_something,
    shows_itself,
)
from scriptward.analysis.leaks.text import PRINTABLE
from scriptward.vocabulary.words import Encoding

TOKEN = re.compile(rb"[A-Za-z0-9+/_-]{8,}+")
WRAPPED = re.compile(rb"(?<![A-Za-z0-9+/])(?:[A-Za-z0-9+/]{60,76}+\r?\n)++(?:[A-Za-z0-9+/]++)?+")
"""It can't fail behind its first line, so it is never tried from each of them."""
_HEX = b"0123456789abcdefABCDEF"
_B32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_BIG, _SMALL = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"abcdefghijklmnopqrstuvwxyz"
_ROTATE = bytes.maketrans(_BIG + _SMALL, _BIG[13:] + _BIG[:13] + _SMALL[13:] + _SMALL[:13])
_HEX_ROTATED = _HEX.translate(_ROTATE)
_URL_TO_STANDARD = bytes.maketrans(b"-_", b"+/")
_MEDIA = (b"iVBORw0KGgo", b"/9j/", b"R0lGOD", b"d09GM", b"UklGR")
_DASH = 0x2D
_UUID = 36
_PREFIX = 8
"""Characters that a vendor puts before a digest, at most."""
_SHORTEST_HEX = min(HEX_SIZES)
_CUT_HEX = 2 * KEPT
_SHORT = 16
"""Characters under which nothing but a whole decoding says something."""
_TURNED = 12
"""Characters from which a token is also tried backwards and rotated."""
_TAIL = 32
_ASCII_FIRST = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef"
"""First characters of a base64 group whose first byte is ASCII."""
_CUT_BASE64 = frozenset({11, 14, 16, 22, 27, 32})
"""Characters of a digest that was cut off to 8, 10, 12, 16, 20 or 24 bytes."""
_LZ_FIRST = frozenset(b"ABCDEFGHIJKLMNOP")
"""The first symbol is a character of eight bits."""
_SHORTEST_58 = 11
_SHORTEST_32 = 8
_LONGEST_CUT = 24
"""Bytes of a digest that was cut off, at most."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """Bytes that a token stands for."""

    data: bytes = field(repr=False)
    chain: tuple[Encoding, ...]
    """Outermost first."""
    value: int = -1
    """Of a digest: the value it stands for; else the bytes are a layer."""
    skipped: int = 0
    """Characters before it that belong to something else."""


_LEVELS = {Encoding.BASE64, Encoding.BASE64URL}


class Judge:
    """Says what tokens mean, with the digests that are known."""

    def __init__(self, digests: Digests) -> None:
        self._digests = digests

    def meanings(self, token: bytes) -> list[Meaning]:
        """What the token may stand for; mostly nothing."""
        size = len(token)
        if token.isalpha() and (token.islower() or token.istitle()):
            return list(self._base32(token.upper())) if size >= _SHORTEST_32 else []
        found: list[Meaning] = []
        if not token.translate(None, _HEX):
            found = list(self._hex(token))
            if size < _SHORT or token.isdigit():
                return found
        elif size == _UUID and token[8] == token[13] == token[18] == token[23] == _DASH:
            return found
        elif size > _CUT_HEX:
            found = list(self._prefixed_hex(token))
        if found or token.startswith(_MEDIA):
            return found
        return self._base64(token) or list(self._others(token))

    def _others(self, token: bytes) -> Iterator[Meaning]:
        size = len(token)
        if b"/" in token:
            yield from self._pieces(token)
        if size >= _SHORTEST_32 and (token.isupper() or token.islower()):
            yield from self._base32(token.upper())
        if token[0] in _LZ_FIRST:
            text = lzstring.from_token(token, OUTPUT)
            if text:
                yield Meaning(text.encode("utf-8", "replace"), (Encoding.LZSTRING,))
        if size >= _SHORTEST_58 and bases.is_base58(token) and _worth(bases.head_of_base58(token)):
            yield from self._bytes(bases.unbase58(token), (Encoding.BASE58,))
        if size >= _SHORT:
            yield from _glued(token)
        if size >= _TURNED:
            yield from self._turned(token)

    def _pieces(self, token: bytes) -> Iterator[Meaning]:
        """Between slashes: they may part the steps of a path."""
        at = 0
        for piece in token.split(b"/"):
            if len(piece) >= 8 and len(piece) != len(token):  # noqa: PLR2004  # as TOKEN
                for meaning in self.meanings(piece):
                    yield Meaning(meaning.data, meaning.chain, meaning.value, at + meaning.skipped)
            at += len(piece) + 1

    def _hex(self, token: bytes) -> Iterator[Meaning]:
        size = len(token)
        if size % 2 == 0:
            data = bytes.fromhex(token.decode())
            if size >= _CUT_HEX:
                yield from self._looked_up(data, ())
            if says_something(data):
                yield Meaning(data, (Encoding.HEX,))
            elif size >= _SHORT and not token.isdigit():
                yield from self._hex_backwards(token)
        if size > _SHORTEST_HEX:
            for digest in HEX_SIZES:
                if digest < size <= digest + _PREFIX:
                    for part in (token[-digest:], token[:digest]):
                        yield from self._looked_up(bytes.fromhex(part.decode()), ())

    def _hex_backwards(self, token: bytes) -> Iterator[Meaning]:
        data = bytes.fromhex(token[::-1].decode())
        yield from self._looked_up(data, (Encoding.REVERSE,))
        if shows_itself(data):
            yield Meaning(data, (Encoding.REVERSE, Encoding.HEX))

    def _prefixed_hex(self, token: bytes) -> Iterator[Meaning]:
        """A digest in hex behind a vendor's letters, `-` or `_`."""
        for size in HEX_SIZES:
            if size < len(token) <= size + _PREFIX and not token[-size:].translate(None, _HEX):
                yield from self._looked_up(bytes.fromhex(token[-size:].decode()), ())

    def _bytes(self, data: bytes, chain: tuple[Encoding, ...]) -> Iterator[Meaning]:
        """A digest, or a layer if it says something."""
        if len(data) in SIZES or KEPT <= len(data) <= _LONGEST_CUT:
            yield from self._looked_up(data, chain)
        if says_something(data):
            yield Meaning(data, chain)

    def in_base85(self, run: bytes) -> list[Meaning]:
        """What a run of those alphabets stands for in one of them, with or without a frame."""
        inside = run.removeprefix(b"<~").removesuffix(b"~>")
        return [
            meaning
            for head, data in bases.unbase85(inside)
            if _worth(head)
            for meaning in self._bytes(data(), (Encoding.BASE85,))
        ]

    def _looked_up(self, raw: bytes, chain: tuple[Encoding, ...]) -> Iterator[Meaning]:
        for value, digest in self._digests.of(raw):
            yield Meaning(raw, chain + digest, value)

    def _base64(self, token: bytes) -> list[Meaning]:
        head = _decoded(token[:WINDOW])
        size = len(token)
        found: list[Meaning] = []
        if size in _CUT_BASE64 or size * 3 // 4 in SIZES:
            found += self._looked_up(_decoded(token), (_alphabet(token),))
        if flags_of(head):
            whole = head if size <= WINDOW else _decoded(token)
            if says_something(whole):
                found.append(Meaning(whole, (_alphabet(token),)))
        return found

    def _base32(self, token: bytes) -> Iterator[Meaning]:
        if token.translate(None, _B32):
            return
        usable = token[: len(token) - (len(token) % 8 in {1, 3, 6})]
        data = base64.b32decode(usable + b"=" * (-len(usable) % 8))
        yield from self._bytes(data, (Encoding.BASE32,))

    def _turned(self, token: bytes) -> Iterator[Meaning]:
        """Backwards and rotated: only what shows itself at once."""
        back = token[::-1]
        if shows_itself(_decoded(back[:WINDOW])):
            yield Meaning(_decoded(back), (Encoding.REVERSE, _alphabet(back)))
        rotated = token.translate(_ROTATE)
        if shows_itself(_decoded(rotated[:WINDOW])):
            yield Meaning(_decoded(rotated), (Encoding.ROT13, _alphabet(rotated)))
        elif not token.translate(None, _HEX_ROTATED) and len(token) % 2 == 0:
            data = bytes.fromhex(rotated.decode())
            yield from self._looked_up(data, (Encoding.ROT13,))
            if shows_itself(data):
                yield Meaning(data, (Encoding.ROT13, Encoding.HEX))


def _worth(head: bytes) -> bool:
    return len(head) > 1 and flags_of(head) != 0


def _glued(token: bytes) -> Iterator[Meaning]:
    """Base64 behind some characters that are none of it: its end shows the alignment."""
    for cut in (0, 1, 2, 3):
        if _ends_in_text(token, cut):
            tail = token[cut:]
            yield Meaning(_decoded(tail), (_alphabet(tail),), skipped=cut)
    for sign in (b"H4sI", b"KLUv"):  # the magics of gzip and zstd
        at = token.find(sign, 1)
        if at > 0:
            yield Meaning(_decoded(token[at:]), (_alphabet(token[at:]),), skipped=at)


def _ends_in_text(token: bytes, cut: int) -> bool:
    """Whether the end decodes to text when the groups of four are counted from `cut`."""
    start = cut + max(0, (len(token) - cut - _TAIL) // 4 * 4)
    if len(token[start::4].translate(None, _ASCII_FIRST)) > 1:
        return False
    end = _decoded(token[start:])
    return len(end.translate(None, PRINTABLE)) * 10 <= len(end)


def _alphabet(token: bytes) -> Encoding:
    if b"-" in token or b"_" in token:
        return Encoding.BASE64URL
    if len(token) % 4 == 0 or b"+" in token or b"/" in token:
        return Encoding.BASE64
    return Encoding.BASE64URL


def padded(chain: tuple[Encoding, ...]) -> tuple[Encoding, ...]:
    """The chain of a token that an `=` follows: its base64 is the padded one."""
    return tuple(
        Encoding.BASE64 if encoding is Encoding.BASE64URL else encoding for encoding in chain
    )


def _decoded(token: bytes) -> bytes:
    left = len(token) & 3
    if left == 1:
        token = token[:-1]
    elif left:
        token += b"==" if left == 2 else b"="  # noqa: PLR2004  # a group has four
    return binascii.a2b_base64(token.translate(_URL_TO_STANDARD))
