"""HubSpot: page views, clicks, forms, also forms of the site that aren't HubSpot's.

Proof: page views and loading from captures of 28 April 2025 (tests/data/har); forms unverified.
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="HubSpot",
    hosts=("hubspot.com", "hsforms.com", "hscollectedforms.net", "hubapi.com"),
    path=(
        r"/__pt\w\.gif|/collected-forms/|/submissions/|/embed/v\d/|/uploads/form/"
        r"|/hs-script-loader-public/"
    ),
    loads=r"js\.hs-scripts\.com/(?P<account>\d+)\.js",
    signatures=(
        {"a": r"\d{4,12}", "k": r"\d{1,3}", "vi": r"[0-9a-f]{32}"},
        {"portalId": r"\d{4,12}", "utk": ".*"},
        {"hs_static_app": ".+", ":path": r"/form/\d+/"},
        {"key": r"(?:forms|collected-forms)-embed.+", "count": r"\d+"},
        {"portalId": r"\d{4,12}", ":path": "hs-script-loader"},
    ),
    account=("a", "portalId", "portal"),
    event=("type", "n", "k", "key"),
    page_url=("pu", "pageUrl", "context.pageUri"),
    title=("t", "pageTitle", "context.pageName"),
    referrer=("r",),
    default_event="form settings",
    carries={
        DataKind.COOKIE_ID: ("vi", "utk", "context.hutk"),
        DataKind.USER_ID: ("id",),
        DataKind.EMAIL: ("i.email", "contactFields.email", "formValues.*mail*"),
        DataKind.PHONE: ("contactFields.phone", "formValues.*hone*"),
        DataKind.NAME: ("contactFields.firstName", "contactFields.lastName"),
        DataKind.FORM_FIELD_NAME: ("fi", "formSelectorId"),
    },
)
def hubspot(wire: Wire) -> tuple[Bag, ...]:
    """One event."""
    return (wire.bag + wire.part("portal", r"/(?:form|submissions/\w+/\w+)/(\d+)/"),)
