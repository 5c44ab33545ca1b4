"""Heap: page views and every click, with the text of what was clicked.

Proof: general knowledge, unverified against a capture.
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="Heap",
    hosts=("heapanalytics.com", "heap-api.com"),
    path=r"/(?:h|api/|capture)",
    loads=r"cdn\.(?:us\.|eu\.)?heap(?:analytics|-api)\.com/(?:js/heap-|config/)(?P<account>\d+)",
    signatures=({"a": r"\d{6,12}", "u": r"\d+", "v": r"\d+", "s": r"\d+", "b": "web"},),
    account=("a", "app_id", "env_id"),
    event=("event", "e"),
    page_url=("page",),
    title=("t",),
    referrer=("r",),
    default_event="page view",
    carries={
        DataKind.COOKIE_ID: ("u", "user_id"),
        DataKind.USER_ID: ("i", "identity"),
        DataKind.BUTTON_TEXT: ("target_text", "*.target_text"),
    },
)
def heap(wire: Wire) -> tuple[Bag, ...]:
    """One event; its address is put together of domain and path."""
    path = wire.bag.first("h")
    if not path:
        return (wire.bag,)
    domain = wire.bag.text("d")
    return (wire.bag.called("page", f"https://{domain}{path.value}", path),)
