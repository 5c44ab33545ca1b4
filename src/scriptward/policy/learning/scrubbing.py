"""What may go on without a part: kinds that those who keep a policy really take out.

The guard cuts the page's title and the values of its address's query out of the address and the
text of a call that a script makes, plain, in percent or in JSON (`sensor/guard/scrub.ts`); the
Referrer-Policy that every policy compiles to keeps the query out of a `Referer`. What comes another
way, in another form, from a worker or from a page's own markup nobody takes out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from scriptward.policy.language.matching import Receiver
from scriptward.policy.language.words import Via
from scriptward.policy.question import LONGEST_CHAIN, Question
from scriptward.vocabulary.observations import Flow, Leak, Visit
from scriptward.vocabulary.words import (
    Certainty,
    Channel,
    DataKind,
    Encoding,
    PageClass,
    ScriptKind,
    Where,
)

PARTS = frozenset({DataKind.PAGE_TITLE, DataKind.SEARCH_TERM, DataKind.URL_QUERY})
"""Kinds that are the page's own words."""
IN_REFERER = frozenset({DataKind.SEARCH_TERM, DataKind.URL_QUERY})
REFERER = "header.referer"
CUT = frozenset(
    {
        Channel.BEACON,
        Channel.EVENTSOURCE,
        Channel.FETCH,
        Channel.FRAME,
        Channel.IMAGE,
        Channel.SCRIPT,
        Channel.XHR,
    }
)
"""Calls that the guard makes another of (tests/guard/test_scrubbing.py)."""
FORMS = frozenset({(), (Encoding.PERCENT,), (Encoding.JSON,)})
"""Layers within the address or the text, that the guard finds its values in."""
IN_CALL = frozenset({Where.URL_QUERY, Where.URL_FRAGMENT, Where.BODY})
WORKERS = frozenset(
    {
        ScriptKind.WORKER,
        ScriptKind.SHARED_WORKER,
        ScriptKind.SERVICE_WORKER,
        ScriptKind.WORKLET,
    }
)

Key = tuple[str, PageClass, Via | None]
"""Recipient's name, page class and way: what one rule speaks of."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """A send that would be refused, and may go on without these kinds."""

    flow: Flow
    question: Question
    to: Receiver
    page_class: PageClass
    kinds: frozenset[DataKind]
    uncovered: frozenset[DataKind]
    """Those of `kinds` that no rule names yet."""
    why: str
    """Why these kinds don't go there, as a refusal says it."""
    run: str


@dataclass(slots=True)
class Scrubs:
    """Sends held back until all were seen: one alike that carries more ends it for each."""

    held: list[tuple[Key, Held]] = field(default_factory=list)
    spoiled: set[Key] = field(default_factory=set)

    def settled(self) -> Iterable[tuple[Held, bool]]:
        """Each that was held, and whether it may go on without its part."""
        return ((one, key not in self.spoiled) for key, one in self.held)


def removable(visit: Visit, flow: Flow) -> frozenset[DataKind]:
    """Kinds in the flow that are taken out wherever they stand in it."""
    leaks = [leak for leak in flow.data if leak.certainty is not Certainty.HINT]
    left = {leak.kind for leak in leaks if not _goes(visit, flow, leak)}
    return frozenset(leak.kind for leak in leaks) - left


def _goes(visit: Visit, flow: Flow, leak: Leak) -> bool:
    if leak.kind not in PARTS or flow.not_fully_read:
        return False
    if leak.kind is DataKind.SEARCH_TERM and f"[{leak.kind.value}]" not in visit.page.url:
        return False
    if leak.where is Where.HEADER:
        return leak.kind in IN_REFERER and leak.path.lower() == REFERER
    return (
        flow.channel in CUT
        and leak.where in IN_CALL
        and leak.encoding in FORMS
        and flow.script is not None
        and not _in_worker(visit, flow.script)
    )


def _in_worker(visit: Visit, script_id: str) -> bool:
    script = visit.script(script_id)
    for _ in range(LONGEST_CHAIN):
        if script is None:
            return False
        if script.kind in WORKERS:
            return True
        script = visit.script(script.loaded_by)
    return True
