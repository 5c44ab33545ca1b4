"""The policy file: read, checked, printed, and what its names mean."""

from scriptward.policy.language.approvals import approvals
from scriptward.policy.language.policy import Policy
from scriptward.policy.language.printer import printed
from scriptward.policy.language.reader import parsed, read_policy

__all__ = ["Policy", "approvals", "parsed", "printed", "read_policy"]
