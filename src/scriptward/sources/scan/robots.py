"""What sites ask of crawlers: robots.txt (RFC 9309), how often they may be asked, and sitemaps."""

import asyncio
import time
from collections.abc import Iterable
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from playwright.async_api import BrowserContext
from protego import Protego

from scriptward.lib.domains import host_of, same_site
from scriptward.sources.scan.own_requests import fetched
from scriptward.sources.scan.recording import Recording

AGENT = "scriptward"
"""Our name in robots.txt; a group of this name goes before that of everybody."""
_BYTES = 512_000
"""Of one robots.txt: RFC 9309, section 2.5."""
_LINES = 10_000
_LONGEST_DELAY = 5.0
"""Seconds between two visits, however many a site asks for."""
_SITEMAPS, _SITEMAP_BYTES, _ADDRESSES = 5, 5_000_000, 5_000
_REFUSED, _BROKEN = 400, 500


class Robots:
    """The rules of each site that is crawled, fetched once."""

    def __init__(self, recording: Recording, *, ignored: bool) -> None:
        """`ignored`: the user's own word; only sitemaps are read then."""
        self._recording = recording
        self._ignored = ignored
        self._rules: dict[str, Protego | None] = {}
        self._next: dict[str, float] = {}
        self.refused = 0
        """Pages that were not visited because a site asks so."""
        self.unreadable: list[str] = []
        """Hosts whose robots.txt could not be had, so that nothing there is crawled."""

    async def allows(self, context: BrowserContext, url: str) -> bool:
        """Whether a link may be followed; counts those that may not."""
        if self._ignored:
            return True
        rules = await self._of(context, url)
        allowed = rules is not None and rules.can_fetch(url, AGENT)
        self.refused += not allowed
        return allowed

    async def wait(self, context: BrowserContext, url: str) -> None:
        """Wait until a site may be asked again."""
        rules = None if self._ignored else await self._of(context, url)
        delay = rules.crawl_delay(AGENT) if rules is not None else None
        if not delay or not 0 < delay < float("inf"):
            return
        origin, now = _origin(url), time.monotonic()
        at = max(now, self._next.get(origin, now))
        self._next[origin] = at + min(delay, _LONGEST_DELAY)
        await asyncio.sleep(at - now)

    async def listed(self, context: BrowserContext, url: str) -> tuple[str, ...]:
        """Addresses in the sitemaps of a site, as many as are looked at."""
        rules = await self._of(context, url)
        waiting = list(dict.fromkeys(rules.sitemaps)) if rules is not None else []
        waiting = [urljoin(url, one) for one in waiting] or [urljoin(url, "/sitemap.xml")]
        found: dict[str, None] = {}
        for _ in range(_SITEMAPS):
            if not waiting or len(found) >= _ADDRESSES:
                break
            sitemap = waiting.pop(0)
            if not same_site(host_of(sitemap), host_of(url)):
                continue
            status, body = await fetched(context, self._recording, sitemap, most=_SITEMAP_BYTES)
            pages, more = places(body) if 0 < status < _REFUSED else ((), ())
            found.update(dict.fromkeys(pages))
            waiting += more
        return tuple(found)[:_ADDRESSES]

    async def _of(self, context: BrowserContext, url: str) -> Protego | None:
        origin = _origin(url)
        if origin not in self._rules:
            status, body = await fetched(
                context, self._recording, f"{origin}/robots.txt", most=_BYTES
            )
            self._rules[origin] = rules = _read(status, body)
            if rules is None and not self._ignored:
                self.unreadable.append(host_of(url))
        return self._rules[origin]


def places(sitemap: bytes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Pages and further sitemaps that a sitemap names (sitemaps.org, 0.9).

    Read as tags and texts alone: a document type with entities that grow means nothing here.
    """
    reader = _Places()
    reader.feed(sitemap.decode("utf-8", "replace"))
    return tuple(reader.pages), tuple(reader.sitemaps)


class _Places(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pages: list[str] = []
        self.sitemaps: list[str] = []
        self._into: list[str] = self.pages
        self._text: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:  # noqa: ARG002  # html.parser's signature
        if tag in {"url", "sitemap"}:
            self._into = self.pages if tag == "url" else self.sitemaps
        self._text = [] if tag == "loc" else None

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "loc" and self._text is not None and len(self._into) < _ADDRESSES:
            self._into.append("".join(self._text).strip())
        self._text = None


def _read(status: int, body: bytes) -> Protego | None:
    """The rules; none stand in a file that isn't there, nothing is allowed by one out of reach."""
    if status == 0 or status >= _BROKEN:
        return None
    if status >= _REFUSED:
        return Protego.parse("")
    lines = body.decode("utf-8-sig", "replace").splitlines()[:_LINES]
    return Protego.parse("\n".join(lines))


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
