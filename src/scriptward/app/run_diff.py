"""What `diff` reads, prints and leaves with."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from scriptward.analysis.comparing import StoredRun, compared
from scriptward.analysis.comparing_changes import Change, Changed, Changes, RunSide, ScriptSide
from scriptward.analysis.summary import listed
from scriptward.app import change_sarif
from scriptward.app.run_folder import read_report, read_visits
from scriptward.app.verdict import Status
from scriptward.lib.plain import cut, plain
from scriptward.vocabulary.errors import UsageError
from scriptward.vocabulary.words import Severity

WIDTH = 100
_MOST_LEFT_OUT = 3
_MOST_GONE = 5
_MOST_READ = 6
_NOBODY = "code that could not be named, or the page itself"


def between(old: Path, new: Path) -> Changes:
    """The changes from one stored run to another. Raises RunError, UsageError."""
    changes = compared(_stored(old), _stored(new))
    if not changes.pages_compared:
        raise UsageError(
            "the two runs have no page in common, so there is nothing to compare",
            hint="scan the same addresses or the same journey twice",
        )
    return changes


def written(changes: Changes, form: str) -> str:
    """The changes as `json`, `sarif` or `text`."""
    if form == "sarif":
        return change_sarif.of_changes(changes).decode()
    if form == "json":
        return msgspec.json.format(msgspec.json.encode(changes), indent=2).decode() + "\n"
    return "".join(f"{cut(plain(line), 4 * WIDTH)}\n" for line in _lines(changes))


def status_of(changes: Changes, *, fail_on: Severity) -> Status:
    """The status it deserves; an incomplete run wins over changes."""
    if not (changes.old.complete and changes.new.complete):
        return Status.INCOMPLETE
    found = any(change.severity.at_least(fail_on) for change in changes.changes)
    return Status.FINDINGS if found else Status.CLEAN


def _stored(path: Path) -> StoredRun:
    return StoredRun(run=read_report(path).run, visits=read_visits(path))


def _lines(changes: Changes) -> Iterator[str]:
    yield _headline(changes)
    sides = {side.script: side for side in changes.scripts}
    told = [change for change in changes.changes if not _is_gone(change)]
    for script, group in _by_script(told):
        yield from _block(sides.get(script or ""), tuple(group))
    yield from _gone(changes, sides)
    yield from _limits(changes)


def _headline(changes: Changes) -> str:
    pages = _counted(len(changes.pages_compared), "page")
    when = f"{_day(changes.old)} → {_day(changes.new)}"
    if not changes.changes:
        return f"Nothing changed on {pages}, {when}"
    counts = [
        f"{number} {severity}"
        for severity in reversed(Severity)
        if (number := sum(change.severity is severity for change in changes.changes))
    ]
    total = _counted(len(changes.changes), "change")
    return f"{total} on {pages}: {', '.join(counts)}; {when}"


def _day(run: RunSide) -> str:
    return run.finished_at[:16].replace("T", " ") or "unknown time"


def _by_script(changes: Iterable[Change]) -> Iterator[tuple[str | None, list[Change]]]:
    """Changes of one script together, in the order of its worst."""
    order: dict[tuple[str | None, bool], list[Change]] = {}
    for change in changes:
        order.setdefault((change.script, change.what is Changed.HEADER), []).append(change)
    yield from ((script, group) for (script, _), group in order.items())


def _block(side: ScriptSide | None, changes: tuple[Change, ...]) -> Iterator[str]:
    yield ""
    yield f"{changes[0].severity.upper():8} {_title(side, changes)}"
    for says, pages in _said(changes):
        yield f"         - {says}{_on(pages)}"


def _said(changes: tuple[Change, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A line a change; like readings on the same pages on one, the code's only where it is all."""
    for (what, pages, kind), same in groupby(changes, key=_alike):
        lines = [change.says for change in same]
        if what is Changed.READ:
            things = [line.removeprefix("reads ").removesuffix(f"{kind}, new") for line in lines]
            yield f"reads {listed(things, most=_MOST_READ)}{kind}, new", pages
        elif what is not Changed.CODE or len(changes) == 1:
            yield from ((line, pages) for line in lines)


def _alike(change: Change) -> tuple[Changed, tuple[str, ...], str]:
    """What stands on one line; of a reading also the kind of data."""
    kind = re.search(r" \([^()]*\)(?=, new$)", change.says) if change.what is Changed.READ else None
    return change.what, change.pages, kind.group() if kind else ""


def _title(side: ScriptSide | None, changes: tuple[Change, ...]) -> str:
    if side is None:
        return "headers" if changes[0].what is Changed.HEADER else _NOBODY
    if any(change.what is Changed.SCRIPT_ADDED for change in changes):
        code = "new"
    else:
        code = "same code as before" if side.same_code else "other code than before"
    owner = "" if side.owner in {"", "unknown", "first party"} else f" · {side.owner}"
    party = "own" if side.party == "first" else "third party"
    return f"{cut(side.name, 70)}{owner} · {party} · {code}"


def _on(pages: Iterable[str]) -> str:
    paths = list(dict.fromkeys(urlsplit(page).path or "/" for page in pages))
    return f"  [{listed(paths, most=2)}]" if paths else ""


def _is_gone(change: Change) -> bool:
    return change.what in {Changed.SCRIPT_REMOVED, Changed.STOPPED}


def _gone(changes: Changes, sides: dict[str, ScriptSide]) -> Iterator[str]:
    gone = list(filter(_is_gone, changes.changes))
    if gone:
        yield ""
        yield "GONE"
    for change in gone[:_MOST_GONE]:
        side = sides.get(change.script or "")
        yield f"         - {cut(side.name, 70) if side else _NOBODY} {change.says}"
    if len(gone) > _MOST_GONE:
        yield f"         - and {len(gone) - _MOST_GONE} more (--format json has all)"


def _limits(changes: Changes) -> Iterator[str]:
    left = changes.not_compared
    notes = [f"note: {note}" for note in changes.notes]
    failures = [
        f"incomplete: the {which} run: {reason}"
        for which, run in (("old", changes.old), ("new", changes.new))
        if not run.complete
        for reason in run.failures or ("it says no reason",)
    ]
    lines = [f"not compared: {line}" for line in left[:_MOST_LEFT_OUT]]
    if len(left) > _MOST_LEFT_OUT:
        lines.append(f"not compared: {len(left) - _MOST_LEFT_OUT} more pages")
    if lines or notes or failures:
        yield ""
    yield from (*lines, *notes, *failures)


def _counted(number: int, one: str) -> str:
    return f"{number} {one if number == 1 else one + 's'}"
