"""One script and everything it brought to run, as one thing that acts."""

from collections.abc import Iterable, Iterator, Mapping

from scriptward.analysis.behaviour_acts import OWN, Act, Page, What, acts_of, bringing
from scriptward.analysis.behaviour_provenance import provenances
from scriptward.analysis.comparing_subjects import Subject, page_key
from scriptward.vocabulary.observations import Script, Visit


def family(scripts: Iterable[Script], roots: Iterable[str]) -> dict[str, Script]:
    """`{id: script}` of the roots (ids) and of all that they brought to run."""
    rows = {script.id: script for script in scripts}
    inside = {key for key in roots if key in rows}
    while more := {key for key, row in rows.items() if row.loaded_by in inside} - inside:
        inside |= more
    return {key: rows[key] for key in sorted(inside)}


def strangers(scripts: Iterable[Script], own: frozenset[str]) -> Iterator[str]:
    """Ids of the scripts on the prepared pages that are not the pages' own (hashes)."""
    for script in scripts:
        if script.sha256 not in own:
            yield script.id


def subject_of(
    visits: Iterable[Visit], inside: Mapping[str, Script], *, alone: str = ""
) -> Subject:
    """What these scripts did, as one. `inside`: `family`, the first root's provenance is its name.

    `alone`: hash of a script beside which nobody else's code is on the pages, so that what can't be
    laid to a script is its doing, too.
    """
    visits = tuple(visits)
    named = provenances(inside.values())
    roots = [key for key, row in inside.items() if row.loaded_by not in inside]
    first = min(roots, key=lambda key: (inside[key].url is None, key), default="")
    subject = Subject(provenance=named.get(first, ""), rows=tuple(inside.values()))
    acts = acts_of(visits)
    for key in inside:
        _add(subject.acts, acts.of(key))
        _add(subject.acts if alone else subject.unsure, acts.of(key, unsure=True))
    if alone:
        _add(subject.acts, {act: at for act, at in acts.of(None).items() if _is_theirs(act)})
        _add(subject.acts, _brought(visits, inside, alone))
    ids = set(inside)
    for visit in visits:
        if ids & {script.id for script in visit.scripts}:
            at = (page_key(visit.page.url), visit.page.persona)
            subject.pages[at] = visit.page.page_class
    return subject


def _brought(
    visits: Iterable[Visit], inside: Mapping[str, Script], alone: str
) -> dict[Act, set[Page]]:
    """Code that came to run without one that is known to have loaded it."""
    found: dict[Act, set[Page]] = {}
    for visit in visits:
        for script in visit.scripts:
            unknown = script.loaded_by in {None, "document"}
            if script.id in inside and unknown and script.sha256 != alone:
                for act in bringing(script):
                    found.setdefault(act, set()).add((visit.page.url, visit.page.persona))
    return found


def _is_theirs(act: Act) -> bool:
    """The prepared pages send to their own site and load the script, and nothing else."""
    if act.what in {What.SEND, What.DATA, What.PLACE}:
        return act.words[0] != OWN
    return act.what is What.READ


def _add(acts: dict[Act, set[Page]], more: Mapping[Act, set[Page]]) -> None:
    for act, pages in more.items():
        acts.setdefault(act, set()).update(pages)
