"""Asks an ASGI app from plain test functions, over httpx, in a loop of its own thread.

Its own thread since a browser that other tests share may keep the main thread's loop running.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal
from starlette.types import ASGIApp


@dataclass
class Visitor:
    """A browser without scripts: keeps cookies, follows nothing."""

    portal: BlockingPortal
    client: httpx.AsyncClient

    def request(self, method: str, url: str, **options: Any) -> httpx.Response:
        return self.portal.call(partial(self.client.request, method, url, **options))

    def get(self, url: str, **options: Any) -> httpx.Response:
        return self.request("GET", url, **options)

    def post(self, url: str, **options: Any) -> httpx.Response:
        return self.request("POST", url, **options)

    def options(self, url: str, **options: Any) -> httpx.Response:
        return self.request("OPTIONS", url, **options)


@contextmanager
def visiting(
    app: ASGIApp,
    *,
    base_url: str = "http://127.0.0.1:8620",
    started: Callable[[], None] | None = None,
    stopped: Callable[[], None] | None = None,
) -> Iterator[Visitor]:
    """Visit an app; `started` and `stopped` are called in and beside its loop."""
    with start_blocking_portal() as portal:
        transport = httpx.ASGITransport(app)
        client = httpx.AsyncClient(transport=transport, base_url=base_url)
        if started:
            portal.call(started)
        yield Visitor(portal, client)
        if stopped:
            stopped()
        portal.call(client.aclose)
