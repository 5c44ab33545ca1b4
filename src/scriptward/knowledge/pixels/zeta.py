"""Zeta (Boomtrain, Rezync): page views, the naming of visitors, and syncs.

Proof: captures of 28 April 2025 (tests/data/har).
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="Zeta",
    hosts=("api.boomtrain.com", "live.rezync.com"),
    path=r"/(?:event/|identify/|sync)",
    signatures=(
        {"site_id": ".+", "bsin": ".*", "type": ".+"},
        {"site_id": ".+", "data.cookie.bsin": ".*"},
        {"c": r"[0-9a-f]{32}", "p": r"[0-9a-f]{32}", "k": ".+", "cache_buster": r"\d{13}"},
    ),
    account=("site_id", "zmpID", "k"),
    event=("type", "kind"),
    page_url=("href", "url"),
    title=("properties.title",),
    referrer=("properties.doc_referrer",),
    default_event="identify",
    carries={
        DataKind.COOKIE_ID: ("bsin", "data.cookie.bsin", "data.external_ids.zync"),
        DataKind.EMAIL: ("properties.email", "data.email", "data.external_ids.email"),
    },
)
def zeta(wire: Wire) -> tuple[Bag, ...]:
    """One event, named as the path does where it has no type."""
    return (wire.bag + wire.part("kind", r"/(identify|sync)"),)
