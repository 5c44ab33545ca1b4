"""Hosts of a recipient that belong to many: whoever registers a name below gets what it may get."""

from collections.abc import Iterator

from scriptward.lib.domains import registrable
from scriptward.policy.language.policy import Policy
from scriptward.policy.linting.remark import Flaw, Remark, remark
from scriptward.vocabulary.words import Severity

_ANY = "*."


def too_wide(policy: Policy) -> Iterator[Remark]:
    """Hosts `*.NAME` where NAME is a public suffix, as `*.com` or `*.cloudfront.net`."""
    for recipient in policy.recipients:
        for host in recipient.hosts:
            below = host.removeprefix(_ANY).partition(":")[0]
            if host.startswith(_ANY) and registrable(f"x.{below}") != registrable(below):
                yield remark(
                    Flaw.TOO_WIDE,
                    Severity.MEDIUM,
                    recipient,
                    f"`{host}` of recipient `{recipient.name}` is everybody's: "
                    f"below `{below}` anyone may have a name",
                    f"write its own host, as `acme.{below}`, or `*.acme.{below}`",
                )
