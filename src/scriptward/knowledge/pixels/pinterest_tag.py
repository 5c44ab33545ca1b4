"""Pinterest Tag: page visits and events, with e-mail hashes of the site or found in forms.

Proof: captures of 28 April 2025 (tests/data/har).
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="Pinterest Tag",
    hosts=("ct.pinterest.com",),
    path=r"/(?:v3|user|md)(?:/|$)",
    signatures=({"tid": r"\d{13}", "cb": r"\d{13}"}, {"tid": r"\d{13}", "ad.loc": ".+"}),
    account=("tid",),
    event=("event",),
    page_url=("ad.loc",),
    title=("ad.title", "ed.page_title"),
    referrer=("ad.ref",),
    default_event="user",
    carries={
        DataKind.EMAIL: ("pd.em", "pd.aem", "aem"),
        DataKind.USER_ID: ("pd.external_id",),
        DataKind.CLICK_ID: ("pd.epik", "epik"),
        DataKind.SEARCH_TERM: ("ed.search_query",),
    },
)
def pinterest_tag(wire: Wire) -> tuple[Bag, ...]:
    """One event."""
    return (wire.bag,)
