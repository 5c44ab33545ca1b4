"""Yahoo (Dot tag): page views with the title, and conversions.

Proof: captures of 28 April 2025 (tests/data/har).
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="Yahoo Dot",
    hosts=("sp.analytics.yahoo.com",),
    path=r"/sp\.pl|/spp\.pl",
    signatures=({"a": r"\d+", ".yp": r"\d{4,12}"},),
    account=(".yp",),
    event=("ea", "ec"),
    page_url=("f",),
    title=("b",),
    referrer=("e",),
    default_event="page view",
    carries={DataKind.EMAIL: ("he", "em"), DataKind.COOKIE_ID: ("c",)},
)
def yahoo_dot(wire: Wire) -> tuple[Bag, ...]:
    """One event."""
    return (wire.bag,)
