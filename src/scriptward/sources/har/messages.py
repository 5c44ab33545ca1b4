"""Messages of a socket, in the shapes that tools give them."""

from collections.abc import Mapping

from scriptward.sources.har.bytes_kept import bytes_of, decoded
from scriptward.sources.har.fields import items, mapping, number, text, written
from scriptward.vocabulary.request import Message

_LISTS = ("websocketmessages", "websocketframes", "websocket")
"""Names in lower case without `_`: Chrome, Playwright, mitmproxy, Proxyman and HTTP Toolkit use the
first; others are met in converters."""
_PAYLOADS = ("data", "payload", "payloadData", "text", "content", "message", "body")
_DIRECTIONS = ("type", "direction", "dir", "from", "origin")
_RECEIVED = frozenset({
    "receive", "received", "recv", "response", "in", "incoming", "inbound", "server", "down", "s2c",
    "server-to-client", "server_to_client", "servertoclient",
})  # fmt: skip
_BINARY_FRAME = 2
"""Opcode of a binary message (RFC 6455, 5.6)."""


def messages_of(entry: Mapping[str, object]) -> tuple[Message, ...] | None:
    """Messages of a socket, in order; one whose way is not told counts as sent.

    None where the tool kept no list of them, not even an empty one.
    """
    places = (entry, mapping(entry.get("request")), mapping(entry.get("response")))
    lists = [
        found
        for place in places
        for name, found in place.items()
        if "ocket" in name and _is_list(name)  # few names are looked at closely
    ]
    if not lists:
        return None
    rows = (row for found in lists for row in items(found) or items(mapping(found).get("messages")))
    return tuple(map(_message, rows))


def is_socket(url: str, entry: Mapping[str, object], headers: Mapping[str, str]) -> bool:
    """Whether an entry is a WebSocket. `headers`: of the request, names in lower case."""
    kind = text(entry.get("_resourceType")) or text(entry.get("_type"))
    upgrade = headers.get("upgrade", "").lower() == "websocket"
    return upgrade or kind.lower() == "websocket" or url.lower().startswith(("ws:", "wss:"))


def _is_list(name: str) -> bool:
    return name.lower().replace("_", "") in _LISTS


def _message(row: object) -> Message:
    if isinstance(row, str):
        return Message(payload=bytes_of(row))
    message = mapping(row)
    content = next((found for name in _PAYLOADS if (found := written(message.get(name)))), "")
    return Message(payload=_payload(content, message), sent=_sent(message))


def _payload(content: str, message: Mapping[str, object]) -> bytes:
    opcode = message.get("opcode", message.get("opCode"))
    binary = (
        number(opcode, otherwise=1) == _BINARY_FRAME
        or message.get("isBinary") is True
        or "binary" in (message.get("opcode"), message.get("dataType"), message.get("format"))
        or text(message.get("encoding")).lower() == "base64"
    )
    data = decoded(content) if binary else None
    return bytes_of(content) if data is None else data


def _sent(message: Mapping[str, object]) -> bool:
    words = (text(message.get(name)).lower() for name in _DIRECTIONS)
    if any(word in _RECEIVED for word in words):
        return False
    flags = (message.get("fromClient"), message.get("from_client"), message.get("sent"))
    return message.get("mask") is not False and all(flag is not False for flag in flags)
