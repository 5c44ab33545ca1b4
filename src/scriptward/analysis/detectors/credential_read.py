"""A third party's script read a password field of the page.

Why: a script that reads a password can send it, today or after its next update.
Fix: keep scripts that aren't needed for signing in off sign-in and registration pages; exclude
password fields in the recorder's settings.
Source: 45 CFR 164.308(a)(5)(ii)(D); OWASP Third Party JavaScript Management Cheat Sheet.
fires: a_recorder_reads_the_password
fires: a_stranger_who_reads_the_password_is_high
quiet: the_own_script_reads_the_password
quiet: a_third_party_reads_the_password_in_its_own_frame
quiet: an_approved_script_reads_the_password
"""

from collections.abc import Iterator

from scriptward.analysis.detector import detector
from scriptward.analysis.reads import third_party_reads
from scriptward.analysis.wording import page_words, script_name
from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.words import Audience, DataKind, Severity

_FIX = Remedy(
    text="keep this script off pages where people sign in, or exclude password fields in it",
    actor="tag manager",
)
_PASSWORD = frozenset({DataKind.PASSWORD})


@detector(severity=Severity.MEDIUM, audience=Audience.SECURITY, controls=("HT-02",))
def credential_read(visit: Visit) -> Iterator[Finding]:
    """Judge one visit."""
    page_class = visit.page.page_class
    for script, kinds in third_party_reads(visit, _PASSWORD):
        if script.approved:
            continue
        stranger = script.owner.sure in {"", "unknown"}
        yield credential_read.finding(
            visit=visit,
            says=f"{script_name(script)} read the password field of {page_words(page_class)}",
            severity=Severity.HIGH if stranger else Severity.MEDIUM,
            script=script,
            data=kinds,
            fold=(script.id,),
            remedy=_FIX,
        )
