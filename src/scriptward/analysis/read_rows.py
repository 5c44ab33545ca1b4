"""Rows of who read what: one per (script, target, name, selector), with a count.

A script that asks what tells one browser from another, and lists fonts in its code, has a row for
those too: that it tries them can't be seen but in the sizes of texts, which every page asks for.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import msgspec

from scriptward.analysis.callers import reader
from scriptward.analysis.fingerprints import FONTS
from scriptward.analysis.parties import target_host, vendor_frame
from scriptward.analysis.script_rows import Inventory
from scriptward.analysis.scripts_seen import ScriptsSeen
from scriptward.knowledge.field_kinds import kind_of_field
from scriptward.knowledge.probe_fonts import lists_fonts
from scriptward.vocabulary.capture import RawRead, RawScript
from scriptward.vocabulary.observations import Read
from scriptward.vocabulary.words import DataKind, ReadTarget

_RANDOM = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{6,}"
    r"|(?<![a-zA-Z0-9])(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{8,}(?![a-zA-Z0-9])"
)
"""Stretches of a key's name that are made up by chance or hold an id."""
_LETTERS = re.compile(r"(?<=[^a-zA-Z0-9])[a-z]{8,}(?![a-zA-Z0-9])")
"""Stretches that may be a word or made up by chance as well: letters only, after something else."""

_MOST_WORDS = 200
"""Words of a visit looked for in its code: a hostile page makes up names as it likes."""
_SOME = 3
"""Questions of a script from which its code is looked through for fonts."""


@dataclass(frozen=True, kw_only=True)
class ReadRows:
    """Makes the rows of one visit."""

    page: str
    """Masked address of the visit's page."""
    site: str
    scripts: ScriptsSeen
    inventory: Inventory
    masked: Callable[[str], str]
    words: dict[tuple[str, str], bool] = field(default_factory=dict, init=False)
    """Whether (word, page) stands in some code, as far as it was looked for."""

    def rows(self, reads: Iterable[RawRead]) -> tuple[Read, ...]:
        """Rows in a steady order."""
        folded: dict[tuple[str, ...], Read] = {}
        for row in self._all(reads):
            key = (row.script or "", row.target.value, row.name, row.selector, row.frame)
            seen = folded.get(key)
            folded[key] = (
                msgspec.structs.replace(seen, count=seen.count + row.count) if seen else row
            )
        return tuple(folded[key] for key in sorted(folded))

    def _all(self, reads: Iterable[RawRead]) -> Iterator[Read]:
        asked: dict[str, set[str]] = {}
        for raw in reads:
            key = reader(raw.stack, raw.page, self.scripts)
            yield self._row(raw, key)
            if raw.target is ReadTarget.FINGERPRINT and key:
                asked.setdefault(key, set()).add(raw.name)
        for key, names in asked.items():
            script = self.scripts.by_key[key]
            if len(names) >= _SOME and lists_fonts(script.source):
                listed = RawRead(page=script.page, target=ReadTarget.FINGERPRINT, name=FONTS)
                yield self._row(listed, key)

    def _row(self, raw: RawRead, key: str) -> Read:
        script = self.scripts.by_key.get(key)
        host = (target_host(script.url) or target_host(script.frame_url)) if script else ""
        return Read(
            page=self.page,
            script=self.inventory.id_of(key),
            target=raw.target,
            kind=_kind(raw),
            selector=self.masked(raw.selector)[:200],
            count=raw.count,
            name=self._name(self.masked(raw.name)[:100], raw.target, script),
            frame=self.masked(vendor_frame(host, script.frame_url, self.site)) if script else "",
        )

    def _name(self, name: str, target: ReadTarget, script: RawScript | None) -> str:
        """A key's or cookie's name without its random part, so that two runs give the same.

        Letters only are random where no code of the page has them: SDKs try whether storage works
        under a name made up for the purpose, and one such name in fifteen has no digit.
        """
        if target in {ReadTarget.FIELD, ReadTarget.FINGERPRINT}:
            return name
        name = _RANDOM.sub("…", name)
        if script is None or not 0 < script.size <= len(script.source.encode("utf-8", "replace")):
            return name
        return _LETTERS.sub(lambda part: part[0] if self._written(part[0], script) else "…", name)

    def _written(self, word: str, script: RawScript) -> bool:
        """Whether a word stands in the script's own code, or in any other's of its page."""
        key = (word, script.page)
        if word in script.source or len(self.words) >= _MOST_WORDS:
            return self.words.get(key, True)
        if key not in self.words:
            self.words[key] = any(
                word in other.source
                for other in self.scripts.by_key.values()
                if other.page == script.page
            )
        return self.words[key]


def _kind(raw: RawRead) -> DataKind | None:
    if raw.target is not ReadTarget.FIELD:
        return None
    kind, _, autocomplete = raw.field_type.partition(" ")
    return kind_of_field(type=kind, name=raw.name, autocomplete=autocomplete, label="")
