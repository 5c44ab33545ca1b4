"""What findings say: observations, never conclusions of law (reference wording rules)."""

import re
import sys

import pytest

from scriptward.analysis import detectors, limits, wording
from scriptward.analysis.detector import Detector
from scriptward.lib.found import found
from scriptward.vocabulary.words import DataKind, PageClass
from tests.analysis.worst_visit import WORST_VISITS

ROOM = found(detectors, Detector)
CONCLUSION = re.compile(rf"\b({'|'.join(wording.NEVER)})", re.IGNORECASE)


def said(name):
    findings = [finding for visit in WORST_VISITS for finding in ROOM[name].judge(visit)]
    return [text for finding in findings for text in (finding.title, finding.remedy.text)]


@pytest.mark.parametrize("name", ROOM)
def test_what_a_detector_says_draws_no_conclusion(name):
    texts = said(name)

    assert texts, "the worst visits don't make this detector speak"
    assert [text for text in texts if CONCLUSION.search(text)] == []


@pytest.mark.parametrize("name", ROOM)
def test_what_a_detectors_page_says_draws_no_conclusion(name):
    page = sys.modules[ROOM[name].judge.__module__].__doc__ or ""

    assert CONCLUSION.findall(page) == []


def test_limits_draw_no_conclusion():
    assert [text for text in limits.ALWAYS if CONCLUSION.search(text)] == []


def test_every_kind_of_data_and_class_of_page_has_words():
    assert [kind for kind in DataKind if kind.value not in wording._WORDS] == []
    assert [kind for kind in PageClass if kind not in wording._PAGE_WORDS] == []


def test_kinds_are_listed_in_words():
    kinds = (DataKind.NAME, DataKind.EMAIL, DataKind.DOB)

    assert wording.in_words(kinds) == "a date of birth, an e-mail address and a name"


@pytest.mark.parametrize("word", ["This is a Violation", "fully compliant", "a safe page"])
def test_the_check_knows_a_conclusion(word):
    assert CONCLUSION.search(word)


def test_the_check_lets_unsafe_inline_pass():
    assert not CONCLUSION.search("'unsafe-inline'")
