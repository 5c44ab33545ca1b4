"""Simpli.fi: page and conversion pixels, and the syncing of ids with partners.

Proof: captures of 28 April 2025 (tests/data/har).
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="Simpli.fi",
    hosts=("i.simpli.fi", "um.simpli.fi"),
    path=r"/",
    loads=r"tag\.simpli\.fi/sifitag/(?P<account>[\w-]+)",
    signatures=({"cid": r"\d+", "cb": r"sifi_.+"},),
    account=("cid",),
    event=("kind",),
    page_url=("header:referer",),
    default_event="p",
    carries={DataKind.COOKIE_ID: ("uid", "sifi_uid"), DataKind.EMAIL: ("em",)},
)
def simplifi(wire: Wire) -> tuple[Bag, ...]:
    """One event or sync, named as the path does."""
    return (wire.bag + wire.part("kind", r"^[^/]*/(\w+)"),)
