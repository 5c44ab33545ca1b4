"""A page is told that it will be left while it can still be asked what it sent.

Chromium forgets a document's requests when the next one is shown, and with them bodies that were
blobs. So a navigation is held back for a moment, and the page gets its `pagehide` once before the
real one; what scripts send then is read to its end.
"""

import asyncio

from scriptward.sources.scan import own_world
from scriptward.sources.scan.cdp import Connection, RefusedError
from scriptward.sources.scan.network import Network
from scriptward.sources.scan.targets import Target

_SAY = "dispatchEvent(new PageTransitionEvent('pagehide', {persisted: false})), ''"
_PATIENCE = 0.5
"""Seconds a navigation is held back at most for each of the two things waited for."""


async def said(connection: Connection, network: Network, target: Target) -> None:
    """Say it to a tab and wait for the bodies of what it sends in answer."""
    try:
        async with asyncio.timeout(_PATIENCE):
            await own_world.text(connection, target, target.id, _SAY)
    except (RefusedError, TimeoutError):
        return
    await network.settle(_PATIENCE)
