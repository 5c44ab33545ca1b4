"""What a vetted script does that the one of an earlier run didn't."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from scriptward.analysis import comparing_grades as grades
from scriptward.analysis.behaviour_acts import Act, What
from scriptward.analysis.behaviour_provenance import provenances
from scriptward.analysis.behaviour_steady import steady_address
from scriptward.analysis.comparing import StoredRun
from scriptward.analysis.comparing_changes import Change, Changed
from scriptward.analysis.comparing_scripts import Comparison, Known, new_data
from scriptward.analysis.comparing_subjects import Subject, subjects
from scriptward.analysis.signal import SignalSeen
from scriptward.analysis.vetted import Against, Vetted
from scriptward.analysis.vetted_subject import family, subject_of
from scriptward.vocabulary.observations import Script
from scriptward.vocabulary.words import PageClass, Party, ReadTarget, Severity

_ORDER = list(Severity)
_SHOWN = frozenset({"frame", "object"})
_OTHER_PAGES = (
    "the earlier run visited other pages: fields are compared by what they ask for, and what the"
    " script did there and not here is not told"
)
_NO_SIGNALS = "the earlier run kept no text, so signals are not compared"


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """The script of an earlier run."""

    stored: StoredRun
    subject: Subject
    vetted: Vetted | None = None
    """What `vet` said of it; None for a run on a site's own pages."""


def earlier(stored: StoredRun, vetted: Vetted | None, *, url: str, file: str) -> Earlier | None:
    """The script in a run, by its address's provenance, else by a file's name that only one has.

    None where there is none. `vetted`: what stands beside a run of `vet`, whose script it is.
    """
    rows = {script.id: script for visit in stored.visits for script in visit.scripts}
    if vetted is not None:
        hashes = {vetted.script.sha256, *(child.sha256 for child in vetted.children)}
        inside = family(rows.values(), (k for k, row in rows.items() if row.sha256 in hashes))
        return Earlier(
            stored=stored,
            subject=subject_of(stored.visits, inside, alone=vetted.script.sha256),
            vetted=vetted,
        )
    roots = _named(rows, steady_address(url), file)
    if not roots:
        return None
    inside = family(rows.values(), roots)
    return Earlier(stored=stored, subject=subject_of(stored.visits, inside))


def since(before: Earlier, new: Subject, now: Vetted) -> Against:
    """The changes from an earlier run's script to the one that was vetted now."""
    old, then = before.subject, before.vetted
    if then is None:
        seen = tuple(subjects(before.stored.visits).values())
        old, new = _by_kind(old), _by_kind(new)
    else:
        seen = (old,)
    known = Known.of(map(_by_kind, seen) if then is None else seen)
    comparison = Comparison(old=old, new=new, known=known, now=Known.of((new,)))
    done = tuple(_done(comparison, same_pages=then is not None))
    same_code = now.script.sha256 in {row.sha256 for row in old.rows}
    signals = tuple(_signals(comparison, then, now)) if then else ()
    code = () if same_code else (_code(comparison, same_behaviour=not any(map(_is_news, done))),)
    return Against(
        run=before.stored.run.id,
        finished_at=before.stored.run.finished_at,
        script=before.subject.provenance,
        same_code=same_code,
        same_behaviour=not any(map(_is_news, done)),
        changes=tuple(sorted((*done, *signals, *code), key=_rank)),
        notes=tuple(_notes(before, now)),
    )


def _named(rows: Mapping[str, Script], provenance: str, file: str) -> list[str]:
    """Ids of the rows of one script."""
    names = provenances(rows.values())
    wanted = provenance
    if provenance not in names.values():
        alike = {name for name in names.values() if file and name.rpartition("/")[2] == file}
        if len(alike) != 1:
            return []
        (wanted,) = alike
    return [key for key, name in names.items() if name == wanted]


def _by_kind(subject: Subject) -> Subject:
    """The same with fields named by what they ask for: other pages have other names for them."""
    acts, unsure = (
        {_kind_alone(act): pages for act, pages in done.items()}
        for done in (subject.acts, subject.unsure)
    )
    return replace(subject, acts=acts, unsure=unsure)


def _kind_alone(act: Act) -> Act:
    if act.what is not What.READ or act.words[0] != ReadTarget.FIELD:
        return act
    target, kind, _ = act.words
    name = f"a field for {kind.replace('_', ' ')}" if kind else "a field"
    return Act(what=act.what, words=(target, kind, name))


def _done(comparison: Comparison, *, same_pages: bool) -> Iterator[Change]:
    left = {Changed.PAGES} if same_pages else {Changed.PAGES, Changed.STOPPED}
    yield from (change for change in comparison.changes() if change.what not in left)
    yield from new_data(comparison.known, (comparison.new,))
    had = {act.words[1] for act in comparison.old.acts if act.what is What.LOAD}
    for act, pages in sorted(comparison.new.acts.items()):
        if act.what is What.LOAD and act.words[0] not in _SHOWN and act.words[1] not in had:
            kind, address = act.words
            says = f"loads {kind} code from {address}, new"
            yield comparison.change(
                Changed.LOAD, Severity.MEDIUM, says, name=address, pages=pages, apart=(kind,)
            )


def _signals(comparison: Comparison, then: Vetted, now: Vetted) -> Iterator[Change]:
    had = {one.signal for one in then.static.signals}
    for one in now.static.signals:
        if one.signal not in had:
            says = f"{one.says} ({_where(one)}), new"
            yield comparison.change(Changed.SIGNAL, one.severity, says, name=one.signal)


def _where(signal: SignalSeen) -> str:
    first = signal.places[0]
    return f"line {first.line}, column {first.column}"


def _code(comparison: Comparison, *, same_behaviour: bool) -> Change:
    new = comparison.new
    classes: set[PageClass] = set(new.classes)
    return comparison.change(
        Changed.CODE,
        grades.of_new_code(Party.THIRD, classes, same_behaviour=same_behaviour),
        "other code, which does the same" if same_behaviour else "other code",
        apart=sorted(new.hashes - comparison.old.hashes),
    )


def _is_news(change: Change) -> bool:
    return change.what is not Changed.STOPPED


def _notes(before: Earlier, now: Vetted) -> Iterator[str]:
    run = before.stored.run
    if before.vetted is None:
        yield _OTHER_PAGES
        yield _NO_SIGNALS
    elif before.vetted.run.online != now.run.online:
        yield "only one of the two runs let requests out, so answers and what comes of them differ"
    if before.vetted and before.vetted.run.personas != now.run.personas:
        yield "the two runs had other visitors"
    for what, was, is_now in (
        ("scriptward", run.version, now.run.version),
        ("browser", run.browser, now.run.browser),
    ):
        if was != is_now:
            yield f"the earlier run's {what} was {was}, this one's is {is_now}"
    if not run.complete:
        yield f"the earlier run is incomplete: {_first(run.failures)}"


def _first(failures: Iterable[str]) -> str:
    return next(iter(failures), "it says no reason")


def _rank(change: Change) -> tuple[int, str, str]:
    return -_ORDER.index(change.severity), change.what.value, change.id
