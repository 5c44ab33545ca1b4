"""Real fingerprinting scripts are told by all they ask; those that ask for other reasons aren't."""

import pytest

from scriptward.vocabulary.words import ReadTarget
from tests.facts.site import NAMES, page

ASKING = {"clientjs", "fingerprintjs", "thumbmark"}


@pytest.fixture(scope="module")
def found(facts):
    """`{page: finding}`"""
    mine = [f for f in facts.findings if f.detector == "browser_fingerprint"]
    return {finding.page: finding for finding in mine}


@pytest.mark.parametrize("name", sorted(ASKING))
def test_a_script_that_takes_a_fingerprint_is_found(found, facts, name):
    finding = found[page(name)]

    [script] = [each for each in facts.scripts if each.id == finding.script]
    assert script.url == f"https://cdn.{name}.test/{name}.js"


@pytest.mark.parametrize("name", sorted({*NAMES} - ASKING))
def test_a_script_that_asks_for_other_reasons_is_not(found, name):
    assert page(name) not in found


def test_what_was_asked_is_in_the_scripts_behaviour(facts):
    [script] = [s for s in facts.scripts if s.url and s.url.endswith("/fingerprintjs.js")]

    assert script.behaviour is not None
    asked = {r.name for r in script.behaviour.reads if r.target is ReadTarget.FINGERPRINT}
    assert asked >= {"toDataURL", "startRendering", "hardwareConcurrency", "fontList"}
