"""A third party's script runs that nobody is known to own, or that nobody approved for payments.

Why: a script runs with the page's own rights. One without an owner can't be asked, contracted or
held to anything; on a payment page each script needs a written reason and an approval.
Fix: find out who put it there; remove it, or name its owner and approve it in the policy.
Source: PCI DSS v4.0.1, requirement 6.4.3; 45 CFR 164.308(a)(1)(ii)(A).
fires: a_script_of_an_unknown_owner_runs_on_a_form
fires: a_known_vendors_script_is_not_approved_on_a_payment_page
quiet: a_known_vendors_script_runs_on_a_public_page
quiet: an_unknown_owner_was_approved
quiet: the_own_script_runs
"""

from collections.abc import Iterator

from scriptward.analysis.detector import detector
from scriptward.analysis.sensitivity import PAYMENT, SENSITIVE
from scriptward.analysis.wording import page_words
from scriptward.lib.domains import host_of, registrable, same_site
from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import Script, Visit
from scriptward.vocabulary.words import Audience, PageClass, Party, Severity

_FIX = Remedy(
    text="find out who put it there; remove it, or name its owner and approve it in the policy",
    actor="web team",
)


@detector(severity=Severity.MEDIUM, audience=Audience.SECURITY, controls=("PC-01", "PC-02"))
def script_unowned(visit: Visit) -> Iterator[Finding]:
    """Judge one visit."""
    page_class = visit.page.page_class
    for script in visit.scripts:
        host = host_of(script.url or "")
        if not host or script.party is Party.FIRST or script.approved:
            continue
        foreign = not same_site(host, visit.site)
        if foreign and script.owner.sure in {"", "unknown"}:
            yield _finding(visit, script, host, _severity(page_class), "nobody is known to own it")
        elif script.approved is False and page_class in PAYMENT:
            yield _finding(visit, script, host, Severity.MEDIUM, "the policy doesn't approve it")


def _severity(page_class: PageClass) -> Severity:
    if page_class in PAYMENT:
        return Severity.HIGH
    return Severity.MEDIUM if page_class in SENSITIVE else Severity.LOW


def _finding(visit: Visit, script: Script, host: str, severity: Severity, why: str) -> Finding:
    return script_unowned.finding(
        visit=visit,
        says=f"Code of {host} runs on {page_words(visit.page.page_class)}; {why}",
        severity=severity,
        script=script,
        recipient=host,
        fold=(registrable(host),),
        remedy=_FIX,
    )
