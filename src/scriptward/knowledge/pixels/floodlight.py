"""Floodlight (Campaign Manager): activities of advertisers, with variables of the site.

Parameters stand in the path, a semicolon before each: `;src=…;type=…;cat=…;u1=…;~oref=…`.
Proof: captures of 28 April 2025 (tests/data/har).
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="Google Floodlight",
    hosts=("doubleclick.net", "adservice.google.com"),
    path=r"/(?:ddm/|td/fls/rul/)?(?:activityi?|fls/[zir])(?:/|$)",
    signatures=({"src": r"\d{4,12}", "type": r"[\w-]{1,12}", "cat": r"[\w-]{1,12}", "ord": ".+"},),
    account=("src",),
    event=("activity",),
    page_url=("~oref",),
    carries={
        DataKind.COOKIE_ID: ("auiddc",),
        DataKind.DEVICE_ID: ("dc_rdid",),
        DataKind.CLICK_ID: ("gclid", "dclid"),
        DataKind.EMAIL: ("em",),
    },
    mirror=r"^ad\.doubleclick\.net/|/td/fls/",
    same=("src", "type", "cat", "ord"),
)
def floodlight(wire: Wire) -> tuple[Bag, ...]:
    """One activity, named by its group and itself."""
    kind = wire.bag.first("cat")
    if not kind:
        return (wire.bag,)
    return (wire.bag.called("activity", f"{wire.bag.text('type')}/{kind.value}", kind),)
