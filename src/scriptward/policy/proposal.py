"""A learned policy as people get it: what still deviates listed, the reasons in its comments."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from scriptward.lib.plain import plain
from scriptward.policy.check import deviations
from scriptward.policy.language import Policy, printed
from scriptward.policy.language.policy import Refused
from scriptward.policy.language.printer import extended
from scriptward.policy.learn import Learned, learned
from scriptward.policy.learning.refusing import Refusal
from scriptward.vocabulary.observations import Visit


def proposed(
    visits: Iterable[Visit],
    *,
    site: str = "",
    today: date | None = None,
    base: Policy | None = None,
) -> Learned:
    """The learned policy, with everything that still deviates from it under `refused`.

    A check of the same runs so tells nothing new; arguments and errors as of `learned`.
    """
    seen = tuple(visits)
    day = today or datetime.now(UTC).date()
    found = learned(seen, site=site, today=day, base=base)
    known = {one.finding for one in found.policy.refused}
    fresh = tuple(
        Refused(finding=finding.id, what=_printable(finding.title))
        for finding in deviations(found.policy, seen, today=day)
        if finding.id not in known
    )
    policy = replace(found.policy, refused=(*found.policy.refused, *fresh))
    return replace(found, policy=policy)


def proposal(learned: Learned, *, runs: Iterable[str], base: str = "") -> str:
    """The file's text. `base`: text of the policy it adds to, whose comments are kept."""
    head = (
        "A proposal: learned from " + ", ".join(runs) + ".",
        "Read each approval and rule, and put your name where it says `scriptward learn`.",
        "What stands under `refused` isn't permitted. It happened while this was learned, and a",
        "check tells it apart from new deviations; remove its line to be told as of a new one.",
    )
    refused = [line for group in _grouped(learned.refused) for line in group]
    tail = ("Why it was refused:", *refused) if refused else ()
    text = extended(base, learned.policy) if base else printed(learned.policy)
    return _comment(() if base else head) + text + _comment(tail)


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
