"""Surfaces that a session recorder masked in one run and passed on in the other.

Only what both runs could tell is compared: what one of them did not see is no change.
"""

from collections.abc import Iterable, Iterator

from scriptward.analysis.behaviour_provenance import provenances
from scriptward.analysis.comparing_changes import Change, Changed
from scriptward.analysis.comparing_subjects import page_key
from scriptward.analysis.recorded_replays import fields, recorder, settings
from scriptward.lib.digests import stable_id
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.replay import Passing, Replay, Surface, SurfaceSeen
from scriptward.vocabulary.words import Severity

_Key = tuple[str, str, str]
_Place = tuple[Surface, str]


def replay_changes(old: Iterable[Visit], new: Iterable[Visit]) -> Iterator[Change]:
    """At most two changes a recorder and page: surfaces that leave now, and that no longer do."""
    before, after = _by_key(old), _by_key(new)
    for key in sorted(before.keys() & after.keys()):
        was, (now, place) = before[key][0], after[key]
        leave = _turned(was, now, Passing.MASKED, Passing.SENT)
        if leave:
            set_to = settings(leave)
            mends = f"; {set_to} masks them" if set_to else ""
            says = f"records {fields(leave)}, masked before{mends}"
            yield _change(now, place, leave, Severity.HIGH, says)
        stay = _turned(was, now, Passing.SENT, Passing.MASKED)
        if stay:
            yield _change(now, place, stay, Severity.LOW, f"masks {fields(stay)}, sent before")


def _by_key(visits: Iterable[Visit]) -> dict[_Key, tuple[Replay, str]]:
    """`{(page, persona, recorder): (row, provenance of its script)}`."""
    visits = tuple(visits)
    origin = provenances(script for visit in visits for script in visit.scripts)
    return {
        (page_key(row.page), row.persona, _whose(row)): (row, origin.get(row.script or "", ""))
        for visit in visits
        for row in visit.replay
    }


def _whose(row: Replay) -> str:
    return f"{row.entity}/{row.product}" if row.product else row.host


def _turned(old: Replay, new: Replay, was: Passing, now: Passing) -> tuple[SurfaceSeen, ...]:
    """Surfaces of the new run that were the one and are the other."""
    known = {_place(one): one.outcome for one in old.surfaces}
    return tuple(
        one for one in new.surfaces if one.outcome is now and known.get(_place(one)) is was
    )


def _place(one: SurfaceSeen) -> _Place:
    return one.surface, one.marking


def _change(
    row: Replay, place: str, seen: Iterable[SurfaceSeen], severity: Severity, says: str
) -> Change:
    surfaces = [f"{one.surface} {one.marking}".strip() for one in seen]
    name = ", ".join(surfaces)
    return Change(
        id=stable_id("change", "replay", _whose(row), row.persona, severity.value, *surfaces),
        what=Changed.REPLAY,
        severity=severity,
        script=place or None,
        says=says if place else f"{recorder(row)} {says}",
        name=name,
        pages=(row.page,),
    )
