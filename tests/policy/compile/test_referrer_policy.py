"""`Referrer-Policy`: the origin only, or less where the site says less already."""

import pytest

from tests.policy.compile.headers_of import header

OURS = "strict-origin-when-cross-origin"


def made(*sent):
    return header("referrer_policy", existing=tuple(("Referrer-Policy", one) for one in sent))


def test_other_sites_learn_the_origin_only():
    assert made().value == OURS
    assert made().sent_as(report_only=True) == ("Referrer-Policy", OURS)


@pytest.mark.parametrize("word", ["no-referrer", "same-origin", "strict-origin"])
def test_less_stays_less(word):
    assert made("unsafe-url", word).value == word
    assert made(word).notes == (f"{word} is sent already and sends less: it stays",)


@pytest.mark.parametrize("word", ["unsafe-url", "no-referrer-when-downgrade", "origin"])
def test_more_is_told(word):
    result = made(OURS, f"no-referrer, {word}, made-up-word")

    assert result.value == OURS
    assert result.notes == (
        f"{word} is sent already and sends more: take it away, the last word counts",
    )
