"""What the cases of a run say: which ways were stopped, told, and with whose name."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tests.channels.defences import DEFENCES, Defence
from tests.channels.site import Case
from tests.channels.way import Way

GREETING = "handshake"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One way under one defence."""

    way: Way
    defence: Defence
    stopped: bool
    """No request, datagram or look-up; no handshake, where that is all the way does."""
    greeted: bool
    """Stopped, but a TLS handshake told the host's name."""
    told: bool
    """A report named the target, or the browser reported that it refused something there."""
    scripted: bool
    """And named the script."""


@dataclass(frozen=True, kw_only=True)
class Count:
    """Outcomes of a family under one defence."""

    ways: int
    stopped: int
    greeted: int
    told: int
    scripted: int

    @property
    def share(self) -> float:
        """Stopped of all."""
        return self.stopped / self.ways if self.ways else 0.0


def outcomes(cases: Sequence[Case]) -> tuple[list[Outcome], list[Way]]:
    """Outcomes of the ways that get out where nothing defends, and the ways that don't."""
    open_ = {case.way.id: case.out for case in cases if case.defence.name == DEFENCES[0].name}
    dead = {way_id for way_id, out in open_.items() if not out}
    found = [_outcome(case, open_[case.way.id]) for case in cases if case.way.id not in dead]
    return found, list({c.way.id: c.way for c in cases if c.way.id in dead}.values())


def counted(found: Iterable[Outcome]) -> Count:
    """The sum of some outcomes."""
    rows = list(found)
    return Count(
        ways=len(rows),
        stopped=sum(one.stopped for one in rows),
        greeted=sum(one.greeted for one in rows),
        told=sum(one.told for one in rows),
        scripted=sum(one.scripted for one in rows),
    )


def _outcome(case: Case, open_: set[str]) -> Outcome:
    out = case.out - {GREETING}
    only_greets = open_ == {GREETING}
    stopped = not (case.out if only_greets else out)
    told = [_named(kind, text, case) for kind, text in case.reports]
    return Outcome(
        way=case.way,
        defence=case.defence,
        stopped=stopped,
        greeted=stopped and GREETING in case.out,
        told=any(seen for seen, _ in told),
        scripted=any(seen and script for seen, script in told),
    )


def _named(kind: str, text: str, case: Case) -> tuple[bool, bool]:
    """Whether a report is about the way, and whether it names the script."""
    rows = list(_rows(kind, text))
    about = [row for row in rows if kind != "guard" or _is_target(row, case)]
    script = f"/w/{case.token}/"
    named = [row for row in about if any(script in row.get(key, "") for key in _SCRIPT_KEYS)]
    return bool(about), bool(named)


_SCRIPT_KEYS = ("script", "source-file", "sourceFile")


def _rows(kind: str, text: str) -> Iterator[dict[str, str]]:
    """The single entries of a report, flat."""
    try:
        said = json.loads(text)
    except ValueError:
        return
    if kind == "guard":
        yield from (_flat(row) for row in said.get("behaviours", ()))
    elif kind == "csp":
        yield _flat(said.get("csp-report", {}))
    else:
        yield from (_flat(row.get("body", {})) for row in said)


def _flat(row: dict[str, object]) -> dict[str, str]:
    return {key: str(value) for key, value in row.items()}


def _is_target(row: dict[str, str], case: Case) -> bool:
    target = row.get("target", "")
    return f"{case.token}." in target or (case.way.datagrams and "127.0.0.1" in target)
