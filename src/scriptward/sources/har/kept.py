"""How much of a capture stays in memory. What is let go of is counted, so that it can be said."""

from collections.abc import Hashable, Iterable
from typing import TypeVar

from scriptward.vocabulary.request import Request

BODIES = 150_000_000
"""Bytes of request bodies and messages."""
SOURCES = 100_000_000
"""Characters of scripts' sources."""
ENTRIES = 300_000
"""Requests of which anything is kept."""
_LONG = 2_000
"""Characters from which a text is not likely to come again."""
_ALIKE = 200_000
"""Things that are kept once however often they are met."""

Thing = TypeVar("Thing", bound=Hashable)


class Room:
    """Room for so many bytes: what doesn't fit is refused and counted."""

    def __init__(self, size: int) -> None:
        self._left = size
        self.refused = 0

    def takes(self, size: int) -> bool:
        """Whether that much still fits; if so it is taken."""
        fits = size <= self._left
        self._left -= size if fits else 0
        self.refused += not fits
        return fits


class Pool:
    """Gives the first of things that are equal, so that headers and stacks are kept once."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Hashable] = {}

    def one(self, thing: Thing) -> Thing:
        """The equal thing that was met first."""
        if len(self._known) >= _ALIKE:
            return self._known.get(thing, thing)  # type: ignore[return-value]  # equal things have one type
        return self._known.setdefault(thing, thing)  # type: ignore[return-value]  # as above

    def all(self, things: Iterable[Thing]) -> tuple[Thing, ...]:
        """Each of them, as `one` gives it."""
        return tuple(map(self.one, things))


def weight(request: Request) -> int:
    """Bytes of a request that another like it doesn't share with it: bodies, and long texts."""
    texts = (request.url, *(value for _, value in request.headers))
    return (
        len(request.body)
        + sum(len(message.payload) for message in request.messages)
        + sum(len(one) for one in texts if len(one) > _LONG)
    )
