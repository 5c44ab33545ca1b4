"""Which advisories hold for a version of a library, compared as retire.js compares versions."""

import re
from itertools import zip_longest

import msgspec

_PARTS = re.compile(r"[.\-]")
_SEVERITIES = ("critical", "high", "medium", "low")


class Advisory(msgspec.Struct, frozen=True, kw_only=True):
    """One advisory and the versions it holds for."""

    below: str
    """The first version that is mended."""
    since: str = msgspec.field(name="from", default="")
    """The first version it holds for; empty for all before `below`."""
    severity: str
    """`critical`, `high`, `medium`, `low`; anything else counts as the least."""
    ids: tuple[str, ...]
    """CVE or GHSA identifiers, or a summary where there is none."""

    @property
    def rank(self) -> int:
        """0 for the most severe."""
        known = self.severity in _SEVERITIES
        return _SEVERITIES.index(self.severity) if known else len(_SEVERITIES)


def holding(advisories: tuple[Advisory, ...], version: str) -> tuple[Advisory, ...]:
    """Those that hold for a version, most severe first."""
    held = [
        advisory
        for advisory in advisories
        if not at_least(version, advisory.below)
        and (not advisory.since or at_least(version, advisory.since))
    ]
    return tuple(sorted(held, key=lambda advisory: advisory.rank))


def at_least(version: str, other: str) -> bool:
    """Whether `version` is `other` or later: parts by number, a word before any number.

    >>> at_least("3.5.0", "3.5.0-rc.1"), at_least("3.4.1", "3.5.0")
    (True, False)
    """
    for mine, theirs in zip_longest(_PARTS.split(version), _PARTS.split(other), fillvalue="0"):
        if mine.isdecimal() != theirs.isdecimal():
            return mine.isdecimal()
        if mine != theirs and mine.isdecimal() and int(mine) != int(theirs):
            return int(mine) > int(theirs)
        if mine != theirs and not mine.isdecimal():
            return mine > theirs
    return True
