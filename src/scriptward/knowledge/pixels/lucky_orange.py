"""Lucky Orange: session replay, chat, polls and form analytics.

Proof: general knowledge, unverified against a capture.
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="Lucky Orange",
    hosts=("luckyorange.com", "luckyorange.net"),
    path=r"/(?!core/)",
    loads=r"tools\.luckyorange\.com/core/lo\.js",
    signatures=({"siteId": r"[0-9a-f]{8}", "visitorId": ".+"},),
    account=("site-id", "siteId", "site_id"),
    event=("event", "type"),
    page_url=("url", "page.url"),
    title=("title", "page.title"),
    referrer=("referrer", "page.referrer"),
    default_event="message",
    carries={DataKind.COOKIE_ID: ("visitorId", "uid"), DataKind.EMAIL: ("email", "*.email")},
)
def lucky_orange(wire: Wire) -> tuple[Bag, ...]:
    """One upload, or one message of the socket."""
    return wire.each_line
