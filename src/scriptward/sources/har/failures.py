"""What went wrong while a capture was read, a sentence each, and not without end."""

from collections import Counter
from collections.abc import Iterator

MOST = 100
"""Sentences of one kind."""


class Failures:
    """Sentences in order. What is over the most of its kind is counted."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._counts: Counter[str] = Counter()

    def say(self, text: str, *, kind: str = "") -> None:
        """Add a sentence. `kind`: what many like it are called; empty for one of its own."""
        self._counts[kind] += 1
        if not kind or self._counts[kind] <= MOST:
            self._said.append(text)

    def __iter__(self) -> Iterator[str]:
        """The sentences, then how many more there are."""
        yield from self._said
        for kind, number in self._counts.items():
            if kind and number > MOST:
                yield f"… and {number - MOST} more {kind}"

    def __bool__(self) -> bool:
        """Whether anything went wrong."""
        return bool(self._said)
