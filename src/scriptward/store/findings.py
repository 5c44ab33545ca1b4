"""Named queries over findings: what to look at first."""

from dataclasses import dataclass

import msgspec
from sqlalchemy import func, select

from scriptward.store.database import Store
from scriptward.store.listing import Listing, equal, holding, listed
from scriptward.store.tables import finding, run


class FindingRow(msgspec.Struct, frozen=True, kw_only=True):
    """One finding; field by field as in `report.json` where it has the same."""

    site: str
    id: str
    detector: str
    severity: str
    confidence: str
    audience: str
    title: str
    page: str
    page_class: str
    script: str
    recipient: str
    data: str
    controls: str
    remedy: str
    actor: str
    count: int
    first_seen: str
    scanned_at: str
    current: bool
    """The site's newest run saw it too."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Which findings, in which order. An empty filter asks nothing."""

    site: str = ""
    words: str = ""
    severity: str = ""
    audience: str = ""
    gone: bool = False
    """Also those that the site's newest run no longer saw."""
    sort: str = "severity"
    page: int = 1


_ORDERS = {
    "severity": (finding.c.rank.desc(), finding.c.detector, finding.c.recipient),
    "newest": (finding.c.first_seen.desc(), finding.c.rank.desc()),
    "recipient": (finding.c.recipient, finding.c.rank.desc()),
    "count": (finding.c["count"].desc(),),
}
SORTS = tuple(_ORDERS)

_NEWEST = (
    select(func.coalesce(func.max(run.c.finished_at), ""))
    .where(run.c.site == finding.c.site)
    .correlate(finding)
    .scalar_subquery()
)
_CURRENT = finding.c.scanned_at >= _NEWEST


def page(store: Store, wanted: Wanted) -> Listing[FindingRow]:
    """One page of findings. An unknown sort is the first one."""
    asked = [
        *equal(finding, site=wanted.site, severity=wanted.severity, audience=wanted.audience),
        *holding(
            wanted.words,
            (finding.c.title, finding.c.detector, finding.c.recipient, finding.c.script),
        ),
    ]
    if not wanted.gone:
        asked.append(_CURRENT)
    order = _ORDERS.get(wanted.sort, _ORDERS["severity"])
    columns = [column for column in finding.columns if column.name != "rank"]
    return listed(
        store,
        select(*columns, _CURRENT.label("current")).where(*asked),
        order=(*order, finding.c.site, finding.c.id),
        page=wanted.page,
        made=lambda row: FindingRow(**{**row._mapping, "current": bool(row.current)}),  # noqa: SLF001  # SQLAlchemy's public name
    )


def by_severity(store: Store, *, site: str = "") -> dict[str, int]:
    """How many findings of each severity the newest runs saw: `{severity: count}`."""
    wanted = (
        select(finding.c.severity, func.count().label("times"))
        .where(_CURRENT, *equal(finding, site=site))
        .group_by(finding.c.severity)
    )
    with store.reading() as connection:
        return {row.severity: row.times for row in connection.execute(wanted)}
