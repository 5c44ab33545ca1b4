"""A page's full address reached third parties in the Referer header.

Browsers send only the origin to other sites unless the page's policy says more. Here the address
was sent whole, with an identifier, an entry or the subject of the page in it.

Why: every host on the page, also one for fonts or pictures, learns who reads what.
Fix: `Referrer-Policy: strict-origin-when-cross-origin` or stricter on every page, `no-referrer`
behind sign-in.
Source: W3C Referrer Policy, section 3; 45 CFR 164.514(b)(2)(i)(N); 45 CFR 164.312(e)(1).
fires: a_member_number_in_the_address_reaches_a_third_party
fires: the_address_of_a_signed_in_page_reaches_third_parties
quiet: the_third_party_gets_the_origin_only
quiet: the_address_of_a_public_page_says_nothing
"""

from collections.abc import Iterator

from scriptward.analysis.detector import detector
from scriptward.analysis.sensitivity import (
    CONTENT,
    CONTEXT,
    FORMS,
    SENSITIVE,
    SIGNED_IN,
    confidence,
    in_referer,
    of_value,
    unattested,
)
from scriptward.analysis.sent import Sent, sent
from scriptward.analysis.wording import in_words, page_words
from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import Flow, Leak, Visit
from scriptward.vocabulary.words import Audience, PageClass, Severity

_ORDER = list(Severity)
_FIX = Remedy.header("Referrer-Policy", "strict-origin-when-cross-origin")


@detector(severity=Severity.HIGH, audience=Audience.PRIVACY, controls=("HS-08", "HT-05"))
def referer_identity(visit: Visit) -> Iterator[Finding]:
    """Judge one visit: one finding for all recipients, since one header mends it for all."""
    page_class = visit.page.page_class
    values = tuple(sent(visit, lambda _, leak: in_referer(leak) and leak.kind not in CONTEXT))
    if values:
        worst = max((_severity(found, page_class) for found in values), key=_ORDER.index)
        yield _finding(visit, values, worst, "value")
    subjects = tuple(sent(visit, _address))
    if subjects and page_class in SENSITIVE | CONTENT:
        personal = page_class in FORMS | SIGNED_IN
        yield _finding(visit, subjects, Severity.MEDIUM if personal else Severity.LOW, "subject")


def _address(flow: Flow, leak: Leak) -> bool:
    return in_referer(leak) and leak.kind in CONTEXT and unattested(flow.recipient)


def _severity(found: Sent, page_class: PageClass) -> Severity:
    return of_value(found.kinds, found.recipient, page_class, handed_over=False)


def _finding(visit: Visit, all_sent: tuple[Sent, ...], severity: Severity, what: str) -> Finding:
    page_class = visit.page.page_class
    kinds = {kind for found in all_sent for kind in found.kinds}
    return referer_identity.finding(
        visit=visit,
        says=(
            f"Third parties were sent {in_words(kinds)} in the Referer header from "
            f"{page_words(page_class)}"
        ),
        severity=severity,
        confidence=confidence(leak for found in all_sent for leak in found.leaks),
        flows=[flow for found in all_sent for flow in found.flows],
        recipient=all_sent[0].recipient.host if len(all_sent) == 1 else None,
        data=kinds,
        fold=(what, page_class.value),
        remedy=_FIX,
    )
