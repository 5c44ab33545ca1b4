"""LogRocket: session replay with the page's network traffic and state.

Proof: general knowledge, unverified against a capture.
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind

_APP = r"[\w-]{3,30}/[\w.-]{1,60}"


@pixel(
    product="LogRocket",
    hosts=("lr-ingest.io", "lr-ingest.com", "logrocket.io", "lr-in.com", "lr-in-prod.com"),
    path=r"/(?:i|s)(?:/|$)",
    signatures=(
        {"a": _APP, "r": ".+", "t": ".*", "s": ".*"},
        {"a": _APP, "events[0].type": r"lr\..+"},
    ),
    account=("a",),
    default_event="upload",
    page_url=("href", "u"),
    carries={DataKind.COOKIE_ID: ("r",)},
)
def logrocket(wire: Wire) -> tuple[Bag, ...]:
    """One upload."""
    return (wire.bag,)
