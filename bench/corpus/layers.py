"""Encodings that a value or a document goes through, each by a library that others use too."""

import base64
import codecs
import gzip
import html
import json
import quopri
import random
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, quote_plus

import brotli
import zstandard

from corpus import lz
from corpus.trail import Trail

Encode = Callable[[bytes, random.Random], bytes]


@dataclass(frozen=True, kw_only=True)
class Layer:
    """One way to wrap bytes."""

    name: str
    """As in the vocabulary of labels."""
    encode: Encode
    family: str
    """`escape`, `armour`, `charset`, `packer`, `lz`, `hint`."""
    takes_bytes: bool = False
    gives_bytes: bool = False
    label: bool = True
    most: int = 1 << 21
    """Bytes it is used for."""
    variant: str = ""


@dataclass(kw_only=True)
class Wrapped:
    """Bytes with a value in them, and how it came there."""

    data: bytes
    token: bytes
    """The value, or the opaque text around it, as it stands in `data`."""
    trail: Trail
    is_text: bool = True
    is_lz: bool = False
    is_loose: bool = False
    """Text that may end in any punctuation: only quotes and separators around it say where."""

    def through(self, layer: Layer, dice: random.Random) -> "Wrapped":
        """The same inside one more layer."""
        data = layer.encode(self.data, dice)
        if layer.family == "escape":
            return self.escaped(layer.name, data, layer.encode(self.token, dice))
        literal = self.token in data
        lz = layer.name == "base64" and self.is_lz
        self.trail.cover(*labels(layer, data), *((None,) if literal or lz else ()))
        if layer.variant in {"base64", "uri"}:  # LZ-string's own base64 is base64 of its bytes
            self.trail.cover("base64", "base64url", None)
        self.trail.labels_count &= layer.label
        return Wrapped(
            data=data, token=self.token if literal else data, trail=self.trail,
            is_text=not layer.gives_bytes, is_lz=layer.variant == "bytes",
            is_loose=layer.name in {"base85", "latin1"} or layer.variant in {"utf16", "units"},
        )  # fmt: skip

    def escaped(self, name: str, data: bytes, token: bytes) -> "Wrapped":
        """The same, escaped; `name` is empty for what has no label."""
        if name:
            self.trail.escape(name, self.token, token)
        elif token != self.token:
            self.trail.cover(None)
        return Wrapped(data=data, token=token, trail=self.trail, is_text=True)

    def inside(self, data: bytes, token: bytes | None = None) -> "Wrapped":
        """The same in a document that escapes nothing."""
        return Wrapped(data=data, token=token or self.token, trail=self.trail, is_text=self.is_text)


def labels(layer: Layer, data: bytes) -> tuple[str | None, ...]:
    """Names that are right for this layer's output."""
    if layer.name == "base64":
        if set(data) & set(b"+/"):
            return ("base64",)
        return ("base64url",) if set(data) & set(b"-_") else ("base64", "base64url")
    if (
        layer.name == "latin1"
        and data.removeprefix("ÿþ".encode()).removeprefix("þÿ".encode()).isascii()
    ):
        return ("latin1", None)
    return (layer.name,) if layer.label else (None, layer.name)


def _text(encode: Callable[[str], str]) -> Encode:
    return lambda data, _: encode(data.decode()).encode()


def _bytes(encode: Callable[[bytes], bytes]) -> Encode:
    return lambda data, _: encode(data)


def every_percent(data: bytes) -> bytes:
    """All characters escaped, as those who hide do."""
    return "".join(f"%{byte:02x}" for byte in data).encode()


def script_escape(text: str) -> str:
    """JavaScript's old `escape`: Latin-1 as `%XX`, the rest as `%uXXXX`."""
    units = text.encode("utf-16-be")
    codes = [units[i] << 8 | units[i + 1] for i in range(0, len(units), 2)]
    keep = set(map(ord, "@*_+-./")) | {c for c in range(128) if chr(c).isalnum()}
    latin = range(256)
    short = (chr(c) if c in keep else f"%{c:02X}" if c in latin else f"%u{c:04X}" for c in codes)
    return "".join(short)


def every_u(text: str) -> str:
    """All characters as `%uXXXX`."""
    units = text.encode("utf-16-be").hex()
    return "".join(f"%u{units[i : i + 4]}" for i in range(0, len(units), 4))


def json_escape(text: str) -> str:
    """The inside of a JSON string, ASCII only."""
    return json.dumps(text)[1:-1]


def json_slashed(text: str) -> str:
    """As PHP writes it."""
    return json_escape(text).replace("/", r"\/")


def json_every(text: str) -> str:
    r"""All characters as `\uXXXX`."""
    return every_u(text).replace("%u", r"\u")


def html_numbers(text: str) -> str:
    """Everything but letters, digits and controls as decimal entities."""
    return re.sub(r"[^A-Za-z0-9\0-\x1f\x7f-\x9f]", lambda m: f"&#{ord(m[0])};", text)


def html_hex(text: str) -> str:
    """All but controls, which have no numeric entity, as hexadecimal ones."""
    return re.sub(r"[^\0-\x1f\x7f-\x9f]", lambda m: f"&#x{ord(m[0]):X};", text)


def html_named(text: str) -> str:
    """With named entities for what has one."""
    return "".join(
        f"&{html.entities.codepoint2name[ord(c)]};" if ord(c) in html.entities.codepoint2name else c
        for c in text
    )


ALPHABET58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def base58(data: bytes) -> bytes:
    """Bitcoin's alphabet."""
    number = int.from_bytes(data, "big")
    out = ""
    while number:
        number, rest = divmod(number, 58)
        out = ALPHABET58[rest] + out
    zeros = len(data) - len(data.lstrip(b"\0"))
    return ("1" * zeros + out).encode()


PYTHON85 = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"
ZEROMQ85 = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#"


def z85(data: bytes) -> bytes:
    """ZeroMQ's alphabet; filled with zero bytes to a multiple of four, as users of it do."""
    filled = data + b"\0" * (-len(data) % 4)
    return base64.b85encode(filled).translate(bytes.maketrans(PYTHON85, ZEROMQ85))


def deflated(data: bytes) -> bytes:
    """A raw stream."""
    stream = zlib.compressobj(9, zlib.DEFLATED, -15)
    return stream.compress(data) + stream.flush()


def flushed(data: bytes) -> bytes:
    """A zlib stream flushed but not ended, as workers send while they go on."""
    stream = zlib.compressobj()
    return stream.compress(data) + stream.flush(zlib.Z_SYNC_FLUSH)


def zstandard_of(data: bytes) -> bytes:
    """One frame with its size."""
    return zstandard.compress(data)


def xored(data: bytes, dice: random.Random) -> bytes:
    """With one key byte."""
    key = dice.randint(1, 255)
    return bytes(byte ^ key for byte in data)


def _layer(name: str, family: str, encode: Encode, variant: str = "", **more: object) -> Layer:
    return Layer(name=name, family=family, encode=encode, variant=variant, **more)  # type: ignore[arg-type]


ESCAPES = (
    _layer("percent", "escape", _text(lambda t: quote(t, safe=""))),
    _layer("percent", "escape", _text(lambda t: quote(t, safe="/:@,"))),
    _layer("percent", "escape", _text(quote_plus), "plus"),
    _layer(
        "percent", "escape",
        _text(lambda t: re.sub("%..", lambda m: m[0].lower(), quote(t, safe=""))), "lower",
    ),
    _layer("percent", "escape", _bytes(every_percent), "every", most=3000),
    _layer("percent", "escape", _text(script_escape), "escape()"),
    _layer("percent", "escape", _text(every_u), "%u", most=3000),
    _layer("html", "escape", _text(html.escape)),
    _layer("html", "escape", _text(html_numbers), "numbers", most=5000),
    _layer("html", "escape", _text(html_hex), "every", most=3000),
    _layer("html", "escape", _text(html_named), "named"),
    _layer("json", "escape", _text(json_escape)),
    _layer("json", "escape", _text(json_slashed), "slashed"),
    _layer("json", "escape", _text(json_every), "every", most=3000),
    _layer("qp", "escape", _bytes(quopri.encodestring)),
)  # fmt: skip
ARMOUR = (
    _layer("base64", "armour", _bytes(base64.b64encode), takes_bytes=True),
    _layer("base64", "armour", _bytes(base64.b64encode), takes_bytes=True),
    _layer(
        "base64", "armour", _bytes(lambda d: base64.b64encode(d).rstrip(b"=")), "bare",
        takes_bytes=True,
    ),
    _layer("base64", "armour", _bytes(base64.urlsafe_b64encode), "url padded", takes_bytes=True),
    _layer(
        "base64", "armour", _bytes(lambda d: base64.urlsafe_b64encode(d).rstrip(b"=")), "url",
        takes_bytes=True,
    ),
    _layer("hex", "armour", _bytes(lambda d: d.hex().encode()), takes_bytes=True),
    _layer("hex", "armour", _bytes(lambda d: d.hex().upper().encode()), "upper", takes_bytes=True),
    _layer("base32", "armour", _bytes(base64.b32encode), takes_bytes=True),
    _layer(
        "base32", "armour", _bytes(lambda d: base64.b32encode(d).rstrip(b"=").lower()), "lower",
        takes_bytes=True,
    ),
    _layer("base58", "armour", _bytes(base58), takes_bytes=True, most=200),
    _layer("base85", "armour", _bytes(base64.a85encode), "ascii85", takes_bytes=True),
    _layer(
        "base85", "armour", _bytes(lambda d: base64.a85encode(d, adobe=True)), "adobe",
        takes_bytes=True,
    ),
    _layer("base85", "armour", _bytes(base64.b85encode), "b85", takes_bytes=True),
    _layer("base85", "armour", _bytes(z85), "z85", takes_bytes=True),
)  # fmt: skip
LATIN1 = _layer("latin1", "charset", lambda d, _: d.decode("latin-1").encode(), takes_bytes=True)
CHARSETS = tuple(
    _layer(
        label, "charset", lambda d, _, c=codec, m=mark: m + d.decode().encode(c), variant,
        gives_bytes=True, label=known,
    )
    for label, codec, mark, variant, known in (
        ("utf16le", "utf-16-le", b"", "", True),
        ("utf16le", "utf-16-le", codecs.BOM_UTF16_LE, "marked", True),
        ("utf16be", "utf-16-be", b"", "", True),
        ("utf16be", "utf-16-be", codecs.BOM_UTF16_BE, "marked", True),
        ("utf16le", "utf-32-le", b"", "utf32le", False),
        ("utf16be", "utf-32-be", b"", "utf32be", False),
    )
)  # fmt: skip
PACKERS = tuple(
    _layer(name, "packer", _bytes(pack), variant, takes_bytes=True, gives_bytes=True)
    for name, variant, pack in (
        ("gzip", "", lambda d: gzip.compress(d, mtime=0)),
        ("gzip", "fast", lambda d: gzip.compress(d, compresslevel=1, mtime=0)),
        ("zlib", "", zlib.compress),
        ("zlib", "best", lambda d: zlib.compress(d, 9)),
        ("zlib", "flushed", flushed),
        ("deflate", "", deflated),
        ("brotli", "", brotli.compress),
        ("brotli", "fast", lambda d: brotli.compress(d, quality=4)),
        ("zstd", "", zstandard_of),
    )
)
LZ = (
    _layer("lzstring", "lz", _text(lz.to_base64), "base64", most=20000),
    _layer("lzstring", "lz", _text(lz.to_uri), "uri", most=20000),
    _layer("lzstring", "lz", _text(lz.to_utf16), "utf16", most=20000),
    _layer("lzstring", "lz", _text(lz.to_text), "units", most=20000),
    _layer(
        "lzstring", "lz", lambda d, _: lz.to_bytes(d.decode()), "bytes", gives_bytes=True,
        most=20000,
    ),
)  # fmt: skip
HINTS = (
    _layer("reverse", "hint", _text(lambda t: t[::-1])),
    _layer("rot13", "hint", _text(lambda t: codecs.encode(t, "rot13"))),
    _layer("xor", "hint", xored, gives_bytes=True, takes_bytes=True),
)
FAMILIES = ((ESCAPES, 28), (ARMOUR, 32), (CHARSETS, 8), (PACKERS, 22), (LZ, 7), ((LATIN1,), 3))


def drawn(dice: random.Random, *, is_text: bool, size: int) -> Layer:
    """A layer that takes what there is."""
    while True:
        family = dice.choices([f for f, _ in FAMILIES], weights=[w for _, w in FAMILIES])[0]
        layer = dice.choice(family)
        if (
            (is_text or layer.takes_bytes)
            and size <= layer.most
            and (layer is not LATIN1 or not is_text)
        ):
            return layer
