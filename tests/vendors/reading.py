"""Where the planted values stand in a request, read plainly and by paths of its own making.

It shares nothing with the detector on purpose, and knows only what the vendors' SDKs do here:
gzip, zlib, multipart, JSON and JSON lines, forms, base64, each of them inside a string, and the
escape of New Relic's own format.
"""

import base64
import binascii
import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl, unquote, unquote_plus, urlsplit

from scriptward.vocabulary.request import Request

LONG = 40
"""Characters: of a longer text its beginning counts too, since senders cut texts off."""
Place = tuple[str, str]
"""Name of a value, path."""
_PLAIN_KEY = re.compile(r"[\w$@:*~/|+-]{1,60}")
_FORM = re.compile(r"[\w.%$*-]+=[^\s]*")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{40,}={0,2}")
_PART = re.compile(rb'name="([^"]+)"[^\r]*\r\n(?:[^\r]+\r\n)*\r\n(.*)', re.DOTALL)


def places(request: Request, values: Mapping[str, str]) -> frozenset[Place]:
    """Every place of body, query and sent messages where a value stands."""
    texts = list(_texts(request.body, "body"))
    texts += _texts(urlsplit(request.url).query.encode(), "query")
    for index, message in enumerate(request.messages):
        if message.sent:
            texts += _texts(message.payload, f"message[{index}]")
    return frozenset(
        (name, path) for path, text in texts for name, value in values.items() if _in(value, text)
    )


def _in(value: str, text: str) -> bool:
    wanted = {value[:LONG].lower(), hashlib.sha256(value.encode()).hexdigest()}
    written = {text, unquote(text), unquote_plus(text), text.replace("\\;", ";")}
    return any(form in each.lower() for each in written for form in wanted)


def _texts(raw: bytes, path: str) -> Iterator[Place]:
    """`(path, text)` of every leaf and every key in some bytes."""
    if raw.startswith(b"\x1f\x8b"):
        yield from _texts(gzip.decompress(raw), path)
    elif raw.startswith(b"x") and (inner := _inflated(raw)):
        yield from _texts(inner, path)
    elif raw.startswith(b"------"):
        boundary, _, _ = raw.partition(b"\r\n")
        for part in filter(None, map(_PART.search, raw.split(boundary))):
            yield from _texts(part[2].removesuffix(b"\r\n"), path + _step(part[1].decode()))
    else:
        yield from _lines_or_text(raw, path)


def _lines_or_text(raw: bytes, path: str) -> Iterator[Place]:
    try:
        yield from _read(raw.decode().lstrip("\n"), path)
    except UnicodeDecodeError:  # an envelope: lines of JSON, and bytes at its end
        at = next(match.start() + 1 for match in re.finditer(rb"\nx[\x01\x5e\x9c\xda]", raw))
        lines = raw[: at - 1].split(b"\n")
        for index, line in enumerate([*lines, raw[at:]]):
            yield from _texts(line, f"{path}[{index}]")


def _read(text: str, path: str) -> Iterator[Place]:
    if text[:1] in {"{", "["}:
        documents = [_document(line) for line in (text, *text.splitlines())]
        whole, lines = documents[0], documents[1:]
        if whole is not None:
            yield from _walked(whole, path)
        elif lines and lines[0] is not None:
            for index, document in enumerate(lines):
                yield from _walked(document, f"{path}[{index}]")
        else:
            yield path, text
    elif text.startswith("\x1f\x8b"):
        yield from _texts(text.encode("latin-1"), path)
    elif _FORM.fullmatch(text):
        for key, value in parse_qsl(text, keep_blank_values=True):
            yield from _read(_plain(value), path + _step(key))
    else:
        yield path, text


def _document(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _walked(document: object, path: str) -> Iterator[Place]:
    if isinstance(document, dict):
        for key, value in document.items():
            yield path, key
            yield from _walked(value, path + _step(key))
    elif isinstance(document, list):
        for index, value in enumerate(document):
            yield from _walked(value, f"{path}[{index}]")
    elif isinstance(document, str):
        yield from _read(document, path)


def _plain(value: str) -> str:
    """A form's value, out of its base64 where that gives text."""
    if not _BASE64.fullmatch(value):
        return value
    try:
        standard = value.rstrip("=").translate(str.maketrans("-_", "+/"))
        return base64.b64decode(standard + "=" * (-len(standard) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return value


def _inflated(raw: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(raw)
    except zlib.error:
        return b""


def _step(key: str) -> str:
    return f".{key}" if _PLAIN_KEY.fullmatch(key) else f"[{key!r}]"
