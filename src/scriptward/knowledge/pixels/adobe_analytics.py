"""Adobe Analytics (AppMeasurement): page views, links clicked, variables of the site.

Often sent to the site's own host. Context data stands between `c.` and `.c`.
Proof: general knowledge, unverified against a capture.
"""

from collections.abc import Iterator

from scriptward.knowledge.bag import Bag, Parameter
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="Adobe Analytics",
    hosts=("omtrdc.net", "2o7.net"),
    path=r"/b/ss/",
    signatures=({"AQB": "1", "AQE": "1"}, {"AQB": "1", ":path": r"/b/ss/[^/]+/\d+/"}),
    account=("suite",),
    event=("pe", "events", "ev"),
    page_url=("g",),
    title=("pageName", "gn"),
    referrer=("r",),
    default_event="page view",
    carries={
        DataKind.COOKIE_ID: ("mid", "aid"),
        DataKind.USER_ID: ("vid",),
        DataKind.BUTTON_TEXT: ("c.a.activitymap.link", "pev2"),
    },
)
def adobe_analytics(wire: Wire) -> tuple[Bag, ...]:
    """One event, its context data called by their whole names."""
    made = tuple(_in_context(wire.bag))
    return (wire.bag + Bag(made) + wire.part("suite", r"/b/ss/([^/]+)/"),)


def _in_context(bag: Bag) -> Iterator[Parameter]:
    """`c.` opens and `.c` closes; what stands between is `c.name`."""
    steps: list[str] = []
    for parameter in bag.parameters:
        name = parameter.name
        if name.endswith(".") and not parameter.value:
            steps = [*steps[:8], name]
        elif name.startswith(".") and steps and not parameter.value:
            steps.pop()
        elif steps:
            yield Bag().called("".join((*steps, name)), parameter.value, parameter).parameters[0]
