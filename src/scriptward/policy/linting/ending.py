"""Approvals, agreements and permits that have run out, or will within 30 days."""

from collections.abc import Iterator
from datetime import date, timedelta

from scriptward.policy.language.policy import Policy, RecipientRule, Rule, ScriptRule
from scriptward.policy.linting.remark import SOON_DAYS, Flaw, Remark, remark
from scriptward.vocabulary.words import Severity


def ending(policy: Policy, today: date) -> Iterator[Remark]:
    """Each thing with an end that is near or past. `today`: UTC."""
    for script in policy.scripts:
        if script.approved:
            yield from _end(
                script,
                script.approved.expires,
                today,
                what=f"the approval of {script.match}",
                do="look at the script and approve it anew, or take it off the site",
            )
    for recipient in policy.recipients:
        if recipient.agreement:
            yield from _end(
                recipient,
                recipient.agreement.expires,
                today,
                what=f"the agreement with {recipient.name}",
                do="sign it anew and change `baa`, or stop sending; once run out it counts as none",
            )
    for rule in policy.rules:
        yield from _end(
            rule,
            rule.expires,
            today,
            what=f"the permit {rule.id}",
            do="decide on it anew, or take it out",
        )


def _end(
    entry: ScriptRule | RecipientRule | Rule, end: date | None, today: date, *, what: str, do: str
) -> Iterator[Remark]:
    if end is None:
        return
    if end < today:
        yield remark(Flaw.RUN_OUT, Severity.MEDIUM, entry, f"{what} ran out on {end}", do)
    elif end - today <= timedelta(days=SOON_DAYS):
        left = (end - today).days
        says = f"{what} runs out on {end}, in {left} day{'' if left == 1 else 's'}"
        yield remark(Flaw.RUNNING_OUT, Severity.LOW, entry, says, do)
