"""A third party is sent the same by a browser with Global Privacy Control as by one without.

The browser sent `Sec-GPC: 1` with every request and said so to scripts
(`navigator.globalPrivacyControl`), and a recipient got what it gets otherwise.

Why: where the signal is law it opts the visitor out of sale and sharing, without a banner.
Fix: have the tag manager read `navigator.globalPrivacyControl` and treat it as a refusal.
Source: Global Privacy Control, section 3; Cal. Civ. Code 1798.135; 11 CCR 7025.
fires: an_advertiser_is_sent_the_same_under_the_signal
fires: a_recipient_with_an_agreement_is_sent_the_same
quiet: nothing_is_sent_under_the_signal
quiet: less_is_sent_under_the_signal
quiet: the_browser_did_not_send_the_signal
"""

from collections.abc import Iterator, Sequence

from scriptward.analysis.choices import GPC, after
from scriptward.analysis.run_detector import run_detector
from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.words import Audience, Severity

_FIX = Remedy(
    text="have the tag manager read `navigator.globalPrivacyControl` and hold this tag back",
    actor="tag manager",
)


@run_detector(severity=Severity.MEDIUM, audience=Audience.PRIVACY, controls=("FT-02", "ST-WA1"))
def gpc_ignored(visits: Sequence[Visit]) -> Iterator[Finding]:
    """Judge the visits under the signal."""
    for kept in after(visits, GPC):
        if kept.fewer:
            continue
        as_else = "" if kept.earlier is None else ", as without it"
        how = f"by a browser with Global Privacy Control{as_else}"
        yield kept.finding(gpc_ignored, how, _FIX)
