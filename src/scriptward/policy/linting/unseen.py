"""Approvals of bytes that no run has seen."""

from collections.abc import Iterable, Iterator

from scriptward.policy.language.policy import Policy
from scriptward.policy.linting.remark import Flaw, Remark, remark
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.words import Severity


def unseen(policy: Policy, visits: Iterable[Visit]) -> Iterator[Remark]:
    """Entries of `scripts` whose `sha256` no script of the visits has."""
    digests = {script.sha256 for visit in visits for script in visit.scripts}
    for script in policy.scripts:
        if script.approved and script.approved.sha256 and script.approved.sha256 not in digests:
            yield remark(
                Flaw.UNSEEN_BYTES,
                Severity.LOW,
                script,
                f"{script.match} is approved with bytes that no run has seen",
                "check the digest, scan a page that has it, or take the approval out",
            )
