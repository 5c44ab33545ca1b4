"""What a run of token characters may say: hex, base64, base32, and digests in each of these.

Base64 in both alphabets, at any alignment, with or without padding. Most tokens are random ids, so
the gates come cheapest first.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from scriptward.analysis.leaks import streams
from scriptward.analysis.leaks.digests import HEX_SIZES, SIZES
from scriptward.analysis.leaks.text import PRINTABLE, is_utf8
from scriptward.vocabulary.words import Encoding

TOKEN = re.compile(rb"[A-Za-z0-9+/_-]{8,}+")
WRAPPED = re.compile(rb"(?<![A-Za-z0-9+/])(?:[A-Za-z0-9+/]{60,76}+\r?\n)++(?:[A-Za-z0-9+/]++)?+")
"""It can't fail behind its first line, so it is never tried from each of them."""
_HEX = b"0123456789abcdefABCDEF"
_B32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_URL_TO_STANDARD = bytes.maketrans(b"-_", b"+/")
_MEDIA = (b"iVBORw0KGgo", b"/9j/", b"R0lGOD", b"d09GM", b"UklGR")
_DASH = 0x2D
_UUID = 36
_WINDOW = 48
"""Bytes of a long token that are judged first."""
_PREFIX = 8
"""Characters that a vendor puts before a digest, at most."""
_SHORTEST_HEX = min(HEX_SIZES)
_SHORT = 16
"""Characters under which nothing but a whole decoding says something."""
_TAIL = 32
_ASCII_FIRST = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef"
"""First characters of a base64 group whose first byte is ASCII."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """Bytes that a token stands for."""

    data: bytes = field(repr=False)
    encoding: Encoding
    digest: bool = False
    """They have the size of a digest and are looked up; else they are a layer."""


def meanings(token: bytes, *, padded: bool) -> Iterator[Meaning]:
    """What the token may stand for. `padded`: an `=` follows it."""
    if token.isalpha() and (token.islower() or token.istitle()):
        return
    size = len(token)
    if not token.translate(None, _HEX):
        yield from _hex(token)
        if size < _SHORT or token.isdigit():
            return
    elif size == _UUID and token[8] == token[13] == token[18] == token[23] == _DASH:
        return
    elif size > _SHORTEST_HEX and not token[-_SHORTEST_HEX:].translate(None, _HEX):
        yield from _prefixed_hex(token)
    if not token.startswith(_MEDIA):
        yield from _base64(token, padded=padded)
    if size >= _SHORT and (token.isupper() or token.islower()):
        yield from _base32(token.upper())


def _hex(token: bytes) -> Iterator[Meaning]:
    size = len(token)
    if size % 2 == 0:
        data = bytes.fromhex(token.decode())
        if size in HEX_SIZES:
            yield Meaning(data, Encoding.HEX, digest=True)
        if _says_something(data):
            yield Meaning(data, Encoding.HEX)
    if size > _SHORTEST_HEX:
        for digest in HEX_SIZES:
            if digest < size <= digest + _PREFIX:
                for part in (token[-digest:], token[:digest]):
                    yield Meaning(bytes.fromhex(part.decode()), Encoding.HEX, digest=True)


def _prefixed_hex(token: bytes) -> Iterator[Meaning]:
    """A digest in hex behind a vendor's letters, `-` or `_`."""
    for size in HEX_SIZES:
        if size < len(token) <= size + _PREFIX and not token[-size:].translate(None, _HEX):
            yield Meaning(bytes.fromhex(token[-size:].decode()), Encoding.HEX, digest=True)


def _base64(token: bytes, *, padded: bool) -> Iterator[Meaning]:
    whole = _decoded(token)
    if len(whole) in SIZES:
        yield Meaning(whole, _alphabet(token, padded=padded), digest=True)
    if _says_something(whole):
        yield Meaning(whole, _alphabet(token, padded=padded))
        return
    if b"/" in token:
        for piece in token.split(b"/"):
            if len(piece) >= 8 and not (piece.isalpha() and piece.islower()):  # noqa: PLR2004  # as TOKEN
                data = _decoded(piece)
                if _says_something(data):
                    yield Meaning(data, _alphabet(piece, padded=padded))
    if len(token) >= _SHORT:
        for cut in (0, 1, 2, 3):
            if _ends_in_text(token, cut):
                tail = token[cut:]
                yield Meaning(_decoded(tail), _alphabet(tail, padded=padded))


def _ends_in_text(token: bytes, cut: int) -> bool:
    """Whether the end decodes to text when the groups of four are counted from `cut`."""
    start = cut + max(0, (len(token) - cut - _TAIL) // 4 * 4)
    if len(token[start::4].translate(None, _ASCII_FIRST)) > 1:
        return False
    end = _decoded(token[start:])
    return len(end.translate(None, PRINTABLE)) * 10 <= len(end)


def _alphabet(token: bytes, *, padded: bool) -> Encoding:
    if b"-" in token or b"_" in token:
        return Encoding.BASE64URL
    if padded or len(token) % 4 == 0 or b"+" in token or b"/" in token:
        return Encoding.BASE64
    return Encoding.BASE64URL


def _decoded(token: bytes) -> bytes:
    left = len(token) & 3
    if left == 1:
        token = token[:-1]
    elif left:
        token += b"==" if left == 2 else b"="  # noqa: PLR2004  # a group has four
    return binascii.a2b_base64(token.translate(_URL_TO_STANDARD))


def _base32(token: bytes) -> Iterator[Meaning]:
    if token.translate(None, _B32):
        return
    usable = token[: len(token) - (len(token) % 8 in {1, 3, 6})]
    data = base64.b32decode(usable + b"=" * (-len(usable) % 8))
    if _says_something(data):
        yield Meaning(data, Encoding.BASE32)


def _says_something(data: bytes) -> bool:
    """Text, a known magic, UTF-16 or perhaps a stream without magic: worth a layer."""
    head = data[:_WINDOW]
    size = len(head)
    odd = len(head.translate(None, PRINTABLE))
    if odd == 0:
        return size > 0
    if size >= 9 and odd * 4 <= size:  # noqa: PLR2004  # noise has 0.6
        return True
    if size >= 8 and head.count(0) * 3 >= size:  # noqa: PLR2004  # UTF-16 of ASCII: every second byte
        return True
    if streams.magic(head):
        return True
    if head[0] >= 0xC3 and len(data) < 4 * _WINDOW and is_utf8(data):  # noqa: PLR2004  # letters of two bytes
        return True
    return streams.is_bare(data)
