"""Microsoft Advertising (UET): page loads and the site's own conversion events.

Proof: captures of 28 April 2025 (tests/data/har); hashed user data unverified.
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="Microsoft UET",
    hosts=("bat.bing.com", "bat.bing.net"),
    path=r"/actionp?/\d",
    loads=r"bat\.bing\.(?:com|net)/p/action/(?P<account>\d+)\.js",
    signatures=({"ti": r"\d{4,12}", "Ver": r"\d", "mid": ".+"},),
    account=("ti",),
    event=("ea", "evt"),
    page_url=("p",),
    title=("tl",),
    referrer=("r",),
    carries={
        DataKind.COOKIE_ID: ("vid",),
        DataKind.CLICK_ID: ("msclkid",),
        DataKind.EMAIL: ("pid.em", "em"),
        DataKind.PHONE: ("pid.ph", "ph"),
    },
)
def microsoft_uet(wire: Wire) -> tuple[Bag, ...]:
    """One event."""
    return (wire.bag,)
