"""A script that may not run, with all it did on a page, as one finding."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from scriptward.analysis.sensitivity import PAYMENT
from scriptward.analysis.wording import in_words, page_words, script_name
from scriptward.policy.checking.wording import because, fix, policy_deviation
from scriptward.policy.decide import Decision
from scriptward.policy.grading import of_load, of_read, of_send
from scriptward.vocabulary.finding import Finding
from scriptward.vocabulary.observations import Flow, Read, Script, Visit
from scriptward.vocabulary.words import DataKind, Severity


@dataclass
class Story:
    """One script of one page."""

    key: str
    script: Script
    host: str
    decision: Decision
    severity: Severity
    sent: dict[str, set[DataKind]] = field(default_factory=dict)
    """By host of the recipient."""
    flows: list[Flow] = field(default_factory=list)
    read: set[DataKind] = field(default_factory=set)

    def sending(
        self, visit: Visit, flow: Flow, decision: Decision, kinds: frozenset[DataKind]
    ) -> None:
        """It sent something that isn't permitted."""
        self.sent.setdefault(flow.recipient.host, set()).update(kinds)
        self.flows.append(flow)
        self._worsen(of_send(decision, visit.page.page_class, flow, kinds))

    def reading(self, read: Read, decision: Decision) -> None:
        """It read something that isn't permitted."""
        if read.kind:
            self.read.add(read.kind)
        self._worsen(of_read(decision, read.kind, self.script.party))

    def finding(self, visit: Visit) -> Finding:
        """The whole of it."""
        place = page_words(visit.page.page_class)
        did = "".join(f", {deed}" for deed in self._deeds())
        hosts = sorted(self.sent, key=lambda host: (-len(self.sent[host]), host))
        return policy_deviation.finding(
            visit=visit,
            says=f"{script_name(self.script)} runs on {place}{did}; {because(self.decision)}",
            severity=self.severity,
            script=self.script,
            recipient=hosts[0] if hosts else self.host or None,
            flows=self.flows,
            data=self.read.union(*self.sent.values()),
            controls=("PC-01", "PC-02") if visit.page.page_class in PAYMENT else ("PC-01",),
            fold=("load", self.key),
            remedy=fix(
                "find out who put it there; remove it, or add it to `scripts` with an approval"
            ),
        )

    def _deeds(self) -> Iterator[str]:
        if self.read:
            yield f"reads {in_words(self.read)}"
        for host, kinds in sorted(self.sent.items()):
            yield f"sends {in_words(kinds) if kinds else 'requests'} to {host}"

    def _worsen(self, severity: Severity) -> None:
        if severity.at_least(self.severity):
            self.severity = severity


def story(visit: Visit, script: Script, *, key: str, host: str, decision: Decision) -> Story:
    """The beginning: it ran."""
    severity = of_load(decision, visit.page.page_class, script.party)
    return Story(key=key, script=script, host=host, decision=decision, severity=severity)
