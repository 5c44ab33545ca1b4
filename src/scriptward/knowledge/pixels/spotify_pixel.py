"""Spotify Pixel (Spotify Ad Analytics): page views and conversions, in batches.

Proof: captures of 28 April 2025 (tests/data/har).
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="Spotify Pixel",
    hosts=("pixels.spotify.com",),
    path=r"/v\d/ingest",
    signatures=({"pixel_id": r"[0-9a-f]{32}", "pixel_version": ".+", "action": r"\w+"},),
    account=("pixel_id",),
    event=("action",),
    page_url=("body.url",),
    referrer=("body.referrer",),
    carries={DataKind.COOKIE_ID: ("uid",), DataKind.EMAIL: ("*.email", "hashed_email")},
)
def spotify_pixel(wire: Wire) -> tuple[Bag, ...]:
    """The events of every batch."""
    return tuple(bag for batch in wire.each("batch") for bag in batch.each("events") or (batch,))
