"""A verdict with its sentence and rows, and the ways most judges come to one."""

from collections.abc import Iterable
from dataclasses import dataclass

from scriptward.app.evidence.document import Observed
from scriptward.app.evidence.material import Material
from scriptward.app.evidence.wording import classes_said, concluded, not_applicable, not_observed
from scriptward.knowledge.rule import Rule, Verdict


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """What a judge found for one rule."""

    verdict: Verdict
    says: str
    observed: tuple[Observed, ...] = ()


def found(rule: Rule, rows: Iterable[Observed], *, data: Iterable[str] = ()) -> Ruling:
    """The rule's own verdict and conclusion, from what was seen."""
    rows = tuple(rows)
    return Ruling(verdict=rule.found, says=concluded(rule, rows, data=data), observed=rows)


def present(says: str, rows: Iterable[Observed] = ()) -> Ruling:
    """There is evidence that the control holds."""
    return Ruling(
        verdict=Verdict.PRESENT, says=f"{Verdict.PRESENT.value}: {says}", observed=tuple(rows)
    )


def missing(says: str, rows: Iterable[Observed] = ()) -> Ruling:
    """Something that would be evidence is not there."""
    return Ruling(
        verdict=Verdict.MISSING, says=f"{Verdict.MISSING.value}: {says}", observed=tuple(rows)
    )


def nothing(rule: Rule, material: Material, what: str) -> Ruling:
    """Nothing of the kind was seen: not applicable where no page of the rule's was visited."""
    if rule.applies_when.page_class and not material.pages(rule.applies_when.page_class):
        return inapplicable(f"no page of these classes was visited: {classes_said(rule)}")
    return Ruling(verdict=Verdict.NOT_OBSERVED, says=not_observed(what))


def inapplicable(why: str) -> Ruling:
    """The rule asks for something these runs don't have."""
    return Ruling(verdict=Verdict.NOT_APPLICABLE, says=not_applicable(why))
