"""Who gets something, as the policy calls them."""

from scriptward.analysis.wording import known
from scriptward.policy.language.matching import is_own, named
from scriptward.policy.language.policy import Policy
from scriptward.policy.language.words import SELF
from scriptward.policy.question import receiver_of
from scriptward.vocabulary.observations import Flow


def whom(policy: Policy, flow: Flow) -> str:
    """Name in the policy and host; what is known of them where it has no name."""
    to = receiver_of(flow)
    if is_own(policy, to.host):
        return f"{SELF} ({to.host})"
    register = named(policy, to)
    return f"{register.name} ({to.host})" if register else known(flow.recipient)
