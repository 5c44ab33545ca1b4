"""After "reject" a third party is sent less, but its requests go on.

Identifiers or other data are gone after the rejection; requests to the same recipient still leave
with every page, as "cookieless pings" do. What their own flags say of consent is not looked at.

Why: a request tells address, browser and time, mostly the page too, to a vendor the visitor
refused.
Fix: have the tag not run at all without consent (in Google's consent mode: basic, not advanced).
Source: FTC Act section 5, FTC v. GoodRx (2023); RCW 19.373.030; ePrivacy Directive, article 5(3).
fires: the_identifier_is_gone_and_the_page_s_address_is_still_sent
fires: pings_without_any_data_go_on
quiet: everything_stops
quiet: the_same_is_sent_as_before
quiet: only_the_vendor_s_script_is_loaded
"""

from collections.abc import Iterator, Sequence

from scriptward.analysis.choices import REJECTED, after, product_of
from scriptward.analysis.run_detector import run_detector
from scriptward.analysis.wording import in_words
from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.words import Audience, Severity

_FIX = Remedy(
    text="have this tag not run at all without consent, instead of running without cookies",
    actor="tag manager",
)


@run_detector(severity=Severity.MEDIUM, audience=Audience.PRIVACY, controls=("FT-02", "ST-WA1"))
def pings_after_rejection(visits: Sequence[Visit]) -> Iterator[Finding]:
    """Judge the visits after a rejection."""
    for kept in after(visits, REJECTED):
        if not kept.fewer or kept.earlier is None:
            continue
        gone = in_words(kept.earlier - kept.kinds)
        how = f"after the visitor rejected, without {gone}{product_of(visits, kept.visit.site)}"
        yield kept.finding(pings_after_rejection, how, _FIX)
