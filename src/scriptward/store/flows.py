"""Named queries over flows: who gets what, from scans and from live pages."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Row, Select, Subquery, case, func, literal, select, union_all

from scriptward.store.database import Store
from scriptward.store.delta import BehaviourKind
from scriptward.store.listing import Listing, equal, holding, listed
from scriptward.store.tables import behaviour, flow, hourly
from scriptward.vocabulary.words import Party


class FlowRow(msgspec.Struct, frozen=True, kw_only=True):
    """What one recipient gets from one class of pages."""

    site: str
    seen: str
    """`scan`, `live`, or `csp-report`: told by the browser's own policy reports."""
    page_class: str
    recipient: str
    """Host."""
    entity: str
    category: str
    baa: str
    party: str
    outcome: str
    data: tuple[str, ...]
    """Data kinds, sorted; of live rows not known yet, then none."""
    scripts: tuple[str, ...]
    """Names of the scripts that sent, sorted; without those that are not known."""
    channels: tuple[str, ...]
    count: int
    last_seen: str
    """UTC: end of the last run, or the last hour with a sight."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Which flows, in which order. An empty filter asks nothing."""

    site: str = ""
    words: str = ""
    party: str = ""
    seen: str = ""
    with_data: bool = False
    sort: str = "data"
    page: int = 1


_FOLDED_BY = (
    "site",
    "seen",
    "page_class",
    "recipient",
    "entity",
    "category",
    "baa",
    "party",
    "outcome",
)
_LISTED = ("data", "script", "channel")


def _scanned() -> Select[Any]:
    same = [flow.c[name] for name in (*_FOLDED_BY, *_LISTED) if name != "seen"]
    return select(
        literal("scan").label("seen"),
        *same,
        func.sum(flow.c["count"]).label("count"),
        func.max(flow.c.scanned_at).label("last_seen"),
    ).group_by(*same)


_OUTCOMES = {
    BehaviourKind.CSP_REPORT.value: "reported",
    BehaviourKind.BLOCK.value: "blocked",
    BehaviourKind.SCRUB.value: "scrubbed",
}
_READINGS = (BehaviourKind.READ.value, BehaviourKind.MASK.value)


def _live() -> Select[Any]:
    times = (
        select(hourly.c.key, func.sum(hourly.c.n).label("n"), func.max(hourly.c.hour).label("hour"))
        .group_by(hourly.c.key)
        .subquery()
    )
    same = [
        behaviour.c[name]
        for name in (
            *("site", "page_class", "script", "recipient"),
            *("entity", "category", "party", "data"),
        )
    ]
    reported = behaviour.c.kind == BehaviourKind.CSP_REPORT.value
    return (
        select(
            func.iif(reported, "csp-report", "live").label("seen"),
            *same,
            literal("").label("baa"),
            behaviour.c.api.label("channel"),
            case(_OUTCOMES, value=behaviour.c.kind, else_="sent").label("outcome"),
            func.sum(times.c.n).label("count"),
            func.max(times.c.hour).label("last_seen"),
        )
        .join(times, times.c.key == behaviour.c.key)
        .where(behaviour.c.kind.not_in(_READINGS))
        .group_by(behaviour.c.kind, behaviour.c.api, *same)
    )


def _both() -> Subquery:
    names = (*_FOLDED_BY, *_LISTED, "count", "last_seen")
    parts = [part.subquery() for part in (_scanned(), _live())]
    return union_all(*(select(*(part.c[name] for name in names)) for part in parts)).subquery()


_ALL = _both()
_SAME = [_ALL.c[name] for name in _FOLDED_BY]
_TIMES = func.sum(_ALL.c["count"])
_NO_DATA = func.max(_ALL.c.data) == ""
_ORDERS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "data": (_ALL.c.party.desc(), _NO_DATA, func.lower(_ALL.c.entity), _ALL.c.recipient),
    "recipient": (func.lower(_ALL.c.entity), _ALL.c.recipient),
    "times": (_TIMES.desc(),),
    "page": (_ALL.c.page_class, _ALL.c.party.desc(), _NO_DATA),
}
SORTS = tuple(_ORDERS)


def page(store: Store, wanted: Wanted) -> Listing[FlowRow]:
    """One page of flows. An unknown sort is the first one."""
    return listed(
        store,
        _asked(wanted),
        order=(*_ORDERS.get(wanted.sort, _ORDERS["data"]), *_SAME),
        page=wanted.page,
        made=_row,
    )


def drawn(store: Store, wanted: Wanted, *, most: int) -> tuple[FlowRow, ...]:
    """Those of the same flows in which another party was seen getting data; at most so many."""
    others = replace(wanted, party=Party.THIRD.value, with_data=True)
    rows = _asked(others).order_by(*_ORDERS["data"], *_SAME).limit(most)
    with store.reading() as connection:
        return tuple(map(_row, connection.execute(rows)))


def _asked(wanted: Wanted) -> Select[Any]:
    asked = [
        *equal(_ALL, site=wanted.site, party=wanted.party, seen=wanted.seen),
        *holding(wanted.words, (_ALL.c.recipient, _ALL.c.entity, _ALL.c.script, _ALL.c.data)),
    ]
    if wanted.with_data:
        asked.append(_ALL.c.data != "")
    return (
        select(
            *_SAME,
            *(func.json_group_array(_ALL.c[name].distinct()).label(name) for name in _LISTED),
            _TIMES.label("count"),
            func.max(_ALL.c.last_seen).label("last_seen"),
        )
        .where(*asked)
        .group_by(*_SAME)
    )


def _row(row: Row[Any]) -> FlowRow:
    fields = dict(row._mapping)  # noqa: SLF001  # SQLAlchemy's public name
    kinds, scripts, channels = (_texts(fields.pop(name)) for name in _LISTED)
    if not isinstance(fields["last_seen"], str):
        when = datetime.fromtimestamp(fields["last_seen"] * 3600, UTC)
        fields["last_seen"] = when.isoformat(timespec="minutes")
    split = {kind for text in kinds for kind in text.split(", ")}
    return FlowRow(data=tuple(sorted(split)), scripts=scripts, channels=channels, **fields)


def _texts(array: str) -> tuple[str, ...]:
    return tuple(sorted(text for text in msgspec.json.decode(array, type=list[str]) if text))
