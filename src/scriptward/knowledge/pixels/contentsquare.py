"""Contentsquare: page views, recordings and custom variables.

Proof: general knowledge, unverified against a capture.
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="Contentsquare",
    hosts=("contentsquare.net", "contentsquare.com"),
    path=r"/(?:v\d/)?(?:pageview|pageEvent|events|dynamic-variables|recording|quota)",
    loads=r"t\.contentsquare\.net/uxa/(?P<account>\w+)\.js",
    signatures=({"pid": r"\d+", "uu": r"[0-9a-f-]{30,40}", "sn": r"\d+", "pn": r"\d+"},),
    account=("pid",),
    event=("kind",),
    page_url=("url",),
    title=("title", "tt"),
    referrer=("dr",),
    default_event="pageview",
    carries={DataKind.COOKIE_ID: ("uu",)},
)
def contentsquare(wire: Wire) -> tuple[Bag, ...]:
    """One upload, named as the path does."""
    return (wire.bag + wire.part("kind", r"/(?:v\d/)?(\w+)$"),)
