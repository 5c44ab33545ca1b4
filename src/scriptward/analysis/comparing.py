"""What changed between two runs: scripts, what they do, who gets what, headers.

A change is judged by behaviour: other code that does the same is low, the same code with a new
recipient is high. Only pages that both runs visited are compared.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import msgspec

from scriptward.analysis import comparing_grades as grades
from scriptward.analysis.behaviour_acts import STRINGS, What
from scriptward.analysis.comparing_changes import Change, Changed, Changes, RunSide, ScriptSide
from scriptward.analysis.comparing_containers import container_changes
from scriptward.analysis.comparing_headers import header_changes
from scriptward.analysis.comparing_pairs import paired
from scriptward.analysis.comparing_replay import replay_changes
from scriptward.analysis.comparing_scripts import Comparison, Known, new_data
from scriptward.analysis.comparing_subjects import Subject, page_key, subjects
from scriptward.analysis.summary import listed
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.report import Run
from scriptward.vocabulary.words import PageStatus, Severity

_ORDER = list(Severity)
_FIRST = list(Changed)


@dataclass(frozen=True, kw_only=True)
class StoredRun:
    """A run as it is stored: what it says of itself, and its observations."""

    run: Run
    visits: tuple[Visit, ...]


def compared(old: StoredRun, new: StoredRun) -> Changes:
    """What is different in `new`, worst first; empty `changes` where nothing is."""
    before, after = _by_page(old.visits), _by_page(new.visits)
    common = _common(before, after)
    were, are = common_pages(old, new)
    was, now = subjects(were), subjects(are)
    pairs = paired(was, now)
    found = (
        *_script_changes(was, now, pairs),
        *container_changes(were, are),
        *replay_changes(were, are),
        *header_changes(were, are),
    )
    changes = tuple(sorted(_distinct(found), key=_rank))
    return Changes(
        old=_side(old.run),
        new=_side(new.run),
        pages_compared=tuple(url for url, _ in common),
        not_compared=tuple(_left_out(before, after)),
        notes=tuple(_notes(old.run, new.run)),
        changes=changes,
        scripts=tuple(_sides(changes, was, now, pairs)),
    )


def common_pages(old: StoredRun, new: StoredRun) -> tuple[tuple[Visit, ...], tuple[Visit, ...]]:
    """The visits of either run to the pages that both saw."""
    before, after = _by_page(old.visits), _by_page(new.visits)
    common = _common(before, after)
    were = tuple(visit for key in common for visit in before[key])
    return were, tuple(visit for key in common for visit in after[key])


def _script_changes(
    was: Mapping[str, Subject], now: Mapping[str, Subject], pairs: Mapping[str, str]
) -> Iterator[Change]:
    known, seen = Known.of(was.values()), Known.of(now.values())
    data = tuple(new_data(known, now.values()))
    yield from data
    for key, new in sorted(now.items()):
        old = was[pairs[key]] if key in pairs else Subject(provenance=key)
        comparison = Comparison(old=old, new=new, known=known, now=seen)
        changes = tuple(comparison.changes())
        yield from changes
        if key not in pairs:
            yield from _added(comparison, changes, now)
        else:
            told = any(map(_is_new, changes)) or key in {change.script for change in data}
            yield from _code(comparison, same_behaviour=not told)
    for key in sorted(was.keys() - set(pairs.values())):
        gone = was[key]
        if not _made_of_a_string(gone):
            comparison = Comparison(old=gone, new=Subject(provenance=key), known=known, now=seen)
            yield comparison.change(
                Changed.SCRIPT_REMOVED, Severity.INFO, "no longer runs", pages=gone.pages
            )


def _added(
    comparison: Comparison, changes: tuple[Change, ...], now: Mapping[str, Subject]
) -> Iterator[Change]:
    new = comparison.new
    if _made_of_a_string(new) and not new.acts:
        return
    severity = grades.of_new_script(new.party, new.classes)
    worst = max((severity, *(change.severity for change in changes)), key=_ORDER.index)
    loaders = [now[name].name if name in now else name for name in sorted(new.loaders) if name]
    by = f", loaded by {listed(loaders, most=2)}" if loaders else ""
    told = {change.name for change in changes if change.what is Changed.RECIPIENT}
    to = sorted({act.words[0] for act in new.acts if act.what is What.SEND} - told)
    sends = f"; sends to {listed(to, most=3)}" if to else ""
    yield comparison.change(Changed.SCRIPT_ADDED, worst, f"new script{by}{sends}", pages=new.pages)


def _code(comparison: Comparison, *, same_behaviour: bool) -> Iterator[Change]:
    old, new = comparison.old, comparison.new
    more = new.hashes - old.hashes
    another = new.named or old.provenance != new.provenance
    if not more or not another or old.volatile:
        return
    yield comparison.change(
        Changed.CODE,
        grades.of_new_code(new.party, new.classes, same_behaviour=same_behaviour),
        "other code, which does the same" if same_behaviour else "other code",
        pages=new.pages,
        apart=sorted(more),
    )


def _is_new(change: Change) -> bool:
    return change.what not in {Changed.STOPPED, Changed.PAGES}


def _made_of_a_string(subject: Subject) -> bool:
    """Whether it is code of a string, of which its loader is known to make some."""
    return not subject.named and bool(subject.rows) and subject.kinds <= STRINGS


def _distinct(changes: Iterable[Change]) -> Iterator[Change]:
    """One change an id, with the pages of all."""
    groups: dict[str, Change] = {}
    for change in changes:
        known = groups.get(change.id, change)
        pages = tuple(sorted({*known.pages, *change.pages}))
        groups[change.id] = msgspec.structs.replace(known, pages=pages)
    yield from groups.values()


def _rank(change: Change) -> tuple[int, str, int, str]:
    return (
        -_ORDER.index(change.severity),
        change.script or "",
        _FIRST.index(change.what),
        change.id,
    )


def _by_page(visits: Iterable[Visit]) -> dict[tuple[str, str], list[Visit]]:
    """`{(address without ids, persona): visits}`, in the order visited."""
    groups: dict[tuple[str, str], list[Visit]] = {}
    for visit in visits:
        groups.setdefault((page_key(visit.page.url), visit.page.persona), []).append(visit)
    return groups


def _common(
    before: Mapping[tuple[str, str], list[Visit]], after: Mapping[tuple[str, str], list[Visit]]
) -> list[tuple[str, str]]:
    return [key for key in after if key in before and _usable(before[key], after[key])]


def _usable(*sides: Iterable[Visit]) -> bool:
    """Whether each run saw the page."""
    return all(
        any(visit.page.status is not PageStatus.FAILED for visit in visits) for visits in sides
    )


def _left_out(
    before: Mapping[tuple[str, str], list[Visit]], after: Mapping[tuple[str, str], list[Visit]]
) -> Iterator[str]:
    for key in dict.fromkeys((*before, *after)):
        url, persona = key
        place = url if persona == "default" else f"{url} ({persona})"
        if key not in after:
            yield f"{place}: only the old run visited it"
        elif key not in before:
            yield f"{place}: only the new run visited it"
        elif not _usable(before[key], after[key]):
            yield f"{place}: it failed in one of the runs"


def _notes(old: Run, new: Run) -> Iterator[str]:
    for what, was, now in (
        ("scriptward", old.version, new.version),
        ("browser", old.browser, new.browser),
        ("source", old.source, new.source),
    ):
        if was != now:
            yield f"the old run's {what} was {was}, the new one's {now}"
    if old.finished_at > new.finished_at:
        yield "the run given as new is the older one"


def _side(run: Run) -> RunSide:
    return RunSide(
        id=run.id, finished_at=run.finished_at, complete=run.complete, failures=run.failures
    )


def _sides(
    changes: Iterable[Change],
    was: Mapping[str, Subject],
    now: Mapping[str, Subject],
    pairs: Mapping[str, str],
) -> Iterator[ScriptSide]:
    """The scripts that changes name, in their order."""
    for name in dict.fromkeys(change.script for change in changes if change.script):
        subject, old = now.get(name) or was[name], was.get(pairs.get(name, name))
        yield ScriptSide(
            script=name,
            name=subject.name,
            owner=subject.rows[0].owner.entity,
            party=subject.party,
            same_code=bool(old and subject.hashes and subject.hashes <= old.hashes),
            page_classes=tuple(sorted(subject.classes)),
            sha256=tuple(sorted(subject.hashes)),
        )
