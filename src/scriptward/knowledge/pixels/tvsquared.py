"""TVSquared (Innovid): page views with the title.

Proof: captures of 28 April 2025 (tests/data/har).
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="TVSquared",
    hosts=("tvsquared.com",),
    path=r"/(?:tv2track|piwik)\.php",
    signatures=({"idsite": r"TV-\d+-\d+", "rec": r"\d"},),
    account=("idsite",),
    event=("e_a", "idgoal"),
    page_url=("url",),
    title=("action_name",),
    referrer=("urlref",),
    default_event="page view",
    carries={DataKind.COOKIE_ID: ("_id",), DataKind.USER_ID: ("uid", "user_id")},
)
def tvsquared(wire: Wire) -> tuple[Bag, ...]:
    """One event."""
    return (wire.bag,)
