"""LinkedIn Insight Tag: page visits, conversions and clicks with their text.

Proof: captures of 28 April 2025 (tests/data/har); click signals unverified.
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind

_PARTNER = r"\d{3,9}(?:,\d{3,9})*"


@pixel(
    product="LinkedIn Insight Tag",
    hosts=("px.ads.linkedin.com", "www.linkedin.com", "px4.ads.linkedin.com"),
    path=r"/(?:collect|attribution_trigger|wa|px/li_sync|insight_tag_errors)(?:/|$)",
    signatures=(
        {"pid": _PARTNER, "time": r"\d{13}", "fmt": "js|gif"},
        {"pid": _PARTNER, "time": r"\d{13}", "url": "http.*"},
        {"pids[0]": _PARTNER, "signalType": "[A-Z_]+"},
        {"redirect": r"https?://px\.ads\.linkedin\.com/.*"},
    ),
    account=("pid", "pids[0]"),
    event=("signalType", "conversionId", "kind"),
    page_url=("url",),
    title=("pageTitle",),
    carries={
        DataKind.COOKIE_ID: ("li_adsId",),
        DataKind.CLICK_ID: ("liFatId", "li_fat_id"),
        DataKind.EMAIL: ("hem",),
        DataKind.BUTTON_TEXT: ("*.innerText", "*.innerElements*.text", "*.cssSelectorText"),
    },
    mirror=r"/px/li_sync|/attribution_trigger",
    same=("pid", "time", "url"),
)
def linkedin_insight(wire: Wire) -> tuple[Bag, ...]:
    """One event; of a sync that one it leads to."""
    return (wire.bag + wire.behind("redirect") + wire.part("kind", r"/(\w+)/?$"),)
