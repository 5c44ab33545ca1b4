"""Named queries over scripts: what runs."""

from dataclasses import dataclass

import msgspec
from sqlalchemy import func, select

from scriptward.store.database import Store
from scriptward.store.listing import Listing, equal, holding, listed
from scriptward.store.tables import script


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
    first_seen: str
    scanned_at: str
    """End of the last run that saw it; empty if none did."""
    live_at: str
    """First live sight; empty if there was none."""


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
    order = _ORDERS.get(wanted.sort, _ORDERS["owner"])
    return listed(
        store,
        select(*(script.c[name] for name in ScriptRow.__struct_fields__)).where(*asked),
        order=(*order, script.c.site, script.c.id),
        page=wanted.page,
        made=lambda row: ScriptRow(**row._mapping),  # noqa: SLF001  # SQLAlchemy's public name
    )
