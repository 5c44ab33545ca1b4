"""The collector's routes, as one raw ASGI app: no request objects where every beacon passes."""

from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256

from starlette.types import Receive, Scope, Send

from scriptward.app.collector.writer import QueueFullError, Writer
from scriptward.knowledge.page_classes import classified
from scriptward.lib.domains import host_of
from scriptward.sources import beacons, csp_reports
from scriptward.store.arrival import Arrival
from scriptward.vocabulary.capture import RawPage
from scriptward.vocabulary.words import PageClass

OPEN_ROUTES = {
    "/c/": "patients' browsers send beacons without signing in",
    "/csp/": "browsers send policy reports by themselves",
    "/sensor.js": "every page of the site loads it",
}
"""Paths (or beginnings of paths) of the collector, each with why it needs no sign-in."""

Headers = tuple[tuple[bytes, bytes], ...]

_ANYBODY: Headers = ((b"access-control-allow-origin", b"*"),)
_PREFLIGHT: Headers = (
    *_ANYBODY,
    (b"access-control-allow-methods", b"POST"),
    (b"access-control-allow-headers", b"content-type"),
    (b"access-control-max-age", b"86400"),
)
_LATER: Headers = (*_ANYBODY, (b"retry-after", b"5"))


class Collector:
    """Answers the collector's routes. Unknown sites are turned away before anything is read."""

    def __init__(self, writer: Writer, *, sites: frozenset[str], sensor: bytes) -> None:
        """`sites`: as `bare_site` gives them. `sensor`: the live build, empty where none is."""
        self._writer = writer
        self._sites = sites
        self._sensor = sensor
        self._tag = f'"{sha256(sensor).hexdigest()[:16]}"'.encode()
        self._sources: dict[str, Callable[[bytes, str], Arrival]] = {
            "/c/": lambda body, site: beacons.arrival(body, site=site, page_class=_class_of),
            "/csp/": lambda body, site: csp_reports.arrival(body, site=site, page_class=_class_of),
        }

    @staticmethod
    def answers(path: str) -> bool:
        """Whether a path is one of the collector's."""
        return path == "/sensor.js" or path.startswith(("/c/", "/csp/"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request of these routes."""
        if scope["path"] == "/sensor.js":
            await self._give_sensor(scope, send)
            return
        route = "/c/" if scope["path"].startswith("/c/") else "/csp/"
        site = beacons.bare_site(scope["path"].removeprefix(route))
        if scope["method"] == "OPTIONS":
            await _answer(send, 204, headers=_PREFLIGHT)
        elif scope["method"] != "POST":
            await _answer(send, 405, headers=((b"allow", b"POST, OPTIONS"),))
        elif site not in self._sites or not _comes_from(scope, site):
            await _answer(send, 404)
        else:
            await self._take(route, site, scope, receive, send)

    async def _take(
        self, route: str, site: str, scope: Scope, receive: Receive, send: Send
    ) -> None:
        body = await _body(scope, receive, most=beacons.MOST_BYTES)
        if body is None:
            await _answer(send, 413)
            return
        try:
            arrival = self._sources[route](body, site)
        except (beacons.BeaconError, csp_reports.ReportsError):
            await _answer(send, 400)
            return
        try:
            stored = await self._writer.put(arrival)
        except QueueFullError:
            stored = False
        await (_answer(send, 204) if stored else _answer(send, 503, headers=_LATER))

    async def _give_sensor(self, scope: Scope, send: Send) -> None:
        headers: Headers = (
            (b"content-type", b"text/javascript; charset=utf-8"),
            (b"cache-control", b"public, max-age=300"),
            (b"etag", self._tag),
            (b"cross-origin-resource-policy", b"cross-origin"),
            (b"x-content-type-options", b"nosniff"),
            *_ANYBODY,
        )
        if scope["method"] not in {"GET", "HEAD"}:
            await _answer(send, 405, headers=((b"allow", b"GET, HEAD"),))
        elif not self._sensor:
            await _answer(send, 404)
        elif _header(scope, b"if-none-match") == self._tag:
            await _answer(send, 304, headers=headers)
        else:
            body = self._sensor if scope["method"] == "GET" else b""
            await _answer(send, 200, headers=headers, body=body)


@lru_cache(maxsize=4096)
def _class_of(path: str) -> PageClass:
    return classified(RawPage(key="", url=f"https://site.example{path}"))[0]


def _comes_from(scope: Scope, site: str) -> bool:
    """Whether the sending page is the site's own, where the browser says which page it is."""
    origin = _header(scope, b"origin")
    return origin in {b"", b"null"} or host_of(origin.decode("latin-1")) == site


def _header(scope: Scope, name: bytes) -> bytes:
    found = (value for key, value in scope["headers"] if key == name)
    return bytes(next(found, b""))


async def _body(scope: Scope, receive: Receive, *, most: int) -> bytes | None:
    """The whole body; None where it is larger than `most` bytes or the sender went away."""
    stated = _header(scope, b"content-length")
    if stated.isdigit() and int(stated) > most:
        return None
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > most:
            return None
        if not message.get("more_body", False):
            return b"".join(parts)


async def _answer(
    send: Send, status: int, *, headers: Headers = _ANYBODY, body: bytes = b""
) -> None:
    if status not in {204, 304}:
        headers = (*headers, (b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": list(headers)})
    await send({"type": "http.response.body", "body": body})
