"""A policy as it was read: what the file says, with the line of each thing.

Lines are for people and don't take part in comparison. Dates are UTC days.
"""

import datetime as dt
from dataclasses import dataclass, field

from scriptward.policy.language.recipient_index import RecipientIndex
from scriptward.policy.language.script_index import ScriptIndex
from scriptward.policy.language.words import SELF, Action, Effect, Mode, Stance, Via
from scriptward.vocabulary.words import Baa, DataKind, PageClass, Party, ScriptKind


@dataclass(frozen=True, kw_only=True, slots=True)
class PageRule:
    """Pages of the site under one name, with the class they have."""

    name: str
    match: tuple[str, ...]
    """URL patterns; one that starts with `/` is a path on the site's own hosts."""
    page_class: PageClass | None = None
    """None where the name only groups pages."""
    line: int = field(default=0, compare=False)
    file: str = field(default="", compare=False)
    """The included file it stands in; empty for the policy's own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement:
    """A business associate agreement, as the customer attests it."""

    signed: dt.date
    ref: str = ""
    expires: dt.date | None = None
    """The last day it holds; None where it has no end."""
    data: tuple[DataKind, ...] = ()
    """Kinds it covers; empty where it is not limited."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RecipientRule:
    """Somebody who may get data, by the name rules use."""

    name: str
    hosts: tuple[str, ...] = ()
    """Exact, or `*.` before a domain; with `:port` where it is not the scheme's own."""
    entity: str = ""
    """Its owner's name as reports have it, where hosts alone don't say."""
    accounts: tuple[str, ...] = ()
    baa: Baa = Baa.UNKNOWN
    agreement: Agreement | None = None
    """Set where `baa` is attested."""
    line: int = field(default=0, compare=False)
    file: str = field(default="", compare=False)
    """The included file it stands in; empty for the policy's own."""

    def baa_on(self, today: dt.date) -> Baa:
        """What the register says that day: an agreement that has run out is none."""
        if self.agreement and self.agreement.expires and self.agreement.expires < today:
            return Baa.NONE
        return self.baa


@dataclass(frozen=True, kw_only=True, slots=True)
class Approval:
    """Who let a script run, when, and why."""

    by: str
    date: dt.date
    why: str = ""
    sha256: str = ""
    """Lower-case hex where the approval holds for these bytes only."""
    expires: dt.date | None = None
    """The last day it holds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ScriptRule:
    """A known script, by URL pattern, `inline:<sha256>` or `inline:/path#<sha256>`."""

    match: str
    kind: ScriptKind | None = None
    """How it comes to run, where address or digest alone don't say; compiling needs it."""
    owner: str = ""
    """A recipient's name, or words for people."""
    approved: Approval | None = None
    """None: known, not approved."""
    line: int = field(default=0, compare=False)
    file: str = field(default="", compare=False)
    """The included file it stands in; empty for the policy's own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """Who gets something; every part that is given must hold, any word of a part is enough."""

    names: tuple[str, ...] = ()
    baa: tuple[Baa, ...] = ()
    entity: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    host: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Which scripts; every part that is given must hold, any word of a part is enough."""

    names: tuple[str, ...] = ()
    """Recipients whose scripts they are."""
    party: Party | None = None
    entity: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    match: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One sentence of the policy. A filter left out holds for everything."""

    id: str
    effect: Effect
    actions: tuple[Action, ...] = ()
    """Of `permit` and `forbid`."""
    kinds: tuple[DataKind, ...] = ()
    """Of `scrub` (taken out of what is sent) and `mask` (read as empty)."""
    to: Target | None = None
    source: Source | None = None
    """`from` in the file."""
    pages: tuple[str, ...] = ()
    """Names of this file, page classes, or `*`."""
    frames: tuple[str, ...] = ()
    """Recipients in whose own frames it holds, or `*`; empty: in the page itself."""
    data: tuple[DataKind, ...] | None = None
    """None: whatever the data; empty: only where no data was recognised."""
    via: tuple[Via, ...] = ()
    why: str = ""
    fail_closed: bool = False
    """The guard blocks where it is broken itself, instead of letting through."""
    expires: dt.date | None = None
    """The last day a permit holds; None where it has no end."""
    line: int = field(default=0, compare=False)
    file: str = field(default="", compare=False)
    """The included file it stands in; empty for the policy's own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Refused:
    """A deviation that was there when the policy was learned: told apart from new ones."""

    finding: str
    """Its id."""
    what: str
    """For people."""
    line: int = field(default=0, compare=False)


MOST = 1024


@dataclass(slots=True)
class Remembered:
    """What was worked out of a policy, by what was asked; nothing that the file doesn't say."""

    rules: dict[object, tuple[Rule, ...]] = field(default_factory=dict)
    """By action, page, frame, way and names."""
    pages: dict[str, tuple[PageRule, ...]] = field(default_factory=dict)
    """By address."""
    names: dict[object, frozenset[str]] = field(default_factory=dict)
    """Of whose script it is, by script."""

    def make_room(self) -> None:
        """Forget what there is too much of."""
        for known in (self.rules, self.pages, self.names):
            if len(known) >= MOST:
                known.clear()


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """One policy file."""

    site: str
    """Host of the site; its registrable domain is the site's own."""
    mode: Mode = Mode.OBSERVE
    defaults: tuple[tuple[str, Stance], ...] = ()
    """By page class or `*`, in the order of the file."""
    pages: tuple[PageRule, ...] = ()
    recipients: tuple[RecipientRule, ...] = ()
    scripts: tuple[ScriptRule, ...] = ()
    rules: tuple[Rule, ...] = ()
    refused: tuple[Refused, ...] = ()
    include: tuple[str, ...] = ()
    """Files it adds to, as written: relative to its own."""
    defaults_line: int = field(default=0, compare=False)
    included_defaults: tuple[str, ...] = field(default=(), compare=False)
    """Those of `defaults` that only an included file has."""
    path: str = field(default="", compare=False)
    """Where it was read from; empty where it was made."""
    script_index: ScriptIndex = field(init=False, compare=False, repr=False)
    recipient_index: RecipientIndex = field(init=False, compare=False, repr=False)
    remembered: Remembered = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Make the indexes."""
        object.__setattr__(self, "remembered", Remembered())
        object.__setattr__(self, "script_index", ScriptIndex(self.scripts))
        object.__setattr__(self, "recipient_index", RecipientIndex(self.recipients))

    @property
    def observes(self) -> bool:
        """Whether nothing is blocked: deviations are told only."""
        return self.mode is Mode.OBSERVE

    @property
    def own_hosts(self) -> tuple[str, ...]:
        """Hosts of `self`, in this file and those it includes."""
        return tuple(host for one in self.recipients if one.name == SELF for host in one.hosts)


def place(entry: PageRule | RecipientRule | ScriptRule | Rule) -> str:
    """Where an entry stands, for people; empty where no file has it."""
    line = f"line {entry.line}" if entry.line else ""
    return f"{entry.file} {line}".strip()
