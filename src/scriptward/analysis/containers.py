"""Containers of a capture's scripts: read, masked, and put beside the code that their tags run."""

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from itertools import groupby

import msgspec

from scriptward.knowledge.container import read
from scriptward.lib.domains import host_of
from scriptward.vocabulary.capture import RawScript
from scriptward.vocabulary.container import Container, InlineScript, Tag
from scriptward.vocabulary.observations import Script, Visit

_DOCUMENT = "document"
_MOST_HTML = 20_000
"""Characters of a tag's HTML that a report holds."""
_LEAST_FIXED = 60
"""Characters between variables that must agree, for code to be told by them."""
_Masking = Callable[[str], str]


class Containers:
    """The containers of one capture, by the scripts they are."""

    def __init__(
        self,
        scripts: Iterable[RawScript],
        *,
        ids: Callable[[str], str | None],
        address: _Masking,
        text: _Masking,
    ) -> None:
        """`ids`: row's id by a script's key; `address`, `text`: with every value masked."""
        scripts = tuple(scripts)
        read_once: dict[tuple[str, str, str], Container | None] = {}
        self._by_page: dict[str, dict[str, Container]] = {}
        self._code = {raw.sha256: raw.source for raw in scripts if raw.sha256 and not raw.url}
        for raw in scripts:
            row = ids(raw.key)
            if not raw.source or row is None:
                continue
            key = (row, raw.sha256, raw.url)
            if key not in read_once:
                found = read(raw.source, raw.url)
                read_once[key] = _told(found, raw, row, address) if found else None
            container = read_once[key]
            if container:
                self._by_page.setdefault(raw.page, {})[row] = container
        self._text = text
        self._masked: dict[str, Container] = {}

    def rows(self, pages: Iterable[str], url: str) -> tuple[Container, ...]:
        """Containers of one visit, by script. `pages`: keys of its raw pages; `url`: masked."""
        found = self._on(pages)
        return tuple(
            msgspec.structs.replace(self._row(found[key]), pages=(url,)) for key in sorted(found)
        )

    def named(self, scripts: Sequence[Script], pages: Iterable[str]) -> tuple[Script, ...]:
        """The scripts of a visit; those that a tag put there bear its name."""
        found = self._on(pages)
        if not found:
            return tuple(scripts)
        by_hash: dict[str, str] = {}
        varying: list[tuple[tuple[str, ...], str]] = []
        for container in found.values():
            for tag in container.tags:
                for inline in tag.inline:
                    if inline.sha256:
                        by_hash.setdefault(inline.sha256, tag_name(container, tag))
                    elif sum(map(len, inline.pieces)) >= _LEAST_FIXED:
                        varying.append((inline.pieces, tag_name(container, tag)))
        return tuple(self._with_tag(script, by_hash, varying) for script in scripts)

    def _on(self, pages: Iterable[str]) -> dict[str, Container]:
        return {row: c for page in pages for row, c in self._by_page.get(page, {}).items()}

    def _with_tag(
        self,
        script: Script,
        by_hash: dict[str, str],
        varying: Sequence[tuple[tuple[str, ...], str]],
    ) -> Script:
        if script.url or script.loaded_by == _DOCUMENT:
            return script
        name = by_hash.get(script.sha256)
        if name is None and varying:
            code = self._code.get(script.sha256, "")
            name = next((name for pieces, name in varying if _made_of(code, pieces)), None)
        return msgspec.structs.replace(script, tag=name) if name else script

    def _row(self, container: Container) -> Container:
        if container.script not in self._masked:
            self._masked[container.script] = masked(container, self._text)
        return self._masked[container.script]


def containers_of(visits: Iterable[Visit]) -> tuple[Container, ...]:
    """One row a container's script over all visits, with the pages of all."""
    rows = sorted((c for visit in visits for c in visit.containers), key=lambda c: c.script)
    return tuple(reduce(_merged, group) for _, group in groupby(rows, key=lambda c: c.script))


def tag_name(container: Container, tag: Tag) -> str:
    """As people find it: `GTM-ABC123 #12 custom HTML`."""
    return f"{container.id or container.product} #{tag.index} {tag.name}"


def masked(container: Container, text: _Masking) -> Container:
    """With every value in any of its texts masked, and without the code's pieces."""
    plain = msgspec.structs.replace(
        container, tags=tuple(_without_pieces(tag) for tag in container.tags)
    )
    return msgspec.convert(_masked(msgspec.to_builtins(plain), text), Container)


def _without_pieces(tag: Tag) -> Tag:
    inline = tuple(InlineScript(sha256=each.sha256, bytes=each.bytes) for each in tag.inline)
    html = tag.html if len(tag.html) <= _MOST_HTML else f"{tag.html[:_MOST_HTML]}…"
    return msgspec.structs.replace(tag, inline=inline, html=html)


def _masked(value: object, text: _Masking) -> object:
    if isinstance(value, str):
        return text(value) if value else value
    if isinstance(value, list | tuple):
        return [_masked(item, text) for item in value]
    if isinstance(value, dict):
        return {key: each if key in _OWN else _masked(each, text) for key, each in value.items()}
    return value


_OWN = frozenset({"kind", "risk", "digest", "sha256", "script", "pages", "function"})
"""Fields whose words are this project's or the tag manager's own."""


def _told(container: Container, raw: RawScript, row: str, address: _Masking) -> Container:
    """With its address and script; with the reason, where its text was cut."""
    cut = raw.size > len(raw.source.encode("utf-8", "replace"))
    harmed = cut and bool(container.reason)
    reasons = (container.reason, "the text was cut when it was kept" if harmed else "")
    scripts = (tuple(map(address, tag.scripts)) for tag in container.tags)
    return msgspec.structs.replace(
        container,
        url=address(raw.url) if host_of(raw.url) else "",
        script=row,
        reason="; ".join(filter(None, reasons)),
        tags=tuple(
            msgspec.structs.replace(tag, scripts=urls)
            for tag, urls in zip(container.tags, scripts, strict=True)
        ),
    )


def _made_of(code: str, pieces: Sequence[str]) -> bool:
    """Whether code is those pieces in order, with anything between them."""
    if not code.startswith(pieces[0]) or not code.endswith(pieces[-1]):
        return False
    at = len(pieces[0])
    end = len(code) - len(pieces[-1])
    for piece in pieces[1:-1]:
        found = code.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return at <= end


def _merged(one: Container, other: Container) -> Container:
    return msgspec.structs.replace(one, pages=tuple(sorted({*one.pages, *other.pages})))
