"""Recognises the page's own address, query and title in what a third party is sent.

These are told by comparing with the page, not by a known value: their certainty is `inferred`.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl, quote, urlsplit

from scriptward.vocabulary.capture import RawPage
from scriptward.vocabulary.observations import Leak
from scriptward.vocabulary.request import Request
from scriptward.vocabulary.words import Certainty, DataKind, Where

_SHORTEST_TITLE = 8
_LARGEST_BODY = 1_000_000
"""Bytes; beyond it the page's address is looked for in the beginning only."""


@dataclass(frozen=True)
class PageContext:
    """What a page says of itself: path, query and title, ready to be looked for."""

    page: RawPage

    @cached_property
    def _needles(self) -> tuple[tuple[DataKind, str], ...]:
        parts = _split(self.page.url)
        title = " ".join(self.page.title.split())
        host = parts[0]
        needles = []
        if len(parts[1]) > 1:
            needles.append((DataKind.URL_PATH, host + parts[1]))
        if "=" in parts[2]:
            needles.append((DataKind.URL_QUERY, f"{parts[1]}?{parts[2]}"))
        if len(title) >= _SHORTEST_TITLE and " " in title:
            needles.append((DataKind.PAGE_TITLE, title))
        return tuple(needles)

    @cached_property
    def _in_bodies(self) -> tuple[tuple[DataKind, tuple[bytes, ...]], ...]:
        return tuple((kind, _written(text)) for kind, text in self._needles)

    def found(self, request: Request) -> tuple[Leak, ...]:
        """One leak per kind and place the page's own words stand in."""
        if not self._needles:
            return ()
        places = {(leak.kind, leak.where): leak for leak in self._all(request)}
        return tuple(places.values())

    def _all(self, request: Request) -> Iterator[Leak]:
        for name, value in _parameters(request.url):
            yield from self._in_text(value, Where.URL_QUERY, f"query.{name}")
        for name, value in request.headers:
            if name.lower() == "referer":
                yield from self._in_text(value, Where.HEADER, "header.referer")
        body = request.body[:_LARGEST_BODY]
        for kind, forms in self._in_bodies if body else ():
            if any(form in body for form in forms):
                yield _leak(kind, Where.BODY, "body")

    def _in_text(self, text: str, where: Where, path: str) -> Iterator[Leak]:
        for kind, needle in self._needles:
            whole = kind is DataKind.PAGE_TITLE and where is Where.URL_QUERY
            if needle == " ".join(text.split()) if whole else needle in text:
                yield _leak(kind, where, path)


def _leak(kind: DataKind, where: Where, path: str) -> Leak:
    return Leak(
        kind=kind, name=None, where=where, path=path, encoding=(), certainty=Certainty.INFERRED
    )


def _split(url: str) -> tuple[str, str, str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", "", ""
    return parts.netloc, parts.path, parts.query


def _parameters(url: str) -> list[tuple[str, str]]:
    return parse_qsl(_split(url)[2])


def _written(text: str) -> tuple[bytes, ...]:
    """The ways a text stands in a body: as is, percent-escaped, as JSON."""
    escaped = json.dumps(text)[1:-1]
    forms = (text, quote(text, safe="", errors="replace"), escaped, escaped.replace("/", "\\/"))
    return tuple(dict.fromkeys(form.encode("utf-8", "replace") for form in forms))
