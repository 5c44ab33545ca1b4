"""Adobe Audience Manager and Experience Cloud ID: ids, and their syncing.

Proof: syncs from captures of 28 April 2025 (tests/data/har); the rest unverified.
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind

_PARTNER = r"et:ibs|data:dpid"


@pixel(
    product="Adobe Audience Manager",
    hosts=("demdex.net",),
    path=r"/(?:id|id/rd|event|demconf\.jpg|dest\d\.html)?$",
    signatures=(
        {"d_orgid": r"[0-9A-F]{24}@AdobeOrg", "d_ver": r"\d+"},
        {"ibs:dpid": r"\d+", "dpuuid": ".+"},
        {_PARTNER: r"\d+", "dpuuid": ".+"},
    ),
    account=("d_orgid", "ibs:dpid", _PARTNER),
    event=("kind",),
    page_url=("d_url",),
    referrer=("d_ref",),
    default_event="sync",
    carries={
        DataKind.COOKIE_ID: ("d_mid", "d_uuid", "dpuuid"),
        DataKind.USER_ID: ("d_cid_ic",),
    },
)
def adobe_audience_manager(wire: Wire) -> tuple[Bag, ...]:
    """One event, or a sync with a partner."""
    return (wire.bag + wire.part("kind", r"/(id|event)$"),)
