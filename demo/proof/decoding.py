"""Which made-up values stand in a piece of traffic, by a simple decoder of its own.

It shares nothing with the product on purpose: the clinic's truth may not be measured with the
thing that is measured against it. It is slow and plain: unwrap everything, look in every layer.
"""

import base64
import binascii
import hashlib
import re
import string
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote_to_bytes

DEEPEST = 6
BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")
ESCAPE = re.compile(rb'\\(u[0-9a-fA-F]{4}|["\\/bfnrt])')
SIMPLE = {b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t"}
PACKED = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]")
SHORT = 6
"""Characters: below, a value counts only as a whole string between quotes or separators."""
READABLE = string.printable.encode()
HEX = re.compile(rb"[0-9a-f]{32,64}")
HASHES = ("md5", "sha1", "sha256")


@dataclass(frozen=True, kw_only=True, order=True)
class Hit:
    """A value that stood in a text, in clear or as a hash."""

    name: str
    digest: str = ""
    """Name of the hash; empty where the value itself was there."""


def hits(raw: bytes, values: Mapping[str, str]) -> frozenset[Hit]:
    """Every value in any layer of `raw`."""
    found: set[Hit] = set()
    clear, hashed = _needles(tuple(values.items()))
    for layer in layers(raw):
        low = layer.lower()
        found |= {Hit(name=name) for needle, name in clear if _stands(needle, low)}
        found |= {hashed[token] for token in HEX.findall(low) if token in hashed}
    return frozenset(found)


@lru_cache(maxsize=8)
def _needles(
    values: tuple[tuple[str, str], ...],
) -> tuple[tuple[tuple[bytes, str], ...], dict[bytes, Hit]]:
    """What to look for: (text in lower case, name) pairs, and hashes in hex."""
    clear = [(text.lower().encode(), name) for name, text in values]
    clear += [(digits, name) for name, text in values if (digits := _digits(text))]
    hashed = {
        digest: Hit(name=name, digest=kind)
        for name, text in values
        for kind, digest in _hashed(text)
    }
    return tuple(clear), hashed


def layers(raw: bytes) -> Iterator[bytes]:
    """`raw` and everything that was wrapped in it, each once."""
    seen: set[bytes] = set()
    waiting = [(raw, 0)]
    while waiting:
        layer, depth = waiting.pop()
        if layer in seen or not layer:
            continue
        seen.add(layer)
        yield layer
        if depth < DEEPEST:
            waiting += [(inner, depth + 1) for inner in _inside(layer)]


def _inside(layer: bytes) -> Iterator[bytes]:
    if b"%" in layer:
        yield unquote_to_bytes(layer)
    if b"+" in layer:
        yield layer.replace(b"+", b" ")
    if b"\\" in layer:
        yield ESCAPE.sub(_unescaped, layer)
    yield from _unpacked(layer)
    for token in BASE64.findall(layer):
        yield from _from_base64(token)


def _unescaped(match: re.Match[bytes]) -> bytes:
    inside = match[1]
    if inside[:1] == b"u":
        return chr(int(inside[1:], 16)).encode("utf-8", "replace")
    return SIMPLE.get(inside, inside)


def _unpacked(layer: bytes) -> Iterator[bytes]:
    candidates = [layer]
    try:
        candidates.append(layer.decode("utf-8").encode("latin1"))
    except UnicodeError:
        candidates = [layer]
    for candidate in candidates:
        for match in PACKED.finditer(candidate):
            yield from _inflated(candidate[match.start() :])


def _inflated(packed: bytes) -> Iterator[bytes]:
    try:
        text = zlib.decompressobj(47).decompress(packed)
    except zlib.error:
        return
    if len(text) > SHORT:
        yield text


def _from_base64(token: bytes) -> Iterator[bytes]:
    plain = token.rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
    try:
        text = base64.b64decode(plain + b"=" * (-len(plain) % 4))
    except binascii.Error:
        return
    if PACKED.match(text) or _readable(text):
        yield text


def _readable(text: bytes) -> bool:
    return len(text.translate(None, READABLE)) < len(text) / 10


def _stands(needle: bytes, layer: bytes) -> bool:
    if len(needle) >= SHORT:
        return needle in layer
    edge = rb"[\"'=&]"
    return re.search(edge + re.escape(needle) + rb"([\"'&]|$)", layer) is not None


def _digits(text: str) -> bytes:
    digits = re.sub(r"\D", "", text)
    only = not re.search(r"[A-Za-z]", text)
    return digits.encode() if only and len(digits) > SHORT else b""


def _hashed(text: str) -> Iterable[tuple[str, bytes]]:
    forms = {text, text.strip().lower(), re.sub(r"\D", "", text), re.sub(r"\s", "", text.lower())}
    for form in forms - {""}:
        for kind in HASHES:
            yield kind, hashlib.new(kind, form.encode()).hexdigest().encode()
