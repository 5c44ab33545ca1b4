"""Every story in a detector's docstring is a test, and the other way round."""

import ast
import re
import sys
from pathlib import Path

import pytest

from scriptward.analysis import detectors, run_detectors
from scriptward.analysis.detector import Detector
from scriptward.analysis.judging import findings
from scriptward.analysis.run_detector import RunDetector
from scriptward.knowledge.rule import packs
from scriptward.lib.found import found
from tests.analysis.worst_visit import WORST_VISITS

STORY = re.compile(r"^(fires|quiet): (\w+)$", re.MULTILINE)
OF_VISITS = found(detectors, Detector)
OF_RUNS = found(run_detectors, RunDetector)
ROOM = OF_VISITS | OF_RUNS


def docs(name):
    return sys.modules[ROOM[name].judge.__module__].__doc__ or ""


def written_for(name):
    folder = Path(__file__).parent / ("detectors" if name in OF_VISITS else "run_detectors")
    tree = ast.parse((folder / f"test_{name}.py").read_text("utf-8"))
    return {n.name for n in tree.body if isinstance(n, ast.FunctionDef) and n.name[:5] == "test_"}


@pytest.mark.parametrize("name", ROOM)
def test_every_story_is_a_test(name):
    stories = STORY.findall(docs(name))

    missing = {f"test_{story}" for _, story in stories} - written_for(name)

    assert missing == set()
    assert {word for word, _ in stories} == {"fires", "quiet"}


@pytest.mark.parametrize("name", ROOM)
def test_every_test_is_a_story(name):
    stories = {f"test_{story}" for _, story in STORY.findall(docs(name))}

    assert written_for(name) - stories == set()


@pytest.mark.parametrize("name", ROOM)
def test_a_docstring_says_why_how_to_mend_and_where_it_is_written(name):
    paragraphs = docs(name)

    assert [word for word in ("\nWhy: ", "\nFix: ", "\nSource: ") if word not in paragraphs] == []


def test_no_two_detectors_have_one_name():
    assert OF_VISITS.keys() & OF_RUNS.keys() == set()


def test_a_detector_is_named_as_its_file():
    assert [detector.name for detector in ROOM.values()] == list(ROOM)


def test_findings_are_evidence_for_rules_that_exist():
    rules = {rule.id for pack in packs().values() for rule in pack.rules}
    named = {control for finding in findings(WORST_VISITS) for control in finding.controls}
    stated = {control for detector in ROOM.values() for control in detector.controls}

    assert (named | stated) - rules == set()
    assert named >= {"HT-01", "HT-02", "HT-03", "HT-04", "HT-05", "HT-06", "HS-08", "PC-02"}
