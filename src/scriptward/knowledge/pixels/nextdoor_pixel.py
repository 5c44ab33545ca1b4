"""Nextdoor Pixel: page views and conversions.

Proof: captures of 28 April 2025 (tests/data/har).
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="Nextdoor Pixel",
    hosts=("flask.nextdoor.com",),
    path=r"/pixel",
    signatures=({"pid": r"[0-9a-f]{8}-[0-9a-f-]{27}", "ev": r"\w+", "pl": ".*", "sem": ".*"},),
    account=("pid",),
    event=("ev",),
    page_url=("pl",),
    referrer=("rf",),
    carries={
        DataKind.COOKIE_ID: ("sessionid",),
        DataKind.CLICK_ID: ("ndclid",),
        DataKind.EMAIL: ("sem",),
    },
)
def nextdoor_pixel(wire: Wire) -> tuple[Bag, ...]:
    """One event."""
    return (wire.bag,)
