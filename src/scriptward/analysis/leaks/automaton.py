"""Many byte patterns searched in one pass. The one place that knows which library does it.

hyperscan where it has a wheel (ten times as fast), ahocorasick-rs elsewhere: both give the same
ends. Both look at the beginning of a long pattern only: whoever asks compares the rest, and
30,000 patterns of a server take 4 MB.
"""

import threading
from array import array
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import accumulate, chain

from ahocorasick_rs import BytesAhoCorasick, Implementation

try:
    import hyperscan

    FAST = True
except ImportError:  # no wheel for this platform
    FAST = False

ANCHOR = 8
"""Bytes of a pattern that are searched at most."""
_STRETCH = 65_536
"""Bytes that are searched at once, so that who reads the matches can stop."""
_MANY = 5_000
"""Patterns above which hyperscan's compiler would take 50 MB for a while, and is no faster."""
_SMALL = 2_000
"""Patterns up to which a whole state table is small enough."""
_IN_WORDS = bytes(bytes([byte]).isalnum() for byte in range(256))
Search = Callable[[bytes], Sequence[tuple[int, int]]]


class Automaton:
    """Finds where patterns may stand: every place where one of them begins, in any case."""

    def __init__(
        self, patterns: Sequence[bytes], *, words: Container[int] = (), fast: bool = FAST
    ) -> None:
        """Compile `patterns`, none empty; a match names one by its index. `fast`: by hyperscan.

        `words`: those that are none where a letter or digit of ASCII follows.
        """
        by_anchor: dict[bytes, list[int]] = {}
        for index, pattern in enumerate(patterns):
            by_anchor.setdefault(pattern[:ANCHOR].lower(), []).append(index)
        self._sizes = bytes(map(len, by_anchor))
        self._words = bytes(
            all(index in words and len(patterns[index]) <= ANCHOR for index in indexes)
            for indexes in by_anchor.values()
        )
        self._indexes = array("I", chain.from_iterable(by_anchor.values()))
        self._ends = array("I", accumulate(map(len, by_anchor.values()), initial=0))
        library = _Hyperscan if fast and len(by_anchor) <= _MANY else _AhoCorasick
        self._search: Search = library(tuple(by_anchor)).ends if by_anchor else _nothing

    def starts(self, text: bytes) -> Iterable[tuple[int, Sequence[int]]]:
        """(start, patterns that have their anchor there) in order of the anchors' ends."""
        if len(text) > _STRETCH:
            return self._by_stretches(text)
        sizes, words, patterns, size = self._sizes, self._words, self._patterns, len(text)
        return [
            (end - sizes[at], patterns(at))
            for at, end in self._search(text)
            if not (words[at] and end < size and _IN_WORDS[text[end]])
        ]

    def _by_stretches(self, text: bytes) -> Iterator[tuple[int, Sequence[int]]]:
        for base in range(0, len(text), _STRETCH):
            first = max(0, base - ANCHOR + 1)
            for at, end in self._search(text[first : base + _STRETCH]):
                if self._words[at] and _IN_WORDS[(text[first + end : first + end + 1] or b" ")[0]]:
                    continue
                if first + end > base:  # else it ended in the stretch before
                    yield first + end - self._sizes[at], self._patterns(at)

    def _patterns(self, anchor: int) -> Sequence[int]:
        return self._indexes[self._ends[anchor] : self._ends[anchor + 1]]


def _nothing(_: bytes) -> Sequence[tuple[int, int]]:
    return ()


class _Hyperscan:
    """Its scratch space is for one thread at a time."""

    def __init__(self, anchors: Sequence[bytes]) -> None:
        self._database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        self._database.compile(
            expressions=anchors,
            ids=list(range(len(anchors))),
            flags=hyperscan.HS_FLAG_CASELESS,
            literal=True,
        )
        self._own = threading.local()

    def ends(self, text: bytes) -> Sequence[tuple[int, int]]:
        """(anchor, end) of each match."""
        scratch = getattr(self._own, "scratch", None)
        if scratch is None:
            scratch = self._own.scratch = hyperscan.Scratch(self._database)
        found: list[tuple[int, int]] = []
        self._database.scan(
            text,
            match_event_handler=lambda at, _start, end, _flags, _context: found.append((at, end)),
            scratch=scratch,
        )
        return found


class _AhoCorasick:
    def __init__(self, anchors: Sequence[bytes]) -> None:
        self._automaton = BytesAhoCorasick(
            anchors,
            implementation=Implementation.DFA
            if len(anchors) <= _SMALL
            else Implementation.ContiguousNFA,
        )

    def ends(self, text: bytes) -> Sequence[tuple[int, int]]:
        """(anchor, end) of each match."""
        matches = self._automaton.find_matches_as_indexes(text.lower(), overlapping=True)
        return [(at, end) for at, _, end in matches]
