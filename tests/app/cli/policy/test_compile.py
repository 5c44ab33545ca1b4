"""`policy compile`."""

import json

import pytest


@pytest.fixture
def policy(command, clean, tmp_path):
    path = tmp_path / "policy.yaml"
    command("policy", "learn", clean, "-o", path)
    return path


def test_the_header_comes_first_and_then_what_it_is_for(command, policy):
    status, out, _ = command("policy", "compile", "--policy", policy, "--for", "headers")

    assert status == 0
    assert out.startswith("Content-Security-Policy: default-src 'self'; script-src 'self' ")
    assert "  HOLE 'unsafe-eval'" in out
    assert "what this header can't stop:" in out


def test_the_line_alone_is_for_a_file(command, policy):
    status, out, _ = command(
        "policy", "compile", "--policy", policy, "--for", "nginx", "--format", "line"
    )

    assert status == 0
    assert out.startswith("add_header Content-Security-Policy ")
    assert out.count("\n") == 1


def test_runs_say_what_was_seen(command, policy, clean):
    status, out, _ = command("policy", "compile", "--policy", policy, "--for", "headers", clean)

    assert status == 0
    assert "seen on https://www.clinic.test/" in out


def test_json_has_every_directive(command, policy):
    status, out, _ = command(
        "policy", "compile", "--policy", policy, "--for", "headers", "--format", "json"
    )

    assert status == 0
    assert json.loads(out)["strength"] == "browser"
    assert json.loads(out)["directives"][0]["name"] == "default-src"


def test_what_comes_later_is_2(command, policy):
    status, _, err = command("policy", "compile", "--policy", policy, "--for", "edge")

    assert status == 2
    assert "comes later" in err
    assert "what to do: use headers, nginx, apache or caddy" in err


def test_an_incomplete_run_is_3(command, policy, cut_short):
    status, out, _ = command("policy", "compile", "--policy", policy, "--for", "headers", cut_short)

    assert status == 3
    assert "is incomplete" in out
