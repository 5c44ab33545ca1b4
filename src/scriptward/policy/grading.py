"""How bad it is that something happened which a policy doesn't permit."""

from collections.abc import Iterator

from scriptward.analysis.sensitivity import (
    CARD,
    CONTEXT,
    CREDENTIALS,
    HEALTH,
    IDENTIFIERS,
    PAYMENT,
    SENSITIVE,
    WORST,
)
from scriptward.policy.decide import Decision, Verdict
from scriptward.vocabulary.observations import Flow
from scriptward.vocabulary.words import Baa, DataKind, PageClass, Party, Severity

_SECRET = CARD | CREDENTIALS | WORST
_GROUPS = (
    ("secret", CARD | CREDENTIALS | {DataKind.SSN}),
    ("identity", IDENTIFIERS),
    ("health", HEALTH),
    ("page", CONTEXT | {DataKind.REPLAY_DOM, DataKind.PAGE_TEXT}),
)


def of_load(decision: Decision, page_class: PageClass, party: Party) -> Severity:
    """Of code or a frame."""
    if decision.verdict is Verdict.WATCH:
        return Severity.LOW
    if party is Party.FIRST:
        return Severity.HIGH if page_class in PAYMENT else Severity.MEDIUM
    return Severity.HIGH if page_class in SENSITIVE or _by_rule(decision) else Severity.MEDIUM


def grouped(kinds: frozenset[DataKind]) -> Iterator[tuple[str, frozenset[DataKind]]]:
    """Kinds that matter alike, by the name of their group: one finding each, in every run.

    Which kinds of a group a request holds differs from run to run; no kinds are one group.
    """
    left = kinds
    for name, group in _GROUPS:
        if left & group:
            yield name, left & group
        left -= group
    if left or not kinds:
        yield ("other" if left else "none"), left


def of_send(
    decision: Decision, page_class: PageClass, flow: Flow, kinds: frozenset[DataKind]
) -> Severity:
    """Of a request, for these kinds of its data."""
    if flow.party is Party.THIRD and kinds & _SECRET and decision.verdict is Verdict.FORBID:
        return Severity.CRITICAL
    if decision.verdict is Verdict.WATCH:
        return Severity.LOW
    if flow.party is Party.FIRST or decision.verdict is Verdict.SCRUB:
        return Severity.MEDIUM
    telling = bool(kinds) and flow.recipient.baa is not Baa.ATTESTED
    return (
        Severity.HIGH
        if telling or _by_rule(decision) or page_class in SENSITIVE
        else Severity.MEDIUM
    )


def of_read(decision: Decision, kind: DataKind | None, party: Party | None) -> Severity:
    """Of a reading."""
    if decision.verdict is Verdict.WATCH:
        return Severity.LOW
    if party is Party.FIRST:
        return Severity.LOW
    return Severity.HIGH if kind in _SECRET or _by_rule(decision) else Severity.MEDIUM


def _by_rule(decision: Decision) -> bool:
    return decision.verdict is Verdict.FORBID and not decision.by_default
