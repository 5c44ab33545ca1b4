"""A password or user name reached a third party.

It was found in a request to a host that isn't the site's, from a page where people sign in or
register.

Why: whoever has it can sign in as that person; the portal behind it holds their record.
Fix: take the script off sign-in and registration pages; exclude password fields in the recorder's
settings; change passwords that were sent, if people's own were among them.
Source: 45 CFR 164.308(a)(5)(ii)(D), 164.312(d); OWASP ASVS 4.0.3, section 2.
fires: a_password_reaches_a_session_recorder
fires: a_user_name_reaches_an_analytics_vendor
quiet: a_sign_in_form_posts_to_the_portals_vendor
quiet: a_password_reaches_the_own_site
"""

from collections.abc import Iterator

from scriptward.analysis.detector import detector
from scriptward.analysis.sensitivity import CREDENTIALS, in_referer
from scriptward.analysis.sent import Sent, sent, whose
from scriptward.analysis.wording import in_words, known, page_words
from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.words import Audience, DataKind, Severity

_FIX = Remedy(
    text=(
        "take this script off pages where people sign in or register, and have passwords that "
        "were sent changed"
    ),
    actor="tag manager",
)


@detector(severity=Severity.CRITICAL, audience=Audience.SECURITY, controls=("HT-02",))
def credential_sent(visit: Visit) -> Iterator[Finding]:
    """Judge one visit."""
    page_class = visit.page.page_class
    for found in sent(visit, lambda _, leak: leak.kind in CREDENTIALS and not in_referer(leak)):
        if found.handed_over and found.recipient.category == "portal":
            continue
        yield credential_sent.finding(
            visit=visit,
            says=(
                f"{found.by} sent {in_words(found.kinds)} from "
                f"{page_words(page_class)} to {known(found.recipient)}"
            ),
            severity=_severity(found),
            confidence=found.confidence,
            flows=found.flows,
            script=found.script,
            recipient=found.recipient.host,
            data=found.kinds,
            fold=(found.script or "", whose(found.recipient), page_class.value),
            remedy=_FIX,
        )


def _severity(found: Sent) -> Severity:
    if found.handed_over:
        return Severity.MEDIUM
    return Severity.CRITICAL if DataKind.PASSWORD in found.kinds else Severity.HIGH
