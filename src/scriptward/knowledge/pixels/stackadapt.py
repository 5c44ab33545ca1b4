"""StackAdapt: page views and conversions with the page's title.

Proof: captures of 28 April 2025 (tests/data/har).
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="StackAdapt",
    hosts=("srv.stackadapt.com",),
    path=r"/(?:saq_pxl|conv|rt)",
    signatures=({"uid": r"[\w-]{20,24}", "landing_url": ".+", "t": ".*"},),
    account=("uid",),
    event=("kind",),
    page_url=("landing_url",),
    title=("t",),
    default_event="saq_pxl",
    carries={DataKind.EMAIL: ("em", "args.email")},
)
def stackadapt(wire: Wire) -> tuple[Bag, ...]:
    """One event, named as the path does."""
    return (wire.bag + wire.part("kind", r"/(saq_pxl|conv|rt)"),)
