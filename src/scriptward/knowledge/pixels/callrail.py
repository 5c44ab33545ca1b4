"""CallRail: swaps phone numbers by where a visitor came from; may capture forms.

Proof: general knowledge, unverified against a capture.
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="CallRail",
    hosts=("js.callrail.com",),
    path=r"/(?:group|companies|form_capture|poll)/",
    loads=r"cdn\.callrail\.com/companies/(?P<account>\d+)/",
    signatures=(
        {":path": r"/group/\d+/\w{16,24}/\d+/"},
        {"company_id": r"\d+", "swap_targets[0]": ".*"},
    ),
    account=("key", "company_id"),
    event=("kind",),
    page_url=("landing", "landing_page", "landing_page_url", "url"),
    referrer=("ref", "referrer", "referrer_url"),
    default_event="swap",
    carries={
        DataKind.COOKIE_ID: ("uuid", "session_id"),
        DataKind.CLICK_ID: ("gclid", "msclkid", "fbclid"),
        DataKind.EMAIL: ("form_data.*mail*",),
        DataKind.PHONE: ("form_data.*hone*",),
        DataKind.SEARCH_TERM: ("keywords",),
    },
)
def callrail(wire: Wire) -> tuple[Bag, ...]:
    """One call, named as the path does."""
    key = wire.part("key", r"/group/\d+/(\w+)/")
    return (wire.bag + key + wire.part("kind", r"/(\w+)\.js(?:on)?$"),)
