"""Values behind one byte that is xored with each of theirs, whatever byte it is.

What two neighbours differ in doesn't depend on the key, so one search of the differences finds
every key at once.
"""

from collections.abc import Iterable, Iterator

from scriptward.analysis.leaks.automaton import ANCHOR, Automaton

LONGEST = 32_768
"""Bytes of a layer that is asked: this is a hint and may not cost much."""


class Xored:
    """The values by the differences of their neighbouring bytes."""

    def __init__(self, forms: Iterable[tuple[int, bytes]]) -> None:
        """`forms`: (value, one way to write it); those too short to be sure of are left out."""
        self._forms = tuple(form for form in forms if len(form[1]) > ANCHOR)
        differences = [_differences(text) for _, text in self._forms]
        self._automaton = Automaton(differences, fast=False)  # hyperscan's literals hold no zeros

    def found(self, data: bytes) -> Iterator[tuple[int, int, int]]:
        """(value, start, end) of each that stands there under some key but none."""
        if len(data) > LONGEST:
            return
        for start, candidates in self._automaton.starts(_differences(data)):
            for index in candidates:
                value, text = self._forms[index]
                end = start + len(text)
                key = data[start] ^ text[0]
                if key and bytes(byte ^ key for byte in data[start:end]) == text:
                    yield value, start, end


def _differences(data: bytes) -> bytes:
    """Each byte xored with the next one."""
    number = int.from_bytes(data, "big")
    return (number ^ number >> 8).to_bytes(len(data), "big")[1:] if data else b""
