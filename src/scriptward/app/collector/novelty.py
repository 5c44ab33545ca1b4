"""Bounds how much that is new a site may bring: a flood of fakes must not fill the disk.

A token bucket a site. What it refuses is counted, not listed. Known behaviours pass always.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

BURST = 1_000
AN_HOUR = 500
MOST_A_SITE = 20_000


@dataclass(slots=True)
class SiteNovelty:
    """What one site has brought. Times are seconds."""

    known: set[int] = field(default_factory=set)
    """Keys of behaviours that the store has."""
    tokens: float = BURST
    at: float = 0.0

    def left(self, now: float) -> int:
        """How many new behaviours may come in now."""
        earned = max(0.0, now - self.at) * AN_HOUR / 3600
        self.tokens, self.at = min(BURST, self.tokens + earned), now
        return min(int(self.tokens), MOST_A_SITE - len(self.known))

    def accept(self, keys: Iterable[int]) -> None:
        """These were new and are in the store now."""
        fresh = set(keys) - self.known
        self.tokens -= len(fresh)
        self.known |= fresh
