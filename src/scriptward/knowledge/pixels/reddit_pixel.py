"""Reddit Pixel: page visits and custom events; the page's address goes as Referer only.

Proof: the vendor's open integration code; no capture.
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="Reddit Pixel",
    hosts=("alb.reddit.com",),
    path=r"/rp(?:\.gif)?$",
    loads=r"pixel-config\.reddit\.com/pixels/(?P<account>\w+)/config",
    signatures=({"id": r"(?:t2|a2)_\w+", "event": r"\w+", "uuid": ".+"},),
    account=("id",),
    event=("m.customEventName", "event"),
    page_url=("url", "header:referer"),
    carries={
        DataKind.COOKIE_ID: ("uuid",),
        DataKind.DEVICE_ID: ("aaid", "idfa"),
        DataKind.CLICK_ID: ("click_id", "rdt_cid"),
        DataKind.USER_ID: ("external_id",),
        DataKind.EMAIL: ("em",),
        DataKind.PHONE: ("pn",),
    },
)
def reddit_pixel(wire: Wire) -> tuple[Bag, ...]:
    """One event."""
    return (wire.bag,)
