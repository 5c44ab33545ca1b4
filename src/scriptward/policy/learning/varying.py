"""Code in a page that is written anew for each load: no digest can permit it a second time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from scriptward.policy.addresses import path_pattern
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.words import ScriptKind

_IN_PAGE = frozenset({ScriptKind.INLINE, ScriptKind.MODULE})


def varying(visits: Iterable[Visit]) -> Iterator[str]:
    """A note for each address each of whose visits had code in the page that no other had."""
    seen: dict[str, list[frozenset[str]]] = defaultdict(list)
    for visit in visits:
        found = {one.sha256 for one in visit.scripts if one.kind in _IN_PAGE and not one.url}
        seen[path_pattern(visit.page.url)].append(frozenset(found))
    for place, loads in sorted(seen.items()):
        counts: dict[str, int] = defaultdict(int)
        for load in loads:
            for digest in load:
                counts[digest] += 1
        if len(loads) > 1 and all(any(counts[one] == 1 for one in load) for load in loads):
            yield (
                f"code in {place} is written anew for each load, so that a digest permits it once: "
                "move what changes out of it, or give it a nonce"
            )
