"""The shape of a remark on a policy, whatever ran."""

from enum import auto

import msgspec

from scriptward.policy.language.policy import PageRule, RecipientRule, Rule, ScriptRule
from scriptward.vocabulary.words import Severity, Word

SOON_DAYS = 30
"""How long before its end something is told of."""


class Flaw(Word):
    """What is wrong with it."""

    BEYOND_AGREEMENT = auto()
    CONTRADICTION = auto()
    NEVER_MATCHES = auto()
    RUN_OUT = auto()
    RUNNING_OUT = auto()
    TOO_WIDE = auto()
    UNSEEN_BYTES = auto()


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """One flaw of a policy, with its place."""

    flaw: Flaw
    severity: Severity
    says: str
    do: str
    line: int
    """Of the file; 0 for a policy that no file has."""
    file: str = ""
    """The included file it stands in; empty for the policy's own."""

    @property
    def place(self) -> str:
        """Where, for people."""
        return f"{self.file} line {self.line}".lstrip()


def remark(
    flaw: Flaw,
    severity: Severity,
    entry: PageRule | RecipientRule | ScriptRule | Rule,
    says: str,
    do: str,
) -> Remark:
    """A remark on an entry."""
    return Remark(flaw=flaw, severity=severity, says=says, do=do, line=entry.line, file=entry.file)
