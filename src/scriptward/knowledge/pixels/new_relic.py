"""New Relic browser agent: timings, requests of the page, errors, and replay.

Proof: captures of 28 April 2025 (tests/data/har); replay from the vendor's own script (npm).
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="New Relic Browser",
    hosts=("nr-data.net",),
    path=r"/(?:1|events|jserrors|ins|resources|metrics|browser)/",
    signatures=(
        {"a": r"\d+(?:,\d+)*", "rst": r"\d+", "ref": ".*", "v": r"\d[\d.]+"},
        {"browser_monitoring_key": ".+", "app_id": r"\d+", "type": r"\w+"},
    ),
    account=("a", "app_id"),
    event=("type", "kind"),
    page_url=("ref", "currentUrl"),
    default_event="page timing",
    carries={DataKind.COOKIE_ID: ("s", "session"), DataKind.USER_ID: ("enduser.id",)},
)
def new_relic(wire: Wire) -> tuple[Bag, ...]:
    """One report, named as the path does."""
    kind = wire.part("kind", r"/(events|jserrors|ins|resources|metrics|blobs)")
    return (wire.bag + wire.behind("attributes") + kind,)
