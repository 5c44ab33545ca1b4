"""A third party is still sent something after the site's own link to opt out was used.

"Do Not Sell or Share My Personal Information", "Your Privacy Choices" or the like was followed and
what it opens was used, then the page was loaded again.

Why: the link is the promise that a visitor's data is not sold or shared; one that does nothing is
a promise not kept.
Fix: have the link set the state that tags read, and tags read it before they send.
Source: Cal. Civ. Code 1798.120 and 1798.135; 11 CCR 7013 and 7026; FTC Act section 5.
fires: the_link_does_nothing
fires: a_ping_to_an_advertiser_goes_on_after_the_link
quiet: nothing_is_sent_after_the_link
quiet: a_vendor_that_does_not_advertise_is_sent_less_than_before
quiet: the_link_leads_to_a_form_about_the_person
"""

from collections.abc import Iterator, Sequence

from scriptward.analysis.choices import LINK, after
from scriptward.analysis.run_detector import run_detector
from scriptward.analysis.sensitivity import ADVERTISING
from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.words import Audience, Severity

_FIX = Remedy(
    text="have the link set the state that this tag reads before it sends", actor="tag manager"
)


@run_detector(severity=Severity.HIGH, audience=Audience.PRIVACY, controls=("FT-02", "ST-WA1"))
def opt_out_link_ignored(visits: Sequence[Visit]) -> Iterator[Finding]:
    """Judge the visits after the link."""
    for kept in after(visits, LINK):
        if kept.fewer and kept.recipient.category not in ADVERTISING:
            continue
        unsure = "" if kept.choice and kept.choice.reached else "; nothing shows that it was kept"
        how = f"after the site's link to opt out was used{unsure}"
        yield kept.finding(opt_out_link_ignored, how, _FIX)
