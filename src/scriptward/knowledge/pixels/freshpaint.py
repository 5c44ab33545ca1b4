"""Freshpaint: events it records by itself; passes them on to others by allow-lists.

Proof: the vendor's open integration code; the wire format unverified.
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="Freshpaint",
    hosts=("perfalytics.com",),
    path=r"/(?:track|engage|identify)",
    signatures=({"event": ".+", "properties.token": ".+", "properties.$lib": "freshpaint.*"},),
    account=("properties.token", "token"),
    event=("event",),
    page_url=("properties.$current_url", "properties.url"),
    title=("properties.title", "properties.$title"),
    referrer=("properties.$referrer",),
    default_event="track",
    carries={
        DataKind.COOKIE_ID: ("properties.$device_id", "properties.distinct_id"),
        DataKind.USER_ID: ("properties.$user_id",),
        DataKind.EMAIL: ("properties.email", "properties.$email"),
        DataKind.BUTTON_TEXT: ("properties.$el_text", "properties.$elements*.$el_text"),
    },
)
def freshpaint(wire: Wire) -> tuple[Bag, ...]:
    """The events of a list, in the form field `data` or as the body."""
    return tuple(bag.below("data") for bag in wire.each("data", ""))
