"""Google Ads: conversions, remarketing lists, and the tag's consent and page pings.

The account stands in the path of most of them; a ping may have none.
Proof: captures of 28 April 2025 (tests/data/har); hashed user data (`em`) unverified.
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind

_CONTAINER = r"4\d[a-zA-Z]{2}\w+"


@pixel(
    product="Google Ads",
    hosts=("googleadservices.com", "google.com", "doubleclick.net"),
    path=(
        r"/pagead/(?:conversion|1p-conversion|viewthroughconversion|1p-user-list|form-data)/\d"
        r"|/td/rul/\d|/ccm/(?:collect|form-data)"
    ),
    signatures=(
        {"random": r"\d+", "cv": r"\d+", "fst": r"\d{10,}", "fmt": r"\d"},
        {"gtm": _CONTAINER, "auid": r"\d+\.\d+", "npa": r"[01]", "v": None},
        {"gtm": _CONTAINER, "en": ".+", "dl": ".+", "tft": r"\d+", "v": None},
    ),
    account=("account", "tid"),
    event=("data.event", "en", "kind"),
    page_url=("url", "dl"),
    title=("tiba", "dt"),
    referrer=("ref", "dr"),
    carries={
        DataKind.COOKIE_ID: ("auid",),
        DataKind.CLICK_ID: ("gclid", "gclaw", "gclsrc"),
        DataKind.USER_ID: ("uid",),
        DataKind.EMAIL: ("em",),
    },
    default_event="list",
    mirror=r"/pagead/1p-|/td/rul/",
    same=("account", "auid", "url", "label"),
)
def google_ads(wire: Wire) -> tuple[Bag, ...]:
    """One event, with account and kind from the path, and the pairs inside `data`."""
    bag = wire.bag + wire.part("account", r"/(?:pagead/[\w-]+|td/rul)/(\d+)")
    data = bag.first("data")
    for pair in data.value.split(";", 100) if data else ():
        name, equals, value = pair.partition("=")
        if data and equals:
            bag = bag.called(f"data.{name}", value, data)
    return (bag + wire.part("kind", r"/pagead/([\w-]+)/"),)
