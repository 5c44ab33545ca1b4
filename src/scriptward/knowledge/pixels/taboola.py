"""Taboola Pixel: page views and conversions.

Proof: captures of 28 April 2025 (tests/data/har).
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="Taboola Pixel",
    hosts=("trc.taboola.com", "trc-events.taboola.com"),
    path=r"/[\w-]+/(?:log|trc)/\d/",
    signatures=(
        {"en": r"\w+", "item-url": ".*", "tim": r"\d+"},
        {"tim": r"\d{13}", "data.mpvd.en": r"\w+"},
    ),
    account=("account",),
    event=("en", "data.mpvd.en"),
    page_url=("item-url", "data.mpvd.item-url", "data.u"),
    referrer=("ref", "data.mpvd.ref"),
    default_event="event",
    carries={DataKind.COOKIE_ID: ("ui", "data.ui"), DataKind.CLICK_ID: ("tblci", "click-id")},
)
def taboola(wire: Wire) -> tuple[Bag, ...]:
    """One event; the account is the first step of the path."""
    return (wire.bag + wire.part("account", r"/([\w-]+)/(?:log|trc)/\d/"),)
