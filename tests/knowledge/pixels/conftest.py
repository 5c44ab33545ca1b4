"""Requests of pixels, as they are sent and through a site's own proxy."""

import json
from collections.abc import Callable, Mapping

import pytest

from scriptward.knowledge.hits import decode
from scriptward.knowledge.pixel import Hit
from scriptward.vocabulary.request import Request

Decoded = Callable[..., tuple[Hit, ...]]


def request_of(
    url: str, *, body: object = b"", headers: Mapping[str, str] | None = None
) -> Request:
    """A request; a body that is no bytes or text goes as JSON."""
    data = body if isinstance(body, bytes | str) else json.dumps(body)
    return Request(
        url=url,
        method="POST" if data else "GET",
        headers=tuple((headers or {}).items()),
        body=data.encode() if isinstance(data, str) else data,
    )


@pytest.fixture
def decoded() -> Decoded:
    """`decoded(url, body=…, headers=…)`: its hits."""

    def hits(url: str, **rest: object) -> tuple[Hit, ...]:
        return decode(request_of(url, **rest))  # type: ignore[arg-type]  # passed on as given

    return hits


@pytest.fixture
def proxied() -> Decoded:
    """The same, sent to a host of the site itself."""

    def hits(url: str, **rest: object) -> tuple[Hit, ...]:
        scheme, _, rest_of_url = url.partition("://")
        _, slash, path = rest_of_url.partition("/")
        own = f"{scheme}://data.willow.test{slash}{path}"
        return decode(request_of(own, **rest))  # type: ignore[arg-type]  # passed on as given

    return hits
