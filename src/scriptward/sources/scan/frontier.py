"""Which page a crawl visits next: a kind of page not seen yet before one more of the same kind."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from urllib.parse import parse_qsl, unquote, urlsplit

from scriptward.knowledge.page_classes import classified
from scriptward.lib.domains import host_of, same_site
from scriptward.sources.scan.crawl_addresses import Left, canonical, left_alone, steps_of
from scriptward.vocabulary.capture import RawPage
from scriptward.vocabulary.words import PageClass

_MOST = 10_000
"""Links that wait; a site that has more is one that makes them up."""
_CROWD, _CROWD_AT_ROOT = 6, 40
"""Different steps below one place that mean they are names of things: `/doctors/jane-doe`."""
_QUERIES = 4
"""Sets of query names of one place; more are told apart no longer."""
_SHARE = 5
"""No kind of page takes more than one in so many pages of a crawl."""
_FEWEST = 6
"""But so many, it may."""

_NAME = re.compile(
    r".{60,}|[0-9a-f]{8}-[0-9a-f-]{20,}|[0-9a-f]{12,}|.*\d{3,}.*|\d+|\d{1,4}(?:[-_.]\d{1,4})+"
    r"|[a-z]{1,3}\d+",
    re.IGNORECASE | re.DOTALL,
)
"""A step that names one thing of many: a number, date, hash."""
Stake = tuple[int, int, int, str]
"""Class, steps of the path, length and the address itself: less goes first."""
_FIRST = (
    PageClass.PAYMENT_PAGE,
    PageClass.APPOINTMENT_FORM,
    PageClass.LOGIN,
    PageClass.REGISTRATION,
    PageClass.SYMPTOM_FORM,
    PageClass.BILL_PAY,
    PageClass.REFILL,
    PageClass.PROVIDER_SEARCH,
    PageClass.AUTHENTICATED,
    PageClass.CONDITION_PAGE,
    PageClass.PROVIDER_PAGE,
)
"""Page classes by what is at stake on them; of equal kinds the earlier class goes first."""


class Frontier:
    """Links found and not visited yet."""

    def __init__(self, roots: Iterable[str], *, limit: int) -> None:
        """`roots`: addresses of the sites that are crawled. `limit`: pages of the whole crawl."""
        hosts = {(host_of(url), _port(url)) for url in roots}
        self._hosts = {host for host, _ in hosts}
        self._ports = {port for _, port in hosts} | {None}
        self._budget = max(_FEWEST, limit // _SHARE)
        self._seen: set[str] = set()
        self._waiting: dict[str, Stake] = {}
        self._below: dict[str, set[str]] = defaultdict(set)
        self._queries: dict[str, set[str]] = defaultdict(set)
        self._shapes: dict[str, str] = {}
        self._visited: list[str] = []
        self._times: Counter[str] = Counter()
        """Visits by shape."""
        self.left: Counter[Left] = Counter()
        """Links of these sites that are not followed, by why."""

    @property
    def waiting(self) -> int:
        """Links that could still be followed."""
        return len(self._waiting)

    def visits(self, url: str) -> None:
        """An address is visited, found by a link or not."""
        one = canonical(url) or url
        self.arrived(one)
        self._grow(one)
        self._visited.append(one)
        self._times[self.shape(one)] += 1

    def arrived(self, url: str) -> None:
        """A visit ended at another address than it began with: that one is seen as well."""
        one = canonical(url) or url
        self._seen.add(one)
        self._waiting.pop(one, None)

    def add(self, links: Iterable[str]) -> None:
        """Links of a page, in any order."""
        for link in links:
            url = canonical(link)
            if url in self._seen or not self.is_ours(url):
                continue
            why = Left.ENDLESS if len(self._waiting) >= _MOST else left_alone(url)
            if why is not None:
                self.left[why] += len(self._seen) < 2 * _MOST
            if len(self._seen) < 2 * _MOST:
                self._seen.add(url)
            if why is None:
                self._grow(url)
                self._waiting[url] = _stake(url)

    def next(self) -> str:
        """The address to visit now, which waits no longer; empty where there is none."""
        best = min(self._waiting, key=self._rank, default="")
        if not best or self._times[self.shape(best)] >= self._budget:
            return ""
        del self._waiting[best]
        return best

    def is_ours(self, url: str) -> bool:
        """Whether an address is of the sites that are crawled."""
        host = host_of(url)
        return _port(url) in self._ports and any(same_site(host, one) for one in self._hosts)

    def shape(self, url: str) -> str:
        """What addresses of one kind of page have in common: `www.a.test/doctors/{}?tab`."""
        if url not in self._shapes:
            self._shapes[url] = self._shaped(url)
        return self._shapes[url]

    def _rank(self, url: str) -> tuple[int, Stake]:
        return self._times[self.shape(url)], self._waiting[url]

    def _grow(self, url: str) -> None:
        """Count what stands at each place; one that became crowded changes shapes."""
        place, steps, names = _parts(url)
        changed = False
        for step in steps:
            if not self._is_name(place, step):
                self._below[place].add(step)
                changed = changed or self._is_crowded(place)
            place = self._under(place, step)
        if len(self._queries[place]) <= _QUERIES:
            self._queries[place].add(names)
            changed = changed or len(self._queries[place]) > _QUERIES
        if changed:
            self._shapes.clear()
            self._times = Counter(map(self.shape, self._visited))

    def _shaped(self, url: str) -> str:
        place, steps, names = _parts(url)
        for step in steps:
            place = self._under(place, step)
        if names and len(self._queries.get(place, ())) > _QUERIES:
            names = "{}"
        return f"{place}?{names}" if names else place

    def _under(self, place: str, step: str) -> str:
        return f"{place}/{'{}' if self._is_name(place, step) else step}"

    def _is_name(self, place: str, step: str) -> bool:
        return bool(_NAME.fullmatch(step)) or self._is_crowded(place)

    def _is_crowded(self, place: str) -> bool:
        most = _CROWD if "/" in place else _CROWD_AT_ROOT
        return len(self._below.get(place, ())) > most


def _stake(url: str) -> Stake:
    page_class = classified(RawPage(key="", url=url))[0]
    stake = _FIRST.index(page_class) if page_class in _FIRST else len(_FIRST)
    return stake, len(_parts(url)[1]), len(url), url


def _parts(url: str) -> tuple[str, tuple[str, ...], str]:
    """Host, steps of path and route, and the names of the query."""
    parts = urlsplit(url)
    steps = (*steps_of(parts.path), *steps_of(parts.fragment.partition("?")[0]))
    return parts.netloc, tuple(map(unquote, steps)), ",".join(sorted(_names(parts.query)))


def _names(query: str) -> set[str]:
    try:
        return {name for name, _ in parse_qsl(query, keep_blank_values=True, max_num_fields=100)}
    except ValueError:
        return {"{}"}


def _port(url: str) -> int | None:
    """Port of an address; None for its scheme's own."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return -1
    return None if port == {"http": 80, "https": 443}.get(parts.scheme) else port
