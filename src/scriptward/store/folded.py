"""The way in for live observations: one delta, whole or not at all, and only once."""

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from scriptward.store.database import Store
from scriptward.store.delta import Delta, Novel
from scriptward.store.tables import batch, behaviour, hourly, script

RETRY_WINDOW_S = 7200
"""Seconds in which a batch that comes again is known."""

_ADD_BATCH = "INSERT INTO batch (id, at) VALUES (?, ?) ON CONFLICT DO NOTHING"
_COUNT = (
    "INSERT INTO hourly (key, hour, n) VALUES (?, ?, ?)"
    " ON CONFLICT (key, hour) DO UPDATE SET n = n + excluded.n"
)
_OVERFLOW = (
    "INSERT INTO overflow (site, hour, n) VALUES (?, ?, ?)"
    " ON CONFLICT (site, hour) DO UPDATE SET n = n + excluded.n"
)


def apply(store: Store, delta: Delta) -> frozenset[int]:
    """Add a delta in one transaction that is on the disk when this returns.

    Gives the batches that were known already: if there are any, nothing was added, and the delta
    has to be folded again without them. Raises StoreError; then nothing was added either.
    """
    with store.writing() as connection:
        if known := _known(connection, delta.batches):
            return known
        connection.exec_driver_sql(_ADD_BATCH, [(key, delta.at) for key in delta.batches])
        if delta.novel:
            connection.execute(
                insert(behaviour).on_conflict_do_nothing(),
                [_row(new, delta) for new in delta.novel],
            )
            _add_scripts(connection, delta.novel, at=delta.at)
        if delta.counts:
            connection.exec_driver_sql(_COUNT, list(delta.counts))
        if delta.overflow:
            connection.exec_driver_sql(_OVERFLOW, list(delta.overflow))
    return frozenset()


def forget_batches(store: Store, *, now: int) -> int:
    """Drop batch keys older than the retry window; gives how many. `now`: Unix seconds."""
    with store.writing() as connection:
        return connection.execute(delete(batch).where(batch.c.at < now - RETRY_WINDOW_S)).rowcount


def known_behaviours(store: Store, site: str, *, most: int) -> frozenset[int]:
    """Keys of a site's behaviours, newest first where there are more than `most`."""
    with store.reading() as connection:
        return frozenset(
            connection.execute(
                select(behaviour.c.key)
                .where(behaviour.c.site == site)
                .order_by(behaviour.c.first_seen.desc())
                .limit(most)
            ).scalars()
        )


def times(store: Store, key: int) -> int:
    """How often a behaviour was counted."""
    with store.reading() as connection:
        wanted = select(func.coalesce(func.sum(hourly.c.n), 0)).where(hourly.c.key == key)
        return int(connection.execute(wanted).scalar_one())


def _known(connection: Connection, keys: Iterable[int]) -> frozenset[int]:
    return frozenset(
        connection.execute(select(batch.c.id).where(batch.c.id.in_(list(keys)))).scalars()
    )


def _row(new: Novel, delta: Delta) -> dict[str, str | int]:
    seen = new.behaviour
    return {
        "key": new.key,
        "site": seen.site,
        "page_class": seen.page_class,
        "kind": seen.kind,
        "api": seen.api,
        "script": seen.script,
        "target": seen.target,
        "recipient": seen.recipient,
        "data": seen.data,
        "entity": new.recipient.entity,
        "category": new.recipient.category,
        "party": new.recipient_party,
        "first_seen": delta.at,
    }


def _add_scripts(connection: Connection, novel: Iterable[Novel], *, at: int) -> None:
    """Every script named by a new behaviour is in the inventory, once."""
    when = datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds")
    by_name = {(new.behaviour.site, new.behaviour.script): new for new in novel}
    for (site, name), new in sorted(by_name.items(), key=lambda item: item[0]):
        if not name:
            continue
        mine = (script.c.site == site) & (script.c.bare == name)
        seen = connection.execute(
            script.update().where(mine & (script.c.live_at == "")).values(live_at=when)
        ).rowcount
        if seen or connection.execute(select(script.c.id).where(mine).limit(1)).first():
            continue
        connection.execute(
            script.insert().values(
                site=site,
                id=f"live:{name}",
                name=name,
                bare=name,
                kind="inline" if name.startswith("sha256:") else "external",
                sha256=name.removeprefix("sha256:") if name.startswith("sha256:") else "",
                bytes=0,
                party=new.party,
                entity=new.owner.entity,
                product=new.owner.product,
                category=new.owner.category,
                pages=0,
                approved=None,
                vulnerable="",
                reads="",
                first_seen=when,
                scanned_at="",
                live_at=when,
            )
        )
