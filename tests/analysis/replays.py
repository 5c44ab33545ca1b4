"""Small rows of session recordings for detectors and comparisons to judge."""

from typing import Any

from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.replay import Passing, Replay, Surface, SurfaceSeen
from scriptward.vocabulary.words import PageClass, Where
from tests.analysis.visits import RECORDER, URL, visit


def seen(surface: Surface, outcome: Passing = Passing.SENT, marking: str = "") -> SurfaceSeen:
    """One surface; where it was sent, if it was."""
    sent = outcome is Passing.SENT
    return SurfaceSeen(
        surface=surface,
        outcome=outcome,
        marking=marking,
        where=Where.BODY if sent else None,
        path="body.events[3].data.text" if sent else "",
        url=f"https://{RECORDER.host}/rec" if sent else "",
        setting="mask_inputs: true",
    )


def recording(*surfaces: SurfaceSeen, **rest: Any) -> Replay:
    """What the recorder of a page took."""
    return Replay(
        page=URL,
        page_class=PageClass.SYMPTOM_FORM,
        persona="default",
        entity=rest.pop("entity", RECORDER.entity),
        product=rest.pop("product", RECORDER.product),
        host=rest.pop("host", RECORDER.host),
        version="1.2.3",
        script=rest.pop("script", None),
        surfaces=surfaces,
        **rest,
    )


def recorded(*surfaces: SurfaceSeen, **rest: Any) -> Visit:
    """A visit to a symptom form with one recorder. `flows`: those of the ordinary visit."""
    flows, scripts = rest.pop("flows", ()), rest.pop("scripts", ())
    row = recording(*surfaces, **rest)
    return visit(PageClass.SYMPTOM_FORM, replay=(row,), flows=flows, scripts=scripts)
