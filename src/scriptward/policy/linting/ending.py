"""Approvals, agreements and permits that have run out, or will within 30 days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from scriptward.policy.language.policy import Policy, RecipientRule, Rule, ScriptRule
from scriptward.policy.linting.remark import SOON_DAYS, Flaw, Remark, remark
from scriptward.vocabulary.words import Severity


@dataclass(frozen=True, kw_only=True, slots=True)
class End:
    """Something with a last day."""

    entry: ScriptRule | RecipientRule | Rule
    day: date
    what: str
    do: str


def ending(policy: Policy, today: date) -> Iterator[Remark]:
    """Each thing with an end that is near or past. `today`: UTC."""
    for end in _ends(policy):
        yield from _told(end, today)


def run_out_between(policy: Policy, first: date, last: date) -> tuple[str, ...]:
    """What ran out after the first day and by the last: its last day was in between. UTC."""
    return tuple(
        f"{end.what} ran out on {end.day}" for end in _ends(policy) if first <= end.day < last
    )


def _ends(policy: Policy) -> Iterator[End]:
    for script in policy.scripts:
        if script.approved and script.approved.expires:
            yield End(
                entry=script,
                day=script.approved.expires,
                what=f"the approval of {script.match}",
                do="look at the script and approve it anew, or take it off the site",
            )
    for recipient in policy.recipients:
        if recipient.agreement and recipient.agreement.expires:
            yield End(
                entry=recipient,
                day=recipient.agreement.expires,
                what=f"the agreement with {recipient.name}",
                do="sign it anew and change `baa`, or stop sending; once run out it counts as none",
            )
    for rule in policy.rules:
        if rule.expires:
            yield End(
                entry=rule,
                day=rule.expires,
                what=f"the permit {rule.id}",
                do="decide on it anew, or take it out",
            )


def _told(end: End, today: date) -> Iterator[Remark]:
    if end.day < today:
        says = f"{end.what} ran out on {end.day}"
        yield remark(Flaw.RUN_OUT, Severity.MEDIUM, end.entry, says, end.do)
    elif end.day - today <= timedelta(days=SOON_DAYS):
        left = (end.day - today).days
        says = f"{end.what} runs out on {end.day}, in {left} day{'' if left == 1 else 's'}"
        yield remark(Flaw.RUNNING_OUT, Severity.LOW, end.entry, says, end.do)
