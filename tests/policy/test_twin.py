"""The guard's copy of `decide` says what `decide` says: the same generated cases, asked of both.

`CASES=100000 pytest tests/policy/test_twin.py` asks more than the suite does.
"""

import os
from collections import Counter
from datetime import date

import pytest

from scriptward.policy.decide import Verdict, decide
from scriptward.policy.language import parsed
from scriptward.policy.language.matching import Receiver
from scriptward.policy.language.words import Action
from scriptward.policy.question import Question
from tests.policy.twin import Twin, told
from tests.policy.twin_cases import Case, cases

CASES = int(os.environ.get("CASES", "2000"))
EACH = 20


@pytest.fixture(scope="module")
def twin(tmp_path_factory):
    with Twin(tmp_path_factory.mktemp("twin")) as engine:
        yield engine


@pytest.fixture(scope="module")
def asked() -> list[Case]:
    return list(cases(max(1, CASES // EACH), questions=EACH, seed=CASES))


def test_both_engines_agree_on_every_case(twin, asked):
    wrong = []
    for case in asked:
        answers = twin.answers(case.policy, case.asked)
        for (question, day), answer in zip(case.asked, answers, strict=True):
            right = told(decide(case.policy, question, today=day))
            if answer != right:
                wrong.append((case.policy, question, day, right, answer))

    assert len(wrong) == 0, wrong[0]


def test_an_agreement_holds_on_its_last_day_in_both(twin):
    policy = parsed("""\
version: 1
site: www.clinic.test
recipients:
  acme: {hosts: [api.acme.test], baa: {signed: 2026-01-01, expires: 2026-11-25}}
rules:
  - {id: R, permit: send, to: {baa: attested}}
""")
    asked = Question(action=Action.SEND, to=Receiver(host="api.acme.test"))
    days = [date(2026, 11, day) for day in (24, 25, 26)]

    right = [told(decide(policy, asked, today=day)) for day in days]

    assert [one["verdict"] for one in right] == ["permit", "permit", "forbid"]
    assert twin.answers(policy, [(asked, day) for day in days]) == right


def test_the_cases_hold_what_they_must(asked):
    decisions = [
        (question, decide(case.policy, question, today=day))
        for case in asked
        for question, day in case.asked
    ]
    verdicts = Counter(decision.verdict for _, decision in decisions)
    by_rule = Counter(not decision.by_default for _, decision in decisions)

    assert len(decisions) >= min(CASES, 2_000)
    assert {verdict for verdict, n in verdicts.items() if n >= 20} >= set(Verdict)
    assert min(by_rule.values()) >= len(decisions) * 0.1
    assert sum(len(d.reasons) > 2 for _, d in decisions) >= len(decisions) * 0.02
