"""A third party is sent the same after "reject" as without it.

The site's banner was used to reject, the page was loaded again, and a recipient got what it gets
from a visitor who did not reject. A banner that only goes away does the same.

Why: a visitor who said no believes that nobody is told which page they read.
Fix: bind the tag to the banner's category; check that no copy of it stands in the page itself.
Source: FTC Act section 5, FTC v. GoodRx (2023); RCW 19.373.030; ePrivacy Directive, article 5(3).
fires: an_advertiser_is_sent_the_page_s_address_all_the_same
fires: an_unknown_recipient_is_sent_it_and_the_banner_only_went_away
fires: a_request_without_data_goes_on_unchanged
fires: a_stranger_s_request_is_named_like_one_that_follows_visitors
quiet: a_stranger_s_interface_is_asked_something_after_the_rejection
quiet: nothing_is_sent_after_the_rejection
quiet: the_rejection_was_not_possible
quiet: less_is_sent_than_before
quiet: a_payment_processor_is_told_after_the_rejection
"""

from collections.abc import Iterator, Sequence

from scriptward.analysis.choices import REJECTED, after, product_of
from scriptward.analysis.run_detector import run_detector
from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.words import Audience, Severity

_FIX = Remedy(
    text=(
        "bind this tag to the banner's category in the tag manager, and look for a second copy of "
        "it in the page"
    ),
    actor="tag manager",
)


@run_detector(severity=Severity.HIGH, audience=Audience.PRIVACY, controls=("FT-02", "ST-WA1"))
def rejection_ignored(visits: Sequence[Visit]) -> Iterator[Finding]:
    """Judge the visits after a rejection."""
    for kept in after(visits, REJECTED):
        if kept.fewer:
            continue
        as_before = "" if kept.earlier is None else ", as without it"
        how = f"after the visitor rejected{as_before}{product_of(visits, kept.visit.site)}"
        yield kept.finding(rejection_ignored, how, _FIX)
