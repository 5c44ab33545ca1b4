"""A third party was sent something while the site's banner still waited for a choice.

A banner asked the visitor to choose, and tags sent before anybody had. Counted are requests that
carry data, and any request to a vendor whose product is to learn about visitors, without cookies
too; loading such a vendor's script is not.

Why: what has been sent can't be called back by a later "reject".
Fix: have the tag manager wait for the banner's signal; load tags from it and not from the page.
Source: RCW 19.373.030; FTC Act section 5, FTC v. GoodRx (2023); ePrivacy Directive, article 5(3).
fires: a_page_s_address_is_sent_under_an_open_banner
fires: a_visitor_who_never_chose_is_followed_on_another_page_of_that_site
fires: a_ping_without_data_to_an_advertiser_counts
quiet: nothing_is_sent_before_the_choice
quiet: the_site_has_no_banner
quiet: a_vendor_s_script_is_loaded_and_sends_nothing
quiet: a_font_is_loaded_under_an_open_banner
quiet: only_the_banner_s_own_vendor_is_told
"""

from collections.abc import Iterator, Sequence

from scriptward.analysis.choices import before, product_of
from scriptward.analysis.run_detector import run_detector
from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.words import Audience, Severity

_FIX = Remedy(
    text="start this tag only on the banner's signal, not with the page", actor="tag manager"
)


@run_detector(severity=Severity.MEDIUM, audience=Audience.PRIVACY, controls=("FT-02", "ST-WA1"))
def sent_before_choice(visits: Sequence[Visit]) -> Iterator[Finding]:
    """Judge the visits without a choice."""
    for kept in before(visits):
        how = f"before any choice in the banner{product_of(visits, kept.visit.site)}"
        yield kept.finding(sent_before_choice, how, _FIX)
