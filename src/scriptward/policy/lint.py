"""What is wrong with a policy itself, whatever ran: remarks with their lines."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

from scriptward.policy.language.policy import Policy
from scriptward.policy.linting.agreements import beyond_agreements
from scriptward.policy.linting.contradictions import contradictions
from scriptward.policy.linting.covering import Covering
from scriptward.policy.linting.ending import ending
from scriptward.policy.linting.remark import Remark
from scriptward.policy.linting.unmatched import unmatched
from scriptward.policy.linting.unseen import unseen
from scriptward.policy.linting.wide import too_wide
from scriptward.vocabulary.observations import Visit


def linted(
    policy: Policy, visits: Iterable[Visit] | None = None, *, today: date | None = None
) -> tuple[Remark, ...]:
    """Every remark, in the order of the files. `visits`: None where no run is at hand.

    `today`: UTC, for approvals and agreements that run out.
    """
    day = today or datetime.now(UTC).date()
    found = _found(policy, visits, day)
    return tuple(sorted(found, key=lambda one: (one.file, one.line, one.flaw, one.says)))


def _found(policy: Policy, visits: Iterable[Visit] | None, day: date) -> Iterator[Remark]:
    covering = Covering(policy, day)
    yield from beyond_agreements(policy, covering)
    yield from contradictions(policy, covering)
    yield from unmatched(policy)
    yield from ending(policy, day)
    yield from too_wide(policy)
    if visits is not None:
        yield from unseen(policy, visits)
