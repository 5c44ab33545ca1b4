"""How many human decisions a policy would ask for, from stored runs that follow one another.

A decision is asked where a run does something that only a default forbids and no earlier run did,
and where an approval, agreement or permit runs out. What a rule forbids is decided already. New
code of a script with the same owner and provenance that behaves as before asks nobody.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from enum import auto
from itertools import pairwise

import msgspec

from scriptward.analysis.comparing import StoredRun, compared
from scriptward.analysis.comparing_changes import Changed
from scriptward.analysis.comparing_continued import continued
from scriptward.policy.costing.asking import Ask, Asked, asked, fresh, lasting, recipients
from scriptward.policy.language.policy import Policy
from scriptward.policy.linting.ending import run_out_between
from scriptward.vocabulary.errors import UsageError
from scriptward.vocabulary.words import Word

SCHEMA = "scriptward.policy-cost/1"
DAYS_A_MONTH = 30.44
FEW_DAYS = 7


class Level(Word):
    """How far to trust the figure."""

    MEASURED = auto()
    EXTRAPOLATED = auto()
    """The runs span less than a week."""


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """One decision a person would have had to make."""

    why: Asked
    says: str
    after: str
    """`finished_at` of the run before."""
    by: str
    """`finished_at` of the run that asks."""


class Cost(msgspec.Struct, frozen=True, kw_only=True):
    """What `policy cost --format json` prints."""

    schema: str = SCHEMA
    policy: str
    site: str
    runs: tuple[str, ...]
    """`finished_at` of each, in order of time."""
    days: float
    a_month: float | None
    """Decisions, scaled to 30.44 days; null where the runs span less than a day."""
    level: Level
    at_first: int
    """Decisions the first run asks for; not part of the figure."""
    same_behaviour: int
    """Scripts with new code that asked nobody."""
    by_reason: dict[str, int]
    decisions: tuple[Asking, ...]


def cost(policy: Policy, runs: Iterable[StoredRun]) -> Cost:
    """The decisions between the runs. Raises UsageError for less than two times."""
    timed = sorted(((_finished(one), one) for one in runs), key=lambda pair: pair[0])
    if not timed or timed[0][0] == timed[-1][0]:
        raise UsageError(
            "a cost in time needs two runs that ended at different times",
            hint="scan the same pages again on another day",
        )
    days = (timed[-1][0] - timed[0][0]).total_seconds() / 86_400
    first = asked(policy, timed[0][1].visits, today=timed[0][0].date())
    at_first = len(fresh(first))
    known, met = set(map(lasting, first)), set(recipients(timed[0][1].visits))
    decisions: list[Asking] = []
    same = 0
    for (before, old), (after, new) in pairwise(timed):
        changes = compared(old, new)
        found = asked(policy, new.visits, today=after.date())
        goes_on = continued(old, new, changes)
        kept = fresh(found, earlier=known, met=met, continued=goes_on)
        same += sum(change.what is Changed.CODE for change in changes.changes)
        same -= sum(ask.why is Asked.NEW_BYTES for ask in kept)
        ended = run_out_between(policy, before.date(), after.date())
        kept.extend(Ask(why=Asked.RUN_OUT, says=says) for says in ended)
        decisions.extend(
            Asking(why=one.why, says=one.says, after=old.run.finished_at, by=new.run.finished_at)
            for one in kept
        )
        known.update(map(lasting, found))
        met |= recipients(new.visits)
    return Cost(
        policy=policy.path,
        site=policy.site,
        runs=tuple(one.run.finished_at for _, one in timed),
        days=round(days, 2),
        a_month=round(len(decisions) / days * DAYS_A_MONTH, 1) if days >= 1 else None,
        level=Level.MEASURED if days >= FEW_DAYS else Level.EXTRAPOLATED,
        at_first=at_first,
        same_behaviour=max(0, same),
        by_reason=dict(sorted(Counter(one.why.value for one in decisions).items())),
        decisions=tuple(decisions),
    )


def told(found: Cost) -> Iterator[str]:
    """The same in lines."""
    number = len(found.decisions)
    counted = f"{number} decision{'' if number == 1 else 's'} in {found.days} days"
    when = f"{counted} ({len(found.runs)} runs)"
    if found.a_month is None:
        yield f"{when}: too short a time to say how many a month"
    elif found.level is Level.EXTRAPOLATED:
        yield f"about {found.a_month} decisions a month, a guess from few days: {when}"
    else:
        yield f"{found.a_month} decisions a month: {when}"
    for why, count in found.by_reason.items():
        yield f"{count:4} {why.replace('_', ' ')}"
    for one in found.decisions:
        yield f"{one.by[:10]}  {one.why.value.replace('_', ' ')}: {one.says}"
    yield f"{found.same_behaviour} scripts had new code and the same behaviour, which asks nobody"
    if found.at_first:
        yield f"{found.at_first} decisions the first run asks for aren't counted"


def _finished(stored: StoredRun) -> datetime:
    try:
        when = datetime.fromisoformat(stored.run.finished_at)
    except ValueError as error:
        raise UsageError(
            f"run {stored.run.id} doesn't say when it ended",
            hint="scan again; an imported capture has no such time",
        ) from error
    return when if when.tzinfo else when.replace(tzinfo=UTC)
