"""Crazy Egg: heat maps, recordings and clicks.

Proof: loading from captures of 28 April 2025 (tests/data/har); sending unverified.
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="Crazy Egg",
    hosts=("crazyegg.com",),
    path=r"/(?!pages/scripts/)",
    loads=r"script\.crazyegg\.com/pages/scripts/(?P<account>\d+/\d+)\.js",
    account=("account_id", "accountId", "u"),
    event=("event", "type"),
    page_url=("url", "page_url"),
    title=("title",),
    referrer=("referrer",),
    default_event="send",
    carries={
        DataKind.COOKIE_ID: ("visitor_id", "user_script_id"),
        DataKind.BUTTON_TEXT: ("text", "*.text", "*.innerText"),
    },
)
def crazy_egg(wire: Wire) -> tuple[Bag, ...]:
    """One upload."""
    return (wire.bag,)
