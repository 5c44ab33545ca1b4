"""`policy explain`."""

import json

import pytest


@pytest.fixture
def policy(tmp_path):
    path = tmp_path / "policy.yaml"
    path.write_text(
        "version: 1\nsite: www.clinic.test\nrecipients:\n  acme: {hosts: [api.acme.test]}\n"
        "rules:\n  - {id: R1, permit: send, to: acme}\n"
    )
    return path


def test_the_rules_are_told_with_their_lines(command, policy):
    status, out, _ = command("policy", "explain", "--policy", policy, "https://api.acme.test/c")

    assert status == 0
    assert "recipient: acme, BAA unknown\n" in out
    assert "        1. line 6: R1: permit send\n" in out


def test_json_has_the_same(command, policy):
    status, out, _ = command(
        "policy", "explain", "--policy", policy, "https://api.acme.test/c", "--format", "json"
    )

    assert status == 0
    assert json.loads(out)["answers"][2] == {
        "deed": "send a request without known data",
        "data": [],
        "verdict": "permit",
        "reasons": [{"rule": "R1", "line": 6, "says": "permit send"}],
    }


def test_what_is_no_address_is_2(command, policy):
    status, _, err = command("policy", "explain", "--policy", policy, "acme")

    assert status == 2
    assert "'acme' is no address" in err
