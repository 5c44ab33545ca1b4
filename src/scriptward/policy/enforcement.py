"""The shape of an enforcement: one header or table a policy compiles to, and its honest limits."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import auto

import msgspec

from scriptward.policy.needing.needs import Needs
from scriptward.vocabulary.words import Word


class Strength(Word):
    """Who keeps it."""

    BROWSER = auto()
    """The browser itself, against code that wants around it."""
    GUARD = auto()
    """The sensor in the page: best effort."""
    WATCH = auto()
    """Nobody: it is told."""


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """One word of a directive and what needed it."""

    source: str
    because: tuple[str, ...]


class Directive(msgspec.Struct, frozen=True, kw_only=True):
    """One directive, what it opens and what it still lets out."""

    name: str
    openings: tuple[Opening, ...]
    lets_out: tuple[str, ...]
    holes: tuple[str, ...] = ()
    """Words that undo most of it, each with its reason."""

    @property
    def text(self) -> str:
        """As it stands in the header."""
        return " ".join((self.name, *(opening.source for opening in self.openings)))


class Compiled(msgspec.Struct, frozen=True, kw_only=True):
    """One header, explained."""

    header: str
    value: str
    strength: Strength
    size: int
    """Bytes of name and value."""
    directives: tuple[Directive, ...]
    unkept: tuple[str, ...]
    """What the policy says and this does not keep."""
    limits: tuple[str, ...]
    """What it can't stop at all."""

    def sent_as(self, *, report_only: bool = False) -> tuple[str, str]:
        """Name and value of the header as a server sends it."""
        return f"{self.header}-Report-Only" if report_only else self.header, self.value


@dataclass(frozen=True, kw_only=True)
class Enforcement:
    """One compiler, found in the room `policy/compile` by being there."""

    name: str
    header: str
    compile: Callable[[Needs], Compiled]


def enforcement(*, header: str) -> Callable[[Callable[[Needs], Compiled]], Enforcement]:
    """Make an `Enforcement` of a function from needs to a header; its name is the function's."""

    def make(compile_: Callable[[Needs], Compiled]) -> Enforcement:
        return Enforcement(name=compile_.__name__, header=header, compile=compile_)

    return make
