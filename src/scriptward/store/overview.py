"""Named queries over everything: which sites there are, how much is in, what was refused."""

import msgspec
from sqlalchemy import func, select, union

from scriptward.store.database import Store
from scriptward.store.tables import behaviour, overflow, run, script


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """Live behaviours beyond a site's bound on novelty: counted, not listed."""

    site: str
    times: int


def sites(store: Store) -> tuple[str, ...]:
    """Hosts that anything is known of, sorted."""
    wanted = union(select(run.c.site), select(script.c.site), select(behaviour.c.site))
    with store.reading() as connection:
        return tuple(sorted(site for site in connection.execute(wanted).scalars() if site))


def refused(store: Store) -> tuple[Refused, ...]:
    """Sites whose bound on novelty was met, and how often in all."""
    wanted = select(overflow.c.site, func.sum(overflow.c.n)).group_by(overflow.c.site)
    with store.reading() as connection:
        return tuple(Refused(site=site, times=n) for site, n in connection.execute(wanted).all())
