"""Answers changed between the network and the browser, as a server with another policy would give.

Headers are set on documents, code and workers, and a page's text may be another; all else passes.
"""

import asyncio
import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import msgspec

from scriptward.sources.scan.answering import Answer
from scriptward.sources.scan.cdp import Connection, RefusedError
from scriptward.sources.scan.protocol import RequestPaused

Headers = tuple[tuple[str, str], ...]
_STAGE = {"requestStage": "Response"}
_CHANGED = tuple(
    {"urlPattern": "*", "resourceType": kind, **_STAGE} for kind in ("Document", "Script", "Other")
)
"""Answers that make a page, a frame or a worker."""
_IN_WORKERS = ({"urlPattern": "*", **_STAGE},)
"""Of a service worker, which may pass a page on, and of what workers import."""
_REDIRECTS = range(300, 400)
_OF_THE_BYTES = frozenset({"content-encoding", "content-length", "transfer-encoding"})


class _Body(msgspec.Struct, rename="camel"):
    body: str
    base64_encoded: bool = False


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """What is delivered with a site's answers."""

    place: str
    """Pattern of addresses that are answered here and reach no server, as `*://*/_ours/*`."""
    own: Callable[[str, str], Answer]
    """The answer there, by address and method."""
    headers: Callable[[str, Headers], Headers | None]
    """All headers of an answer, by its address and those it came with; None to let it pass."""
    page: Callable[[str, Headers, bytes], bytes | None]
    """A page's bytes, decoded, by its address and the headers it came with; None where they stay as
    they are."""


class Delivering:
    """Hands what the debugger stopped to a `Delivery`, and on to the browser."""

    def __init__(self, delivery: Delivery) -> None:
        """`delivery`: what is changed."""
        self._delivery = delivery
        self.unchanged = 0
        """Pages whose text could not be had, so that they went on without what is put in."""

    def patterns(self, *, worker: bool) -> tuple[Mapping[str, str], ...]:
        """What the debugger stops, in a document or in a worker."""
        place = {"urlPattern": self._delivery.place}
        return (place, *(_IN_WORKERS if worker else _CHANGED))

    def taken(self, connection: Connection, session: str, event: RequestPaused) -> bool:
        """Whether this was an answer to change, or a request to answer here."""
        if event.response_status_code or event.response_error_reason:
            self._response(connection, session, event)
            return True
        if not _fits(self._delivery.place, event.request.url):
            return False
        method, params = self._delivery.own(event.request.url, event.request.method).command()
        connection.post(method, {"requestId": event.request_id, **params}, session=session)
        return True

    def _response(self, connection: Connection, session: str, event: RequestPaused) -> None:
        known = {"requestId": event.request_id}
        status = event.response_status_code
        came = tuple((one.name, one.value) for one in event.response_headers)
        new = None
        if status and status not in _REDIRECTS:
            new = self._delivery.headers(event.request.url, came)
        if new is None:
            connection.post("Fetch.continueRequest", known, session=session)
            return
        headers = [{"name": name, "value": value} for name, value in new]
        code = {"responseCode": status}
        if not _is_page(came):
            answer = {**known, **code, "responseHeaders": headers}
            connection.post("Fetch.continueResponse", answer, session=session)
            return

        def go_on(got: "asyncio.Future[msgspec.Raw]") -> None:
            body = self._page(event.request.url, came, got)
            if body is None:
                answer = {**known, **code, "responseHeaders": headers}
                connection.post("Fetch.continueResponse", answer, session=session)
                return
            kept = [one for one in headers if one["name"].lower() not in _OF_THE_BYTES]
            text = base64.b64encode(body).decode()
            answer = {**known, **code, "responseHeaders": kept, "body": text}
            connection.post("Fetch.fulfillRequest", answer, session=session)

        asked = connection.ask("Fetch.getResponseBody", known, session=session)
        asked.add_done_callback(go_on)

    def _page(self, url: str, came: Headers, got: "asyncio.Future[msgspec.Raw]") -> bytes | None:
        if got.cancelled():
            return None
        try:
            found = msgspec.json.decode(got.result(), type=_Body)
        except (RefusedError, msgspec.MsgspecError):
            self.unchanged += 1
            return None
        body = base64.b64decode(found.body) if found.base64_encoded else found.body.encode()
        return self._delivery.page(url, came, body)


def _is_page(headers: Headers) -> bool:
    kind = next((value for name, value in headers if name.lower() == "content-type"), "")
    return kind.strip().lower().startswith("text/html")


def _fits(pattern: str, url: str) -> bool:
    """Whether a place's pattern means an address: scheme and host may be any."""
    path = pattern.partition("://*")[2].removesuffix("*")
    rest = url.partition("://")[2]
    return f"/{rest.partition('/')[2]}".startswith(path)
