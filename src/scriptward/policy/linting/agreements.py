"""Permits beyond what a recipient's agreement covers: who a person is, and what care they seek."""

from collections.abc import Iterator
from dataclasses import replace

from scriptward.analysis.wording import in_words
from scriptward.policy.language.policy import Policy, Rule, Target
from scriptward.policy.language.words import SELF, Action, Effect
from scriptward.policy.learning.refusing import ON_FILE, needing_agreement, uncovered_by
from scriptward.policy.linting.covering import Covering
from scriptward.policy.linting.remark import Flaw, Remark, remark
from scriptward.vocabulary.words import Baa, DataKind, PageClass, Severity

LACKING = (Baa.NONE, Baa.UNKNOWN)


def beyond_agreements(policy: Policy, covering: Covering) -> Iterator[Remark]:
    """What sends are permitted that an agreement would have to cover, and none does."""
    for rule in policy.rules:
        out = rule.expires is not None and rule.expires < covering.today
        if rule.effect is Effect.PERMIT and Action.SEND in rule.actions and not out:
            yield from _rule(policy, rule, covering)


def _rule(policy: Policy, rule: Rule, covering: Covering) -> Iterator[Remark]:
    if rule.to is None or not rule.to.names:
        target = rule.to or Target()
        wanted = tuple(baa for baa in target.baa or LACKING if baa in LACKING)
        narrowed = replace(rule, to=replace(target, baa=wanted))
        kinds = _needing(policy, narrowed, covering) if wanted else frozenset()
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
            asked = frozenset(rule.data if rule.data is not None else ON_FILE)
            kinds = _left(policy, narrowed, covering, uncovered_by(known.agreement, asked))
            whom = f"{name}, whose agreement doesn't name that"
        else:
            kinds = _needing(policy, narrowed, covering)
            ended = known.agreement.expires if known.agreement else None
            whom = f"{name}, whose agreement ran out on {ended}" if ended else f"{name}, "
            whom += "" if ended else ("which has none" if baa is Baa.NONE else "BAA unknown")
        if kinds:
            yield _remark(rule, kinds, whom, unknown=baa is Baa.UNKNOWN)


def _needing(policy: Policy, rule: Rule, covering: Covering) -> frozenset[DataKind]:
    """Kinds it lets out that an agreement would have to cover."""
    asked = frozenset(rule.data if rule.data is not None else DataKind)
    found: set[DataKind] = set()
    for page_class in covering.classes(rule):
        needing = needing_agreement(asked, page_class)
        found |= _left(policy, rule, covering, needing, page_class)
    return frozenset(found)


def _left(
    policy: Policy,
    rule: Rule,
    covering: Covering,
    kinds: frozenset[DataKind],
    page_class: PageClass | None = None,
) -> frozenset[DataKind]:
    """Kinds that no rule forbids or scrubs wherever this one permits them."""
    narrowed = replace(rule, pages=covering.pages_of(rule, page_class)) if page_class else rule
    return frozenset(
        kind
        for kind in kinds
        if not any(_stops(one, kind) and _inside(covering, narrowed, one) for one in policy.rules)
    )


def _stops(rule: Rule, kind: DataKind) -> bool:
    if rule.effect is Effect.SCRUB:
        return kind in rule.kinds
    return rule.effect is Effect.FORBID and (rule.data is None or kind in rule.data)


def _inside(covering: Covering, rule: Rule, one: Rule) -> bool:
    outer = replace(one, actions=(Action.SEND,)) if one.effect is Effect.SCRUB else one
    return covering.inside(rule, outer, Action.SEND)


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
