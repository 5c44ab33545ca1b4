"""What one script sent to one third party from one page: the view most detectors judge."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from scriptward.analysis.sensitivity import confidence
from scriptward.analysis.wording import sender
from scriptward.lib.domains import registrable
from scriptward.vocabulary.observations import Flow, Leak, Recipient, Visit
from scriptward.vocabulary.words import (
    Attribution,
    Certainty,
    Channel,
    Confidence,
    DataKind,
    Outcome,
)

_BY_PERSON = frozenset({Channel.FORM, Channel.NAVIGATION})


@dataclass(frozen=True, kw_only=True)
class Sent:
    """Flows of one script to one recipient, and those leaks in them that were asked for."""

    by: str
    """Who sent it, as a title names them."""
    script: str | None
    recipient: Recipient
    flows: tuple[Flow, ...]
    leaks: tuple[Leak, ...]

    @property
    def kinds(self) -> frozenset[DataKind]:
        """Kinds of data of all leaks."""
        return frozenset(leak.kind for leak in self.leaks)

    @property
    def confidence(self) -> Confidence:
        """Of the surest leak."""
        return confidence(self.leaks)

    @property
    def handed_over(self) -> bool:
        """Whether people gave it to the recipient themselves: its own frame, or a form to it."""
        return all(f.frame or (f.channel in _BY_PERSON and not f.script) for f in self.flows)


def sent(visit: Visit, wanted: Callable[[Flow, Leak], bool]) -> Iterator[Sent]:
    """Third-party flows by script and recipient, where a leak is wanted. Hints are no leaks."""
    groups: dict[tuple[str, str], list[tuple[Flow, tuple[Leak, ...]]]] = {}
    for flow in visit.third_party:
        if flow.outcome is Outcome.BLOCKED:
            continue
        leaks = tuple(
            leak
            for leak in flow.data
            if leak.certainty is not Certainty.HINT and wanted(flow, leak)
        )
        if leaks:
            key = (flow.script or "", whose(flow.recipient))
            groups.setdefault(key, []).append((flow, leaks))
    for (script, _), pairs in groups.items():
        certain = all(flow.attribution is Attribution.CERTAIN for flow, _ in pairs)
        yield Sent(
            by=sender(visit, script, certain=certain),
            script=script or None,
            recipient=pairs[0][0].recipient,
            flows=tuple(flow for flow, _ in pairs),
            leaks=tuple(leak for _, leaks in pairs for leak in leaks),
        )


def whose(recipient: Recipient) -> str:
    """One name for all hosts of a known product; the domain where nobody is known."""
    if recipient.entity in {"", "unknown"}:
        return registrable(recipient.host)
    return f"{recipient.entity}/{recipient.product}"
