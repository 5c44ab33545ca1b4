"""What the customer has attested: own hosts, approved scripts, BAA register, page classes.

Made from a policy by the floor above; with none given, nothing is approved and nothing attested.
"""

from collections.abc import Callable
from dataclasses import dataclass

from scriptward.vocabulary.observations import Owner, Script
from scriptward.vocabulary.words import Baa, PageClass


def _never(_: Script) -> bool | None:
    return None


def _unknown(_host: str, _entity: str, _product: str) -> Baa:
    return Baa.UNKNOWN


def _no_override(_url: str) -> tuple[PageClass, str] | None:
    return None


def _nobody(_host: str) -> Owner | None:
    return None


@dataclass(frozen=True, kw_only=True)
class Approvals:
    """Questions that analysis asks of a policy, as plain functions."""

    own_hosts: tuple[str, ...] = ()
    approved: Callable[[Script], bool | None] = _never
    """True or False by the policy; None where no policy was given."""
    baa: Callable[[str, str, str], Baa] = _unknown
    """By host, entity and product of a recipient."""
    page_class: Callable[[str], tuple[PageClass, str] | None] = _no_override
    """The policy's own class of a page address and the reason, where it has one."""
    owner: Callable[[str], Owner | None] = _nobody
    """Whose a host is by the policy's own recipients; asked where nobody else knows."""
