import msgspec
import pytest

from scriptward.app.verdict import Status, status_of
from scriptward.vocabulary.words import Severity
from tests.outputs.reports import clean, clinic, hostile


def test_a_clean_complete_run_is_0():
    assert status_of(clean(), fail_on=Severity.INFO) is Status.CLEAN


def test_a_finding_at_the_limit_is_1():
    assert status_of(clinic(), fail_on=Severity.HIGH) is Status.FINDINGS


def test_a_finding_below_the_limit_is_0():
    assert status_of(clinic(), fail_on=Severity.CRITICAL) is Status.CLEAN


def test_an_incomplete_run_is_3_even_with_findings():
    assert status_of(hostile(), fail_on=Severity.LOW) is Status.INCOMPLETE


@pytest.mark.parametrize("severity", list(Severity))
def test_each_severity_is_at_least_itself(severity):
    finding = msgspec.structs.replace(clinic().findings[0], severity=severity)
    report = msgspec.structs.replace(clinic(), findings=(finding,))

    assert status_of(report, fail_on=severity) is Status.FINDINGS
