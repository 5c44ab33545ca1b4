"""Turns what a source saw into visits: values matched and masked, everybody named.

No raw value survives this step. What comes out is safe to store and can be judged again.
"""

import dataclasses
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Protocol, TypeVar

import msgspec

from scriptward.analysis.attribution import account
from scriptward.analysis.containers import Containers
from scriptward.analysis.disguises import hosts_behind
from scriptward.analysis.flow_rows import FlowRows, Reading, contexts_of
from scriptward.analysis.handover import Handovers
from scriptward.analysis.headers_kept import kept
from scriptward.analysis.leaks import Detector, Follower
from scriptward.analysis.leaks.address import masked_url
from scriptward.analysis.parties import Parties, target_host
from scriptward.analysis.read_rows import ReadRows
from scriptward.analysis.replay_rows import replays
from scriptward.analysis.script_rows import Inventory
from scriptward.analysis.storage_rows import StorageRows
from scriptward.analysis.writable import writable
from scriptward.knowledge.approvals import Approvals
from scriptward.knowledge.page_classes import classified
from scriptward.lib.domains import host_of, same_site
from scriptward.vocabulary.capture import Capture, RawPage, Sending
from scriptward.vocabulary.observations import Choice, Handover, Header, Page, Visit
from scriptward.vocabulary.replay import Replay
from scriptward.vocabulary.request import Request
from scriptward.vocabulary.words import Channel, PageClass, PageStatus

_TAIL = re.compile(r"[?#]")
_MATRIX = re.compile(r";([^;=/]*)=[^;/]*")
"""Parameters inside a path: `;name=value` (RFC 3986, section 3.3)."""
_PLAIN = (PageClass.UNKNOWN, PageClass.GENERAL_PUBLIC)
_BY_TROUBLE = (PageStatus.FAILED, PageStatus.INCOMPLETE, PageStatus.COMPLETE)
_DOCUMENTS = frozenset({Channel.NAVIGATION, Channel.FRAME})


def observed(capture: Capture, *, approvals: Approvals) -> tuple[Visit, ...]:
    """One visit per page address and persona, in the order visited."""
    observer = _Observer(capture, approvals)
    return tuple(observer.visit(pages) for pages in observer.visits())


class _OnPage(Protocol):
    @property
    def page(self) -> str: ...


Row = TypeVar("Row", bound=_OnPage)


class _Observer:
    """The judged view of one capture, page by page."""

    def __init__(self, capture: Capture, approvals: Approvals) -> None:
        self.pages = capture.pages
        self._screens: dict[str, list[str]] = defaultdict(list)
        """Keys of each document's screens in their order, by that of the first."""
        for page in capture.pages:
            self._screens[page.first or page.key].append(page.key)
        self.own_hosts = (*capture.own_hosts, *approvals.own_hosts)
        self.approvals = approvals
        self.detector = Detector(capture.values)
        self.address = lru_cache(maxsize=65_536)(self._address)
        sendings = tuple(s for s in capture.sendings if not s.self_test)
        found = account(capture, sendings)
        self.seen, self.named = found.scripts, found.named
        scripts = tuple(self.seen.by_key.values())
        self.inventory = Inventory(scripts, self.address, self._text)
        self.containers = Containers(
            scripts, ids=self.inventory.id_of, address=self.address, text=self._text
        )
        self.sendings = _by_page(_placed(sendings, capture.pages))
        self.behind = hosts_behind(capture, sendings)
        self.handovers = Handovers(self.pages, sendings, self._parties, self.address)
        self.reads = _by_page(capture.reads)
        self.probes = capture.probes
        self.kept = _by_page(capture.kept)

    def visits(self) -> Iterable[tuple[RawPage, ...]]:
        """Raw pages of the same masked address and persona together."""
        groups: dict[tuple[str, str], list[RawPage]] = {}
        for page in self.pages:
            groups.setdefault((self.address(page.url), page.persona), []).append(page)
        return [tuple(group) for group in groups.values()]

    def visit(self, pages: tuple[RawPage, ...]) -> Visit:
        """One visit."""
        site = host_of(pages[0].url)
        keys = frozenset(raw.key for raw in pages)
        sendings = [s for raw in pages for s in self.sendings.get(raw.key, ())]
        parties = self._parties(site)
        page = self._page(pages, self.handovers.of(pages, sendings))
        flows = FlowRows(
            page=page.url,
            persona=page.persona,
            parties=parties,
            inventory=self.inventory,
            named=self.named,
            read=_reader(self.detector.follow()),
            masked=self.address,
            text=self._text,
            contexts=contexts_of(pages),
        )
        reads = ReadRows(
            page=page.url,
            site=site,
            scripts=self.seen,
            inventory=self.inventory,
            masked=self._text,
        )
        kept = (one for raw in pages for one in self.kept.get(raw.key, ()))
        storage = StorageRows(
            page=page.url,
            persona=page.persona,
            parties=parties,
            scripts=self.seen,
            inventory=self.inventory,
            masked=self._text,
        )
        return Visit(
            page=page,
            site=target_host(page.url),
            headers=self._headers(pages, sendings, page.url),
            scripts=self.containers.named(
                self.inventory.rows(self._running(pages), page.url, parties), keys
            ),
            containers=self.containers.rows(keys, page.url),
            replay=self._replay(keys, page),
            flows=flows.rows(sendings),
            reads=reads.rows(r for raw in pages for r in self.reads.get(raw.key, ())),
            storage=storage.rows(kept, sendings),
        )

    def _running(self, pages: tuple[RawPage, ...]) -> frozenset[str]:
        """Keys of pages whose scripts run on these: themselves and screens before of a document."""
        keys = {page.key for page in pages}
        for page in pages:
            for other in self._screens.get(page.first, ()) if page.first else ():
                keys.add(other)
                if other == page.key:
                    break
        return frozenset(keys)

    def _replay(self, keys: frozenset[str], page: Page) -> tuple[Replay, ...]:
        """What session recorders took on the probes of these pages."""
        rows: list[Replay] = []
        for probe in self.probes:
            if probe.page in keys:
                visit = dataclasses.replace(probe.visit, values=(), probes=())
                beside = observed(visit, approvals=self.approvals)
                rows += replays(probe, page, beside, self.address)
        return tuple(rows)

    def _parties(self, site: str) -> Parties:
        return Parties(
            site=site, own_hosts=self.own_hosts, approvals=self.approvals, behind=self.behind
        )

    def _text(self, text: str) -> str:
        return self.detector.masked(writable(text))

    def _address(self, url: str) -> str:
        address, mark, rest = _split(masked_url(writable(url), self.detector))
        return _MATRIX.sub(r";\1=[…]", address) + mark + rest

    def _page(self, pages: tuple[RawPage, ...], handover: Handover | None) -> Page:
        page_class, why = self._class(pages)
        worst = min(pages, key=lambda page: _BY_TROUBLE.index(page.status))
        return Page(
            url=self.address(pages[0].url),
            page_class=page_class,
            persona=pages[0].persona,
            status=worst.status,
            reason=self._text(worst.reason),
            class_reason=self._text(why),
            handover=handover,
            consent=self._consent(pages),
        )

    def _consent(self, pages: tuple[RawPage, ...]) -> Choice | None:
        """What is known of the choice on the last of these pages."""
        known = next((page.consent for page in reversed(pages) if page.consent), None)
        if known is None:
            return None
        product, reason = self._text(known.product), self._text(known.reason)
        return msgspec.structs.replace(known, product=product, reason=reason)

    def _class(self, pages: tuple[RawPage, ...]) -> tuple[PageClass, str]:
        named = [self.approvals.page_class(page.url) or classified(page) for page in pages]
        telling = [(kind, why) for kind, why in named if kind not in _PLAIN]
        return (telling or named)[0]

    def _headers(
        self, pages: tuple[RawPage, ...], sendings: Sequence[Sending], url: str
    ) -> tuple[Header, ...]:
        rows = {
            (address, name, self._text(value))
            for address, headers in self._documents(pages, sendings)
            for name, value in kept(headers)
        }
        return tuple(Header(page=url, url=u, name=n, value=v) for u, n, v in sorted(rows))

    def _documents(
        self, pages: tuple[RawPage, ...], sendings: Sequence[Sending]
    ) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
        """The page's own document, and the site's own frames in it."""
        known = {self.address(page.url) for page in pages if page.headers}
        site = host_of(pages[0].url)
        for page in pages:
            yield self.address(page.url), page.headers
        for sending in sendings:
            address = self.address(sending.request.url)
            own = sending.channel in _DOCUMENTS and same_site(host_of(sending.request.url), site)
            if own and address not in known:
                yield address, sending.response_headers


def _reader(follower: Follower) -> Callable[[Request], Reading]:
    """What the leak detector makes of a visit's requests, one after another."""

    def read(request: Request) -> Reading:
        leaks = follower.find(request)
        return Reading(
            leaks=tuple(
                msgspec.structs.replace(
                    leak, path=writable(leak.path), excerpt=writable(leak.excerpt)
                )
                for leak in leaks
            ),
            not_fully_read=leaks.not_fully_read,
        )

    return read


def _split(url: str) -> tuple[str, str, str]:
    """What stands before the query or fragment, its mark, and the rest."""
    match = _TAIL.search(url)
    return (url[: match.start()], match.group(), url[match.end() :]) if match else (url, "", "")


def _by_page(rows: Iterable[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.page, []).append(row)
    return groups


def _placed(sendings: Iterable[Sending], pages: Sequence[RawPage]) -> Iterator[Sending]:
    """Each sending with a page; one of a service worker goes to its site's first page."""
    keys = {page.key for page in pages}
    for sending in sendings:
        if sending.page in keys or not pages:
            yield sending
            continue
        host = host_of(sending.frame_url)
        own = (page for page in pages if same_site(host, host_of(page.url)))
        yield dataclasses.replace(sending, page=next(own, pages[0]).key)
