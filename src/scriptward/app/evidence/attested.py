"""What the organisation attests in its policy, laid over the observations of a run.

Agreements and approvals are looked up for the day a run began: one that had run out by then, or
was made for other bytes, is none.
"""

import datetime as dt
from dataclasses import dataclass

from msgspec.structs import replace

from scriptward.policy.language.approvals import approvals, code_of
from scriptward.policy.language.matching import Receiver, approval_problem, named, scripts_named
from scriptward.policy.language.policy import Agreement, Approval, Policy
from scriptward.vocabulary.observations import Flow, Page, Recipient, Script
from scriptward.vocabulary.report import Report
from scriptward.vocabulary.words import Baa, DataKind


@dataclass(frozen=True)
class Attested:
    """The register, or the empty one where no policy was given."""

    policy: Policy | None = None

    def marked(self, report: Report, *, day: dt.date) -> Report:
        """The report with this policy's page classes, approvals and agreements of that day."""
        if self.policy is None:
            return report
        asked = approvals(self.policy, today=day)

        def page(row: Page) -> Page:
            found = asked.page_class(row.url)
            if found is None:
                return row
            reasons = "; ".join(filter(None, (found[1], row.class_reason)))
            return replace(row, page_class=found[0], class_reason=reasons)

        def flow(row: Flow) -> Flow:
            got = row.recipient
            if got.baa is None:
                return row
            baa = asked.baa(got.host, got.entity, got.product)
            return replace(row, recipient=replace(got, baa=baa))

        return replace(
            report,
            pages=tuple(map(page, report.pages)),
            scripts=tuple(replace(s, approved=asked.approved(s)) for s in report.scripts),
            flows=tuple(map(flow, report.flows)),
        )

    def approval(self, script: Script, *, day: dt.date) -> str:
        """Who approved a script, when and why, or what is wrong with the approval; or empty."""
        if self.policy is None:
            return ""
        if approval := self._approval(script, day=day):
            why = f": {approval.why}" if approval.why else ", no reason given"
            return f"approved by {approval.by} on {approval.date}{why}"
        code = code_of(script)
        problems = [
            approval_problem(entry, code, today=day) for entry in scripts_named(self.policy, code)
        ]
        return problems[0] if problems else "is not in the policy"

    def unreasoned(self, script: Script, *, day: dt.date) -> bool:
        """Whether a script is approved without a written reason."""
        approval = self._approval(script, day=day)
        return approval is not None and not approval.why

    def _approval(self, script: Script, *, day: dt.date) -> Approval | None:
        if self.policy is None:
            return None
        code = code_of(script)
        return next(
            (
                entry.approved
                for entry in scripts_named(self.policy, code)
                if not approval_problem(entry, code, today=day)
            ),
            None,
        )

    def agreement(self, recipient: Recipient) -> str:
        """Reference and days of the agreement with a recipient; empty where there is none."""
        found = self._agreement(recipient)
        if found is None:
            return ""
        until = f", until {found.expires}" if found.expires else ""
        return f"agreement {found.ref or 'without reference'}, signed {found.signed}{until}"

    def declared(self, recipient: Recipient) -> frozenset[DataKind]:
        """Kinds of data the agreement covers; none where it does not say."""
        found = self._agreement(recipient)
        return frozenset(found.data) if found else frozenset()

    def _agreement(self, recipient: Recipient) -> Agreement | None:
        if self.policy is None or recipient.baa is not Baa.ATTESTED:
            return None
        receiver = Receiver(host=recipient.host, entity=recipient.entity, product=recipient.product)
        rule = named(self.policy, receiver)
        return rule.agreement if rule else None
