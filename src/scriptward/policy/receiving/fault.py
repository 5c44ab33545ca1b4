"""The shape of a fault of delivery."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import auto

import msgspec

from scriptward.sources.live.response import Response, Role
from scriptward.vocabulary.words import Severity, Word

MOST_URLS = 5
LONGEST = 300


class FaultKind(Word):
    """What is wrong with a delivery."""

    LOST = auto()
    REPORT_ONLY = "report only"
    META = auto()
    DOUBLED = auto()
    CUT = auto()
    CHANGED = auto()
    STALE = auto()
    GUARD_MISSING = "guard missing"
    GUARD_NOT_FIRST = "guard not first"
    GUARD_REFUSED = "guard refused"
    GUARD_TYPE = "guard type"
    REPORTS_LOST = "reports lost"
    NONCE_REUSED = "nonce reused"
    NONCE_KEPT = "nonce kept"
    NONCE_BESIDE_304 = "nonce beside 304"


class Who(Word):
    """Who has to act."""

    WEB_SERVER = "web server"
    APPLICATION = auto()
    CDN = "CDN or proxy"
    TAG_MANAGER = "tag manager"


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One fault, wherever it was received."""

    kind: FaultKind
    severity: Severity
    role: Role
    """On what kind of response."""
    headers: tuple[str, ...]
    """Names of the headers it is about; none where it is about the guard."""
    says: str
    matters: str
    """Why, in a sentence."""
    who: Who
    named: str
    """What the answers say of whoever sent them; empty where nothing."""
    do: str
    urls: tuple[str, ...]
    """The first of them."""
    count: int = 1
    """Of addresses."""


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """What `policy check --live` found."""

    pages: tuple[str, ...]
    responses: int
    expected: tuple[tuple[str, str], ...]
    """`(name, value)` of each header that every response should have."""
    faults: tuple[Fault, ...]
    failures: tuple[str, ...]
    """What couldn't be fetched."""
    left_out: tuple[str, ...]
    """What wasn't judged, and why."""


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What a policy's delivery should be."""

    headers: tuple[tuple[str, str], ...]
    """`(name, value)`, each name once."""
    guards: tuple[str, ...] = ()
    """The `integrity` it may have, the newest first; none where no guard is looked for."""
    collector: str = ""
    reports: str = ""
    """The path on the page's host where browsers send reports; empty where it is elsewhere."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a comparison says, before it is known who has to act."""

    kind: FaultKind
    severity: Severity
    headers: tuple[str, ...]
    says: str
    matters: str
    do: str = ""
    """Empty: as the one who has to act always does."""
    who: Who | None = None
    """None: by what the answer says of whoever sent it."""


def folded(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Those alike as one, the worst first."""
    held: dict[tuple[object, ...], list[Fault]] = {}
    for one in faults:
        held.setdefault((one.kind, one.role, one.headers, one.says, one.who), []).append(one)
    made = []
    for alike in held.values():
        urls = tuple(dict.fromkeys(url for one in alike for url in one.urls))
        made.append(msgspec.structs.replace(alike[0], urls=urls[:MOST_URLS], count=len(urls)))
    order = list(Severity)
    return tuple(sorted(made, key=lambda one: -order.index(one.severity)))


def fault(found: Found, response: Response, act: tuple[Who, str, str]) -> Fault:
    """A `Fault` of what was found. `act`: who, as it is named, and what to do."""
    who, named, do = act
    return Fault(
        kind=found.kind,
        severity=found.severity,
        role=response.role,
        headers=found.headers,
        says=found.says,
        matters=found.matters,
        who=found.who or who,
        named=named,
        do=found.do or do,
        urls=(response.url[:LONGEST],),
    )
