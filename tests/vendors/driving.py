"""A made-up patient's visit to the page of one SDK, until it has sent what is looked for."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Page

from demo.proof import decoding
from scriptward.analysis.leaks import Detector, Leaks
from scriptward.vocabulary.request import Request
from tests.vendors import visit
from tests.vendors.reading import Place, places
from tests.vendors.sdk import Row, Sdk
from tests.vendors.server import Wire

SECONDS = 10.0
"""Most that is waited for what a page sends while it is open, and for what it sends last."""
TURN = 50
"""Milliseconds of the browser's time between two looks at what has arrived."""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """One request, what the detector says of it, and what a decoder of another hand sees."""

    request: Request = field(repr=False)
    leaks: Leaks
    seen: frozenset[str]
    """Names of the values that stand in it, by `demo/proof/decoding.py`."""
    places: frozenset[Place]
    """Where they stand in body, query and messages, by `reading.py`."""


@dataclass(kw_only=True)
class Visit:
    """The requests of one SDK, each read once; a socket's anew when it has said more."""

    sdk: Sdk
    wire: Wire
    detector: Detector
    read: dict[Request, Sent] = field(default_factory=dict)

    @property
    def sent(self) -> tuple[Sent, ...]:
        """Everything that has arrived so far."""
        arrived = self.wire.arrived(self.sdk.domain)
        self.read = {
            request: self.read.get(request) or self._judged(request) for request in arrived
        }
        return tuple(self.read.values())

    def _judged(self, request: Request) -> Sent:
        return Sent(
            request=request,
            leaks=self.detector.find(request),
            seen=frozenset(hit.name for hit in decoding.hits(_raw(request), visit.VALUES)),
            places=places(request, visit.VALUES),
        )


def driven(sdk: Sdk, context: BrowserContext, wire: Wire, detector: Detector) -> tuple[Sent, ...]:
    """Open the page, type, click, wait, leave, wait again; everything that was sent."""
    going = Visit(sdk=sdk, wire=wire, detector=detector)
    context.add_cookies([{"name": "sdk", "value": sdk.name, "url": f"https://{visit.HOST}/"}])
    page = context.new_page()
    page.goto(visit.address())
    page.locator("#email").press_sequentially(visit.VALUES["typed.email"])
    page.locator("#message").press_sequentially(visit.VALUES["message"])
    page.click("#cancel")
    page.click("#send")
    _wait(page, going, [row for row in sdk.rows if not row.leaving])
    page.goto("about:blank")
    _wait(page, going, sdk.rows)
    return going.sent


def _wait(page: Page, going: Visit, rows: Iterable[Row]) -> None:
    """Return when every row has arrived, or when there is no use to wait: tests tell what lacks."""
    last = time.monotonic() + SECONDS
    lacking = set(rows)
    while lacking and time.monotonic() < last:
        sent = going.sent
        lacking = {row for row in lacking if not _has(sent, row)}
        page.wait_for_timeout(TURN)


def _has(sent: Iterable[Sent], row: Row) -> bool:
    """Whether the row's value is there: by the detector, or where it misses by the decoder."""
    of_row = [each for each in sent if row.is_of(each.request)]
    if row.missed:
        return any(row.value in each.seen for each in of_row)
    return any(row.is_told_by(leak) for each in of_row for leak in each.leaks)


def _raw(request: Request) -> bytes:
    headers = [f"{name}: {value}".encode() for name, value in request.headers]
    said = [message.payload for message in request.messages if message.sent]
    return b"\n".join([request.url.encode(), *headers, request.body, *said])
