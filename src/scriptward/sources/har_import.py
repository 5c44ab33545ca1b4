"""Captures of browsers and proxies (HAR) as one `Capture`, with what the tool lost said.

Files are read entry by entry. What answers carried is let go of at once, but for scripts; what
requests carried is kept up to `kept.BODIES`.
"""

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from scriptward.sources.har.address import NoAddressError
from scriptward.sources.har.document import Document, Entry
from scriptward.sources.har.exchange import exchange_of
from scriptward.sources.har.failures import Failures
from scriptward.sources.har.fields import mapping, text
from scriptward.sources.har.kept import BODIES, ENTRIES, SOURCES, Pool, Room, weight
from scriptward.sources.har.losses import Losses
from scriptward.sources.har.pages import Groups, titles
from scriptward.sources.har.request import request_of
from scriptward.sources.har.scripts import Codes
from scriptward.sources.har.tunnels import Tunnels
from scriptward.vocabulary.capture import Capture, RawPage, RawScript, Sending, Value
from scriptward.vocabulary.request import Request

Told = Callable[[int], object]
"""Takes the number of bytes read since it was last told."""


class Requests:
    """The requests of one file, one at a time: nothing of it is kept."""

    def __init__(self, path: Path, *, read: Told | None = None) -> None:
        """`read`: told how far it came."""
        self._document = Document(path, read=read)

    def __iter__(self) -> Iterator[tuple[Entry, Request]]:
        """Each request with its entry; those that never left the browser aside. Raises HarError."""
        document = self._document
        for entry in document.entries():
            try:
                request = request_of(entry.found)
            except NoAddressError:
                document.failures.say(
                    f"{document.path.name}: entry {entry.index} has no request with an address",
                    kind="entries without an address",
                )
            else:
                if request is not None:
                    yield entry, request

    @property
    def log(self) -> dict[str, object]:
        """`creator`, `browser` and `pages` of the capture, once all was read."""
        return self._document.log

    @property
    def failures(self) -> Failures:
        """What could not be read, once all was."""
        return self._document.failures


def read_hars(
    paths: Iterable[Path], *, values: Iterable[Value] = (), read: Told | None = None
) -> Capture:
    """The captures in the files, plain or gzipped, as one. Raises HarError.

    A file that is cut off gives its whole entries and a failure that names the byte. The key of
    a sending ends in its index in `log.entries`. `response_headers` are kept of documents only.
    `read`: told how far it came.
    """
    gathered = _Gathered()
    paths = tuple(paths)
    for index, path in enumerate(paths):
        gathered.file(Requests(path, read=read), prefix=f"{index}:")
    timed = bool(gathered.first)
    times = (gathered.first, gathered.last) if timed else tuple(sorted(map(_modified, paths)))
    return Capture(
        source="har",
        started_at=times[0] if times else "",
        finished_at=times[-1] if times else "",
        browser=", ".join(gathered.browsers),
        pages=tuple(gathered.pages),
        scripts=tuple(gathered.scripts),
        sendings=tuple(gathered.sendings),
        values=tuple(values),
        failures=tuple(gathered.all_failures()),
        unseen=tuple(gathered.losses(timed=timed).sentences()),
    )


def entry_of(sending: Sending) -> int:
    """Index in `log.entries` of the entry that a sending was made from."""
    return int(sending.key.rpartition(":")[2])


class _Gathered:
    """Rows of all files so far."""

    def __init__(self) -> None:
        self.pages: list[RawPage] = []
        self.scripts: list[RawScript] = []
        self.sendings: list[Sending] = []
        self.browsers: dict[str, None] = {}
        self.first = self.last = ""
        self._failures: list[str] = []
        self._textless = self._count = self._left_out = self._unopened = 0
        self._bodies, self._sources = Room(BODIES), Room(SOURCES)
        self._pool, self._codes = Pool(), Codes(self._sources)

    def file(self, requests: Requests, *, prefix: str) -> None:
        """Take in one file."""
        groups, tunnels = Groups(prefix), Tunnels()
        for entry, request in requests:
            tunnels.tell(request, key=f"{prefix}{entry.index}")
            self._count += 1
            if self._count > ENTRIES:
                self._left_out += 1
                continue
            found = mapping(entry.found)
            self._at(text(found.get("startedDateTime")))
            exchange = exchange_of(found, self._fitted(request), key=f"{prefix}{entry.index}")
            exchange = dataclasses.replace(exchange, initiator=self._pool.one(exchange.initiator))
            content = mapping(mapping(found.get("response")).get("content"))
            groups.of(exchange).add(exchange, content, self._codes)
        self.browsers[_browser(requests.log)] = None
        self._failures += requests.failures
        named = titles(requests.log.get("pages"), prefix=prefix)
        self._close(groups, named, frozenset(tunnels.closed()))

    def all_failures(self) -> Iterator[str]:
        """What could not be read, and what there was no room for."""
        yield from self._failures
        if self._bodies.refused:
            yield (
                f"{self._bodies.refused} requests came after the first"
                f" {BODIES // 10**6} MB of bodies and were not searched: `scriptward leaks` does"
            )
        if self._left_out:
            yield f"{self._left_out} requests came after the first {ENTRIES:,} and were left out"

    def losses(self, *, timed: bool) -> Losses:
        """What the tools lost."""
        return Losses(
            sendings=self.sendings,
            scripts=self.scripts,
            textless=self._textless,
            pages=len(self.pages),
            sourceless=self._sources.refused,
            unopened=self._unopened,
            unkept=self._bodies.refused,
            timed=timed,
        )

    def _fitted(self, request: Request) -> Request:
        """The request, as far as there is room for it."""
        if self._bodies.takes(weight(request)):
            return dataclasses.replace(request, headers=self._pool.all(request.headers))
        return Request(url=request.url[:1_000], method=request.method[:20], body_missing=True)

    def _close(self, groups: Groups, named: dict[str, str], closed: frozenset[str]) -> None:
        self._unopened += len(closed)
        for group in groups:
            scripts, sendings = group.rows(self._codes)
            self.pages.append(group.page(named))
            self.scripts += scripts
            self.sendings += [_unread(s) if s.key in closed else s for s in sendings]
            self._textless += not group.has_text

    def _at(self, said: str) -> None:
        time = _time(said)
        if time:
            self.first = min(self.first or time, time)
            self.last = max(self.last, time)


def _unread(sending: Sending) -> Sending:
    request = dataclasses.replace(sending.request, body_missing=True)
    return dataclasses.replace(sending, request=request)


def _browser(log: dict[str, object]) -> str:
    found = mapping(log.get("browser")) or mapping(log.get("creator"))
    return f"{text(found.get('name'))} {text(found.get('version'))}".strip() or "unknown tool"


def _time(said: str) -> str:
    """UTC, ISO 8601; empty where the tool has no usable time."""
    with suppress(ValueError, OverflowError):
        when = datetime.fromisoformat(said)
        return _utc(when if when.tzinfo else when.replace(tzinfo=UTC))
    return ""


def _modified(path: Path) -> str:
    with suppress(OSError):
        return _utc(datetime.fromtimestamp(path.stat().st_mtime, UTC))
    return ""


def _utc(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
