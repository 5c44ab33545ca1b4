"""The shape of a static signal: something in a script's text that is worth knowing of.

A signal is no proof: code that is never run holds it too, and what is hidden well holds none. What
a script was seen to do stands beside it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import msgspec

from scriptward.analysis.code import Code
from scriptward.vocabulary.words import Severity

Find = Callable[[Code], Iterator[int]]
"""Gives the places, as bytes from the beginning."""


@dataclass(frozen=True, kw_only=True)
class Signal:
    """A signal, found in the room `signals` by being there."""

    name: str
    says: str
    """What stands in the code, as a part of a sentence whose subject is the script."""
    severity: Severity
    """Of its coming new in a version."""
    find: Find


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a signal stands."""

    line: int
    """From 1."""
    column: int
    """From 1, in characters."""
    excerpt: str
    """The code there, cut, on one line and without control characters."""


class SignalSeen(msgspec.Struct, frozen=True, kw_only=True):
    """A signal that a script has."""

    signal: str
    says: str
    severity: Severity
    count: int
    places: tuple[Place, ...]
    """The first of them."""


def signal(*, says: str, severity: Severity) -> Callable[[Find], Signal]:
    """Make a `Signal` of a function from code to places; its name is the function's."""

    def make(find: Find) -> Signal:
        return Signal(name=find.__name__, says=says, severity=severity, find=find)

    return make
