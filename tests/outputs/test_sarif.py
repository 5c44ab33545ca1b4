import json

from scriptward.outputs.sarif import sarif
from tests.outputs.reports import clinic, hostile


def test_a_finding_becomes_a_result_with_its_rule_and_page():
    run = json.loads(sarif.render(clinic()))["runs"][0]

    result = run["results"][0]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "form_value_sent"
    assert result["level"] == "error"
    assert result["partialFingerprints"] == {"scriptward/v1": "finding-1"}
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == (
        "https://www.willowbrook.test/appointments"
    )


def test_an_incomplete_run_is_said_to_be_one():
    run = json.loads(sarif.render(hostile()))["runs"][0]

    assert run["invocations"][0]["executionSuccessful"] is False
