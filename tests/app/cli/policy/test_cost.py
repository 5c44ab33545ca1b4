"""`policy cost`."""

import json

import jsonschema
import msgspec
import pytest

from tests.app.cli.policy.conftest import report, stored
from tests.policy.test_learn import skimmed_run


@pytest.fixture
def policy(command, clean, tmp_path):
    path = tmp_path / "policy.yaml"
    command("policy", "learn", clean, "-o", path)
    return path


@pytest.fixture
def later(tmp_path):
    folder = stored(tmp_path / "later", skimmed_run())
    old = report()
    run = msgspec.structs.replace(old.run, id="run-2", finished_at="2026-12-25T10:01:00Z")
    whole = msgspec.structs.replace(old, run=run)
    (folder / "report.json").write_bytes(msgspec.json.encode(whole))
    return folder


def test_a_skimmer_is_one_decision_in_a_month(command, clean, later, policy):
    status, out, _ = command("policy", "cost", "--policy", policy, later, clean)

    assert status == 0
    assert out.startswith("1.0 decisions a month: 1 decision in 30.0 days (2 runs)\n")
    assert "2026-12-25  new script: cdn.jquerry.test/j.js runs on a payment page" in out


def test_json_follows_its_schema(command, clean, later, policy, checkout):
    status, out, _ = command("policy", "cost", "--policy", policy, clean, later, "--format", "json")

    assert status == 0
    schema = json.loads((checkout / "docs" / "policy-cost.schema.json").read_text("utf-8"))
    jsonschema.validate(json.loads(out), schema)
    assert json.loads(out)["by_reason"] == {"new_script": 1}
    assert json.loads(out)["decisions"][0]["after"] == "2026-11-25T10:01:00Z"


def test_one_run_is_2_with_what_to_do(command, clean, policy):
    status, _, err = command("policy", "cost", "--policy", policy, clean)

    assert status == 2
    assert "what to do: scan the same pages again on another day" in err


def test_an_incomplete_run_is_3(command, later, cut_short, policy):
    status, _, _ = command("policy", "cost", "--policy", policy, cut_short, later)

    assert status == 3
