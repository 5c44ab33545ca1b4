"""What all findings of a policy check share: the detector's words, and the policy's sentence."""

from collections.abc import Iterator

from scriptward.analysis.detector import Detector
from scriptward.policy.decide import Decision, Verdict
from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.words import Audience, Severity


def _nothing(_: Visit) -> Iterator[Finding]:
    yield from ()


policy_deviation = Detector(
    name="policy_deviation",
    severity=Severity.MEDIUM,
    audience=Audience.SECURITY,
    controls=("PC-01", "PC-02", "HT-06"),
    judge=_nothing,
)
"""Judging needs a policy, so it is `checked` that makes these findings."""


_NOTES = frozenset({"scripts", "recipients"})
"""What says why a rule that one would expect doesn't hold."""


def because(decision: Decision) -> str:
    """The sentence of the policy that decided, with its line."""
    if decision.verdict in {Verdict.SCRUB, Verdict.MASK}:
        deed = "takes out" if decision.verdict is Verdict.SCRUB else "masks"
        return f"rule {decision.reasons[0].rule} {deed} that"
    last = decision.reasons[-1]
    if decision.by_default:
        notes = [
            reason.says
            for reason in decision.reasons
            if reason.rule in _NOTES or reason.says.startswith("held until")
        ]
        return "; ".join((*notes, last.says))
    line = f" ({last.place})" if last.line else ""
    return f"rule {last.rule}{line} forbids it"


def fix(text: str) -> Remedy:
    """A remedy for the web team."""
    return Remedy(text=text, actor="web team")
