"""Universal Analytics: the older Google Analytics, whose tags still send.

Proof: captures of 28 April 2025 (tests/data/har); the batch format unverified.
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="Universal Analytics",
    hosts=("google-analytics.com", "doubleclick.net"),
    path=r"/(?:[jr]/)?collect|/batch",
    signatures=({"v": "1", "tid": r"UA-\d{3,12}-\d{1,4}"},),
    account=("tid",),
    event=("ea", "t"),
    page_url=("dl", "dp"),
    title=("dt",),
    referrer=("dr",),
    carries={
        DataKind.COOKIE_ID: ("cid",),
        DataKind.USER_ID: ("uid",),
        DataKind.CLICK_ID: ("gclid",),
        DataKind.BUTTON_TEXT: ("el",),
    },
    mirror=r"^stats\.g\.doubleclick\.net/",
    same=("tid", "cid", "jid"),
)
def universal_analytics(wire: Wire) -> tuple[Bag, ...]:
    """An event for each line of a batch."""
    return wire.each_line
