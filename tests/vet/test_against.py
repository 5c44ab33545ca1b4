"""What a new version does that the old one didn't."""

import json

import jsonschema
import pytest

from scriptward.app import vetting
from scriptward.app.vetting.against import read_earlier
from scriptward.vocabulary.errors import RunError, UsageError
from scriptward.vocabulary.words import Severity


def told(vetted):
    return [(change.severity.value, change.says) for change in vetted.against.changes]


def status(vetted):
    return vetting.status_of(vetted, fail_on=Severity.HIGH)


def test_one_more_read_is_named_with_its_selector(runs):
    more = runs["more"]

    assert ("high", "reads #ssn (a social security number), new") in told(more)
    assert not more.against.same_behaviour
    assert more.run.failures == ()
    assert status(more) == 1
    assert "reads #ssn" in vetting.written(more, "text")


def test_another_build_that_does_the_same_is_low(runs):
    rebuilt = runs["rebuilt"]

    assert rebuilt.behaviour.hash == runs["skimmer"].behaviour.hash
    assert ("low", "other code, which does the same") in told(rebuilt)
    assert {severity for severity, _ in told(rebuilt)} == {"low"}
    assert rebuilt.against.same_behaviour
    assert rebuilt.run.failures == ()
    assert status(rebuilt) == 0
    assert "other code, same behaviour" in vetting.written(rebuilt, "text")


def test_a_new_recipient_is_high(runs):
    says = "sends a social security number to other-cdn.example, a new recipient"

    assert ("high", says) in told(runs["more"])


def test_changes_keep_the_schema_and_are_results_in_sarif(runs, schema):
    more = runs["more"]

    jsonschema.validate(json.loads(vetting.written(more, "json")), schema)
    (run,) = json.loads(vetting.written(more, "sarif"))["runs"]
    assert "change/read" in {result["ruleId"] for result in run["results"]}


def test_a_run_is_wanted(tmp_path):
    with pytest.raises(RunError) as raised:
        read_earlier(tmp_path / "nowhere", url="https://cdn.vetted.test/a.js")

    assert raised.value.hint


def test_a_run_of_vet_without_its_record_says_what_to_do(runs, tmp_path):
    for name in ("report.json", "observations.jsonl"):
        (tmp_path / name).write_bytes((runs["at"] / "skimmer" / name).read_bytes())

    with pytest.raises(RunError) as raised:
        read_earlier(tmp_path, url="https://cdn.skimmer.example/tag.js")

    assert "--out" in raised.value.hint


def test_a_script_that_a_scan_did_not_see_is_told_which_there_are(runs, tmp_path):
    for name in ("report.json", "observations.jsonl"):
        text = (runs["at"] / "skimmer" / name).read_text()
        (tmp_path / name).write_text(text.replace('"source": "vet"', '"source": "scan"'))

    with pytest.raises(UsageError) as raised:
        read_earlier(tmp_path, url="https://cdn.example.test/other.js")

    assert "cdn.skimmer.example/tag.js" in str(raised.value)
    assert "--as" in raised.value.hint
