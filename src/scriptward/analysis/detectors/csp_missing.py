"""A page sends no Content-Security-Policy that a browser enforces.

A report-only policy counts as none here: it stops nothing.

Why: nothing then limits which scripts run and where data may go.
Fix: learn a policy with `scriptward policy learn`, try it report-only, then enforce it.
Source: W3C Content Security Policy Level 3; PCI DSS v4.0.1, requirements 6.4.3 and 11.6.1.
fires: a_payment_page_with_third_party_scripts_has_no_policy
fires: a_plain_page_without_a_policy_is_low
fires: a_report_only_policy_counts_as_none
quiet: a_page_has_a_policy
quiet: the_pages_response_was_not_seen
"""

from collections.abc import Iterator

from scriptward.analysis.detector import detector
from scriptward.analysis.exposure import document_seen, exposed
from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.words import Audience, Confidence, Severity

_FIX = Remedy(
    text="learn a policy with `scriptward policy learn`, try it report-only, then enforce it",
    actor="web server",
)


@detector(severity=Severity.LOW, audience=Audience.WEB_TEAM, controls=("HS-07", "PC-02"))
def csp_missing(visit: Visit) -> Iterator[Finding]:
    """Judge one visit."""
    if not document_seen(visit) or visit.document_header("content-security-policy") is not None:
        return
    reported = visit.document_header("content-security-policy-report-only") is not None
    yield csp_missing.finding(
        visit=visit,
        says=(
            f"{visit.site} sends pages with a report-only Content-Security-Policy, which stops "
            "nothing"
            if reported
            else f"{visit.site} sends pages without a Content-Security-Policy"
        ),
        severity=Severity.MEDIUM if exposed(visit) else Severity.LOW,
        confidence=Confidence.HIGH,
        fold=(visit.site, str(reported)),
        remedy=_FIX,
    )
