"""X (Twitter) Pixel: page views and conversions, each sent to two hosts.

Proof: captures of 28 April 2025 (tests/data/har); hashed user data unverified.
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="X Pixel",
    hosts=("t.co", "analytics.twitter.com", "analytics.x.com"),
    path=r"/(?:\d/)?i/adsct",
    signatures=(
        {"txn_id": r"[a-z0-9]{4,10}", "tw_document_href": ".+"},
        {"txn_id": r"[a-z0-9]{4,10}", "p_id": "Twitter"},
    ),
    account=("txn_id",),
    event=("events[0][0]", "event.event_name"),
    page_url=("tw_document_href",),
    referrer=("tw_document_referrer",),
    default_event="event",
    carries={
        DataKind.CLICK_ID: ("twclid",),
        DataKind.EMAIL: ("em", "event.email_address"),
        DataKind.PHONE: ("ph", "event.phone_number"),
        DataKind.SEARCH_TERM: ("event.search_string",),
    },
    mirror=r"^analytics\.",
    same=("txn_id", "event_id"),
)
def x_pixel(wire: Wire) -> tuple[Bag, ...]:
    """One event."""
    return (wire.bag,)
