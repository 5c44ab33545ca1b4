"""A page tells browsers to send its full address to other sites.

Browsers send only the origin unless a page asks for more. This one does, so every host on it can
learn path and query, whether or not it was seen doing so.

Why: the next campaign tag or search term in the address goes to everybody who serves the page.
Fix: `Referrer-Policy: strict-origin-when-cross-origin` or stricter.
Source: W3C Referrer Policy, sections 3 and 8.1; 45 CFR 164.312(e)(1).
fires: the_header_asks_for_the_full_address_always
fires: the_header_asks_for_it_between_pages_over_tls
fires: the_last_word_that_browsers_know_decides
quiet: the_header_asks_for_the_origin_only
quiet: no_header_leaves_the_browsers_own_choice
"""

from collections.abc import Iterator

from scriptward.analysis.detector import detector
from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.words import Audience, Severity

_OPEN = frozenset({"unsafe-url", "no-referrer-when-downgrade"})
_KNOWN = _OPEN | frozenset(
    {
        "no-referrer",
        "origin",
        "origin-when-cross-origin",
        "same-origin",
        "strict-origin",
        "strict-origin-when-cross-origin",
    }
)


@detector(severity=Severity.LOW, audience=Audience.WEB_TEAM, controls=("HS-08",))
def referrer_policy_weak(visit: Visit) -> Iterator[Finding]:
    """Judge one visit."""
    value = visit.document_header("referrer-policy") or ""
    known = [word for word in map(str.strip, value.lower().split(",")) if word in _KNOWN]
    if known and known[-1] in _OPEN:
        yield referrer_policy_weak.finding(
            visit=visit,
            says=f"{visit.site} lets other sites see full addresses: Referrer-Policy {known[-1]}",
            fold=(visit.site, known[-1]),
            remedy=Remedy.header("Referrer-Policy", "strict-origin-when-cross-origin"),
        )
