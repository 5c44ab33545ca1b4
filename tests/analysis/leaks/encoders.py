"""Encoders that pages use, to be put inside one another: what one gives, the next may take."""

import base64
import gzip
import html
import json
import quopri
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import quote

import brotli
import zstandard

from scriptward.analysis.leaks.bases import base58
from tests.analysis.leaks.packers import lz_address, lz_base64, lz_bytes, lz_utf16

_RFC1924 = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"
_Z85 = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#"


@dataclass(frozen=True)
class Encoder:
    """One encoding as pages write it."""

    encode: Callable[[bytes], bytes]
    takes_bytes: bool = True
    """False if it is for text."""
    gives_text: bool = True


def _wide_percent(data: bytes) -> bytes:
    return "".join(f"%u{ord(letter):04x}" for letter in data.decode()).encode()


def _deflated(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


def _entities(data: bytes) -> bytes:
    return html.escape(data.decode()).replace("@", "&#64;").encode()


def _bare(encode: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    return lambda data: encode(data).rstrip(b"=")


def _z85(data: bytes) -> bytes:
    return base64.b85encode(data).translate(bytes.maketrans(_RFC1924, _Z85))


ENCODERS = {
    "percent": Encoder(lambda data: quote(data, safe="").encode()),
    "percent_u": Encoder(_wide_percent, takes_bytes=False),
    "html": Encoder(_entities, takes_bytes=False),
    "json": Encoder(lambda data: json.dumps(data.decode()).encode(), takes_bytes=False),
    "qp": Encoder(lambda data: quopri.encodestring(data, quotetabs=True), takes_bytes=False),
    "base64": Encoder(base64.b64encode),
    "base64url": Encoder(base64.urlsafe_b64encode),
    "base64_bare": Encoder(_bare(base64.b64encode)),
    "base32": Encoder(base64.b32encode),
    "base32_lower": Encoder(lambda data: base64.b32encode(data).rstrip(b"=").lower()),
    "base58": Encoder(base58),
    "base85": Encoder(base64.b85encode),
    "z85": Encoder(_z85),
    "ascii85": Encoder(base64.a85encode),
    "hex": Encoder(lambda data: data.hex().encode()),
    "utf16le": Encoder(
        lambda data: data.decode().encode("utf-16-le"), takes_bytes=False, gives_text=False
    ),
    "utf16be": Encoder(
        lambda data: data.decode().encode("utf-16-be"), takes_bytes=False, gives_text=False
    ),
    "utf32": Encoder(
        lambda data: data.decode().encode("utf-32-le"), takes_bytes=False, gives_text=False
    ),
    "latin1": Encoder(lambda data: data.decode("latin-1").encode()),
    "gzip": Encoder(gzip.compress, gives_text=False),
    "zlib": Encoder(zlib.compress, gives_text=False),
    "deflate": Encoder(_deflated, gives_text=False),
    "brotli": Encoder(brotli.compress, gives_text=False),
    "zstd": Encoder(zstandard.compress, gives_text=False),
    "lz_base64": Encoder(lambda data: lz_base64(data.decode()), takes_bytes=False),
    "lz_address": Encoder(lambda data: lz_address(data.decode()), takes_bytes=False),
    "lz_utf16": Encoder(lambda data: lz_utf16(data.decode()).encode(), takes_bytes=False),
    "lz_bytes": Encoder(lambda data: lz_bytes(data.decode()), takes_bytes=False, gives_text=False),
}


_UNREAD = {("base85", "qp"), ("z85", "qp"), ("ascii85", "qp")}
"""Quoted-printable is read field by field: the `<`, `>` and `&` of base85 part it."""


def fits(names: tuple[str, ...]) -> bool:
    """Whether each, from the innermost on, may take what the one before gives."""
    if not _UNREAD.isdisjoint(pairwise(names)):
        return False
    is_text = True
    for name in names:
        encoder = ENCODERS[name]
        if not is_text and not encoder.takes_bytes:
            return False
        is_text = encoder.gives_text
    return True


def encoded(value: str, names: tuple[str, ...]) -> bytes:
    """The value in a document, encoded by each in turn; text stands in a document again."""
    data = _document(value.encode())
    for name in names:
        encoder = ENCODERS[name]
        data = encoder.encode(data)
        if encoder.gives_text:
            data = _document(data)
    return data


def _document(data: bytes) -> bytes:
    return json.dumps({"v": 3, "d": data.decode(), "page": "book"}, ensure_ascii=False).encode()
