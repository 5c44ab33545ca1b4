"""A third party's script on a payment page is loaded without an integrity hash.

Why: whatever its host serves next runs on the page; nobody is told that it changed.
Fix: add `integrity` and `crossorigin` where the file is versioned; where its bytes change by
design, watch its behaviour instead (`scriptward diff`, `scriptward vet`).
Source: W3C Subresource Integrity; PCI DSS v4.0.1, requirements 6.4.3 and 11.6.1.
fires: a_third_partys_script_on_a_payment_page_has_no_integrity
quiet: the_script_has_integrity
quiet: the_page_is_no_payment_page
"""

from collections.abc import Iterator

from scriptward.analysis.detector import detector
from scriptward.analysis.sensitivity import PAYMENT
from scriptward.analysis.wording import page_words
from scriptward.lib.domains import host_of, registrable
from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.words import Audience, Party, ScriptKind, Severity

_BY_ELEMENT = frozenset({ScriptKind.EXTERNAL, ScriptKind.MODULE})
_FIX = Remedy(
    text=(
        "add `integrity` and `crossorigin` where the file is versioned, or watch its behaviour "
        "from run to run"
    ),
    actor="page template",
)


@detector(severity=Severity.LOW, audience=Audience.WEB_TEAM, controls=("PC-03",))
def integrity_missing(visit: Visit) -> Iterator[Finding]:
    """Judge one visit."""
    if visit.page.page_class not in PAYMENT:
        return
    for script in visit.scripts:
        host = host_of(script.url or "")
        loose = script.kind in _BY_ELEMENT and not script.integrity
        if host and loose and script.party is Party.THIRD:
            yield integrity_missing.finding(
                visit=visit,
                says=(
                    f"Scripts of {host} are loaded without an integrity hash on "
                    f"{page_words(visit.page.page_class)}"
                ),
                script=script,
                recipient=host,
                fold=(registrable(host),),
                remedy=_FIX,
            )
