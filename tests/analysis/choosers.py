"""Visits of people who make a choice about tracking, for detectors that compare them."""

from typing import Any

import msgspec

from scriptward.vocabulary.observations import Choice, Flow, Visit
from scriptward.vocabulary.words import ChoicePhase, DataKind, PageClass
from tests.analysis.visits import leak, visit

ADDRESS = leak(DataKind.URL_PATH)
COOKIE = leak(DataKind.COOKIE_ID)
BANNER = "Onetrust"


def chooser(
    wanted: str, *flows: Flow, phase: ChoicePhase = ChoicePhase.AFTER, **rest: Any
) -> Visit:
    """A visit to a condition page after that choice, unless `phase` says otherwise."""
    after = phase is ChoicePhase.AFTER
    choice = Choice(
        wanted=wanted,
        phase=phase,
        made=after,
        reached=rest.pop("reached", after),
        product=rest.pop("product", BANNER),
    )
    return _of(visit(PageClass.CONDITION_PAGE, flows=flows, **rest), wanted, choice)


def waiting(*flows: Flow, **rest: Any) -> Visit:
    """A visit while the banner waits for the one who will reject."""
    return chooser("rejected", *flows, phase=ChoicePhase.BEFORE, **rest)


def plain(*flows: Flow, **rest: Any) -> Visit:
    """A visit of somebody who chooses nothing."""
    return visit(PageClass.CONDITION_PAGE, flows=flows, **rest)


def _of(made: Visit, persona: str, choice: Choice) -> Visit:
    page = msgspec.structs.replace(made.page, persona=persona, consent=choice)
    return msgspec.structs.replace(made, page=page)
