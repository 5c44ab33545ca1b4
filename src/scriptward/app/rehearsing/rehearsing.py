"""Bare, then under the policy, then under looser ones until nothing more is mended."""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec

from scriptward.app.rehearsing.running import Stage, bare, policed
from scriptward.policy.language import Policy, read_policy
from scriptward.policy.language.matching import is_own
from scriptward.policy.language.printer import extended
from scriptward.policy.rehearsing.barriers import Barrier, barriers
from scriptward.policy.rehearsing.comparing import (
    Difference,
    differences,
    escaped,
    new_requests,
)
from scriptward.policy.rehearsing.mending import Mend, is_mendable, mend, suspects, why_not
from scriptward.policy.rehearsing.records import Run
from scriptward.policy.rehearsing.result import (
    Break,
    Loosening,
    Rehearsal,
    Request,
    attempts,
    blocked,
    cause,
    headers_alone,
    refusals,
    request,
)
from scriptward.vocabulary.errors import UsageError
from scriptward.vocabulary.words import Outcome

MOST_SUSPECTED = 3
"""Causes told of a break for which no line was found."""


@dataclass(frozen=True, kw_only=True)
class Tried:
    """A rehearsal, and the policy's text with what mends it."""

    result: Rehearsal
    text: str
    """Comments kept; the file's own where nothing is proposed."""


@dataclass(kw_only=True)
class _Search:
    """The way to the smallest loosening: a try that mends nothing, or lets something out, ends."""

    policy: Policy
    stage: Stage
    today: date
    plain: Run
    first: Run
    all: tuple[Barrier, ...]
    breaks: tuple[Difference, ...]
    out: frozenset[str]
    """Forbidden requests that got out under the policy itself."""
    kept: tuple[Barrier, ...] = ()
    given_up: set[str] = field(default_factory=set)
    mended: dict[str, tuple[Barrier, ...]] = field(default_factory=dict)
    """`{key of a break: barriers whose end mended it}`"""
    left: tuple[Difference, ...] = ()
    last: Run | None = None
    """Under the lines that are kept."""
    may_be: dict[str, bool] = field(default_factory=dict)
    """Whether lines may take a barrier away, by its key."""

    def run(self, tries: int) -> None:
        """Try loosenings, at most so many."""
        self.left = self.breaks
        for _ in range(tries):
            fresh = tuple(self._next()) if self.left else ()
            if not fresh:
                return
            self._try(fresh)

    def _next(self) -> Iterator[Barrier]:
        """Of each break the likeliest cause that a line may take away; of a lost value all."""
        taken = {one.key for one in self.kept} | self.given_up
        for difference in self.left:
            found = suspects(self.policy, difference, self.all)
            for one in found:
                if one.key in taken or not self._mendable(one):
                    continue
                taken.add(one.key)
                yield one
                if not difference.flows:
                    break

    def _mendable(self, barrier: Barrier) -> bool:
        if barrier.key not in self.may_be:
            found = is_mendable(self.policy, barrier, today=self.today)
            self.may_be[barrier.key] = found
        return self.may_be[barrier.key]

    def _try(self, fresh: tuple[Barrier, ...]) -> None:
        made = mend(self.policy, (*self.kept, *fresh), today=self.today)
        run = policed(self.stage, made.policy)
        left = differences(made.policy, self.plain, run, today=self.today)
        got_out = _keys(made.policy, run, self.today)
        whole = bool(run.passes) and len(run.passes[0].steps) == len(self.plain.passes[0].steps)
        if not whole or len(left) >= len(self.left) or got_out - self.out:
            self.given_up |= {one.key for one in fresh}
            return
        still = {one.key for one in left}
        for one in self.left:
            if one.key not in still:
                own = {b.key for b in suspects(self.policy, one, self.all)} if one.flows else None
                behind = tuple(b for b in fresh if own is None or b.key in own)
                self.mended[one.key] = behind or fresh
        self.kept, self.left, self.last = (*self.kept, *fresh), left, run


def rehearsed(
    stage: Stage,
    policy: Path,
    *,
    tries: int = 3,
    mend_to: Path | None = None,
    plain: Run | None = None,
) -> Tried:
    """The whole rehearsal of a policy file.

    `tries`: most times the journey is done again with looser policies. `mend_to`: where the looser
    policy is written. `plain`: runs without a policy, where they were made already. Raises
    PolicyError, UsageError and what a scan raises before it began.
    """
    given, today = read_policy(policy), datetime.now(UTC).date()
    if mend_to and mend_to.exists():
        raise UsageError(f"{mend_to} is there already", hint="choose another name for --mend")
    plain = plain or bare(stage)
    first = policed(stage, given)
    search = _Search(
        policy=given,
        stage=stage,
        today=today,
        plain=plain,
        first=first,
        all=barriers(given, plain.passes[0].visits if plain.passes else (), today=today),
        breaks=differences(given, plain, first, today=today),
        out=_keys(given, first, today),
    )
    failures = (*_unfit(given, plain), *plain.failures)
    if not failures:
        search.run(tries)
    made = mend(given, search.kept, today=today)
    text = policy.read_text("utf-8")
    looser = extended(text, made.policy) if made.lines else text
    page_failed = {one.says for one in search.breaks if one.kind.value == "page"}
    result = Rehearsal(
        policy=str(policy),
        site=given.site,
        journey=str(stage.journey.path),
        complete=not failures and not (first.failures and not page_failed),
        failures=(*failures, *first.failures),
        steps=len(plain.passes[0].steps) if plain.passes else 0,
        warm=any(one.warm for one in first.passes),
        breaks=tuple(_break(search, one, made) for one in search.breaks),
        stopped=tuple(cause(one) for one in _harmless(search)),
        escaped=tuple(_escaped(given, first, today)),
        instead=tuple(_instead(search)),
        loosening=Loosening(
            lines=made.lines,
            diff=_diff(text, looser, policy.name),
            rehearsed=search.last is not None,
            breaks_left=len(search.left),
            escaped=tuple(_escaped(made.policy, search.last, today)) if search.last else (),
        ),
    )
    tried = Tried(result=result, text=looser)
    return _written(tried, mend_to) if mend_to and made.lines else tried


def _written(tried: Tried, path: Path) -> Tried:
    try:
        path.write_text(tried.text, "utf-8")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}", hint="choose another place") from error
    told = msgspec.structs.replace(tried.result.loosening, written=str(path))
    return Tried(result=msgspec.structs.replace(tried.result, loosening=told), text=tried.text)


def _unfit(policy: Policy, plain: Run) -> Iterator[str]:
    """Why the journey is no measure: it fails without the policy."""
    for one in plain.passes:
        for step in one.steps:
            if step.reason:
                yield (
                    f"line {step.line} of the journey, {step.words}, fails without the policy, "
                    f"too: {step.reason}"
                )
    if not any(is_own(policy, visit.site) for one in plain.passes for visit in one.visits):
        yield f"no page of {policy.site} was visited: give the journey of that site"


def _break(search: _Search, one: Difference, made: Mend) -> Break:
    refused = refusals(search.first)
    proved = search.mended.get(one.key, ())
    suspected = suspects(search.policy, one, search.all)[:MOST_SUSPECTED]
    causes = tuple(cause(barrier, refused) for barrier in proved or suspected)
    if not causes:
        causes = tuple(headers_alone(one, refused, search.all))[:MOST_SUSPECTED]
    ids = mend(search.policy, proved, today=search.today).lines if proved else ()
    here = {line.id for line in made.lines}
    return Break(
        kind=one.kind.value,
        page=one.page,
        says=one.says,
        line=one.line,
        warm=one.warm,
        proved=bool(proved),
        causes=causes,
        mended_by=tuple(line.id for line in ids if line.id in here),
        no_line="" if proved else _no_line(search, one, suspected),
    )


def _instead(search: _Search) -> Iterator[Request]:
    policy, first = search.policy, search.first
    made = [
        request(policy, visit, flow, today=search.today)
        for visit, flow in new_requests(search.plain, first)
    ]
    yield from made
    page = next((visit.page.url for one in first.passes for visit in one.visits), "")
    yield from (blocked(address, page) for address in attempts(search.plain, first))


def _no_line(search: _Search, one: Difference, suspected: Iterable[Barrier]) -> str:
    """Why nothing is proposed for a break."""
    if one.ours:
        return "scriptward's own guard fails there: tell its makers, and deploy it without"
    first = next(iter(suspected), None)
    if first is None:
        return "nothing that the policy forbids is known to be behind it"
    if first.key in search.given_up:
        return "permitting what may be behind it was tried, and mended nothing or let more out"
    return why_not(search.policy, first, today=search.today)


def _harmless(search: _Search) -> Iterable[Barrier]:
    """What the policy forbids and nothing that broke needs."""
    behind = {barrier.key for found in search.mended.values() for barrier in found}
    got_out = {
        (f.channel, f.request) for _, f in escaped(search.policy, search.first, today=search.today)
    }
    for one in search.all:
        sent = one.flow and (one.flow.channel, one.flow.request) in got_out
        if one.key not in behind and not sent:
            yield one


def _keys(policy: Policy, run: Run, today: date) -> frozenset[str]:
    return frozenset(
        f"{flow.channel.value} {flow.request.method} {flow.request.url}"
        for _, flow in escaped(policy, run, today=today)
        if flow.outcome is Outcome.SENT
    )


def _escaped(policy: Policy, run: Run, today: date) -> Iterator[Request]:
    for visit, flow in escaped(policy, run, today=today):
        yield request(policy, visit, flow, today=today)


def _diff(before: str, after: str, name: str) -> str:
    lines = difflib.unified_diff(
        before.splitlines(keepends=True),
        after.splitlines(keepends=True),
        fromfile=name,
        tofile=f"{name} (mended)",
        n=1,
    )
    return "".join(lines)
