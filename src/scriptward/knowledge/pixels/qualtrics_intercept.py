"""Qualtrics Website Feedback: asks whether a survey is shown on this page.

Proof: general knowledge, unverified against a capture.
"""

from scriptward.knowledge.bag import Bag
from scriptward.knowledge.pixel import pixel
from scriptward.knowledge.wire import Wire
from scriptward.vocabulary.words import DataKind


@pixel(
    product="Qualtrics Website Feedback",
    hosts=("siteintercept.qualtrics.com", "qualtrics.com"),
    path=r"/(?:WRSiteInterceptEngine|SIE)/",
    signatures=(
        {"Q_ZoneID": r"ZN_\w+"},
        {"Q_InterceptID": r"SI_\w+"},
        {"Q_SIID": r"SI_\w+"},
    ),
    account=("Q_ZoneID", "Q_ZID", "Q_InterceptID", "Q_SIID"),
    event=("kind",),
    page_url=("Q_LOC", "Q_Location", "Q_FULL_LOC"),
    referrer=("Q_Ref",),
    default_event="targeting",
    carries={DataKind.EMAIL: ("ED*mail*", "*.email")},
)
def qualtrics_intercept(wire: Wire) -> tuple[Bag, ...]:
    """One call, named as the path does."""
    return (wire.bag + wire.part("kind", r"/(Targeting|Asset|Graphic|Ajax)"),)
