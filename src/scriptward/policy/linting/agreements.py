"""Permits beyond what a recipient's agreement covers: who a person is, and what care they seek."""

from collections.abc import Iterator
from dataclasses import replace

from scriptward.analysis.wording import in_words
from scriptward.policy.language.policy import Policy, Rule, Target
from scriptward.policy.language.words import SELF, Action, Effect
from scriptward.policy.learning.refusing import needing_agreement, uncovered_by
from scriptward.policy.linting.covering import Covering
from scriptward.policy.linting.remark import Flaw, Remark, remark
from scriptward.vocabulary.words import Baa, DataKind, Severity

LACKING = (Baa.NONE, Baa.UNKNOWN)
Stoppers = tuple[tuple[Rule, Rule], ...]


def beyond_agreements(policy: Policy, covering: Covering) -> Iterator[Remark]:
    """What sends are permitted that an agreement would have to cover, and none does."""
    stoppers = tuple(_stoppers(policy))
    for rule in policy.rules:
        out = rule.expires is not None and rule.expires < covering.today
        if rule.effect is Effect.PERMIT and Action.SEND in rule.actions and not out:
            yield from _rule(rule, stoppers, covering)


def _rule(rule: Rule, stoppers: Stoppers, covering: Covering) -> Iterator[Remark]:
    if rule.to is None or not rule.to.names:
        target = rule.to or Target()
        wanted = tuple(baa for baa in target.baa or LACKING if baa in LACKING)
        narrowed = replace(rule, to=replace(target, baa=wanted))
        kinds = _needing(narrowed, stoppers, covering) if wanted else frozenset()
        if kinds:
            yield _remark(rule, kinds, "whoever has no agreement")
        return
    for name in rule.to.names:
        known = covering.recipient(name)
        if known is None or name == SELF:
            continue
        narrowed = replace(rule, to=Target(names=(name,)))
        baa = known.baa_on(covering.today)
        if baa is Baa.ATTESTED:
            kinds = uncovered_by(known.agreement, _needing(narrowed, stoppers, covering))
            whom = f"{name}, whose agreement doesn't name that"
        else:
            kinds = _needing(narrowed, stoppers, covering)
            ended = known.agreement.expires if known.agreement else None
            whom = f"{name}, whose agreement ran out on {ended}" if ended else f"{name}, "
            whom += (
                "" if ended else ("which has no agreement" if baa is Baa.NONE else "BAA unknown")
            )
        if kinds:
            yield _remark(rule, kinds, whom, unknown=baa is Baa.UNKNOWN)


def _needing(rule: Rule, stoppers: Stoppers, covering: Covering) -> frozenset[DataKind]:
    """Kinds it lets out that an agreement would have to cover."""
    asked = frozenset(rule.data if rule.data is not None else DataKind)
    over = _over(rule, stoppers, covering)
    found: set[DataKind] = set()
    for page_class in covering.classes(rule):
        narrowed = replace(rule, pages=covering.pages_of(rule, page_class))
        found |= _left(narrowed, over, covering, needing_agreement(asked, page_class))
    return frozenset(found)


def _left(
    rule: Rule, over: tuple[Rule, ...], covering: Covering, kinds: frozenset[DataKind]
) -> frozenset[DataKind]:
    """Kinds that no rule forbids or scrubs wherever this one permits them."""
    stopping = [one for one in over if covering.inside(rule, one, Action.SEND)]
    return frozenset(kind for kind in kinds if not any(_stops(one, kind) for one in stopping))


def _stoppers(policy: Policy) -> Iterator[tuple[Rule, Rule]]:
    """Forbids and scrubs of sends, each as it is and for all pages."""
    for rule in policy.rules:
        scrubs = rule.effect is Effect.SCRUB
        if scrubs or (rule.effect is Effect.FORBID and Action.SEND in rule.actions):
            one = replace(rule, actions=(Action.SEND,)) if scrubs else rule
            yield one, replace(one, pages=())


def _over(rule: Rule, stoppers: Stoppers, covering: Covering) -> tuple[Rule, ...]:
    """Those that mean all this rule means, on some pages at least."""
    return tuple(one for one, wide in stoppers if covering.inside(rule, wide, Action.SEND))


def _stops(rule: Rule, kind: DataKind) -> bool:
    if rule.effect is Effect.SCRUB:
        return kind in rule.kinds
    return rule.data is None or kind in rule.data


def _remark(rule: Rule, kinds: frozenset[DataKind], whom: str, *, unknown: bool = False) -> Remark:
    """Worst where the kinds are written out and it is said that no agreement covers them."""
    severity = Severity.MEDIUM if unknown or rule.data is None else Severity.HIGH
    return remark(
        Flaw.BEYOND_AGREEMENT,
        severity,
        rule,
        f"rule {rule.id} permits to send {_few(kinds)} to {whom}",
        "sign an agreement that names it and put it in `recipients`, or take those kinds out of "
        f"{rule.id}" + ("" if rule.data is not None else ": name the `data` it permits"),
    )


def _few(kinds: frozenset[DataKind]) -> str:
    some = sorted(kinds)[:5]
    more = len(kinds) - len(some)
    return in_words(some) + (f" and {more} more kinds" if more else "")
