"""Hotjar: recordings of the page, surveys and feedback.

The page's content goes compressed; tools often spoil it, then the hit is marked as not read.
Proof: loading and content from captures of 28 April 2025 (tests/data/har); the rest unverified.
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="Hotjar",
    hosts=("hotjar.io", "hotjar.com"),
    path=r"/(?:$|api/|v\d/|sites/|a/|ws)",
    loads=r"static\.hotjar\.com/c/hotjar-(?P<account>\d+)\.js",
    signatures=(
        {"site_id": r"\d{5,9}", "gzip": "1"},
        {":path": r"/client/sites/\d{5,9}/"},
    ),
    account=("site_id", "site", "siteId"),
    event=("event", "kind"),
    page_url=("page_url", "url", "*.page_url"),
    default_event="content",
    carries={
        DataKind.COOKIE_ID: ("user_uuid", "user_id", "session_uuid"),
        DataKind.USER_ID: ("attributes.user_id",),
    },
)
def hotjar(wire: Wire) -> tuple[Bag, ...]:
    """One upload, or one message of the socket."""
    path = wire.part("site", r"/sites/(\d+)") + wire.part("kind", r"/sites/\d+/([\w-]+)")
    return tuple(bag + path for bag in wire.each_line)
