"""PostHog: events, the text of clicks, recordings, often through the site's own host.

Proof: the vendor's own script (npm), run on the sample clinic; hosts unverified.
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind

_PROJECT = r"phc_\w+"


@pixel(
    product="PostHog",
    hosts=("posthog.com",),
    path=r"/(?:e|i/v0/e|batch|s|capture|decide|flags|engage)(?:/|$)",
    loads=r"[\w.-]*posthog\.com/array/(?P<account>phc_\w+)/config",
    signatures=(
        {"properties.token": _PROJECT, "event": ".+"},
        {"api_key": _PROJECT, "event": ".+"},
        {"token": _PROJECT, "distinct_id": ".+"},
        {"properties.$lib": "web|posthog-.+", "properties.token": ".+", "event": ".+"},
    ),
    account=("properties.token", "api_key", "token"),
    event=("event",),
    page_url=("properties.$current_url",),
    title=("properties.title",),
    referrer=("properties.$referrer",),
    default_event="flags",
    carries={
        DataKind.COOKIE_ID: ("properties.$device_id", "$device_id"),
        DataKind.USER_ID: ("properties.$user_id",),
        DataKind.EMAIL: ("properties.$set.email", "$set.email", "person_properties.email"),
        DataKind.BUTTON_TEXT: ("properties.$el_text", "properties.$elements*.$el_text"),
    },
)
def posthog(wire: Wire) -> tuple[Bag, ...]:
    """The events of a batch, a list, or the form field `data`."""
    return tuple(bag.below("data") for bag in wire.each("batch", "data", ""))
