"""Named queries over flows: who gets what, from scans and from live pages."""

from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec
from sqlalchemy import Row, Select, Subquery, func, literal, select, union_all

from scriptward.store.database import Store
from scriptward.store.delta import BehaviourKind
from scriptward.store.listing import Listing, equal, holding, listed
from scriptward.store.tables import behaviour, flow, hourly


class FlowRow(msgspec.Struct, frozen=True, kw_only=True):
    """Flows that are alike but for their addresses: one row of who gets what."""

    site: str
    seen: str
    """`scan`, `live`, or `csp-report`: told by the browser's own policy reports."""
    page_class: str
    script: str
    recipient: str
    """Host."""
    entity: str
    category: str
    baa: str
    party: str
    data: str
    """Data kinds, comma between; of live rows not known yet, then empty."""
    channel: str
    outcome: str
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
    "script",
    "recipient",
    "entity",
    "category",
    "baa",
    "party",
    "data",
    "channel",
    "outcome",
)


def _scanned() -> Select[tuple[object, ...]]:
    same = [flow.c[name] for name in _FOLDED_BY if name != "seen"]
    return select(
        literal("scan").label("seen"),
        *same,
        func.sum(flow.c["count"]).label("count"),
        func.max(flow.c.scanned_at).label("last_seen"),
    ).group_by(*same)


def _live() -> Select[tuple[object, ...]]:
    times = (
        select(hourly.c.key, func.sum(hourly.c.n).label("n"), func.max(hourly.c.hour).label("hour"))
        .group_by(hourly.c.key)
        .subquery()
    )
    same = [
        behaviour.c[name]
        for name in ("site", "page_class", "script", "recipient", "entity", "category", "data")
    ]
    reported = behaviour.c.kind == BehaviourKind.CSP_REPORT.value
    return (
        select(
            func.iif(reported, "csp-report", "live").label("seen"),
            *same,
            literal("").label("baa"),
            literal("").label("party"),
            behaviour.c.api.label("channel"),
            func.iif(reported, "reported", "sent").label("outcome"),
            func.sum(times.c.n).label("count"),
            func.max(times.c.hour).label("last_seen"),
        )
        .join(times, times.c.key == behaviour.c.key)
        .where(behaviour.c.kind != BehaviourKind.READ.value)
        .group_by(behaviour.c.kind, behaviour.c.api, *same)
    )


def _both() -> Subquery:
    names = (*_FOLDED_BY, "count", "last_seen")
    parts = [part.subquery() for part in (_scanned(), _live())]
    return union_all(*(select(*(part.c[name] for name in names)) for part in parts)).subquery()


_ALL = _both()
_ORDERS = {
    "data": ((_ALL.c.data == ""), _ALL.c.entity, _ALL.c["count"].desc()),
    "recipient": (func.lower(_ALL.c.entity), _ALL.c.recipient),
    "count": (_ALL.c["count"].desc(),),
    "page": (_ALL.c.page_class, (_ALL.c.data == "")),
}
SORTS = tuple(_ORDERS)


def page(store: Store, wanted: Wanted) -> Listing[FlowRow]:
    """One page of flows. An unknown sort is the first one."""
    asked = [
        *equal(_ALL, site=wanted.site, party=wanted.party, seen=wanted.seen),
        *holding(wanted.words, (_ALL.c.recipient, _ALL.c.entity, _ALL.c.script, _ALL.c.data)),
    ]
    if wanted.with_data:
        asked.append(_ALL.c.data != "")
    order = _ORDERS.get(wanted.sort, _ORDERS["data"])
    rest = [_ALL.c[name] for name in _FOLDED_BY]
    return listed(
        store,
        select(_ALL).where(*asked),
        order=(*order, *rest),
        page=wanted.page,
        made=_row,
    )


def _row(row: Row[tuple[object, ...]]) -> FlowRow:
    fields = dict(row._mapping)  # noqa: SLF001  # SQLAlchemy's public name
    if not isinstance(fields["last_seen"], str):
        when = datetime.fromtimestamp(fields["last_seen"] * 3600, UTC)
        fields["last_seen"] = when.isoformat(timespec="minutes")
    return FlowRow(**fields)
