"""Invoca: call tracking, with the site's marketing data.

Proof: general knowledge, unverified against a capture.
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="Invoca",
    hosts=("pnapi.invoca.net",),
    path=r"/\d+/",
    loads=r"solutions\.invocacdn\.com/js/networks/\d+/(?P<account>\d+)/",
    signatures=({":path": r"/\d+/na\.jsonp?$"},),
    account=("network_id", "network"),
    page_url=("params.invoca_session.calling_page", "*.calling_page", "*.landing_page"),
    referrer=("*.utm_referrer", "*.referrer"),
    default_event="numbers",
    carries={
        DataKind.CLICK_ID: ("*.gclid", "*.msclkid"),
        DataKind.COOKIE_ID: ("*.g_cid", "*.invoca_id"),
    },
)
def invoca(wire: Wire) -> tuple[Bag, ...]:
    """One asking for numbers."""
    return (wire.bag + wire.part("network", r"/(\d+)/na\.json"),)
