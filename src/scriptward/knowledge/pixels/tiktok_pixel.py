"""TikTok Pixel: events, and what it collects by itself of page metadata and clicks.

Proof: captures of 28 April 2025 (tests/data/har); hashed user data unverified.
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="TikTok Pixel",
    hosts=("analytics.tiktok.com", "analytics.tiktok.us"),
    path=r"/api/v\d/pixel",
    loads=r"analytics\.tiktok\.com/i18n/pixel/(?:events|config)\.js",
    signatures=(
        {"context.pixel.code": r"[A-Z0-9]{16,24}", "context.page.url": ".*"},
        {"message_id": r"messageId-.+", "context.library.name": r"pixel\.js"},
    ),
    account=("context.pixel.code", "sdkid"),
    event=("event", "action", "kind"),
    page_url=("context.page.url",),
    title=(
        "auto_collected_properties.content_data.meta.title",
        "auto_collected_properties.content_data.open_graph.og:title",
    ),
    referrer=("context.page.referrer",),
    carries={
        DataKind.COOKIE_ID: ("context.user.anonymous_id",),
        DataKind.CLICK_ID: ("context.ad.callback",),
        DataKind.USER_ID: ("context.user.external_id",),
        DataKind.EMAIL: ("context.user.email", "context.user.auto_email"),
        DataKind.PHONE: ("context.user.phone_number", "context.user.auto_phone_number"),
        DataKind.SEARCH_TERM: ("properties.query", "properties.search_string"),
        DataKind.BUTTON_TEXT: ("*.inner_text", "*.innerText", "*.button_text"),
    },
)
def tiktok_pixel(wire: Wire) -> tuple[Bag, ...]:
    """One event, by the last word of the path where it has no name."""
    return (wire.bag + wire.part("kind", r"/pixel/(\w+)"),)
