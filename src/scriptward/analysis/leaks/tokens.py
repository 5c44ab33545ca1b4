"""What a run of token characters may say: hex, base64, base32, and digests in each of these.

Base64 in both alphabets, at any alignment, with or without padding.

Most tokens are random ids; so the gates come cheapest first.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from scriptward.analysis.leaks import streams
from scriptward.analysis.leaks.digests import HEX_SIZES, SIZES
from scriptward.analysis.leaks.text import is_utf8, oddness
from scriptward.vocabulary.words import Encoding

TOKEN = re.compile(rb"[A-Za-z0-9+/_-]{8,}+")
WRAPPED = re.compile(rb"(?:[A-Za-z0-9+/]{60,76}+\r?\n)++[A-Za-z0-9+/]++")
_HEX = b"0123456789abcdefABCDEF"
_B32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_URL_TO_STANDARD = bytes.maketrans(b"-_", b"+/")
_MEDIA = (b"iVBORw0KGgo", b"/9j/", b"R0lGOD", b"d09GM", b"UklGR")
_UUID = 36
_WINDOW = 48
"""Bytes of a long token that are judged first."""
_PREFIX = 8
"""Characters that a vendor puts before a digest, at most."""


@dataclass(frozen=True, kw_only=True, slots=True)
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
    if not token.translate(None, _HEX):
        yield from _hex(token)
        if len(token) < 16 or token.isdigit():  # noqa: PLR2004  # hex, not base64 without a letter over f
            return
    elif len(token) == _UUID and token[8:9] == token[13:14] == token[18:19] == b"-":
        return
    else:
        yield from _prefixed_hex(token)
    if not token.startswith(_MEDIA):
        yield from _base64(token, padded=padded)
    if len(token) >= 16 and (token.isupper() or token.islower()):  # noqa: PLR2004  # as above
        yield from _base32(token.upper())


def _hex(token: bytes) -> Iterator[Meaning]:
    size = len(token)
    if size % 2 == 0:
        data = bytes.fromhex(token.decode())
        if size in HEX_SIZES:
            yield Meaning(data=data, encoding=Encoding.HEX, digest=True)
        if _says_something(data):
            yield Meaning(data=data, encoding=Encoding.HEX)
    yield from _inner_digests(token)


def _prefixed_hex(token: bytes) -> Iterator[Meaning]:
    """A digest in hex behind a vendor's letters, `-` or `_`."""
    for size in HEX_SIZES:
        if size < len(token) <= size + _PREFIX and not token[-size:].translate(None, _HEX):
            data = bytes.fromhex(token[-size:].decode())
            yield Meaning(data=data, encoding=Encoding.HEX, digest=True)


def _inner_digests(token: bytes) -> Iterator[Meaning]:
    for size in HEX_SIZES:
        if size < len(token) <= size + _PREFIX:
            for part in (token[-size:], token[:size]):
                data = bytes.fromhex(part.decode())
                yield Meaning(data=data, encoding=Encoding.HEX, digest=True)


def _base64(token: bytes, *, padded: bool) -> Iterator[Meaning]:
    encoding = _alphabet(token, padded=padded)
    whole = _decoded(token)
    if len(whole) in SIZES:
        yield Meaning(data=whole, encoding=encoding, digest=True)
    if _says_something(whole):
        yield Meaning(data=whole, encoding=encoding)
        return
    if b"/" in token:
        for piece in token.split(b"/"):
            if len(piece) >= 8 and not (piece.isalpha() and piece.islower()):  # noqa: PLR2004  # as TOKEN
                data = _decoded(piece)
                if _says_something(data):
                    yield Meaning(data=data, encoding=_alphabet(piece, padded=padded))
    if len(token) >= 16:  # noqa: PLR2004  # what is left of a shorter one says nothing
        for cut in (0, 1, 2, 3):
            tail = token[cut:]
            if oddness(_decoded(_aligned_end(tail))) <= 0.1:  # noqa: PLR2004  # noise has 0.6
                yield Meaning(data=_decoded(tail), encoding=_alphabet(tail, padded=padded))


def _aligned_end(tail: bytes) -> bytes:
    start = max(0, (len(tail) - _WINDOW) // 4 * 4)
    return tail[start:]


def _alphabet(token: bytes, *, padded: bool) -> Encoding:
    if b"-" in token or b"_" in token:
        return Encoding.BASE64URL
    if padded or len(token) % 4 == 0 or b"+" in token or b"/" in token:
        return Encoding.BASE64
    return Encoding.BASE64URL


def _decoded(token: bytes) -> bytes:
    left = len(token) % 4
    if left == 1:
        token = token[:-1]
    standard = token.translate(_URL_TO_STANDARD)
    return binascii.a2b_base64(standard + b"==="[: -len(standard) % 4])


def _base32(token: bytes) -> Iterator[Meaning]:
    if token.translate(None, _B32):
        return
    usable = token[: len(token) - (len(token) % 8 in {1, 3, 6})]
    data = base64.b32decode(usable + b"=" * (-len(usable) % 8))
    if _says_something(data):
        yield Meaning(data=data, encoding=Encoding.BASE32)


def _says_something(data: bytes) -> bool:
    """Text, a known magic, UTF-16 or perhaps a stream without magic: worth a layer."""
    head = data[:_WINDOW]
    if not head:
        return False
    odd = oddness(head)
    if odd == 0 or streams.magic(head):
        return True
    if len(head) >= 9 and odd <= 0.25:  # noqa: PLR2004  # noise has 0.6
        return True
    zeros = head.count(0)
    if zeros >= len(head) // 3 and len(head) >= 8:  # noqa: PLR2004  # UTF-16 of ASCII: every second byte
        return True
    if head[0] >= 0xC3 and len(data) < 4 * _WINDOW and is_utf8(data):  # noqa: PLR2004  # letters of two bytes
        return True
    return streams.is_bare(data)
