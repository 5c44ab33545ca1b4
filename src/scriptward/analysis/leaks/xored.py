"""Values behind a short key that is xored with their bytes again and again, whatever key it is.

What two bytes differ in that stand as far apart as the key is long doesn't depend on the key, so
one search of the differences finds every key at once.
"""

from collections.abc import Iterable, Iterator
from itertools import accumulate

from scriptward.analysis.leaks.automaton import ANCHOR, Automaton

LONGEST = 32_768
"""Bytes of a layer that is asked: this is a hint and may not cost much."""
KEYS = (1, 2, 4)
"""Bytes of a key. One of two is one of four, too: shorter values are found by the shorter."""


class Xored:
    """The values by the differences of their bytes."""

    def __init__(self, forms: Iterable[tuple[int, bytes]]) -> None:
        """`forms`: (value, one way to write it); those too short to be sure of are left out."""
        texts = [*forms]
        self._forms = [
            (value, text, size)
            for size in KEYS
            for value, text in texts
            if len(text) >= ANCHOR + size
        ]
        patterns = [_differences(text, size) for _, text, size in self._forms]
        self._automaton = Automaton(patterns, fast=False)  # hyperscan's literals hold no zeros

    def found(self, data: bytes) -> Iterator[tuple[int, int, int]]:
        """(value, start, end) of each that stands there under some key but none."""
        if not ANCHOR < len(data) <= LONGEST:
            return
        seen: set[tuple[int, int]] = set()
        parts = [_differences(data, size) for size in KEYS]
        base = dict(zip(KEYS, accumulate(map(len, parts), initial=0), strict=False))
        for at, candidates in self._automaton.starts(b"".join(parts)):
            for index in candidates:
                value, text, size = self._forms[index]
                start = at - base[size]
                end = start + len(text)
                if start < 0 or end > len(data) or (value, start) in seen:
                    continue
                key = bytes(map(int.__xor__, data[start : start + size], text))
                if any(key) and _under(key, data[start:end]) == text:
                    seen.add((value, start))
                    yield value, start, end


def _under(key: bytes, data: bytes) -> bytes:
    return bytes(byte ^ key[at % len(key)] for at, byte in enumerate(data))


def _differences(data: bytes, size: int) -> bytes:
    """Each byte xored with the one `size` bytes on."""
    number = int.from_bytes(data, "big")
    return (number ^ number >> 8 * size).to_bytes(len(data), "big")[size:]
