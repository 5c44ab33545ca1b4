"""UserWay: the accessibility widget, which sends the page's address, links and pictures.

Proof: captures of 28 April 2025 (tests/data/har).
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="UserWay",
    hosts=("api.userway.org",),
    path=r"/api/",
    signatures=(
        {"siteId": r"\d+", "fullPage": ".+"},
        {"account": r"\w{8,12}", "siteId": r"\d+", "feat": ".+"},
        {"uid": ".+", "o": "http.+", ":path": r"/tunings/\w+"},
        {":path": r"/br-links/v\d/"},
        {"dto.sorted[0].src": ".+"},
    ),
    account=("account", "siteId", "owner"),
    event=("kind",),
    page_url=("fullPage",),
    default_event="call",
    carries={DataKind.COOKIE_ID: ("uid",)},
)
def userway(wire: Wire) -> tuple[Bag, ...]:
    """One call, named as the path does."""
    owner = wire.part("owner", r"/(?:tunings|img-dscr/v\d|links)/(\w+)")
    return (wire.bag + owner + wire.part("kind", r"/api/(?:v\d/)?([\w-]+)"),)
