"""The Trade Desk: universal and conversion pixels, and the syncing of ids with partners.

Proof: captures of 28 April 2025 (tests/data/har); hashed user data unverified.
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind

_ID = r"[a-z0-9]{6,8}"


@pixel(
    product="The Trade Desk",
    hosts=("insight.adsrvr.org", "match.adsrvr.org"),
    path=r"/(?:track/\w+|tags/\w+)",
    signatures=(
        {"adv": _ID, "upid": rf"{_ID}(?:,{_ID})*"},
        {"adv": _ID, "ct": rf"\d:{_ID}"},
        {":path": r"/track/cmf/\w+$"},
        {":path": r"/tags/\w{6,8}/\w{6,9}/iframe$"},
    ),
    account=("adv", "advertiser"),
    event=("kind",),
    page_url=("ref",),
    default_event="tag",
    carries={DataKind.COOKIE_ID: ("ttd_tdid", "anid"), DataKind.EMAIL: ("em",)},
)
def trade_desk(wire: Wire) -> tuple[Bag, ...]:
    """One event, named as the path does."""
    advertiser = wire.part("advertiser", r"/tags/(\w+)/")
    return (wire.bag + advertiser + wire.part("kind", r"/track/(\w+)"),)
