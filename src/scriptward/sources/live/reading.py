"""What of a page's text has to do with delivery: scripts in their order, policies in `meta`, parts.

By the standard library's parser: a page is only looked through, never shown. At most the first
`MOST_READ` characters of it.
"""

import re
from contextlib import suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from scriptward.sources.live.response import Role

MOST_READ = 500_000
MOST_ELEMENTS = 5_000
MOST_OF = {Role.WORKER: 4, Role.FRAME: 3, Role.SCRIPT: 4, Role.STYLE: 2, Role.IMAGE: 2}
"""How many of each are asked for."""
_WORKER = re.compile(
    r"(?:new\s{1,9}(?:Shared)?Worker|serviceWorker\s{0,9}\.\s{0,9}register)\s{0,9}\(\s{0,9}"
    r"(?:new\s{1,9}URL\(\s{0,9})?[\"'`]([^\"'`\s$]{1,300})[\"'`]"
)


@dataclass(frozen=True, kw_only=True)
class Script:
    """A script element."""

    src: str
    """As it is written; empty for code in the page."""
    integrity: str
    late: bool
    """`async`, `defer` or a module: it doesn't run where it stands."""


@dataclass(kw_only=True)
class Page:
    """What was found."""

    scripts: list[Script] = field(default_factory=list)
    """Those that run, in their order."""
    policies: list[str] = field(default_factory=list)
    """Content of `meta` elements with a Content-Security-Policy."""
    links: list[tuple[Role, str]] = field(default_factory=list)
    """Parts as they are written."""
    base: str = ""
    code: list[str] = field(default_factory=list)
    """Text of scripts in the page."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._left = MOST_ELEMENTS
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._left -= 1
        if self._left < 0:
            return
        said = {name: value or "" for name, value in reversed(attrs)}
        page = self.page
        if tag == "script":
            self._script(said)
        elif tag == "meta" and said.get("http-equiv", "").lower() == "content-security-policy":
            page.policies.append(said.get("content", ""))
        elif tag in {"iframe", "frame"}:
            page.links.append((Role.FRAME, said.get("src", "")))
        elif tag == "img":
            page.links.append((Role.IMAGE, said.get("src", "")))
        elif tag == "link" and "stylesheet" in said.get("rel", "").lower().split():
            page.links.append((Role.STYLE, said.get("href", "")))
        elif tag == "base" and not page.base:
            page.base = said.get("href", "")

    def _script(self, said: dict[str, str]) -> None:
        kind = said.get("type", "").strip().lower()
        self._in_script = "src" not in said
        if kind and "javascript" not in kind and kind != "module":
            return
        late = "src" in said and ("async" in said or "defer" in said)
        self.page.scripts.append(
            Script(
                src=said.get("src", ""),
                integrity=said.get("integrity", "").strip(),
                late=late or kind == "module",
            )
        )
        if "src" in said:
            self.page.links.append((Role.SCRIPT, said["src"]))

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._in_script = False

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self.page.code.append(data)


def read(body: bytes) -> Page:
    """What a page's text says."""
    reader = _Reader()
    with suppress(AssertionError):  # the parser's own, for a declaration it doesn't know
        reader.feed(body[:MOST_READ].decode("utf-8", errors="replace"))
    return reader.page


def own_parts(url: str, page: Page, code: list[str]) -> list[tuple[Role, str]]:
    """Addresses on the page's own origin, at most `MOST_OF` of each. `code`: of own scripts."""
    base = _joined(url, page.base) or url
    found = [(role, _joined(base, link)) for role, link in page.links if link.strip()]
    for text in (*page.code, *code):
        found += [(Role.WORKER, _joined(base, link)) for link in _WORKER.findall(text)]
    kept: dict[str, Role] = {}
    counts = dict.fromkeys(MOST_OF, 0)
    for role, address in found:
        if address and same_origin(address, url) and address != url and address not in kept:
            counts[role] += 1
            if counts[role] <= MOST_OF[role]:
                kept[address] = role
    return [(role, address) for address, role in kept.items()]


def same_origin(one: str, other: str) -> bool:
    """Whether both addresses have one scheme, host and port."""
    try:
        first, second = urlsplit(one), urlsplit(other)
        ports = first.port, second.port
    except ValueError:
        return False
    hosts = (first.scheme, first.hostname) == (second.scheme, second.hostname)
    return hosts and ports[0] == ports[1]


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link.strip()).partition("#")[0][:4_000]
    except ValueError:
        return ""
