"""Names a learned policy gives to those who got something, and to whose code it was."""

from scriptward.lib.domains import registrable
from scriptward.policy.applying import maker_of
from scriptward.policy.language.matching import (
    Code,
    Receiver,
    named,
    scripts_named,
    trusted,
)
from scriptward.policy.language.names import slug
from scriptward.policy.language.policy import Policy
from scriptward.policy.language.words import SELF

NOBODY = frozenset({"", "unknown"})


def name_of(policy: Policy, receiver: Receiver) -> str:
    """The register's name; else that of product or owner; else the registered domain.

    A name of the register is never given to hosts it doesn't list: its agreement would go along.
    """
    known = named(policy, receiver)
    if known is not None:
        return known.name
    receiver = trusted(policy, receiver)
    host = receiver.host if receiver.host.startswith("[") else receiver.host.partition(":")[0]
    words = [slug(word) for word in (receiver.product, receiver.entity) if word not in NOBODY]
    taken = {SELF, "", *(recipient.name for recipient in policy.recipients)}
    names = [*words, slug(registrable(host)), slug(f"{host}-host")]
    return next((name for name in names if name not in taken), f"{names[-1]}-2")


def owner_name(policy: Policy, code: Code) -> str:
    """Name of a third party's code: an owner in `scripts` first; empty for code of nobody."""
    for entry in scripts_named(policy, code):
        if entry.owner in {recipient.name for recipient in policy.recipients}:
            return entry.owner
    maker = maker_of(policy, code)
    return name_of(policy, maker) if maker.host or maker.entity not in NOBODY else ""


def is_unowned(policy: Policy, code: Code) -> bool:
    """Whether neither the lists of vendors nor the register know whose code it is."""
    maker = maker_of(policy, code)
    if maker.entity not in NOBODY or any(entry.owner for entry in scripts_named(policy, code)):
        return False
    return named(policy, maker) is None
