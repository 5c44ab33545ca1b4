"""A vetted script for code-scanning tools (OASIS SARIF 2.1.0)."""

from scriptward.analysis.signal import SignalSeen
from scriptward.analysis.vetted import Vetted
from scriptward.app import change_sarif
from scriptward.lib import sarif as lib
from scriptward.lib.digests import stable_id
from scriptward.lib.plain import plain
from scriptward.vocabulary.finding import Finding
from scriptward.vocabulary.words import Severity

_SIGNAL = "signal/"
_NOTE = Severity.LOW
"""Signals are notes: they say what stands in a text, not what was done."""


def sarif(vetted: Vetted) -> bytes:
    """Changes and findings at the script as a whole, signals at their lines."""
    uri = vetted.script.given
    changes = vetted.against.changes if vetted.against else ()
    names = {vetted.script.provenance: uri}
    detectors = {finding.detector: finding for finding in reversed(vetted.findings)}
    return lib.log(
        version=vetted.run.version,
        run_id=vetted.run.id,
        invocation=lib.invocation(
            complete=vetted.run.complete,
            finished_at=vetted.run.finished_at,
            failures=map(plain, vetted.run.failures),
        ),
        rules=(
            *change_sarif.rules(changes),
            *(_rule(finding) for _, finding in sorted(detectors.items())),
            *(
                lib.rule(_SIGNAL + one.signal, says=one.says, severity=_NOTE)
                for one in vetted.static.signals
            ),
        ),
        results=(
            *change_sarif.results(changes, names, uri=uri),
            *(_finding(finding, uri) for finding in vetted.findings),
            *(_signal(one, uri) for one in vetted.static.signals),
        ),
    )


def _rule(worst: Finding) -> lib.Part:
    return lib.rule(
        worst.detector,
        says=worst.detector.replace("_", " "),
        severity=worst.severity,
        help_=worst.remedy.text,
        tags=worst.controls,
    )


def _finding(finding: Finding, uri: str) -> lib.Part:
    return {
        "ruleId": finding.detector,
        "level": lib.LEVELS[finding.severity],
        "message": {"text": plain(f"{finding.title} {finding.remedy.text}")},
        "locations": [lib.place(uri)],
        "partialFingerprints": {"scriptward/v1": finding.id},
        "properties": {"severity": finding.severity.value, "data": list(finding.data)},
    }


def _signal(one: SignalSeen, uri: str) -> lib.Part:
    return {
        "ruleId": _SIGNAL + one.signal,
        "level": lib.LEVELS[_NOTE],
        "message": {"text": f"The script {one.says}."},
        "locations": [lib.place(uri, line=at.line, column=at.column) for at in one.places],
        "partialFingerprints": {"scriptward/v1": stable_id("signal", one.signal)},
        "occurrenceCount": one.count,
    }
