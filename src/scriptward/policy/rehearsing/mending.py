"""The fewest lines that take barriers away, and no barrier that stands for a reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import msgspec

from scriptward.policy.amending import Line, amended, chosen, lines
from scriptward.policy.decide import Verdict, decide
from scriptward.policy.language.policy import Policy
from scriptward.policy.learn import Learned, learned
from scriptward.policy.rehearsing.barriers import (
    UNLIKELY,
    Barrier,
    on_the_way,
    rank,
    shows,
)
from scriptward.policy.rehearsing.comparing import BreakKind, Difference
from scriptward.vocabulary.observations import Visit

BY = "scriptward rehearse"


@dataclass(frozen=True, kw_only=True)
class Mend:
    """A policy with lines added."""

    policy: Policy
    lines: tuple[Line, ...]
    """Those added."""


def mend(policy: Policy, barriers: Iterable[Barrier], *, today: date) -> Mend:
    """The policy with the fewest lines that let these deeds happen, as far as any may."""
    wanted = tuple(barriers)
    visits = _only(wanted)
    if not visits:
        return Mend(policy=policy, lines=())
    found = learned(visits, today=today, base=policy, by=BY)
    every = lines(found, policy)
    kept = [line.id for line in every]
    done = _through(_with(found, every, kept, policy), wanted, today)
    for line in reversed(every):
        less = [one for one in kept if one != line.id]
        if _through(_with(found, every, less, policy), wanted, today) == done:
            kept = less
    taken = chosen(every, kept)
    return Mend(
        policy=amended(found, taken, policy).policy,
        lines=tuple(line for line in taken if line.accepted),
    )


def is_mendable(policy: Policy, barrier: Barrier, *, today: date) -> bool:
    """Whether lines may be added that let it happen."""
    made = mend(policy, (barrier,), today=today)
    return bool(_through(made.policy, (barrier,), today))


def why_not(policy: Policy, barrier: Barrier, *, today: date) -> str:
    """Why no line is proposed for it."""
    visits = _only((barrier,))
    found = learned(visits, today=today, base=policy, by=BY) if visits else None
    for refusal in found.refused if found else ():
        return f"{refusal.why}; to do: {refusal.do}"
    if rank(policy, barrier) >= UNLIKELY:
        return "no page needs such a vendor to work"
    return "no line of a policy mends it"


def suspects(
    policy: Policy, difference: Difference, barriers: Iterable[Barrier]
) -> tuple[Barrier, ...]:
    """What may be behind a break, likeliest first: all of one rank are as likely.

    For a lost request or value only what stands in its own way; where the guard fails, nothing.
    """
    every = () if difference.ours else tuple(barriers)
    if difference.flows:
        direct = [one for visit, flow in difference.flows for one in on_the_way(flow, visit, every)]
        return tuple({one.key: one for one in direct}.values())
    named = [one for one in every if difference.address and one.address == difference.address]
    barred = {one.script.id for one in every if one.script}
    free = [one for one in every if not (one.flow and one.flow.script in barred)]
    seen = difference.kind is BreakKind.PIXELS
    likely = [one for one in free if rank(policy, one) < UNLIKELY]
    likely.sort(key=lambda one: (rank(policy, one), seen and not shows(one)))
    on_page = [one for one in likely if one.visit.page.url == difference.page]
    return tuple({one.key: one for one in (*named, *on_page, *likely)}.values())


def _with(found: Learned, every: tuple[Line, ...], ids: list[str], policy: Policy) -> Policy:
    return amended(found, chosen(every, ids), policy).policy


def _through(policy: Policy, barriers: Iterable[Barrier], today: date) -> frozenset[str]:
    return frozenset(
        one.key
        for one in barriers
        if decide(policy, one.question, today=today).verdict
        not in {Verdict.FORBID, one.decision.verdict}
    )


def _only(barriers: tuple[Barrier, ...]) -> tuple[Visit, ...]:
    """Visits with nothing in them but these deeds and the scripts that do them."""
    by_page: dict[str, list[Barrier]] = {}
    for one in barriers:
        by_page.setdefault(one.visit.page.url, []).append(one)
    return tuple(_cut(group[0].visit, group) for group in by_page.values())


def _cut(visit: Visit, barriers: list[Barrier]) -> Visit:
    flows = tuple(one.flow for one in barriers if one.flow)
    ids = {one.script.id for one in barriers if one.script}
    ids |= {flow.script for flow in flows if flow.script}
    for script in reversed(visit.scripts):
        if script.id in ids and script.loaded_by:
            ids.add(script.loaded_by)
    scripts = tuple(script for script in visit.scripts if script.id in ids)
    return msgspec.structs.replace(visit, flows=flows, scripts=scripts, reads=())
