"""Rows of the script inventory: one per (kind, address, hash), ids the same in every run."""

from collections.abc import Callable, Iterable

import msgspec

from scriptward.analysis.behaviour_sketch import sketch
from scriptward.analysis.parties import Parties, target_host
from scriptward.knowledge.libraries import libraries_in
from scriptward.knowledge.signed_code import products_in, signed_owner
from scriptward.lib.code_shape import shape
from scriptward.lib.digests import sha256_hex, stable_id
from scriptward.vocabulary.capture import RawScript
from scriptward.vocabulary.observations import Library, Owner, Script
from scriptward.vocabulary.words import IN_PAGE, ScriptKind

_DOCUMENT = "document"
_SHORTEST_LIBRARY = 1_000
"""Characters: code without an address is no library below it."""


class Inventory:
    """The scripts of a capture with the ids and addresses they have in a report."""

    def __init__(
        self,
        scripts: Iterable[RawScript],
        masked: Callable[[str], str],
        text: Callable[[str], str],
    ) -> None:
        """`masked`, `text`: an address, any other text with every value in it masked."""
        self._text = text
        self.by_key = {raw.key: raw for raw in scripts}
        self._addresses = {key: _address(raw, masked, text) for key, raw in self.by_key.items()}
        self._ids = {
            key: stable_id("script", raw.kind.value, self._addresses[key] or "", raw.sha256)
            for key, raw in self.by_key.items()
        }
        self._signed: dict[str, Owner | None] = {}
        self._libraries: dict[tuple[str, str], tuple[Library, ...]] = {}
        self._sketches: dict[str, str] = {}
        self._shapes: dict[str, str] = {}

    def id_of(self, key: str) -> str | None:
        """Id of the row of a raw script's key; None for no script."""
        return self._ids.get(key)

    def rows(self, pages: frozenset[str], url: str, parties: Parties) -> tuple[Script, ...]:
        """Rows of one visit, by id. `pages`: keys of its raw pages; `url`: its masked address."""
        made: dict[str, Script] = {}
        for raw in self.by_key.values():
            if raw.page in pages:
                row = self._row(raw, url, parties)
                known = made.get(row.id)
                made[row.id] = merged(known, row) if known else row
        return tuple(made[key] for key in sorted(made))

    def _row(self, raw: RawScript, page: str, parties: Parties) -> Script:
        owner, party = parties.script(raw, self.by_key, self.signed)
        row = Script(
            id=self._ids[raw.key],
            url=self._addresses[raw.key],
            kind=raw.kind,
            sha256=_digest(raw),
            bytes=raw.size,
            party=party,
            owner=owner,
            loaded_by=self._loader(raw),
            pages=(page,),
            integrity=self._text(raw.integrity[:500]),
            libraries=(*self._libraries_of(raw), *_parts(raw, owner)),
            sketch=self._sketch(raw),
            shape=self._shape(raw),
        )
        return msgspec.structs.replace(row, approved=parties.approvals.approved(row))

    def signed(self, raw: RawScript) -> Owner | None:
        """Whose code it is by its texts; None where they say nobody."""
        key = raw.sha256 or raw.key
        if key not in self._signed:
            self._signed[key] = signed_owner(raw.source)
        return self._signed[key]

    def _loader(self, raw: RawScript) -> str | None:
        if raw.loaded_by == _DOCUMENT:
            return _DOCUMENT
        loader = self._ids.get(raw.loaded_by)
        return None if loader == self._ids[raw.key] else loader

    def _libraries_of(self, raw: RawScript) -> tuple[Library, ...]:
        if not raw.url and len(raw.source) < _SHORTEST_LIBRARY:
            return ()
        key = (raw.url, raw.sha256 or raw.key)
        if key not in self._libraries:
            self._libraries[key] = libraries_in(raw.url, raw.source)
        return self._libraries[key]

    def _shape(self, raw: RawScript) -> str:
        if not _in_page(raw):
            return ""
        if raw.sha256 not in self._shapes:
            self._shapes[raw.sha256] = shape(raw.source)
        return self._shapes[raw.sha256]

    def _sketch(self, raw: RawScript) -> str:
        if target_host(raw.url) and not raw.url.startswith("blob:"):
            return ""
        if raw.sha256 not in self._sketches:
            self._sketches[raw.sha256] = sketch(raw.source, self._text)
        return self._sketches[raw.sha256]


def _parts(raw: RawScript, owner: Owner) -> tuple[Library, ...]:
    """Other vendors' code in a script; its version stands in no text that is known."""
    others = (one for one in products_in(raw.source) if one.entity != owner.entity)
    names = (
        f"{one.product} ({one.entity})" if one.product not in {"", one.entity} else one.entity
        for one in others
    )
    return tuple(Library(name=name, version="") for name in names)


def _digest(raw: RawScript) -> str:
    """Of its text; of the whole address for a `javascript:` one, as Content-Security-Policy counts.

    Source: CSP Level 3, section 4.2.4 (the navigation request's URL is what is matched).
    """
    if raw.kind is not ScriptKind.JAVASCRIPT_URL or not raw.source:
        return raw.sha256
    return sha256_hex(f"javascript:{raw.source}")


def _in_page(raw: RawScript) -> bool:
    """Whether it is an element's own text, all of which was kept."""
    return raw.kind in IN_PAGE and not raw.url and len(raw.source.encode()) == raw.size


def merged(one: Script, other: Script) -> Script:
    """One row of two sightings: pages of both, the loader and integrity that are known."""
    return msgspec.structs.replace(
        one,
        pages=tuple(sorted({*one.pages, *other.pages})),
        loaded_by=_better_loader(one.loaded_by, other.loaded_by),
        integrity=one.integrity or other.integrity,
        bytes=max(one.bytes, other.bytes),
        libraries=one.libraries or other.libraries,
        sketch=one.sketch or other.sketch,
        tag=one.tag or other.tag,
    )


def _better_loader(one: str | None, other: str | None) -> str | None:
    known = [loader for loader in (one, other) if loader]
    scripts = [loader for loader in known if loader != _DOCUMENT]
    return min(scripts or known, default=None)


def _address(
    raw: RawScript, masked: Callable[[str], str], text: Callable[[str], str]
) -> str | None:
    """As it may be stored: values masked, data and a blob's random part cut."""
    scheme = raw.url.partition(":")[0].lower()
    if not raw.url:
        return None
    if scheme == "data":
        return text(raw.url.partition(",")[0][:100])
    if scheme == "blob":
        return text(raw.url.rpartition("/")[0])
    if scheme == "javascript":
        return "javascript:"
    return masked(raw.url)
