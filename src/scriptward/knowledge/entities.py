"""Who owns a script's address, and who gets what is sent to a host.

The longest known suffix of a host wins; on it a product is told by the address, where one of its
signatures fits. A host of a company's own domain is that company's. Nobody known is `unknown`,
never the site itself. Sources: our vendor table, our host facts, third-party-web.
"""

from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from scriptward.knowledge.host_rows import SHARED, HostRow, rows
from scriptward.lib.domains import is_address, registrable
from scriptward.vocabulary.observations import Owner

UNKNOWN = Owner(entity="unknown")
"""Nobody is known to own it."""

_LONGEST_URL = 2_000
_LONGEST_PATH = 300
_LONGEST_HOST = 255


def owner_of(url: str) -> Owner:
    """Owner of what an address serves; `unknown` for one without a host or with an odd one."""
    try:
        parts = urlsplit(url[:_LONGEST_URL])
        host = parts.hostname or ""
    except ValueError:
        return UNKNOWN
    return recipient_of(host, path=parts.path)


def recipient_of(host: str, *, path: str = "") -> Owner:
    """Who receives what is sent to `host`. `path`: of the address, with its leading `/`."""
    host = host.lower().rstrip(".")
    if not host or is_address(host) or len(host) > _LONGEST_HOST:
        return UNKNOWN
    return _owner(host, path[:_LONGEST_PATH])


@lru_cache(maxsize=16_384)
def _owner(host: str, path: str) -> Owner:
    groups = [(suffix, rows()[suffix]) for suffix in _suffixes(host) if suffix in rows()]
    answer = _agreed(groups[0]) if groups else _by_domain().get(registrable(host), UNKNOWN)
    signed = _signed([row for _, group in groups for row in group], path)
    return signed if signed and signed.entity == answer.entity else answer


def _suffixes(host: str) -> Iterator[str]:
    while "." in host:
        yield host
        host = host.partition(".")[2]


def _signed(group: list[HostRow], path: str) -> Owner | None:
    """The product whose signature fits the most of the path."""
    matches = [(row.path.match(path), row.owner) for row in group if row.path]
    fits = [(match.end(), owner) for match, owner in matches if match]
    return max(fits, key=lambda fit: fit[0])[1] if fits else None


def _agreed(found: tuple[str, tuple[HostRow, ...]]) -> Owner:
    """What the rows of a host have in common; where they name several entities, the first one.

    On a host of many products a row with a signature that did not fit says only the entity.
    """
    suffix, group = found
    needs_path = suffix in SHARED
    usable = [row for row in group if not (needs_path and row.path)]
    owners = [row.owner for row in usable if row.own] or [row.owner for row in usable]
    owners = owners or [Owner(entity=row.owner.entity) for row in group]
    first = owners[0]
    same = [owner for owner in owners if owner.entity == first.entity]
    return Owner(
        entity=first.entity,
        product=first.product if len({owner.product for owner in same}) == 1 else "",
        category=first.category if len({owner.category for owner in same}) == 1 else "",
    )


@lru_cache(maxsize=1)
def _by_domain() -> dict[str, Owner]:
    """Registrable domains whose known hosts all belong to one entity."""
    entities: dict[str, set[str]] = {}
    for host, group in rows().items():
        entities.setdefault(registrable(host), set()).update(row.owner.entity for row in group)
    return {
        domain: Owner(entity=next(iter(names)))
        for domain, names in entities.items()
        if len(names) == 1 and domain not in SHARED
    }
