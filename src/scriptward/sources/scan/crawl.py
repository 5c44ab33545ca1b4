"""Which pages a scan visits beside those it was told: links of the same site, spread over it."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext

from scriptward.sources.scan.crawl_addresses import Left, canonical
from scriptward.sources.scan.documents import Document
from scriptward.sources.scan.frontier import Frontier
from scriptward.sources.scan.recording import Recording
from scriptward.sources.scan.robots import Robots
from scriptward.vocabulary.words import PageStatus

_MISSING = frozenset({404, 410})
_REFUSALS = 3
"""Pages in a row that a site refused, after which it is left alone."""


class Crawl:
    """The pages of a run: the first persona finds them, every other one visits the same."""

    def __init__(
        self, recording: Recording, roots: Iterable[str], *, pages: int, ignore_robots: bool
    ) -> None:
        """`roots`: visited in any case, and counted. `pages`: of all; 0 or 1: the roots alone."""
        self._roots = tuple(dict.fromkeys(roots))
        self._pages = pages
        self._frontier = Frontier(self._roots, limit=pages)
        self._robots = Robots(recording, ignored=ignore_robots)
        self._order: list[str] = []
        """Addresses visited by the first persona, without those that were no pages."""
        self._found = False
        self._position = 0
        self._refusals = 0
        self._begun = False
        self._files = self._missing = 0
        self._given_up = False

    @property
    def follows(self) -> bool:
        """Whether links are followed at all."""
        return self._pages > len(self._roots)

    @property
    def expected(self) -> int:
        """Pages of one persona, as far as known: never more than asked for, but for the roots."""
        if self._found:
            return len(self._order)
        left = self._frontier.waiting if self.follows else 0
        known = max(len(self._order) + left, len(self._roots))
        return min(known, max(self._pages, len(self._roots)))

    def begin(self) -> None:
        """A persona begins."""
        self._found = self._found or self._begun
        self._begun, self._position = True, 0

    async def next(self, context: BrowserContext, n: int) -> tuple[str, ...]:
        """Up to `n` addresses to visit at the same time; none at the end."""
        if self._found or self._position < len(self._roots):
            known = self._order if self._found else self._roots
            batch = tuple(known[self._position : self._position + n])
            self._position += len(batch)
            if not self._found:
                self._begins(batch)
            return batch
        if not self.follows or self._given_up:
            return ()
        if self._position == len(self._roots):
            self._position += 1
            await self._sitemaps(context)
        return await self._followed(context, n)

    async def wait(self, context: BrowserContext, url: str) -> None:
        """Wait until the site of a link may be asked once more."""
        if self.follows and url not in self._roots:
            await self._robots.wait(context, url)

    def ended(self, url: str, document: Document | None, links: Iterable[str]) -> None:
        """A visit is over. `document`: what came of it; `links`: what stood on it."""
        if not self.follows or document is None:
            return
        followed = url not in self._roots
        if followed and document.response_status in _MISSING:
            document.status, document.reason = PageStatus.COMPLETE, ""
        if self._found:
            return
        if followed and document.is_file:
            document.asked_for = False
            self._files += 1
            self._order.remove(url)
            return
        self._missing += followed and document.response_status in _MISSING
        self._frontier.arrived(document.url)
        self._refusals = self._refusals + 1 if document.barred else 0
        self._given_up = self._given_up or self._refusals >= _REFUSALS
        if self._frontier.is_ours(canonical(document.url)):
            self._frontier.add(links)

    def limits(self) -> tuple[str, ...]:
        """What was not visited and why, a sentence each."""
        if not self.follows:
            return ()
        left, robots = self._frontier.left, self._robots
        counts = (
            (robots.refused, "robots.txt asks not to visit {n} of the pages found (they were not)"),
            (left[Left.LOUD], "{n} links that sign out, delete or unsubscribe were not followed"),
            (left[Left.FILE] + self._files, "{n} links to files were not followed"),
            (left[Left.ENDLESS], "{n} links looked as if they were made without end"),
            (self._missing, "{n} links led to pages that the server does not have"),
        )
        said = [text.format(n=n) + "." for n, text in counts if n]
        said += [f"robots.txt of {host} could not be read." for host in robots.unreadable]
        if self._given_up:
            said.append(f"The crawl ended early: the site refused {_REFUSALS} pages in a row.")
        if self._frontier.waiting:
            said.append(
                f"The crawl visited {len(self._order)} pages; {self._frontier.waiting} more links"
                " were found and not followed."
            )
        return tuple(said)

    def _begins(self, urls: Iterable[str]) -> None:
        for url in urls:
            self._order.append(url)
            self._frontier.visits(url)

    async def _followed(self, context: BrowserContext, n: int) -> tuple[str, ...]:
        batch: list[str] = []
        while len(batch) < n and len(self._order) < self._pages and self._files < self._pages:
            url = self._frontier.next()
            if not url:
                break
            if await self._robots.allows(context, url):
                batch.append(url)
                self._begins((url,))
        return tuple(batch)

    async def _sitemaps(self, context: BrowserContext) -> None:
        for url in {urlsplit(url).netloc: url for url in reversed(self._roots)}.values():
            self._frontier.add(await self._robots.listed(context, url))
