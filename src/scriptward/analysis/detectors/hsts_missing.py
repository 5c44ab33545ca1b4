"""A page over TLS doesn't tell browsers to come back over TLS only.

Why: the first plain request of a later visit can be answered by somebody else.
Fix: `Strict-Transport-Security: max-age=31536000; includeSubDomains`.
Source: RFC 6797; 45 CFR 164.312(e)(1).
fires: a_page_over_tls_has_no_strict_transport_security
quiet: the_header_is_there
quiet: a_page_on_this_machine
"""

from collections.abc import Iterator

from scriptward.analysis.detector import detector
from scriptward.analysis.exposure import document_seen
from scriptward.lib.domains import is_local
from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.words import Audience, Severity


@detector(severity=Severity.LOW, audience=Audience.WEB_TEAM, controls=("HS-08",))
def hsts_missing(visit: Visit) -> Iterator[Finding]:
    """Judge one visit."""
    over_tls = visit.page.url.startswith("https://") and not is_local(visit.site)
    missing = visit.document_header("strict-transport-security") is None
    if over_tls and missing and document_seen(visit):
        yield hsts_missing.finding(
            visit=visit,
            says=f"{visit.site} sends pages without Strict-Transport-Security",
            fold=(visit.site,),
            remedy=Remedy.header("Strict-Transport-Security", "max-age=31536000"),
        )
