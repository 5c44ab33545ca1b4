"""The shape of a pixel: one vendor's wire format, read from one request.

The file of a pixel says what is the vendor's: where it is sent, what tells it on any host (a
site's own proxy or CNAME), and which parameters hold what. Its docstring is its part of the page
in the docs: what it is, and `Proof:`, what that knowledge rests on.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from scriptward.knowledge.bag import Bag, Parameter
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind

_LONGEST_SIGN = 2_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Carried:
    """One parameter whose meaning the wire format tells."""

    kind: DataKind
    parameter: Parameter
    placeholder: bool = False
    """A snippet's text or its hash, left in by mistake: nobody's data."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """One event that a pixel sent. In memory only: it may hold what a person typed."""

    pixel: str
    """Name of the pixel's file."""
    product: str
    account: str
    """The customer's id at the vendor; empty where the request has none."""
    event: str
    """As the vendor calls it; `load` for the pixel's own script or settings."""
    page_url: str = field(repr=False)
    title: str = field(repr=False)
    referrer: str = field(repr=False)
    carried: tuple[Carried, ...] = field(repr=False)
    """Everything whose meaning is known, with its place."""
    parameters: tuple[Parameter, ...] = field(repr=False)
    """All of them, also those nobody knows."""
    own_host: bool
    """Sent to the vendor's own host; else it was told by its parameters."""
    unread: bool = False
    """A body came with it that could not be read."""
    mirror: bool = False
    """A copy that the vendor's script sends of another request."""
    twin: tuple[str, ...] = field(default=(), repr=False)
    """What a copy and its original have in common."""

    def said(self, kind: DataKind) -> tuple[str, ...]:
        """Values of that kind, placeholders left out."""
        return tuple(
            each.parameter.value
            for each in self.carried
            if each.kind is kind and not each.placeholder
        )

    @property
    def ids(self) -> tuple[Carried, ...]:
        """Ids of the browser, the person and the click."""
        return tuple(each for each in self.carried if each.kind in IDS)

    @property
    def matching(self) -> tuple[Carried, ...]:
        """What the vendor may match with a person, plain or hashed."""
        return tuple(each for each in self.carried if each.kind in MATCHING)


IDS = frozenset(
    {
        DataKind.COOKIE_ID,
        DataKind.USER_ID,
        DataKind.CLICK_ID,
        DataKind.DEVICE_ID,
        DataKind.OTHER_ID,
    }
)
MATCHING = frozenset(
    {
        DataKind.EMAIL,
        DataKind.EMAIL_HASH,
        DataKind.PHONE,
        DataKind.PHONE_HASH,
        DataKind.NAME,
        DataKind.DOB,
        DataKind.ADDRESS,
        DataKind.ZIP,
    }
)
Signature = Mapping[str, str | None]
"""`{parameter: pattern of its whole value}`, all of which must hold; None: it must not be there.

`:path` is the path, in which the pattern must be found. The others stand in the address or the
body, there perhaps at the end of a longer name: what a pixel makes itself is no sign.
"""
Names = tuple[str, ...]
"""Parameters that may hold it, the best first; a `*` is any text."""


@dataclass(frozen=True, kw_only=True)
class Pixel:
    """One wire format: where it goes, how it is told, and what its parameters mean."""

    name: str
    product: str
    hosts: Names
    """The vendor's own, with all below them."""
    path: str
    """Pattern of the beginning of the path on those hosts."""
    loads: str
    """Pattern of `host/path` of its script or settings; a group `account` holds the id."""
    signatures: tuple[Signature, ...]
    """Each tells the format on any host."""
    account: Names
    event: Names
    page_url: Names
    title: Names
    referrer: Names
    default_event: str
    carries: Mapping[DataKind, Names]
    mirror: str
    """Pattern in `host/path` of requests that repeat another one; empty: none does."""
    same: Names
    """Parameters that are equal in a request and its copy."""
    read: Callable[[Wire], Iterable[Bag]]
    """The request's events, a bag each."""

    @cached_property
    def marks(self) -> tuple[frozenset[str], ...]:
        """Last steps of the names of each signature that has any: all must be there if it fits."""
        needed = (frozenset(map(_last_step, _needed(each))) for each in self.signatures)
        return tuple(filter(None, needed))

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Patterns of signatures by the path alone."""
        alone = (each for each in self.signatures if not any(_needed(each)))
        return tuple(each[":path"] or "" for each in alone)

    def weight(self, wire: Wire, bag: Bag) -> int:
        """How many signs of the best signature an event shows; 0 where no signature fits."""
        fits = (len(each) for each in self.signatures if _shows(each, wire, bag))
        return max(fits, default=0)


def _needed(signature: Signature) -> Iterator[str]:
    return (name for name, value in signature.items() if value is not None and name != ":path")


def _last_step(name: str) -> str:
    return name.rpartition(".")[2]


def _shows(signature: Signature, wire: Wire, bag: Bag) -> bool:
    for name, pattern in signature.items():
        if pattern and name == ":path":
            if not re.search(pattern, wire.path):
                return False
            continue
        if pattern is None:
            if name in bag:
                return False
            continue
        values = (p.value[:_LONGEST_SIGN] for p in bag.named(name))
        if not any(re.fullmatch(pattern, value, re.DOTALL) for value in values):
            return False
    return True


def pixel(
    *,
    product: str,
    hosts: Names,
    path: str,
    loads: str = "",
    signatures: tuple[Signature, ...] = (),
    account: Names = (),
    event: Names = (),
    page_url: Names = (),
    title: Names = (),
    referrer: Names = (),
    default_event: str = "",
    carries: Mapping[DataKind, Names] | None = None,
    mirror: str = "",
    same: Names = (),
) -> Callable[[Callable[[Wire], Iterable[Bag]]], Pixel]:
    """Make a `Pixel` of a function that gives a request's events; its name is the function's."""

    def make(read: Callable[[Wire], Iterable[Bag]]) -> Pixel:
        return Pixel(
            name=read.__name__,
            product=product,
            hosts=hosts,
            path=path,
            loads=loads,
            signatures=signatures,
            account=account,
            event=event,
            page_url=page_url,
            title=title,
            referrer=referrer,
            default_event=default_event,
            carries=carries or {},
            mirror=mirror,
            same=same,
            read=read,
        )

    return make
