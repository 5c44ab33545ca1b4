"""What went wrong while a capture was read, a sentence each, and not without end."""

from collections import Counter
from collections.abc import Iterator

MOST = 100
"""Sentences of one capture."""


class Failures:
    """Sentences in order. What is over the most is counted by its kind."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._more: Counter[str] = Counter()

    def say(self, text: str, *, kind: str = "failures") -> None:
        """Add a sentence. `kind`: what many of them are called."""
        if len(self._said) < MOST:
            self._said.append(text)
        else:
            self._more[kind] += 1

    def __iter__(self) -> Iterator[str]:
        """The sentences, then how many more there are."""
        yield from self._said
        yield from (f"… and {number} more {kind}" for kind, number in self._more.items())

    def __bool__(self) -> bool:
        """Whether anything went wrong."""
        return bool(self._said)
