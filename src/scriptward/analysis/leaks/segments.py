"""A request cut into the parts that data may stand in. Takes any bytes; trusts no content type."""

import re
from collections.abc import Iterator

from scriptward.analysis.leaks.layer import Layer
from scriptward.vocabulary.request import Request
from scriptward.vocabulary.words import Where

_URL = re.compile(
    rb"(?:[A-Za-z][A-Za-z0-9+.-]{0,30}+:)?+(?://([^/?#\\]*+))?+([^?#]*+)(?:\?([^#]*+))?+(?:#(.*+))?+",
    re.DOTALL,
)


def segments(request: Request) -> Iterator[Layer]:
    """The parts of the request that left the browser, each with its place; empty ones left out."""
    for where, label, data in _parts(request):
        if data:
            yield Layer(data, where, label)


def _parts(request: Request) -> Iterator[tuple[Where, str, bytes]]:
    yield from address(request.url)
    for name, value in request.headers:
        data = _bytes(value)
        if name.lower() == "cookie":
            yield Where.COOKIE, "cookie", data
        elif not name.startswith(":"):
            yield Where.HEADER, f"header.{_titled(name)}", data
    yield Where.BODY, "body", request.body
    for index, message in enumerate(request.messages):
        if message.sent:
            yield Where.BODY, f"message[{index}]", message.payload


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


def _titled(name: str) -> str:
    return "-".join(part[:1].upper() + part[1:].lower() for part in name.split("-"))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", errors="replace")
