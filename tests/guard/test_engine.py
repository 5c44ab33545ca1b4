"""The engine of pages knows no owners and gives no reasons; else it says what `decide` does.

Kinds that are taken out come in any order.
"""

from dataclasses import replace
from typing import Any

import pytest

from scriptward.policy.decide import decide
from scriptward.policy.language.matching import Code, Receiver
from scriptward.policy.question import Question
from tests.policy.twin import Twin, told
from tests.policy.twin_cases import cases

POLICIES = 100
EACH = 20


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    with Twin(tmp_path_factory.mktemp("engine"), "--define:TWIN=false") as engine:
        yield engine


def as_a_page_asks(question: Question) -> Question:
    """The same question, without what only observation tells."""
    code, loaded, to = question.code, question.loaded, question.to
    return replace(
        question,
        code=Code(url=code.url, sha256=code.sha256, home=code.home),
        loaded=loaded and Code(url=loaded.url, home=loaded.home),
        to=to and Receiver(host=to.host),
    )


def in_any_order(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer with its kinds sorted."""
    return {**answer, "removed": sorted(answer["removed"])}


def test_it_says_what_decide_says_to_what_a_page_may_ask(engine):
    wrong = []
    verdicts = set()
    for case in cases(POLICIES, questions=EACH, seed=7):
        asked = [(as_a_page_asks(question), day) for question, day in case.asked]
        for (question, day), answer in zip(asked, engine.answers(case.policy, asked), strict=True):
            right = told(decide(case.policy, question, today=day))
            verdicts.add(right["verdict"])
            same = {key: right[key] for key in ("verdict", "byDefault", "removed")}
            if in_any_order(answer) != in_any_order(same):
                wrong.append((case.policy, question, day, right, answer))

    assert len(wrong) == 0, wrong[0]
    assert verdicts >= {"permit", "forbid", "scrub"}
