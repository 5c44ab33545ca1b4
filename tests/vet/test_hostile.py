"""Scripts that don't want to be vetted: an answer within bounded time, with a clear word."""

import sys

import pytest

from scriptward.app import vetting
from scriptward.app.vetting import apart
from scriptward.vocabulary.words import Severity


def status(vetted):
    return vetting.status_of(vetted, fail_on=Severity.HIGH)


@pytest.mark.parametrize("name", ["loop", "moves", "alerts"])
def test_a_script_that_takes_the_pages_away_is_incomplete_with_the_reason(runs, name):
    text = vetting.written(runs[name], "text")

    assert status(runs[name]) == 3
    assert runs[name].run.failures
    assert "incomplete: " in text


def test_a_script_that_the_browser_refuses_did_not_run(runs):
    broken = runs["broken"]

    assert status(broken) == 3
    assert not broken.script.ran
    assert broken.static.no_script_at.startswith("2:")
    assert "no JavaScript at 2:" in broken.run.failures[0]


def test_what_the_parser_does_not_end_with_is_given_up():
    reading = apart.read(b"(" * 1_000_000)

    assert reading.static.unread == "its text could not be read within 10 s"


def test_what_is_no_script_has_its_place_and_its_signals():
    reading = apart.read(b"eval(a);\n let = = 2;")

    assert [one.signal for one in reading.static.signals] == ["code_from_string"]
    assert reading.static.no_script_at.startswith("2:")


def test_what_the_parser_dies_of_is_said(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")

    assert apart.read(b"let a;").static.unread == "its text made the parser end"
