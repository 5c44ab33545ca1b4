"""RudderStack: page views, events and traits, mostly to the customer's own data plane.

Proof: the vendor's own script (npm), run on the sample clinic; hosts unverified.
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind

_TYPE = "page|track|identify|group|alias|screen"


@pixel(
    product="RudderStack",
    hosts=("dataplane.rudderstack.com",),
    path=r"/v\d/|/beacon/",
    signatures=(
        {"type": _TYPE, "channel": "web", "context.app.namespace": r"com\.rudderlabs\..+"},
        {"type": _TYPE, "context.library.name": "RudderLabs.+"},
    ),
    account=("writeKey",),
    event=("event", "type"),
    page_url=("context.page.url", "properties.url"),
    title=("context.page.title",),
    referrer=("context.page.referrer",),
    default_event="batch",
    carries={
        DataKind.COOKIE_ID: ("anonymousId",),
        DataKind.USER_ID: ("userId",),
        DataKind.EMAIL: ("context.traits.email", "traits.email", "properties.email"),
        DataKind.PHONE: ("context.traits.phone",),
        DataKind.NAME: ("context.traits.name", "context.traits.firstName"),
        DataKind.SEARCH_TERM: ("properties.query",),
    },
)
def rudderstack(wire: Wire) -> tuple[Bag, ...]:
    """The events of a batch, or one."""
    return wire.each("batch")
