"""`policy check`."""

import json

import jsonschema
import pytest


@pytest.fixture
def policy(command, clean, tmp_path):
    path = tmp_path / "policy.yaml"
    command("policy", "learn", clean, "-o", path)
    return path


def test_a_clean_run_is_0(command, clean, policy):
    status, out, _ = command("policy", "check", "--policy", policy, clean)

    assert status == 0
    assert out == f"0 deviations from {policy} on 2 pages of 1 run\n"


def test_a_skimmer_is_1_and_named(command, skimmed, policy):
    status, out, _ = command("policy", "check", "--policy", policy, skimmed)

    assert status == 1
    assert "CRITICAL cdn.jquerry.test/j.js sent card data from a payment page to stat.jq" in out
    assert "3 deviations" in out


def test_fail_on_may_be_raised(command, skimmed, policy, tmp_path):
    public = tmp_path / "public.yaml"
    public.write_text('version: 1\nsite: www.clinic.test\ndefaults: {"*": watch}\n')

    status, out, _ = command("policy", "check", "--policy", public, skimmed, "--fail-on", "high")

    assert "LOW" in out
    assert status == 0


def test_an_incomplete_run_is_3_and_wins_over_1(command, cut_short, policy):
    status, out, _ = command("policy", "check", "--policy", policy, cut_short)

    assert status == 3
    assert "is incomplete: a page failed" in out


def test_json_follows_its_schema(command, skimmed, policy, checkout):
    status, out, _ = command("policy", "check", "--policy", policy, skimmed, "--format", "json")

    schema = json.loads((checkout / "docs" / "policy-check.schema.json").read_text("utf-8"))
    jsonschema.validate(json.loads(out), schema)
    assert status == 1
    assert [one["severity"] for one in json.loads(out)["findings"]] == ["critical", "high", "high"]


def test_a_bad_policy_is_2_with_file_line_and_what_to_do(command, clean, tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text("version: 1\nsite: www.clinic.test\nrulez: []\n")

    status, _, err = command("policy", "check", "--policy", path, clean)

    assert status == 2
    assert f"error: {path}:3:1: `rulez` is no key of a policy" in err
    assert "what to do: did you mean `rules`?" in err
