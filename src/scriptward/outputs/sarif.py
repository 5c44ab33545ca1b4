"""report.sarif: findings for code-scanning tools (OASIS SARIF 2.1.0)."""

from scriptward.lib import sarif as lib
from scriptward.vocabulary.finding import Finding
from scriptward.vocabulary.output import output
from scriptward.vocabulary.report import Report
from scriptward.vocabulary.words import Severity


@output(filename="report.sarif", media_type="application/sarif+json")
def sarif(report: Report) -> bytes:
    """One SARIF run: a rule per detector, a result per finding, its page as the location."""
    names = sorted({finding.detector for finding in report.findings})
    run = report.run
    return lib.log(
        version=run.version,
        run_id=run.id,
        invocation=lib.invocation(
            complete=run.complete,
            started_at=run.started_at,
            finished_at=run.finished_at,
            failures=run.failures,
        ),
        rules=(_rule(name, report) for name in names),
        results=(_result(finding, names) for finding in report.findings),
    )


def _rule(name: str, report: Report) -> lib.Part:
    of_rule = [finding for finding in report.findings if finding.detector == name]
    worst = max(of_rule, key=lambda finding: list(Severity).index(finding.severity))
    return lib.rule(
        name,
        says=name.replace("_", " "),
        severity=worst.severity,
        help_=worst.remedy.text,
        tags=(control for finding in of_rule for control in finding.controls),
    )


def _result(finding: Finding, names: list[str]) -> lib.Part:
    return {
        "ruleId": finding.detector,
        "ruleIndex": names.index(finding.detector),
        "level": lib.LEVELS[finding.severity],
        "message": {"text": f"{finding.title} {finding.remedy.text}"},
        "locations": [
            lib.place(page) for page in (finding.pages or ((finding.page,) if finding.page else ()))
        ],
        "partialFingerprints": {"scriptward/v1": finding.id},
        "occurrenceCount": finding.count,
        "properties": {
            "severity": finding.severity.value,
            "confidence": finding.confidence.value,
            "audience": finding.audience.value,
            "recipient": finding.recipient,
            "data": list(finding.data),
        },
    }
