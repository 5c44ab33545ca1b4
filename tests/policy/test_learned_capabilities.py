"""What the site's own code asks for beside the page is learned, and header and guard let it."""

from datetime import date

import pytest

from scriptward.policy import compilation
from scriptward.policy.compile.permissions_policy import FEATURES
from scriptward.policy.language.words import Action
from scriptward.policy.learn import learned
from scriptward.policy.question import CAPABILITIES
from scriptward.vocabulary.words import ReadTarget
from tests.policy.visits import read, script, visit

TODAY = date(2026, 11, 25)
APP = script("https://www.clinic.test/app.js", entity="first party")


def header(policy):
    made = compilation.every(policy, today=TODAY)
    return dict(compilation.sent(made))["Permissions-Policy"]


def learnt(target):
    seen = visit(scripts=(APP,), reads=(read(None, by=APP, target=target, name="asked"),))
    return learned([seen], today=TODAY).policy


@pytest.mark.parametrize("target,action", CAPABILITIES.items())
def test_a_capability_that_the_site_used_is_permitted_to_the_site(target, action):
    policy = learnt(target)

    [rule] = [one for one in policy.rules if action in one.actions]
    assert rule.source.names == ("self",)
    sent = header(policy)
    assert all(f"{feature}=(self)" in sent for feature in FEATURES[action])


def test_each_capability_but_code_from_text_can_be_seen():
    assert set(CAPABILITIES.values()) == {*FEATURES}
    assert Action.EVAL not in CAPABILITIES.values()


def test_nothing_is_permitted_that_nobody_asked_for():
    sent = header(learnt(ReadTarget.COOKIE))

    assert "camera=()" in sent
    assert "payment=()" in sent
