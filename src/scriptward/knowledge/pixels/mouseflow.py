"""Mouseflow: session replay, heat maps and form analytics.

Proof: general knowledge, unverified against a capture.
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="Mouseflow",
    hosts=("mouseflow.com",),
    path=r"/(?:init|data|dom|html|events?)(?:/|$)",
    loads=r"cdn\.mouseflow\.com/projects/(?P<account>[\w-]+)\.js",
    signatures=(
        {"p": r"[0-9a-f]{8}-?[0-9a-f-]{24,27}", "href": ".+", "s": ".+"},
        {"p": r"[0-9a-f]{8}-?[0-9a-f-]{24,27}", "url": ".+", "page": ".+", "s": ".+"},
    ),
    account=("p", "website"),
    event=("kind",),
    page_url=("href", "url"),
    title=("title",),
    referrer=("ref", "referrer"),
    default_event="data",
    carries={DataKind.COOKIE_ID: ("u", "s")},
)
def mouseflow(wire: Wire) -> tuple[Bag, ...]:
    """One upload, named as the path does."""
    return (wire.bag + wire.part("kind", r"/(init|data|dom|html|events?)(?:/|$)"),)
