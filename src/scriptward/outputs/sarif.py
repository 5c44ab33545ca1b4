"""report.sarif: findings for code-scanning tools (OASIS SARIF 2.1.0)."""

import json
from collections.abc import Mapping

from scriptward.vocabulary.finding import Finding
from scriptward.vocabulary.output import output
from scriptward.vocabulary.report import Report
from scriptward.vocabulary.words import Severity

LEVELS: Mapping[Severity, str] = {
    Severity.INFO: "note",
    Severity.LOW: "note",
    Severity.MEDIUM: "warning",
    Severity.HIGH: "error",
    Severity.CRITICAL: "error",
}
SCORES: Mapping[Severity, str] = {
    Severity.INFO: "0.0",
    Severity.LOW: "3.0",
    Severity.MEDIUM: "5.5",
    Severity.HIGH: "8.0",
    Severity.CRITICAL: "9.5",
}
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


@output(filename="report.sarif", media_type="application/sarif+json")
def sarif(report: Report) -> bytes:
    """One SARIF run: a rule per detector, a result per finding, its page as the location."""
    names = sorted({finding.detector for finding in report.findings})
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "scriptward",
                        "version": report.run.version,
                        "rules": [_rule(name, report) for name in names],
                    }
                },
                "automationDetails": {"id": f"scriptward/{report.run.id}"},
                "invocations": [
                    {
                        "executionSuccessful": report.run.complete,
                        "startTimeUtc": report.run.started_at,
                        "endTimeUtc": report.run.finished_at,
                        "toolExecutionNotifications": [
                            {"level": "error", "message": {"text": failure}}
                            for failure in report.run.failures
                        ],
                    }
                ],
                "results": [_result(finding, names) for finding in report.findings],
            }
        ],
    }
    return json.dumps(log, indent=2, ensure_ascii=True).encode() + b"\n"


def _rule(name: str, report: Report) -> dict[str, object]:
    of_rule = [finding for finding in report.findings if finding.detector == name]
    worst = max(of_rule, key=lambda finding: list(Severity).index(finding.severity))
    return {
        "id": name,
        "shortDescription": {"text": name.replace("_", " ")},
        "help": {"text": worst.remedy.text},
        "properties": {
            "tags": ["security", *sorted({c for f in of_rule for c in f.controls})],
            "security-severity": SCORES[worst.severity],
        },
    }


def _result(finding: Finding, names: list[str]) -> dict[str, object]:
    return {
        "ruleId": finding.detector,
        "ruleIndex": names.index(finding.detector),
        "level": LEVELS[finding.severity],
        "message": {"text": f"{finding.title} {finding.remedy.text}"},
        "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": page}}}
            for page in (finding.pages or ((finding.page,) if finding.page else ()))
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
