"""Many byte patterns searched in one pass. The one place that knows which library does it.

Measured choices: hyperscan is the fastest where it has a wheel, ahocorasick-rs runs everywhere.
"""

from collections.abc import Sequence

from ahocorasick_rs import BytesAhoCorasick, Implementation


class Automaton:
    """Finds every occurrence of every pattern, overlapping ones too."""

    def __init__(self, patterns: Sequence[bytes]) -> None:
        """`patterns`: not empty, all different; a match names one by its index."""
        small = len(patterns) <= 2_000  # noqa: PLR2004  # a DFA of more would be large
        self._search = (
            BytesAhoCorasick(
                patterns,
                implementation=Implementation.DFA if small else Implementation.ContiguousNFA,
            )
            if patterns
            else None
        )

    def matches(self, text: bytes) -> Sequence[tuple[int, int, int]]:
        """(pattern, start, end) of each match, in order of their ends."""
        if self._search is None:
            return ()
        return self._search.find_matches_as_indexes(text, overlapping=True)
