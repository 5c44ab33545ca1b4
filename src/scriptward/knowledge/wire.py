"""A request taken apart once: host, path, and every parameter with where it stood.

The same parameter sits in the address or the body, depending on how long the event is; so pixels
read one multimap. Headers are in it as `header:name`, cookies as `cookie:name`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from urllib.parse import unquote, urlsplit

from scriptward.knowledge.bag import Bag, Parameter
from scriptward.knowledge.bodies import body_bags
from scriptward.knowledge.unfolding import MOST, Unfolding
from scriptward.vocabulary.request import Request
from scriptward.vocabulary.words import Where

_LONGEST_URL = 200_000
_LONGEST_PATH = 2_000
_MOST_HEADERS = 100
_MOST_MESSAGES = 64
_IN_SEGMENT = re.compile(r"(?:[^/]*/)*+([\w~.:-]{1,40}=.*)", re.DOTALL)
"""A first parameter right after the last slash: `/activity/src=1;type=2`."""


@dataclass(frozen=True, kw_only=True)
class Wire:
    """One request, ready to be read by every pixel."""

    host: str
    """Lower case, without port."""
    path: str
    """Without matrix parameters; as sent."""
    address: Bag = field(repr=False)
    """Parameters of path and query."""
    lines: tuple[Bag, ...] = field(repr=False)
    """Parameters of the body: a bag for each line of a batch and for each message of a socket."""
    sent: tuple[tuple[str, str], ...] = field(repr=False)
    """Headers as sent."""
    unread: bool
    """There was a body that could not be read."""

    @cached_property
    def headers(self) -> Bag:
        """Headers and cookies, read when a pixel is likely: most requests are none."""
        return Bag(tuple(_each_header(islice(self.sent, _MOST_HEADERS))))

    @cached_property
    def bag(self) -> Bag:
        """All in one: body, then address, then headers."""
        lines = (parameter for line in self.lines for parameter in line.parameters)
        return Bag((*islice(lines, MOST), *self.address.parameters, *self.headers.parameters))

    @property
    def each_line(self) -> tuple[Bag, ...]:
        """A bag for each line of the body, with what the lines share; all in one without a body."""
        return tuple(line + self._shared for line in self.lines) or (self.bag,)

    def each(self, *lists: str) -> tuple[Bag, ...]:
        """A bag for each item of the first of these lists that is there, else all in one."""
        found = (self.bag.each(name) for name in lists)
        return next(filter(None, found), (self.bag,))

    def part(self, name: str, pattern: str) -> Bag:
        """What the first group of a pattern finds in `host/path`, as a parameter."""
        found = re.search(pattern, f"{self.host}{self.path}")
        if not found or not found[1]:
            return Bag()
        where = Where.HOST if found.end(1) <= len(self.host) else Where.URL_PATH
        label = "host" if where is Where.HOST else "path"
        value = unquote(found[1], errors="replace")
        return Bag((Parameter(name=name, value=value, where=where, path=label),))

    def behind(self, *names: str) -> Bag:
        """Parameters inside a parameter: of an address, as redirects have one, or of a form."""
        found = self.bag.first(*names)
        if not found:
            return Bag()
        unfolding = Unfolding(found.where, found.path)
        query = (found.value.partition("?")[2] or found.value).partition("#")[0]
        unfolding.pairs(query.split("&", MOST), plus=True, layers=found.layers)
        return unfolding.bag

    @cached_property
    def _shared(self) -> Bag:
        return self.address + self.headers


def wire_of(request: Request) -> Wire:
    """The request taken apart. Never raises; what is beyond the bounds is left out."""
    host, path, query = _parts(request.url[:_LONGEST_URL])
    segments, matrix = _matrix(path)
    in_query = Unfolding(Where.URL_QUERY, "query")
    in_query.pairs(query.split("&", MOST), plus=True)
    lines, unread = body_bags(request.body) if request.body else ((), request.body_missing)
    sent = (message.payload for message in request.messages if message.sent)
    frames = [bag for payload in islice(sent, _MOST_MESSAGES) for bag in body_bags(payload)[0]]
    return Wire(
        host=host,
        path=segments[:_LONGEST_PATH],
        address=matrix + in_query.bag,
        lines=(*lines, *frames),
        sent=request.headers,
        unread=unread,
    )


def _parts(url: str) -> tuple[str, str, str]:
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").rstrip("."), parts.path, parts.query
    except ValueError:
        return "", "", url.partition("?")[2].partition("#")[0]


def _matrix(path: str) -> tuple[str, Bag]:
    """A path without its parameters, and those."""
    segments, *rest = re.split(r"[;&]", path, maxsplit=MOST)
    unfolding = Unfolding(Where.URL_PATH, "path")
    first = _IN_SEGMENT.fullmatch(segments)
    if first:
        rest.insert(0, first[1])
        segments = segments[: first.start(1)]
    unfolding.pairs((pair for pair in rest if "=" in pair), plus=False)
    return segments, unfolding.bag


def _each_header(headers: Iterable[tuple[str, str]]) -> Iterator[Parameter]:
    for name, value in headers:
        if name.lower() != "cookie":
            yield _in_header(Where.HEADER, "header", name.lower(), value)
            continue
        for pair in value.split(";", _MOST_HEADERS):
            cookie, equals, text = pair.strip().partition("=")
            if equals:
                yield _in_header(Where.COOKIE, "cookie", cookie, text)


def _in_header(where: Where, label: str, name: str, value: str) -> Parameter:
    return Parameter(name=f"{label}:{name}", value=value, where=where, path=f"{label}.{name}")
