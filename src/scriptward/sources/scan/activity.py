"""When a tab is quiet: loaded, and then no new behaviour for a while, within a cap.

New means not seen before in this document: a script that polls or a replay that sends every
second doesn't keep a scan waiting (network-idle never comes with session replay).
"""

import asyncio
import time
from collections.abc import Hashable

_SLOW = 3.0
"""Seconds after which a request in flight is no longer waited for."""
_MOST = 20_000


class Activity:
    """What one tab does, as far as waiting needs it."""

    def __init__(self) -> None:
        self._changed = asyncio.Event()
        self._seen: set[Hashable] = set()
        self._pending: dict[str, float] = {}
        self._last = _now()
        self._acted = self._last

    def new_document(self) -> None:
        """Everything is new again."""
        self._seen.clear()
        self._pending.clear()
        self._mark()

    def saw(self, *what: Hashable) -> None:
        """A behaviour; only one that was not seen before counts."""
        if what not in self._seen and len(self._seen) < _MOST:
            self._seen.add(what)
            self._mark()

    def begins(self, request: str) -> None:
        """A request whose answer may lead to more is on its way."""
        self._pending[request] = _now()

    def ends(self, request: str) -> None:
        """It was answered, or failed."""
        if self._pending.pop(request, None) is not None:
            self._changed.set()

    async def quiet(
        self, calm: float, *, cap: float, patience: float | None = None, acted: bool = True
    ) -> bool:
        """Wait until nothing new came for `calm` seconds; False if `cap` seconds passed first.

        `acted`: something was done just now, which has yet to show; otherwise the seconds count
        from what was done and seen last. `patience`: seconds for what was done to show anything at
        all, by default as many as `calm`.
        """
        if acted:
            self._acted = _now()
        patience = calm if patience is None else patience
        end = _now() + cap
        while (now := _now()) < end:
            wait = self._until_calm(calm, patience, now)
            if wait <= 0:
                return True
            self._changed.clear()
            try:
                await asyncio.wait_for(self._changed.wait(), min(wait, end - now))
            except TimeoutError:
                continue
        return False

    def _until_calm(self, calm: float, patience: float, now: float) -> float:
        waits = [self._last + calm - now, self._acted + patience - now]
        if self._pending:
            waits.append(max(self._pending.values()) + _SLOW - now)
        return max(waits)

    def _mark(self) -> None:
        self._last = _now()
        self._changed.set()


def _now() -> float:
    return time.monotonic()
