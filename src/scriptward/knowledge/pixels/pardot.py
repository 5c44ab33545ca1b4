"""Salesforce Account Engagement (Pardot): page views, often on the site's own host.

Proof: general knowledge, unverified against a capture.
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="Salesforce Account Engagement",
    hosts=("pi.pardot.com",),
    path=r"/analytics",
    signatures=(
        {"account_id": r"\d+", "campaign_id": r"\d+", "pi_opt_in": ".*"},
        {"account_id": r"\d+", "campaign_id": r"\d+", "visitor_id": ".*", "url": ".+"},
    ),
    account=("account_id",),
    page_url=("url",),
    title=("title",),
    referrer=("referrer",),
    default_event="page view",
    carries={DataKind.COOKIE_ID: ("visitor_id", "visitor_id_sign")},
)
def pardot(wire: Wire) -> tuple[Bag, ...]:
    """One page view."""
    return (wire.bag,)
