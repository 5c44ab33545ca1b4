"""Google Analytics 4: page views, scrolls, clicks, searches and forms of a site.

A server-side container receives the same format on the site's own host, under any path.
Proof: captures of 28 April 2025 (tests/data/har); server-side containers unverified.
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="Google Analytics 4",
    hosts=("google-analytics.com", "analytics.google.com", "doubleclick.net", "google.com"),
    path=r"/g/(?:s/)?collect",
    signatures=(
        {"v": "2", "tid": r"(?:G|GT|MC)-[A-Z0-9]{4,20}", "cid": ".+", "gtm": ".+"},
        {"v": "2", "tid": r"(?:G|GT|MC|AW|DC)-[A-Z0-9]{4,20}"},
    ),
    account=("tid",),
    event=("en",),
    page_url=("dl",),
    title=("dt",),
    referrer=("dr",),
    default_event="signals",
    carries={
        DataKind.COOKIE_ID: ("cid",),
        DataKind.USER_ID: ("uid", "up.user_id", "ep.user_id"),
        DataKind.CLICK_ID: ("gclid", "ep.gclid"),
        DataKind.SEARCH_TERM: ("ep.search_term",),
        DataKind.BUTTON_TEXT: ("ep.link_text", "ep.form_submit_text"),
        DataKind.FORM_FIELD_NAME: ("ep.form_id", "ep.form_name", "ep.first_field_name"),
        DataKind.EMAIL: ("em", "ep.email", "up.email"),
        DataKind.PHONE: ("ep.phone", "up.phone"),
    },
    mirror=r"^stats\.g\.doubleclick\.net/",
    same=("tid", "cid"),
)
def google_analytics_4(wire: Wire) -> tuple[Bag, ...]:
    """An event for each line of the body; what they share stands in the address."""
    return wire.each_line
