"""Siteimprove Analytics: page views with the title.

Proof: captures of 28 April 2025 (tests/data/har).
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="Siteimprove Analytics",
    hosts=("siteimproveanalytics.io",),
    path=r"/(?:image|event|heartbeat)\.aspx",
    loads=r"siteimproveanalytics\.com/js/siteanalyze_(?P<account>\d+)\.js",
    signatures=({"accountid": r"\d+", "luid": ".+", "url": ".*"},),
    account=("accountid",),
    event=("kind",),
    page_url=("url",),
    title=("title",),
    referrer=("ref",),
    default_event="image",
    carries={
        DataKind.COOKIE_ID: ("luid",),
        DataKind.SEARCH_TERM: ("search", "sp"),
    },
)
def siteimprove(wire: Wire) -> tuple[Bag, ...]:
    """One event, named as the path does."""
    return (wire.bag + wire.part("kind", r"/(image|event|heartbeat)\.aspx"),)
