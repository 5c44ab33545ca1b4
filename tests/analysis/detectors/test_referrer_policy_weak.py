import pytest

from scriptward.analysis.detectors.referrer_policy_weak import referrer_policy_weak
from scriptward.vocabulary.words import Severity
from tests.analysis.visits import header, visit


def judged(value):
    return list(referrer_policy_weak.judge(visit(headers=(header("referrer-policy", value),))))


def test_the_header_asks_for_the_full_address_always():
    (finding,) = judged("unsafe-url")

    assert finding.severity is Severity.LOW
    assert "unsafe-url" in finding.title


def test_the_header_asks_for_it_between_pages_over_tls():
    assert len(judged("No-Referrer-When-Downgrade")) == 1


def test_the_last_word_that_browsers_know_decides():
    assert len(judged("no-referrer, unsafe-url, of-the-future")) == 1
    assert judged("unsafe-url, strict-origin") == []


@pytest.mark.parametrize("value", ["strict-origin-when-cross-origin", "no-referrer", "origin"])
def test_the_header_asks_for_the_origin_only(value):
    assert judged(value) == []


def test_no_header_leaves_the_browsers_own_choice():
    assert list(referrer_policy_weak.judge(visit(headers=()))) == []
