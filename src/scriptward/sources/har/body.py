"""What a request carried, from what the capture tool kept of it."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote_plus

from scriptward.sources.har.fields import items, mapping, number, text
from scriptward.vocabulary.request import Message

_STREAMS = ("\x1f\x8b", "\x28\xb5\x2f\xfd", "x\x01", "x\x9c", "x\xda")
_LOST = "\ufffd"
_BOUNDARY = "scriptward-boundary"
_BINARY_FRAME = 2
"""Opcode of a binary WebSocket message (RFC 6455, 5.6)."""


@dataclass(frozen=True, kw_only=True)
class Body:
    """Bytes of a request's body, and whether some are missing."""

    data: bytes = field(repr=False)
    missing: bool = False


def body_of(request: Mapping[str, object], headers: Mapping[str, str]) -> Body:
    """The body. `headers`: of the request, names in lower case."""
    posted = mapping(request.get("postData"))
    content = text(posted.get("text"))
    said = max(number(request.get("bodySize")), _length(headers.get("content-length", "")))
    if not content:
        params = items(posted.get("params"))
        if params:
            kind = text(posted.get("mimeType")) or headers.get("content-type", "")
            return Body(data=_joined(params, multipart="multipart" in kind.lower()))
        return Body(data=b"", missing=said > 0 or bool(posted.get("_file")))
    if text(posted.get("encoding")).lower() == "base64":
        try:
            data = base64.b64decode("".join(content.split()), validate=True)
        except (binascii.Error, ValueError):
            data = _bytes(content)  # the mark lies
        return Body(data=data, missing=0 < len(data) < said - 2)
    data = _bytes(content)
    return Body(data=data, missing=_LOST in content or max(len(content), len(data)) < said)


def messages_of(entry: Mapping[str, object]) -> tuple[Message, ...]:
    """Messages of a socket, in order."""
    found = []
    for item in items(entry.get("_webSocketMessages")):
        message = mapping(item)
        content = text(message.get("data"))
        payload = _bytes(content)
        if number(message.get("opcode"), otherwise=1) == _BINARY_FRAME:
            try:
                payload = base64.b64decode(content, validate=True)
            except (binascii.Error, ValueError):
                payload = _bytes(content)
        received = text(message.get("type")) in {"receive", "received", "response"}
        found.append(Message(payload=payload, sent=not received))
    return tuple(found)


def _bytes(content: str) -> bytes:
    """The bytes that were sent; a compressed body is a string of bytes in some tools."""
    if content.startswith(_STREAMS) and max(content) <= "\xff" and not content.isascii():
        return content.encode("latin-1")
    return content.encode("utf-8", errors="replace")


def _joined(params: "tuple[object, ...] | list[object] | object", *, multipart: bool) -> bytes:
    rows = [mapping(item) for item in items(params)]
    if multipart:
        parts = [
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{text(row.get("name"))}"'
            f"{_file(row)}\r\n\r\n{text(row.get('value'))}\r\n"
            for row in rows
        ]
        return f"{''.join(parts)}--{_BOUNDARY}--\r\n".encode("utf-8", errors="replace")
    pairs = (f"{_form(text(row.get('name')))}={_form(text(row.get('value')))}" for row in rows)
    return "&".join(pairs).encode("utf-8", errors="replace")


def _file(row: Mapping[str, object]) -> str:
    name = text(row.get("fileName"))
    return f'; filename="{name}"' if name else ""


def _form(part: str) -> str:
    """Some tools keep the parts as they were encoded."""
    return part if "%" in part else quote_plus(part, errors="replace")


def _length(said: str) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 16 else 0  # noqa: PLR2004  # no size has more digits
