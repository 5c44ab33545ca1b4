"""Marketo Munchkin: page visits and clicks, the page's address in pieces.

Proof: general knowledge, unverified against a capture.
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="Marketo Munchkin",
    hosts=("mktoresp.com",),
    path=r"/webevents/",
    signatures=(
        {"_mchNc": r"\d+", "_mchHo": ".+", "_mchRu": ".*"},
        {"_mchNc": r"\d+", "_mchHr": ".+"},
    ),
    account=("_mchId", "munchkin"),
    event=("kind",),
    page_url=("page",),
    referrer=("_mchRe",),
    default_event="visitWebPage",
    carries={DataKind.COOKIE_ID: ("_mchTk",)},
)
def marketo_munchkin(wire: Wire) -> tuple[Bag, ...]:
    """One event; its address is put together of host, path and query."""
    munchkin = wire.part("munchkin", r"^([\w-]+)\.mktoresp\.com")
    bag = wire.bag + munchkin + wire.part("kind", r"/webevents/(\w+)")
    host = bag.first("_mchHo")
    if not host:
        return (bag,)
    query = bag.text("_mchQp").replace("__-__", "&")
    url = f"https://{host.value}{bag.text('_mchRu')}{'?' if query else ''}{query}"
    return (bag.called("page", url, host),)
