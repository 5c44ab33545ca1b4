"""What was sent before the debugger listened, as the document or worker itself remembers it.

A script that opens an empty window can send from it in the same instant, and Playwright lets such
a window or a shared worker run as soon as its own words are said, not ours.
https://www.w3.org/TR/resource-timing/
"""

import asyncio
import contextlib
from collections.abc import Iterable

import msgspec

from scriptward.sources.scan import bounds, own_world
from scriptward.sources.scan.cdp import Connection, RefusedError
from scriptward.sources.scan.network import Network
from scriptward.sources.scan.targets import Target

_MOST = 250
_LONGEST = 100_000
REMEMBERED = f"""JSON.stringify(performance.getEntriesByType("resource").slice(0, {_MOST})
    .map((entry) => [entry.name.slice(0, {_LONGEST}), entry.initiatorType]))"""
_KINDS = {
    "fetch": "Fetch",
    "xmlhttprequest": "XHR",
    "beacon": "Ping",
    "img": "Image",
    "script": "Script",
    "css": "Stylesheet",
    "link": "Stylesheet",
    "iframe": "Document",
    "frame": "Document",
}
"""The debugger's word for a request, by the document's."""
_ENDS = 0.3
"""Seconds in which a request ends whose answer had begun: until then nobody remembers it."""


async def of_window(connection: Connection, target: Target, network: Network) -> None:
    """Add the requests of a pop-up that the debugger did not tell of."""
    with contextlib.suppress(RefusedError):
        _add(target, network, await own_world.said(connection, target, target.id, REMEMBERED))


async def of_windows(connection: Connection, targets: Iterable[Target], network: Network) -> None:
    """The same of several, which may hang."""
    reading = asyncio.gather(*(of_window(connection, one, network) for one in targets))
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(reading, bounds.CLOSE_TIMEOUT)


async def of_worker(connection: Connection, target: Target, network: Network) -> None:
    """Add those of a worker that ran too soon; it could have put words of its own there."""
    for pause in (0, _ENDS):
        await asyncio.sleep(pause)
        with contextlib.suppress(RefusedError):
            _add(target, network, await own_world.said_by_worker(connection, target, REMEMBERED))


def _add(target: Target, network: Network, answer: bytes) -> None:
    try:
        entries = msgspec.json.decode(answer, type=tuple[tuple[str, str], ...])
    except msgspec.DecodeError:
        return
    told = {_bare(sent.url) for sent in network.sent if sent.target.id == target.id}
    for url, initiator in entries[:_MOST]:
        if _bare(url) not in told and len(url) <= _LONGEST:
            network.remembered(target, url, _KINDS.get(initiator, "Other"))


def _bare(url: str) -> str:
    return url.partition("#")[0]
