"""An entry's request, with only what it really has."""

from collections.abc import Iterable

from scriptward.sources.har.address import address_of
from scriptward.sources.har.body import body_of
from scriptward.sources.har.fields import mapping, pairs, written
from scriptward.sources.har.messages import is_socket, messages_of
from scriptward.vocabulary.request import Request


def lower(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Headers by name in lower case; the last of several."""
    return {name.lower(): value for name, value in headers}


def request_of(found: object) -> Request | None:
    """The request of an entry; None where nothing left the browser. Raises NoAddressError."""
    entry = mapping(found)
    request = mapping(entry.get("request"))
    headers = tuple(pairs(request.get("headers")))
    named = lower(headers)
    url = address_of(request, named)
    if not url:
        return None
    if "cookie" not in named and (cookies := list(pairs(request.get("cookies")))):
        headers = (*headers, ("Cookie", "; ".join(f"{name}={value}" for name, value in cookies)))
    body, messages = body_of(request, named), messages_of(entry)
    silent = messages is None and is_socket(url, entry, named)
    return Request(
        url=url,
        method=written(request.get("method")) or "GET",
        headers=headers,
        body=body.data,
        body_missing=body.missing or silent,
        messages=messages or (),
    )
