"""What a policy says to one question, with the rules that said it. Pure, and the same everywhere.

Forbid beats everything. Kinds that a rule masks or scrubs are taken out; what is left needs a
permit, each kind its own; where something is left over, the page class's default decides.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import auto

from scriptward.policy.applying import Circumstances, circumstances, rules_on
from scriptward.policy.language.matching import approval_problem, other_account, scripts_named
from scriptward.policy.language.policy import Policy, Rule
from scriptward.policy.language.words import Action, Effect, Stance, shipped_stance
from scriptward.policy.question import Question
from scriptward.vocabulary.words import DataKind, Word


class Verdict(Word):
    """What becomes of the deed."""

    PERMIT = auto()
    FORBID = auto()
    WATCH = auto()
    SCRUB = auto()
    MASK = auto()


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """One sentence of the policy that took part, or its silence."""

    rule: str
    """Rule's id, `scripts`, `defaults` …"""
    says: str
    line: int = 0
    """Of the policy file; 0 for what is shipped."""
    file: str = ""
    """The included file it stands in; empty for the policy's own."""

    @property
    def place(self) -> str:
        """Where it stands, for people; empty for what is shipped."""
        line = f"line {self.line}" if self.line else ""
        return f"{self.file} {line}".strip()


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """The verdict and every reason for it, in the order they were weighed."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    removed: tuple[DataKind, ...] = ()
    """Kinds scrubbed or masked."""
    uncovered: tuple[DataKind, ...] = ()
    """Kinds no rule permits, where the default decided."""
    by_default: bool = False
    """No rule covered it, or not all of it."""


def decide(policy: Policy, question: Question, *, today: date | None = None) -> Decision:
    """The policy's answer. `today`: UTC, for approvals and agreements that run out."""
    day = today or datetime.now(UTC).date()
    seen = circumstances(policy, question, today=day)
    applying = rules_on(policy, question, seen)
    rules = [rule for rule in applying if not (rule.expires and rule.expires < day)]
    forbids = [rule for rule in rules if _forbids(rule, question)]
    if forbids:
        return Decision(verdict=Verdict.FORBID, reasons=tuple(map(_reason, forbids)))
    removing = [rule for rule in rules if _removes(rule, question)]
    removed = frozenset(kind for rule in removing for kind in rule.kinds) & question.data
    permits = [rule for rule in rules if _permits(rule, question, removed)]
    approved, notes = _approval(policy, question, day)
    notes = (*notes, *_accounts(policy, question), *_run_out(applying, question, day))
    left = question.data - removed
    uncovered = {kind for kind in left if not any(_covers(rule, kind) for rule in permits)}
    scrubbed = [rule for rule in removing if rule.effect is Effect.SCRUB]
    open_ = not (permits or approved or scrubbed or removed) if not left else bool(uncovered)
    reasons = (*notes, *map(_reason, removing), *map(_reason, permits))
    if not open_ or approved:
        return Decision(
            verdict=_removing_verdict(removing, removed) or Verdict.PERMIT,
            reasons=reasons,
            removed=_sorted(removed),
        )
    stance, reason = _default(policy, seen)
    if question.frame and not _is_ruled(policy, seen):
        says = "it happens in a vendor's own frame that no permit is about"
        stance, reason = Stance.PERMIT, Reason(rule="frames", says=says)
    softer = _removing_verdict(removing, removed)
    verdict = Verdict(stance.value)
    return Decision(
        verdict=verdict if verdict is Verdict.FORBID or not softer else softer,
        reasons=(*reasons, reason),
        removed=_sorted(removed),
        uncovered=_sorted(uncovered),
        by_default=True,
    )


def _forbids(rule: Rule, question: Question) -> bool:
    return (
        rule.effect is Effect.FORBID
        and question.action in rule.actions
        and (rule.data is None or bool(question.data & set(rule.data)))
    )


def _removes(rule: Rule, question: Question) -> bool:
    """A scrub of sends holds also where none of its kinds is there: it lets the rest through."""
    if rule.effect is Effect.SCRUB:
        return question.action is Action.SEND
    return (
        rule.effect is Effect.MASK
        and question.action is Action.READ
        and bool(question.data & set(rule.kinds))
    )


def _permits(rule: Rule, question: Question, removed: frozenset[DataKind]) -> bool:
    left = question.data - removed
    return (
        rule.effect is Effect.PERMIT
        and question.action in rule.actions
        and (not left or any(_covers(rule, kind) for kind in left))
    )


def _covers(rule: Rule, kind: DataKind) -> bool:
    return rule.data is None or kind in rule.data


def _approval(policy: Policy, question: Question, day: date) -> tuple[bool, tuple[Reason, ...]]:
    """Whether `scripts` lets the code run, and what its entries say."""
    if question.action is not Action.LOAD or question.loaded is None:
        return False, ()
    code = question.loaded
    reasons = []
    approved = False
    for entry in scripts_named(policy, code):
        problem = approval_problem(entry, code, today=day)
        approved = approved or not problem
        says = f"{entry.match} {problem or 'is approved'}"
        reasons.append(Reason(rule="scripts", says=says, line=entry.line, file=entry.file))
    return approved, tuple(reasons)


def _is_ruled(policy: Policy, seen: Circumstances) -> bool:
    """Whether a permit is about that frame: what none permits there, the default decides."""
    return any(
        rule.effect is Effect.PERMIT and seen.frame & set(rule.frames) for rule in policy.rules
    )


def _run_out(rules: Iterable[Rule], question: Question, day: date) -> Iterator[Reason]:
    """Permits that held until a day."""
    for rule in rules:
        if rule.expires and rule.expires < day and question.action in rule.actions:
            said = f"held until {rule.expires}"
            yield Reason(rule=rule.id, says=said, line=rule.line, file=rule.file)


def _accounts(policy: Policy, question: Question) -> Iterator[Reason]:
    """Why somebody isn't the recipient one would take it for."""
    pinned = other_account(policy, question.to) if question.to else None
    if pinned and question.to:
        names = ", ".join(one[:40] for one in question.to.accounts if one not in pinned.accounts)
        says = f"account {names} isn't one of those of `{pinned.name}`"
        yield Reason(rule="recipients", says=says, line=pinned.line, file=pinned.file)


def _removing_verdict(rules: Iterable[Rule], removed: frozenset[DataKind]) -> Verdict | None:
    effects = {rule.effect for rule in rules if removed & set(rule.kinds)}
    if Effect.MASK in effects:
        return Verdict.MASK
    return Verdict.SCRUB if Effect.SCRUB in effects else None


def _default(policy: Policy, seen: Circumstances) -> tuple[Stance, Reason]:
    page_class = seen.page_class
    written = dict(policy.defaults)
    for name in (page_class.value, "*"):
        if name in written:
            says = f"no rule permits it, and the default for `{name}` is {written[name].value}"
            line = policy.defaults_line
            if name in policy.included_defaults:
                says, line = f"{says}, in an included file", 0
            return written[name], Reason(rule="defaults", says=says, line=line)
    stance = shipped_stance(page_class)
    says = f"no rule permits it, and the shipped default for {page_class.value} is {stance.value}"
    return stance, Reason(rule="defaults", says=says)


def _reason(rule: Rule) -> Reason:
    words = " ".join(word.value for word in rule.actions or rule.kinds)
    why = f": {rule.why}" if rule.why else ""
    says = f"{rule.effect.value} {words}{why}"
    return Reason(rule=rule.id, says=says, line=rule.line, file=rule.file)


def _sorted(kinds: Iterable[DataKind]) -> tuple[DataKind, ...]:
    return tuple(sorted(kinds))
