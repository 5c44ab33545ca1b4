"""MNTN: page views with title, metadata and the ids of the site's Google Analytics.

Proof: captures of 28 April 2025 (tests/data/har).
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="MNTN",
    hosts=("px.mountain.com", "dx.mountain.com"),
    path=r"/(?:st|spx|sync)",
    signatures=({"shaid": r"\d{3,8}", "plh": ".+"},),
    account=("shaid",),
    event=("kind",),
    page_url=("plh",),
    title=("shpt",),
    referrer=("tdr",),
    default_event="st",
    carries={DataKind.COOKIE_ID: ("ga_client_id", "ga_info.mntnis", "dcm_cid")},
)
def mountain(wire: Wire) -> tuple[Bag, ...]:
    """One event, named as the path does."""
    return (wire.bag + wire.part("kind", r"/(st|spx|sync)"),)
