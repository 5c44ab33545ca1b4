"""A learned policy as people get it: what still deviates listed, the reasons in its comments."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import msgspec

from scriptward.lib.plain import plain
from scriptward.policy.amending import Line
from scriptward.policy.check import deviations
from scriptward.policy.language import Policy, printed
from scriptward.policy.language.policy import Refused
from scriptward.policy.language.printer import extended
from scriptward.policy.learn import Learned, learned
from scriptward.policy.learning.draft import LEARNER
from scriptward.policy.learning.refusing import Refusal
from scriptward.vocabulary.observations import Visit

SCHEMA = "scriptward.policy-proposal/1"


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """What `policy learn --format json` prints."""

    schema: str = SCHEMA
    site: str
    base: str
    """File it adds to; empty for none."""
    written: str
    """File it was written to; empty for none."""
    runs: tuple[str, ...]
    complete: bool
    failures: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    """What it adds, in the order of the file."""
    refused: tuple[Refusal, ...] = ()
    """What was observed and isn't proposed."""
    notes: tuple[str, ...] = ()


_REASONS = "Why it was refused:"
_REASONS_THERE = re.compile(rf"(?m)^# {_REASONS}\n(?:# (?:- because |    ).*(?:\n|\Z))*")


def proposed(
    visits: Iterable[Visit],
    *,
    site: str = "",
    today: date | None = None,
    base: Policy | None = None,
    by: str = LEARNER,
    runs: Iterable[str] = (),
) -> Learned:
    """The learned policy, with everything that still deviates from it under `refused`.

    A check of the same runs so tells nothing new; arguments and errors as of `learned`.
    """
    seen = tuple(visits)
    day = today or datetime.now(UTC).date()
    found = learned(seen, site=site, today=day, base=base, by=by, runs=runs)
    known = {one.finding for one in found.policy.refused}
    fresh = tuple(
        Refused(finding=finding.id, what=_printable(finding.title))
        for finding in deviations(found.policy, seen, today=day)
        if finding.id not in known
    )
    policy = replace(found.policy, refused=(*found.policy.refused, *fresh))
    return replace(found, policy=policy)


def settled(found: Learned, visits: Iterable[Visit], *, base: Policy) -> Learned:
    """Without those lines of `refused` in `base` that the visits still do and that may be now."""
    seen = tuple(visits)
    listed = {one.finding for one in base.refused}
    if not listed:
        return found
    before = {finding.id for finding in deviations(base, seen)} & listed
    permitted = before - {finding.id for finding in deviations(found.policy, seen)}
    left = tuple(one for one in found.policy.refused if one.finding not in permitted)
    return replace(found, policy=replace(found.policy, refused=left))


def proposal(learned: Learned, *, runs: Iterable[str], base: str = "") -> str:
    """The file's text. `base`: text of the policy it adds to, whose comments are kept."""
    head = (
        "A proposal: learned from " + ", ".join(runs) + ".",
        "Read each approval and rule, and put your name where it says `scriptward learn`.",
        "What stands under `refused` isn't permitted. It happened while this was learned, and a",
        "check tells it apart from new deviations; remove its line to be told as of a new one.",
    )
    refused = [line for group in _grouped(learned.refused) for line in group]
    tail = (_REASONS, *refused) if refused else ()
    text = extended(_without_reasons(base), learned.policy) if base else printed(learned.policy)
    return _comment(() if base else head) + text + _comment(tail)


def _without_reasons(text: str) -> str:
    """A policy's text without the reasons an earlier proposal put at its end."""
    return _REASONS_THERE.sub("", text)


def told(learned: Learned) -> Iterator[str]:
    """What was learned and refused, in lines for a terminal."""
    policy = learned.policy
    yield (
        f"permits {len(policy.scripts)} scripts and {len(policy.recipients)} recipients with "
        f"{len(policy.rules)} rules on {policy.site}; refuses {len(learned.refused)} things"
    )
    for group in _grouped(learned.refused):
        yield from (f"refused {line}" if line.startswith("-") else f"  {line}" for line in group)
    for note in learned.notes:
        yield f"look at: {note}"


def line_by_line(lines: Iterable[Line]) -> Iterator[str]:
    """Each proposed line with its id and why, for a terminal."""
    for line in lines:
        taken = "accepted" if line.accepted else "left out"
        yield f"{line.id}  {taken}  {line.section}: {line.text}"
        yield from (f"               because {why}" for why in line.why)
        yield f"               {line.permits}"
        if line.needs:
            yield f"               comes with {', '.join(line.needs)}"


def _grouped(refusals: Iterable[Refusal]) -> Iterator[list[str]]:
    """What was refused, with why and what to do said once for all that it holds for."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for refusal in refusals:
        groups[refusal.why, refusal.do].append(refusal.what)
    for (why, todo), things in groups.items():
        yield [f"- because {why}:", *(f"    {thing}" for thing in things), f"    to do: {todo}"]


def _printable(text: str) -> str:
    """Text that a policy file takes: what no screen shows is a question mark."""
    return "".join(mark if mark.isprintable() else "?" for mark in plain(text))


def _comment(lines: Iterable[str]) -> str:
    return "".join(f"# {plain(line)}\n" for line in lines)
