"""One thread that writes: arrivals of a few milliseconds become one commit.

Home-made because a commit must not stop the event loop and every waiting request needs its own
group's outcome; queues of the standard library give neither.
"""

import asyncio
import time
from dataclasses import dataclass, field
from threading import Condition, Thread

import structlog

from scriptward.app.collector.folding import Folded, batch_key, folded
from scriptward.app.collector.novelty import MOST_A_SITE, SiteNovelty
from scriptward.store.arrival import Arrival
from scriptward.store.database import Store
from scriptward.store.folded import apply, forget_batches, known_behaviours
from scriptward.vocabulary.errors import StoreError

WINDOW_S = 0.005
MOST_A_GROUP = 500
MOST_WAITING = 2_000
_FORGET_EVERY_S = 600

_log = structlog.get_logger(__name__)


class QueueFullError(Exception):
    """More is waiting than one commit can take: come again later."""


@dataclass(eq=False, slots=True)
class Group:
    """Arrivals that are committed together."""

    arrivals: list[Arrival] = field(default_factory=list)
    told: asyncio.Event = field(default_factory=asyncio.Event)
    stored: bool = False

    def tell(self, *, stored: bool) -> None:
        """Wake who waits. To be called in the event loop."""
        self.stored = stored
        self.told.set()


class Writer:
    """Folds and commits in a thread of its own."""

    def __init__(
        self, store: Store, *, sites: frozenset[str], most_waiting: int = MOST_WAITING
    ) -> None:
        """`sites`: the only ones whose arrivals may come."""
        self._store = store
        self._novelty = {
            site: SiteNovelty(known=set(known_behaviours(store, site, most=MOST_A_SITE)))
            for site in sites
        }
        self._most_waiting = most_waiting
        self._wake = Condition()
        self._group = Group()
        self._open = False
        self._thread = Thread(target=self._run, name="scriptward-writer", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._forgot_at = 0.0

    def start(self) -> None:
        """Begin, in the running event loop."""
        self._loop = asyncio.get_running_loop()
        self._open = True
        self._thread.start()

    def stop(self) -> None:
        """Commit what waits, then end."""
        with self._wake:
            self._open = False
            self._wake.notify()
        self._thread.join()

    async def put(self, arrival: Arrival) -> bool:
        """Whether it is on the disk. Raises QueueFullError at once where there is no room."""
        with self._wake:
            group = self._group
            if not self._open or len(group.arrivals) >= self._most_waiting:
                raise QueueFullError
            group.arrivals.append(arrival)
            self._wake.notify()
        await group.told.wait()
        return group.stored

    def _run(self) -> None:
        try:
            while group := self._next():
                self._tell(group, stored=self._write(group.arrivals))
        finally:
            with self._wake:
                self._open = False
                left = self._group
            self._tell(left, stored=False)

    def _next(self) -> Group | None:
        with self._wake:
            self._wake.wait_for(lambda: self._group.arrivals or not self._open)
            if not self._group.arrivals:
                return None
            self._wake.wait_for(self._enough, timeout=WINDOW_S)
            group, self._group = self._group, Group()
            return group

    def _enough(self) -> bool:
        return len(self._group.arrivals) >= MOST_A_GROUP or not self._open

    def _tell(self, group: Group, *, stored: bool) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(lambda: group.tell(stored=stored))

    def _write(self, arrivals: list[Arrival]) -> bool:
        waiting = {batch_key(arrival, secret=self._store.secret): arrival for arrival in arrivals}
        now = time.time()
        try:
            while waiting:
                piece = self._folded(waiting, now)
                known = apply(self._store, piece.delta)
                if not known:
                    self._accept(piece)
                    break
                waiting = {key: one for key, one in waiting.items() if key not in known}
            self._forget(now)
        except StoreError as error:
            _log.error("not stored", error=str(error), messages=len(arrivals))
            return False
        return True

    def _folded(self, waiting: dict[int, Arrival], now: float) -> Folded:
        return folded(waiting, secret=self._store.secret, novelty=self._novelty, now=now)

    def _accept(self, piece: Folded) -> None:
        for site, keys in piece.fresh.items():
            self._novelty[site].accept(keys)

    def _forget(self, now: float) -> None:
        if now - self._forgot_at >= _FORGET_EVERY_S:
            forget_batches(self._store, now=int(now))
            self._forgot_at = now
