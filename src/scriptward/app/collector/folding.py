"""Folds a group of arrivals to one delta: equal behaviours become one count."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scriptward.app.collector.novelty import SiteNovelty
from scriptward.knowledge.entities import owner_of, recipient_of
from scriptward.lib.digests import keyed_hex
from scriptward.lib.domains import host_of, same_site
from scriptward.store.arrival import Arrival
from scriptward.store.delta import Behaviour, Delta, Novel
from scriptward.vocabulary.observations import Owner
from scriptward.vocabulary.words import Party

_NOBODY = Owner(entity="unknown")


@dataclass(frozen=True, slots=True)
class Folded:
    """A delta, and the keys that are new with it."""

    delta: Delta
    fresh: Mapping[str, frozenset[int]]
    """`{site: keys}`"""


def folded(
    arrivals: Mapping[int, Arrival],
    *,
    secret: bytes,
    novelty: Mapping[str, SiteNovelty],
    now: float,
) -> Folded:
    """One delta of many arrivals. `arrivals` by `batch_key`; `now` in Unix seconds."""
    hour = int(now) // 3600
    counts: Counter[int] = Counter()
    overflow: Counter[str] = Counter()
    new: dict[str, dict[int, Behaviour]] = {}
    left = {site: state.left(now) for site, state in novelty.items()}
    for arrival in arrivals.values():
        known = novelty[arrival.site].known
        fresh = new.setdefault(arrival.site, {})
        overflow[arrival.site] += arrival.lost
        for sighting in arrival.sightings:
            key = sighting.behaviour.key(secret)
            if key not in known and key not in fresh:
                if len(fresh) >= left[arrival.site]:
                    overflow[arrival.site] += sighting.n
                    continue
                fresh[key] = sighting.behaviour
            counts[key] += sighting.n
    return Folded(
        delta=Delta(
            batches=tuple(sorted(arrivals)),
            at=int(now),
            novel=tuple(_novel(new)),
            counts=tuple((key, hour, n) for key, n in sorted(counts.items())),
            overflow=tuple((site, hour, n) for site, n in sorted(overflow.items()) if n),
        ),
        fresh={site: frozenset(found) for site, found in new.items() if found},
    )


def batch_key(arrival: Arrival, *, secret: bytes) -> int:
    """Signed 64-bit key of one message: equal for the same message sent again."""
    text = f"{arrival.site}\x00{arrival.id}"
    return int.from_bytes(bytes.fromhex(keyed_hex(secret, text)), "big", signed=True)


def _novel(new: Mapping[str, Mapping[int, Behaviour]]) -> Iterable[Novel]:
    rows = sorted((key, seen) for found in new.values() for key, seen in found.items())
    for key, seen in rows:
        yield Novel(
            key=key,
            behaviour=seen,
            party=_party(host_of(seen.script), seen.site),
            owner=owner_of(seen.script) if "://" in seen.script else _NOBODY,
            recipient=recipient_of(seen.recipient) if seen.recipient else _NOBODY,
            recipient_party=_party(seen.recipient, seen.site),
        )


def _party(host: str, site: str) -> Party:
    """First where there is no host: inline code, and targets without an address."""
    return Party.FIRST if not host or same_site(host, site) else Party.THIRD
