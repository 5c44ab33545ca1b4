"""What a policy would have done to deeds that were observed; nothing is deployed.

A script that may not run takes with it what it did: that is counted at the script. A reading that
only a default forbids is told and left alone, as the guard does: fields are masked by a rule.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import auto

import msgspec

from scriptward.analysis.wording import in_words, page_words
from scriptward.policy.addresses import key_of
from scriptward.policy.checking.wording import because
from scriptward.policy.decide import Decision, Verdict, decide
from scriptward.policy.language.matching import Code, is_own, named
from scriptward.policy.language.policy import Policy
from scriptward.policy.language.words import Action
from scriptward.policy.question import (
    Question,
    framed_scripts,
    in_vendor_frame,
    reading,
    ruled_reads,
    running,
    sending,
)
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.words import DataKind, PageClass, Word

SCHEMA = "scriptward.policy-simulation/1"
_MOST_TOLD = 20


class Outcome(Word):
    """What the policy would have done."""

    BLOCKED = auto()
    SCRUBBED = auto()
    MASKED = auto()
    WATCHED = auto()
    """Told, and let go."""


class Simulated(msgspec.Struct, frozen=True, kw_only=True):
    """Deeds alike in all but when they were done."""

    outcome: Outcome
    action: Action
    page: str
    """Address without its query; empty for what live pages told, which is known by class alone."""
    page_class: PageClass
    script: str
    """Address, digest or words for code without any; empty where nobody is known."""
    recipient: str
    """Name in the policy, else host; empty for readings and code without an address."""
    data: tuple[DataKind, ...]
    """Kinds that decided it."""
    says: str
    """Why, with the rule and its line."""
    times: int
    """How often it was done."""
    sessions: int
    """In how many of the sessions; 0 for what live pages told, which aren't told apart."""
    with_it: int = 0
    """Requests and readings of a script that may not run, which end with it."""


class Sum(msgspec.Struct, frozen=True, kw_only=True):
    """All of one page, script or recipient: times of each outcome, and sessions with any."""

    name: str
    blocked: int
    scrubbed: int
    masked: int
    watched: int
    sessions: int


class Simulation(msgspec.Struct, frozen=True, kw_only=True):
    """What `policy simulate --format json` prints."""

    schema: str = SCHEMA
    policy: str
    site: str
    runs: tuple[str, ...]
    sessions: int
    """A session is one persona's walk through one run."""
    sessions_touched: int
    """Of them, those in which something would have been blocked, scrubbed or masked."""
    live: int
    """Deeds that live pages told, all times of all."""
    permitted: int
    """Deeds that would have gone on as they were."""
    times: dict[str, int]
    """By outcome, all."""
    by_page: tuple[Sum, ...]
    by_script: tuple[Sum, ...]
    by_recipient: tuple[Sum, ...]
    deeds: tuple[Simulated, ...]
    """Most frequent first, by outcome."""
    failures: tuple[str, ...] = ()
    """Why a run is not complete."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Deed:
    """Something that was done, as a policy is asked."""

    question: Question
    times: int = 1
    session: str = ""
    """Empty for what live pages told."""


@dataclass(kw_only=True)
class _Row:
    says: str
    times: int = 0
    with_it: int = 0
    sessions: set[str] = field(default_factory=set)


_Key = tuple[Outcome, Action, str, PageClass, str, str, tuple[DataKind, ...]]


@dataclass(kw_only=True)
class _Counted:
    rows: dict[_Key, _Row] = field(default_factory=dict)
    gone: dict[tuple[str, str], _Row] = field(default_factory=dict)
    """Rows of scripts that may not run, by session and page, and by script."""
    sessions: set[str] = field(default_factory=set)
    permitted: int = 0
    live: int = 0

    def count(self, policy: Policy, deed: Deed, day: date) -> None:
        """Take in one deed; scripts before what they did."""
        asked = deed.question
        self.sessions.add(deed.session)
        self.live += deed.times if not deed.session else 0
        place = f"{deed.session}\n{asked.page or asked.page_class}"
        doer, loaded = key_of(asked.code), key_of(asked.loaded) if asked.loaded else ""
        if doer and (ended := self.gone.get((place, doer))):
            ended.with_it += deed.times
            if loaded:
                self.gone.setdefault((place, loaded), ended)
            return
        decision = decide(policy, asked, today=day)
        outcome = _outcome(asked, decision)
        if outcome is None:
            self.permitted += deed.times
            return
        key = _key(policy, asked, decision, outcome)
        row = self.rows.setdefault(key, _Row(says=because(decision)))
        row.times += deed.times
        row.sessions.add(deed.session)
        if outcome is Outcome.BLOCKED and loaded:
            self.gone[place, loaded] = row


def simulated(
    policy: Policy,
    deeds: Iterable[Deed],
    *,
    name: str = "",
    runs: tuple[str, ...] = (),
    failures: tuple[str, ...] = (),
    today: date | None = None,
) -> Simulation:
    """What becomes of each deed. `today`: UTC, for what runs out; `name`: of the policy's file."""
    day = today or datetime.now(UTC).date()
    counted = _Counted()
    for deed in sorted(deeds, key=lambda one: one.question.loaded is None):
        counted.count(policy, deed, day)
    rows = counted.rows
    found = _simulated(rows)
    touched = {
        session
        for key, row in rows.items()
        if key[0] is not Outcome.WATCHED
        for session in row.sessions
    }
    return Simulation(
        policy=name,
        site=policy.site,
        runs=runs,
        sessions=len(counted.sessions - {""}),
        sessions_touched=len(touched - {""}),
        live=counted.live,
        permitted=counted.permitted,
        times={one.value: sum(d.times for d in found if d.outcome is one) for one in Outcome},
        by_page=_sums(rows, 2, or_else=3),
        by_script=_sums(rows, 4),
        by_recipient=_sums(rows, 5),
        deeds=found,
        failures=failures,
    )


def deeds_of(policy: Policy, visit: Visit, session: str) -> Iterator[Deed]:
    """What a visit's scripts did that a policy rules on; nothing on another site's page."""
    if not is_own(policy, visit.site):
        return
    elsewhere = framed_scripts(visit)
    framed = any(rule.frames for rule in policy.rules)
    for script in visit.scripts:
        if script.id not in elsewhere:
            yield Deed(question=running(visit, script), session=session)
    for flow in visit.flows:
        if framed or not in_vendor_frame(flow):
            for question in sending(visit, flow):
                yield Deed(question=question, times=flow.count, session=session)
    for read in ruled_reads(visit, framed=framed):
        yield Deed(question=reading(visit, read), times=read.count, session=session)


def told(found: Simulation) -> Iterator[str]:
    """The same in lines, the worst first."""
    for outcome in Outcome:
        rows = [one for one in found.deeds if one.outcome is outcome]
        for one in rows[:_MOST_TOLD]:
            yield f"{outcome.value:8} {one.times:6}×  {_sentence(one)}"
            yield f"                  {one.says}"
        if len(rows) > _MOST_TOLD:
            yield f"         and {len(rows) - _MOST_TOLD} more that would be {outcome.value}"
    for title, sums in (("page", found.by_page), ("recipient", found.by_recipient)):
        for each in sums[:_MOST_TOLD]:
            counts = ", ".join(
                f"{number} {outcome.value}"
                for outcome in Outcome
                if (number := getattr(each, outcome.value))
            )
            yield f"{title} {each.name}: {counts}"
    counted = ", ".join(f"{found.times[one.value]} {one.value}" for one in Outcome)
    yield f"{counted}, {found.permitted} as they were, under {found.policy or 'this policy'}"
    if found.sessions:
        yield f"{found.sessions_touched} of {found.sessions} sessions would have been touched"
    if found.live:
        yield f"{found.live} of it was told by live pages, which don't tell sessions apart"
    yield from found.failures


def _outcome(asked: Question, decision: Decision) -> Outcome | None:
    match decision.verdict:
        case Verdict.PERMIT:
            return None
        case Verdict.SCRUB:
            return Outcome.SCRUBBED
        case Verdict.MASK:
            return Outcome.MASKED
        case Verdict.WATCH:
            return Outcome.WATCHED
        case Verdict.FORBID if asked.action is Action.READ:
            return Outcome.WATCHED if decision.by_default else Outcome.MASKED
        case Verdict.FORBID:
            return Outcome.BLOCKED


def _key(policy: Policy, asked: Question, decision: Decision, outcome: Outcome) -> _Key:
    kinds = decision.uncovered or decision.removed or asked.data
    who = asked.loaded or asked.code
    known = named(policy, asked.to) if asked.to else None
    host = asked.to.host if asked.to else ""
    return (
        outcome,
        asked.action,
        asked.page.partition("?")[0].partition("#")[0],
        asked.page_class,
        _name(who),
        known.name if known else host,
        tuple(sorted(kinds)),
    )


def _name(code: Code) -> str:
    return code.url.partition("?")[0] or code.home.partition("?")[0] or key_of(code)


def _simulated(rows: Mapping[_Key, _Row]) -> tuple[Simulated, ...]:
    found = [
        Simulated(
            outcome=outcome,
            action=action,
            page=page,
            page_class=page_class,
            script=script,
            recipient=recipient,
            data=data,
            says=row.says,
            times=row.times,
            sessions=len(row.sessions - {""}),
            with_it=row.with_it,
        )
        for (outcome, action, page, page_class, script, recipient, data), row in rows.items()
    ]
    order = list(Outcome)
    found.sort(
        key=lambda one: (
            *(order.index(one.outcome), -one.times, one.page, one.script),
            *(one.action, one.recipient, one.data),
        )
    )
    return tuple(found)


def _sums(rows: Mapping[_Key, _Row], place: int, *, or_else: int | None = None) -> tuple[Sum, ...]:
    """By one part of the key; rows without it are left out. `or_else`: the part that stands in."""
    grouped: dict[str, list[tuple[Outcome, _Row]]] = defaultdict(list)
    for key, row in rows.items():
        name = str(key[place] or (key[or_else] if or_else else ""))
        if name:
            grouped[name].append((key[0], row))
    sums = [
        Sum(
            name=name,
            sessions=len({one for _, row in some for one in row.sessions} - {""}),
            **{
                one.value: sum(row.times for outcome, row in some if outcome is one)
                for one in Outcome
            },
        )
        for name, some in grouped.items()
    ]
    return tuple(sorted(sums, key=lambda one: (-(one.blocked + one.scrubbed), one.name)))


def _sentence(one: Simulated) -> str:
    who = one.script or "somebody unknown"
    what = f" {in_words(one.data)}" if one.data else ""
    place = one.page or page_words(one.page_class)
    whom = f" to {one.recipient}" if one.recipient and one.action is Action.SEND else ""
    ended = f", and {one.with_it} requests and readings with it" if one.with_it else ""
    sessions = f", in {one.sessions} sessions" if one.sessions > 1 else ""
    deed = {Action.LOAD: "run or show", Action.SEND: "send", Action.READ: "read"}.get(
        one.action, f"use {one.action.value}"
    )
    return f"{who}: {deed}{what}{whom} on {place}{ended}{sessions}"
