"""FullStory: session replay; the first request of a page names it.

Proof: general knowledge, unverified against a capture.
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="FullStory",
    hosts=("fullstory.com",),
    path=r"/rec/|/s/settings/",
    loads=r"(?:edge\.)?fullstory\.com/s/fs\.js",
    signatures=(
        {"OrgId": r"[\w-]{3,20}", "UserId": ".+", "SessionId": ".+"},
        {"OrgId": r"[\w-]{3,20}", "Url": ".+"},
    ),
    account=("OrgId",),
    event=("kind",),
    page_url=("Url",),
    title=("Title",),
    referrer=("Referrer",),
    default_event="bundle",
    carries={
        DataKind.COOKIE_ID: ("UserId", "SessionId"),
        DataKind.USER_ID: ("AppKey", "Uid"),
    },
)
def fullstory(wire: Wire) -> tuple[Bag, ...]:
    """One upload, named as the path does."""
    return (wire.bag + wire.part("kind", r"/rec/(\w+)"),)
