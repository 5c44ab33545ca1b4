"""Whose wire format a request has: the vendor's row for a pixel that was told by its signature."""

import re
from collections.abc import Iterable
from functools import lru_cache

from scriptward.knowledge.entities import recipient_of
from scriptward.knowledge.hits import room
from scriptward.knowledge.host_rows import HostRow, rows
from scriptward.knowledge.pixel import Hit, Pixel
from scriptward.vocabulary.observations import Owner
from scriptward.vocabulary.words import NamedBy


def owner_of_format(hits: Iterable[Hit]) -> Owner | None:
    """The vendor of the first hit that came to a host which isn't the vendor's own; else None."""
    return next((vendor_of(hit.pixel) for hit in hits if not hit.own_host), None)


@lru_cache(maxsize=256)
def vendor_of(pixel: str) -> Owner:
    """Who makes a pixel: the vendor table's row on its hosts that has its product's words."""
    known = room()[pixel]
    related = [row for group in rows().values() for row in group if row.own and _on(known, row)]
    words = _words(known.product)

    def fitting(row: HostRow) -> tuple[int, bool]:
        return len(words & _words(row.owner.product)), row.host in known.hosts

    owner = max(related, key=fitting).owner if related else recipient_of(known.hosts[0])
    return Owner(
        entity=owner.entity,
        product=owner.product or known.product,
        category=owner.category,
        by=NamedBy.WIRE,
    )


def _on(pixel: Pixel, row: HostRow) -> bool:
    host = row.host.rpartition("*")[2].lstrip(".")
    return any(_within(host, one) or _within(one, host) for one in pixel.hosts)


def _within(host: str, domain: str) -> bool:
    return host == domain or host.endswith(f".{domain}")


def _words(product: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9]+", product.lower()))
