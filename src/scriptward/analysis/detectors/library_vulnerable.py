"""A script holds a library version with published weaknesses.

Why: attacks on it are public; what it lets in runs with the page's own rights.
Fix: update to a version the advisory names, or remove the library.
Source: retire.js repository of advisories; OWASP Top 10 2021, A06.
fires: an_old_library_runs_on_a_sign_in_page
quiet: a_current_library_runs
"""

from collections.abc import Iterator

from scriptward.analysis.detector import detector
from scriptward.analysis.sensitivity import SENSITIVE
from scriptward.analysis.wording import script_name
from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import Library, Script, Visit
from scriptward.vocabulary.words import Audience, Severity

_SHOWN = 3
_WORSE = {"critical": Severity.HIGH, "high": Severity.HIGH, "medium": Severity.MEDIUM}


@detector(severity=Severity.MEDIUM, audience=Audience.WEB_TEAM, controls=("HS-N3",))
def library_vulnerable(visit: Visit) -> Iterator[Finding]:
    """Judge one visit."""
    sensitive = visit.page.page_class in SENSITIVE
    for script in visit.scripts:
        for library in script.libraries:
            if library.vulnerabilities:
                worst = _WORSE.get(library.severity, Severity.LOW)
                public = Severity.MEDIUM if worst is Severity.HIGH else Severity.LOW
                yield _finding(visit, script, library, worst if sensitive else public)


def _finding(visit: Visit, script: Script, library: Library, severity: Severity) -> Finding:
    named = ", ".join(library.vulnerabilities[:_SHOWN])
    more = len(library.vulnerabilities) - _SHOWN
    others = f" and {more} more" if more > 0 else ""
    return library_vulnerable.finding(
        visit=visit,
        says=f"{script_name(script)} holds {library.name} {library.version}: {named}{others}",
        severity=severity,
        script=script,
        fold=(script.id, library.name, library.version),
        remedy=Remedy(
            text=f"update {library.name} to a version without these advisories, or remove it",
            actor="web team",
        ),
    )
