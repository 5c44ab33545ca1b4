"""Mixpanel: events with the page's address, the text of clicks, and profiles.

Proof: the vendor's own script (npm), run on the sample clinic; hosts unverified.
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind

_ID = r"[\w-]{4,64}"


@pixel(
    product="Mixpanel",
    hosts=("mixpanel.com",),
    path=r"/(?:track|engage|groups|record|decide)",
    signatures=(
        {"event": ".+", "properties.token": _ID, "properties.mp_lib": ".+"},
        {"event": ".+", "properties.token": _ID, "properties.$insert_id": ".+"},
        {"$token": _ID, "$distinct_id": ".+"},
        {"replay_id": ".+", "$lib_version": ".+", "mp_lib": ".+"},
    ),
    account=("properties.token", "$token", "token"),
    event=("event", "kind"),
    page_url=("properties.$current_url", "$current_url"),
    title=("properties.current_page_title", "properties.$title"),
    referrer=("properties.$referrer",),
    default_event="engage",
    carries={
        DataKind.COOKIE_ID: ("properties.$device_id",),
        DataKind.USER_ID: ("properties.$user_id", "$user_id"),
        DataKind.EMAIL: ("$set.$email", "properties.$email", "properties.email"),
        DataKind.PHONE: ("$set.$phone",),
        DataKind.NAME: ("$set.$name", "$set.$first_name", "$set.$last_name"),
        DataKind.BUTTON_TEXT: ("properties.$el_text", "properties.$text"),
    },
)
def mixpanel(wire: Wire) -> tuple[Bag, ...]:
    """The events of a list, in the form field `data` or as the body; or one piece of replay."""
    if "replay_id" in wire.address:
        return (wire.bag + wire.part("kind", r"/(record)"),)
    return tuple(bag.below("data") for bag in wire.each("data", ""))
