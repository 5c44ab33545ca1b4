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
    assert (
        "CRITICAL cdn.jquerry.test/j.js runs on a payment page, reads card data, sends card data "
        "to stat.jquerry.test; no rule permits it"
    ) in out
    assert "1 deviation from" in out


def test_fail_on_may_be_raised(command, skimmed, policy, tmp_path):
    public = tmp_path / "public.yaml"
    public.write_text('version: 1\nsite: www.clinic.test\ndefaults: {"*": watch}\n')

    status, out, _ = command("policy", "check", "--policy", public, skimmed, "--fail-on", "high")

    assert "LOW" in out
    assert status == 0


def test_what_was_refused_when_it_was_learned_is_told_apart(command, skimmed, tmp_path):
    path = tmp_path / "late.yaml"
    command("policy", "learn", skimmed, "-o", path)

    status, out, _ = command("policy", "check", "--policy", path, skimmed)
    strict, strict_out, _ = command("policy", "check", "--policy", path, skimmed, "--strict")

    assert status == 0
    assert "0 deviations from" in out
    assert "1 refused when the policy was learned still happen" in out
    assert strict == 1
    assert "CRITICAL cdn.jquerry.test/j.js runs on a payment page" in strict_out


def test_an_incomplete_run_is_3_and_wins_over_1(command, cut_short, policy):
    status, out, _ = command("policy", "check", "--policy", policy, cut_short)

    assert status == 3
    assert "is incomplete: a page failed" in out


def test_json_follows_its_schema(command, skimmed, policy, checkout):
    status, out, _ = command("policy", "check", "--policy", policy, skimmed, "--format", "json")

    schema = json.loads((checkout / "docs" / "policy-check.schema.json").read_text("utf-8"))
    jsonschema.validate(json.loads(out), schema)
    assert status == 1
    assert [one["severity"] for one in json.loads(out)["findings"]] == ["critical"]


def test_a_bad_policy_is_2_with_file_line_and_what_to_do(command, clean, tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text("version: 1\nsite: www.clinic.test\nrulez: []\n")

    status, _, err = command("policy", "check", "--policy", path, clean)

    assert status == 2
    assert f"error: {path}:3:1: `rulez` is no key of a policy" in err
    assert "what to do: did you mean `rules`?" in err


FLAWED = """\
version: 1
site: www.clinic.test
recipients:
  pixel: {hosts: [px.pixel.test], baa: none}
rules:
  - {id: R1, permit: send, to: pixel, data: [email]}
  - {id: R2, permit: load, via: image}
"""


def test_a_policy_is_judged_without_a_run(command, tmp_path):
    path = tmp_path / "flawed.yaml"
    path.write_text(FLAWED)

    status, out, _ = command("policy", "check", "--policy", path)

    assert status == 1
    assert f"HIGH     {path} line 6: rule R1 permits to send an e-mail address to pixel" in out
    assert "what to do: sign an agreement" in out
    assert out.endswith(f"2 remarks on {path} itself\n")


def test_a_policy_without_a_flaw_is_0_without_a_run(command, policy):
    status, out, _ = command("policy", "check", "--policy", policy)

    assert (status, out) == (0, f"0 remarks on {policy} itself\n")


def test_remarks_come_with_the_runs_findings_and_follow_the_schema(
    command, clean, checkout, tmp_path
):
    path = tmp_path / "flawed.yaml"
    path.write_text(FLAWED)

    status, out, _ = command("policy", "check", "--policy", path, clean, "--format", "json")

    schema = json.loads((checkout / "docs" / "policy-check.schema.json").read_text("utf-8"))
    jsonschema.validate(json.loads(out), schema)
    assert status == 1
    assert [(one["flaw"], one["line"]) for one in json.loads(out)["remarks"]] == [
        ("beyond_agreement", 6),
        ("never_matches", 7),
    ]


@pytest.mark.parametrize("words", [("check",), ("compile", "--for", "headers")])
def test_runs_of_another_site_are_wrong_input(command, clean, tmp_path, words):
    policy = tmp_path / "policy.yaml"
    policy.write_text("version: 1\nsite: www.other.test\n")

    status, _, err = command("policy", *words, "--policy", policy, clean)

    assert status == 2
    assert err.startswith(
        "error: the policy is for www.other.test, and the runs have pages of www.clinic.test only"
    )
