"""Adobe Experience Platform Edge (Web SDK): page views, clicks and any data of the site.

Proof: general knowledge, unverified against a capture.
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind

_ID = r"[0-9a-f]{8}-[0-9a-f-]{27}(?::\w+)?"
_PAGE = "xdm.web.webPageDetails"


@pixel(
    product="Adobe Experience Platform Edge",
    hosts=("adobedc.net", "adobedc.demdex.net"),
    path=r"/ee/(?:.*/)?(?:v\d/)?(?:interact|collect)",
    signatures=(
        {"configId": _ID, "requestId": ".+"},
        {"configId": _ID, f"{_PAGE}.URL": ".*"},
        {"datastreamId": _ID, "requestId": ".+"},
    ),
    account=("configId", "datastreamId"),
    event=("xdm.eventType",),
    page_url=(f"{_PAGE}.URL",),
    title=(f"{_PAGE}.name",),
    referrer=("xdm.web.webReferrer.URL",),
    default_event="interact",
    carries={
        DataKind.COOKIE_ID: ("xdm.identityMap.ECID[0].id",),
        DataKind.EMAIL: ("xdm.identityMap.*mail*[0].id",),
        DataKind.BUTTON_TEXT: ("xdm.web.webInteraction.name",),
        DataKind.SEARCH_TERM: ("*.search.term", "*.siteSearch.phrase"),
    },
)
def adobe_edge(wire: Wire) -> tuple[Bag, ...]:
    """An event for each of a request."""
    return wire.each("events")
