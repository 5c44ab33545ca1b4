"""Code in a page that is written anew for each load: no digest can permit it a second time.

Where it has the same shape on each load, and each load has it once, the shape can be permitted.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from scriptward.policy.addresses import path_pattern
from scriptward.policy.language.pattern import INLINE
from scriptward.policy.question import framed_scripts
from scriptward.vocabulary.observations import Script, Visit
from scriptward.vocabulary.words import IN_PAGE, PageStatus

Load = tuple[Script, ...]


def shapes(visits: Iterable[Visit]) -> frozenset[str]:
    """Patterns `inline:/path#<sha256>` of code that is written anew, with its shape kept."""
    return frozenset(
        shape_pattern(place, shape)
        for place, loads in _loads(visits).items()
        for shape in _steady(loads)
    )


def shape_pattern(place: str, shape: str) -> str:
    """How `scripts` names code by its shape. `place`: as `path_pattern` has it."""
    return f"{INLINE}{place}#{shape}"


def varying(visits: Iterable[Visit]) -> Iterator[str]:
    """A note for each address each of whose loads had code that no other had, and no shape fits."""
    for place, loads in sorted(_loads(visits).items()):
        steady = _steady(loads)
        found = [{one.sha256 for one in load if one.shape not in steady} for load in loads]
        counts = Counter(digest for load in found for digest in load)
        if len(loads) > 1 and all(any(counts[one] == 1 for one in load) for load in found):
            yield (
                f"code in {place} is written anew for each load, so that a digest permits it once: "
                "move what changes out of it, or give it a nonce"
            )


def _loads(visits: Iterable[Visit]) -> dict[str, list[Load]]:
    """Code that stands in each page, by address and load."""
    seen: dict[str, list[Load]] = defaultdict(list)
    for visit in visits:
        place = path_pattern(visit.page.url)
        if place and visit.page.status is PageStatus.COMPLETE:
            framed = framed_scripts(visit)
            in_page = (one for one in visit.scripts if one.kind in IN_PAGE and not one.url)
            seen[place].append(tuple(one for one in in_page if one.id not in framed))
    return seen


def _steady(loads: Iterable[Load]) -> frozenset[str]:
    """Shapes that each load has once, no two with the same text."""
    every = [Counter(one.shape for one in load if one.shape) for load in loads]
    texts = [{one.shape: one.sha256 for one in load} for load in loads]
    if len(every) < 2:  # noqa: PLR2004  # one load shows nothing that changes
        return frozenset()
    return frozenset(
        shape
        for shape in every[0]
        if all(load[shape] == 1 for load in every)
        and len({load[shape] for load in texts}) == len(texts)
    )
