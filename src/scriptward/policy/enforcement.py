"""The shape of an enforcement: one header or table a policy compiles to, and its honest limits."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import auto

import msgspec

from scriptward.policy.needing.needs import Needs
from scriptward.policy.options import Options
from scriptward.vocabulary.words import Word


class Strength(Word):
    """Who keeps it."""

    BROWSER = auto()
    """The browser itself, against code that wants around it."""
    GUARD = auto()
    """The sensor in the page: best effort."""
    WATCH = auto()
    """Nobody: it is told."""


class Form(Word):
    """Whether a header can be tried without blocking anything."""

    EITHER = auto()
    """There is a `-Report-Only` form."""
    REPORTS = auto()
    """It is only ever sent in its `-Report-Only` form."""
    ENFORCES = auto()
    """There is no such form: where nothing may be blocked, it is left out."""
    HARMLESS = auto()
    """It blocks nothing and is sent as it is, always."""


class Actor(Word):
    """Who has to do something."""

    WEB_SERVER = "web server"
    CDN = "CDN"
    PAGE = "page templates"
    TAG_MANAGER = "tag manager"
    VENDOR = "vendor's admin page"


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """An instruction."""

    who: Actor
    does: str


class Browser(msgspec.Struct, frozen=True, kw_only=True):
    """What one browser does with a header."""

    name: str
    since: str
    """First version that keeps it; empty where none does."""
    remark: str = ""


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
    form: Form = Form.EITHER
    browsers: tuple[Browser, ...] = ()
    """By MDN browser-compat-data 8.1.9 (CC0-1.0), 12 November 2026."""
    acts: tuple[Act, ...] = ()
    """What it asks of whom, beside sending it."""
    notes: tuple[str, ...] = ()
    """What became narrower, wider or different from what was asked, and why."""

    def sent_as(self, *, report_only: bool = False) -> tuple[str, str]:
        """Name and value of the header as a server sends it.

        One of the form `enforces` has no other name: leave it out where nothing may be blocked.
        """
        reports = self.form is Form.REPORTS or (report_only and self.form is Form.EITHER)
        return f"{self.header}-Report-Only" if reports else self.header, self.value


def sized(header: str, value: str) -> int:
    """Bytes of name and value on the wire."""
    return len(f"{header}: {value}".encode())


@dataclass(frozen=True, kw_only=True)
class Enforcement:
    """One compiler, found in the room `policy/compile` by being there."""

    name: str
    header: str
    compile: Callable[[Needs, Options], Compiled | None]
    """None where the options leave it out."""


def enforcement(
    *, header: str
) -> Callable[[Callable[[Needs, Options], Compiled | None]], Enforcement]:
    """Make an `Enforcement` of a function from needs to a header; its name is the function's."""

    def make(compile_: Callable[[Needs, Options], Compiled | None]) -> Enforcement:
        return Enforcement(name=compile_.__name__, header=header, compile=compile_)

    return make


def either(since: str, edge: str, firefox: str, safari: str) -> tuple[Browser, ...]:
    """The four browsers by their first versions; empty text where one doesn't keep it."""
    named = (("Chrome", since), ("Edge", edge), ("Firefox", firefox), ("Safari", safari))
    return tuple(Browser(name=name, since=first) for name, first in named)


def explained(
    name: str,
    found: Iterable[tuple[str, str]],
    *,
    lets_out: tuple[str, ...] = (),
    holes: Iterable[str] = (),
) -> Directive:
    """Each word once, quoted ones first, with every reason it has."""
    reasons: dict[str, dict[str, None]] = {}
    for source, because in found:
        reasons.setdefault(source, {}).setdefault(because)
    ordered = sorted(reasons, key=lambda source: (not source.startswith("'"), source))
    return Directive(
        name=name,
        openings=tuple(Opening(source=one, because=tuple(reasons[one])) for one in ordered),
        lets_out=lets_out,
        holes=tuple(holes),
    )
