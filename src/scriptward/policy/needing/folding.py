"""Needs with hosts folded to their registrable domain, for a header that would be too long."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from scriptward.lib.domains import is_address, registrable
from scriptward.policy.language.words import Via
from scriptward.policy.needing.needs import ANYWHERE, Need, Needs

FEWEST = 2
"""Hosts of one domain from which folding them makes a header shorter."""
CODE = frozenset({Via.SCRIPT, Via.WORKER})


def folded(needs: Needs) -> tuple[Needs, tuple[str, ...]]:
    """Shorter needs, and a sentence for each domain that more is permitted of now.

    Where code comes from isn't folded to other hosts: only its paths are left out.
    """
    kept: list[Need] = []
    widened: dict[str, set[str]] = defaultdict(set)
    for (via, domain), members in _by_domain(needs.places).items():
        hosts = {need.place.partition("/")[0] for need in members}
        foldable = len(hosts) >= FEWEST and not any(":" in host for host in hosts)
        if via in CODE:
            shorter = {host: host for host in hosts}
            widened[domain] |= {need.place for need in members if "/" in need.place}
        elif foldable:
            shorter = {host: f"*.{domain}" if host != domain else host for host in hosts}
            widened[domain] |= hosts
        else:
            shorter = {host: host for host in hosts}
        kept += [replace(need, place=shorter[need.place.partition("/")[0]]) for need in members]
    said = tuple(
        f"folded to fit: {', '.join(sorted(places))}; the rest of {domain} is permitted by it, too"
        for domain, places in sorted(widened.items())
        if places
    )
    return replace(needs, places=tuple(sorted(set(kept)))), said


def _by_domain(places: Iterable[Need]) -> dict[tuple[Via, str], list[Need]]:
    found: dict[tuple[Via, str], list[Need]] = defaultdict(list)
    for need in places:
        host = need.place.partition("/")[0]
        bare = host.removeprefix("*.")
        alone = host in {"", ANYWHERE} or is_address(bare)
        found[need.via, host if alone else registrable(bare.partition(":")[0])].append(need)
    return found
