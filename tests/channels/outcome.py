"""What the cases of a run say: which ways were stopped, told, and with whose name."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from tests.channels.defences import DEFENCES
from tests.channels.site import Case

GREETING = "handshake"
_SCRIPT_KEYS = ("script", "source-file", "sourceFile")


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What was seen of one way under one defence."""

    family: str
    name: str
    defence: str
    ran: bool
    """Its script was asked for."""
    out: tuple[str, ...]
    told: bool
    """A report named the target, or said that something was refused on that page."""
    scripted: bool
    """And named the script: a file; the page itself only where the way is in its HTML."""

    @property
    def way(self) -> tuple[str, str]:
        """Family and name."""
        return self.family, self.name


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """One way under one defence, judged by what it does where nothing defends."""

    row: Row
    stopped: bool
    """No request, datagram or look-up; no handshake, where that is all the way does."""
    greeted: bool
    """Stopped, but a TLS handshake told the host's name."""


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """The sum of some outcomes."""

    ways: int
    stopped: int
    greeted: int
    told: int
    scripted: int


def seen(cases: Iterable[Case]) -> list[Row]:
    """What was seen of each case."""
    return [_row(case) for case in cases]


def kept(path: Path, fresh: Sequence[Row]) -> list[Row]:
    """Rows of an earlier run in a file, if there is one, with fresh ones in their place; saved."""
    held = msgspec.json.decode(path.read_bytes(), type=list[Row]) if path.exists() else []
    rows = list({(*row.way, row.defence): row for row in (*held, *fresh)}.values())
    path.write_bytes(msgspec.json.encode(rows))
    return rows


def judged(rows: Sequence[Row]) -> tuple[list[Outcome], list[tuple[str, str]]]:
    """Outcomes of the ways that get out where nothing defends, and the ways that don't."""
    open_ = {row.way: set(row.out) for row in rows if row.defence == DEFENCES[0].name}
    alive = [row for row in rows if open_.get(row.way)]
    return [_outcome(row, open_[row.way]) for row in alive], [
        w for w, out in open_.items() if not out
    ]


def counted(found: Iterable[Outcome]) -> Count:
    """The sum."""
    every = list(found)
    return Count(
        ways=len(every),
        stopped=sum(one.stopped for one in every),
        greeted=sum(one.greeted for one in every),
        told=sum(one.row.told for one in every),
        scripted=sum(one.row.scripted for one in every),
    )


def _outcome(row: Row, open_: set[str]) -> Outcome:
    counts = set(row.out) if open_ == {GREETING} else set(row.out) - {GREETING}
    return Outcome(row=row, stopped=not counts, greeted=not counts and GREETING in row.out)


def _row(case: Case) -> Row:
    told = [_about(kind, text, case) for kind, text in case.reports]
    return Row(
        family=case.way.family,
        name=case.way.name,
        defence=case.defence.name,
        ran=case.ran.is_set(),
        out=tuple(sorted(case.out)),
        told=any(named for named, _ in told),
        scripted=any(script for _, script in told),
    )


def _about(kind: str, text: str, case: Case) -> tuple[bool, bool]:
    """Whether a report is about the way, and whether it names the script."""
    rows = [row for row in _rows(kind, text) if kind != "guard" or _is_about(row, case)]
    names = [row[key] for row in rows for key in _SCRIPT_KEYS if row.get(key)]
    return bool(rows), any(_is_script(name, case) for name in names)


def _is_script(name: str, case: Case) -> bool:
    _, found, file = name.partition(f"/w/{case.token}/")
    in_page = not case.way.code and (case.way.page or case.way.head or case.way.headers)
    return bool(found and (file or in_page))


def _rows(kind: str, text: str) -> Iterator[dict[str, str]]:
    """The entries of a report; those of policies that only report refuse nothing."""
    try:
        said = json.loads(text)
    except ValueError:
        return
    if kind == "guard":
        yield from (_flat(row) for row in said.get("behaviours", ()))
        return
    bodies = (
        [said.get("csp-report", {})] if kind == "csp" else [row.get("body", {}) for row in said]
    )
    for body in bodies:
        if body.get("disposition") != "report" and body.get("reportOnly") is not True:
            yield _flat(body)


def _flat(row: dict[str, object]) -> dict[str, str]:
    return {key: str(value) for key, value in row.items()}


def _is_about(row: dict[str, str], case: Case) -> bool:
    target = row.get("target", "")
    named = f"{case.token}." in target or (case.way.datagrams and "127.0.0.1" in target)
    return named or row.get("kind") == "block"
