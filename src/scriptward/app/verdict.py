"""Exit status of every command that judges."""

from enum import IntEnum

from scriptward.vocabulary.report import Report
from scriptward.vocabulary.words import Severity


class Status(IntEnum):
    """What a command leaves with; 3 wins over 1."""

    CLEAN = 0
    FINDINGS = 1
    WRONG_INPUT = 2
    INCOMPLETE = 3


def status_of(report: Report, *, fail_on: Severity) -> Status:
    """The status a report deserves: findings count from `fail_on` up."""
    if not report.run.complete:
        return Status.INCOMPLETE
    if any(finding.severity.at_least(fail_on) for finding in report.findings):
        return Status.FINDINGS
    return Status.CLEAN
