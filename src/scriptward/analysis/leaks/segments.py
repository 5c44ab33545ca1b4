"""A request cut into the parts that data may stand in. Takes any bytes; trusts no content type."""

import re
from collections.abc import Iterator
from functools import lru_cache

from scriptward.analysis.leaks.layer import Layer
from scriptward.analysis.leaks.memory import Dull
from scriptward.vocabulary.request import Request
from scriptward.vocabulary.words import Where

_COOKIE = "cookie"
_URL = re.compile(
    rb"(?:[A-Za-z][A-Za-z0-9+.-]{0,30}+:)?+(?://([^/?#\\]*+))?+([^?#]*+)(?:\?([^#]*+))?+(?:#(.*+))?+",
    re.DOTALL,
)


def segments(request: Request, dull: Dull | None = None) -> list[Layer]:
    """The parts of the request that left the browser, each with its place; empty ones left out.

    The host is the first one. `dull`: headers that say nothing are left out too.
    """
    found = [Layer(data, where, label) for where, label, data in address(request.url) if data]
    for name, value in request.headers:
        label = _label(name)
        if not label or not value:
            continue
        data = value.encode("utf-8", "replace")
        if label == _COOKIE:
            found.append(Layer(data, Where.COOKIE, label))
        elif dull is None or not dull.knows(data):
            found.append(Layer(data, Where.HEADER, label))
    if request.body:
        found.append(Layer(request.body, Where.BODY, "body"))
    for index, message in enumerate(request.messages):
        if message.sent and message.payload:
            found.append(Layer(message.payload, Where.BODY, f"message[{index}]"))
    return found


@lru_cache(maxsize=512)
def _label(name: str) -> str:
    """The first part of a header's path; nothing for those that only the protocol has."""
    if name.lower() == _COOKIE:
        return _COOKIE
    titled = "-".join(part[:1].upper() + part[1:].lower() for part in name.split("-"))
    return "" if name.startswith(":") else f"header.{titled}"


def address(url: str) -> Iterator[tuple[Where, str, bytes]]:
    """Host, path, query and fragment of an address, as they stand."""
    match = _URL.fullmatch(_bytes(url))
    if match is None:
        return
    host, path, query, fragment = match.groups()
    yield Where.HOST, "host", host or b""
    yield Where.URL_PATH, "path", path
    yield Where.URL_QUERY, "query", query or b""
    yield Where.URL_FRAGMENT, "fragment", fragment or b""


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", errors="replace")
