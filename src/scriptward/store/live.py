"""What live pages told of a site, each behaviour with how often it was."""

from collections.abc import Iterator

import msgspec
from sqlalchemy import func, select

from scriptward.store.database import Store
from scriptward.store.delta import BehaviourKind
from scriptward.store.tables import behaviour, hourly
from scriptward.vocabulary.words import PageClass

_DONE = (BehaviourKind.SEND.value, BehaviourKind.LOAD.value, BehaviourKind.READ.value)


class LiveRow(msgspec.Struct, frozen=True, kw_only=True):
    """One behaviour that nothing stopped. See `Behaviour` for the fields it shares."""

    page_class: PageClass
    kind: BehaviourKind
    api: str
    script: str
    target: str
    recipient: str
    data: str
    entity: str
    """Of the recipient."""
    category: str
    """Of the recipient."""
    times: int


def behaviours(store: Store, site: str) -> Iterator[LiveRow]:
    """What scripts did on pages of the host `site`: sends, loads and readings."""
    names = [name for name in LiveRow.__struct_fields__ if name != "times"]
    columns = [behaviour.c[name] for name in names]
    wanted = (
        select(*columns, func.sum(hourly.c.n).label("times"))
        .join(hourly, hourly.c.key == behaviour.c.key)
        .where(behaviour.c.site == site, behaviour.c.kind.in_(_DONE))
        .group_by(behaviour.c.key, *columns)
        .order_by(behaviour.c.key)
    )
    with store.reading() as connection:
        for row in connection.execute(wanted):
            yield msgspec.convert(dict(zip((*names, "times"), row, strict=True)), LiveRow)
