"""Named queries over scripts: what runs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import func, select

from scriptward.store.database import Store
from scriptward.store.delta import BehaviourKind
from scriptward.store.listing import Listing, equal, holding, listed
from scriptward.store.tables import behaviour, script


class ScriptRow(msgspec.Struct, frozen=True, kw_only=True):
    """One script of the inventory; field by field as in `report.json` where it has the same."""

    site: str
    id: str
    name: str
    """Address, or `sha256:` and the hash of code without one."""
    kind: str
    sha256: str
    bytes: int
    party: str
    entity: str
    product: str
    category: str
    pages: int
    """Pages of the last run it was seen on."""
    approved: bool | None
    vulnerable: str
    """Libraries with known vulnerabilities in it, comma between."""
    reads: tuple[str, ...]
    """What it was seen reading: `cookie`, `storage`, `field:<kind, or name>`; sorted."""
    first_seen: str
    scanned_at: str
    """End of the last run that saw it; empty if none did."""
    live_at: str
    """First live sight; empty if there was none."""


MOST_READS = 2_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Which scripts, in which order. An empty filter asks nothing."""

    site: str = ""
    words: str = ""
    party: str = ""
    seen: str = ""
    """`scan` or `live`."""
    sort: str = "owner"
    page: int = 1


_ORDERS = {
    "owner": (script.c.party.desc(), func.lower(script.c.entity), script.c.name),
    "name": (func.lower(script.c.name),),
    "pages": (script.c.pages.desc(),),
    "size": (script.c.bytes.desc(),),
    "newest": (script.c.first_seen.desc(),),
}
SORTS = tuple(_ORDERS)


def page(store: Store, wanted: Wanted) -> Listing[ScriptRow]:
    """One page of the inventory. An unknown sort is the first one."""
    asked = [
        *equal(script, site=wanted.site, party=wanted.party),
        *holding(wanted.words, (script.c.name, script.c.entity, script.c.product)),
    ]
    if wanted.seen in {"scan", "live"}:
        asked.append(script.c["scanned_at" if wanted.seen == "scan" else "live_at"] != "")
    columns = [script.c[name] for name in ScriptRow.__struct_fields__]
    found = listed(
        store,
        select(*columns, script.c.bare).where(*asked),
        order=(*_ORDERS.get(wanted.sort, _ORDERS["owner"]), script.c.site, script.c.id),
        page=wanted.page,
        made=lambda row: dict(row._mapping),  # noqa: SLF001  # SQLAlchemy's public name
    )
    live = _live_reads(store, {row["bare"] for row in found.rows})
    rows = (_row(row, live) for row in found.rows)
    return Listing(rows=tuple(rows), total=found.total, page=found.page, pages=found.pages)


def _row(fields: dict[str, Any], live: dict[tuple[str, str], set[str]]) -> ScriptRow:
    seen = live.get((fields["site"], fields.pop("bare")), set())
    reads = tuple(sorted({*filter(None, fields.pop("reads").split("\n")), *seen}))
    return ScriptRow(reads=reads, **fields)


def _live_reads(store: Store, names: Iterable[str]) -> dict[tuple[str, str], set[str]]:
    """What scripts of these names read live: `{(site, name): {"cookie", …}}`."""
    wanted = (
        select(behaviour.c.site, behaviour.c.script, behaviour.c.target)
        .where(behaviour.c.kind == BehaviourKind.READ.value, behaviour.c.script.in_(list(names)))
        .limit(MOST_READS)
    )
    found: dict[tuple[str, str], set[str]] = {}
    with store.reading() as connection:
        for site, name, target in connection.execute(wanted):
            what = target if target.startswith("field:") else target.partition(":")[0]
            found.setdefault((site, name), set()).add(what)
    return found
