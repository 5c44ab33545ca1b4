"""The scripts of a run as they are compared: one for each provenance, with all that it did."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from scriptward.analysis.behaviour_acts import Act, Page, acts_of
from scriptward.analysis.behaviour_provenance import has_address, provenances
from scriptward.analysis.wording import script_name
from scriptward.lib.bare_urls import bare_url
from scriptward.vocabulary.observations import Script, Visit
from scriptward.vocabulary.words import PageClass, Party, ScriptKind

NOBODY = ""
"""Provenance of what no script could be named for."""


@dataclass(kw_only=True)
class Subject:
    """Rows of one provenance together."""

    provenance: str
    rows: tuple[Script, ...] = ()
    loaders: frozenset[str] = frozenset()
    """Provenances."""
    acts: dict[Act, set[Page]] = field(default_factory=dict)
    unsure: dict[Act, set[Page]] = field(default_factory=dict)
    """What may be another script's doing."""
    pages: dict[Page, PageClass] = field(default_factory=dict)

    @property
    def hashes(self) -> frozenset[str]:
        """Digests of its code; those that weren't seen left out."""
        return frozenset(row.sha256 for row in self.rows if row.sha256)

    @property
    def volatile(self) -> bool:
        """Whether one address gave different code within the run."""
        pairs = {(row.kind, row.url, row.sha256) for row in self.rows if row.url}
        return len(pairs) > len({(kind, url) for kind, url, _ in pairs})

    @property
    def kinds(self) -> frozenset[ScriptKind]:
        """How it came to run."""
        return frozenset(row.kind for row in self.rows)

    @property
    def party(self) -> Party:
        """First only where every row is."""
        own = self.rows and all(row.party is Party.FIRST for row in self.rows)
        return Party.FIRST if own else Party.THIRD

    @property
    def named(self) -> bool:
        """Whether it has an address."""
        return any(map(has_address, self.rows))

    @property
    def name(self) -> str:
        """What people call it."""
        if not self.rows:
            return "code that could not be named, or the page itself"
        return self.provenance if self.named else script_name(self.rows[0])

    @property
    def classes(self) -> frozenset[PageClass]:
        """Of the pages it ran on."""
        return frozenset(self.pages.values())


def page_key(url: str) -> str:
    """A page's address without ids in its path, its masked query kept."""
    bare = bare_url(url)
    return bare + url[len(url.partition("?")[0]) :] if bare else url


def subjects(visits: Iterable[Visit]) -> dict[str, Subject]:
    """`{provenance: subject}` of some visits."""
    visits = tuple(visits)
    scripts = {script.id: script for visit in visits for script in visit.scripts}
    origin = provenances(scripts.values())
    found: dict[str, Subject] = {NOBODY: Subject(provenance=NOBODY)}
    for key in sorted(scripts):
        row = scripts[key]
        known = found.setdefault(origin[key], Subject(provenance=origin[key]))
        known.rows = (*known.rows, row)
        known.loaders |= {origin.get(row.loaded_by or "", row.loaded_by or "")}
    acts = acts_of(visits)
    for given, name in ((acts.sure, "acts"), (acts.unsure, "unsure")):
        for script_id, done in given.items():
            mine = getattr(found[origin.get(script_id or "", NOBODY)], name)
            for act, pages in done.items():
                mine.setdefault(act, set()).update(pages)
    for visit in visits:
        for script in visit.scripts:
            page = (page_key(visit.page.url), visit.page.persona)
            found[origin[script.id]].pages[page] = visit.page.page_class
    return found
