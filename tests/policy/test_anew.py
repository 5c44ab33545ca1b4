"""Code that a server writes anew for each view: learned, checked and compiled by its shape."""

from datetime import date

import msgspec
import pytest

from scriptward.lib.code_shape import shape
from scriptward.policy.check import checked
from scriptward.policy.compilation import every
from scriptward.policy.language import parsed, printed
from scriptward.policy.learn import learned
from scriptward.policy.proposal import proposed
from scriptward.vocabulary.errors import PolicyError
from scriptward.vocabulary.words import PageClass, ScriptKind
from tests.policy.visits import inline, visit

TODAY = date(2026, 11, 25)
VIEW = "https://www.clinic.test/view/17"
SHAPE = shape("start('7f3a', 17)")
PATTERN = f"inline:/view/*#{SHAPE}"
STEADY = inline("12" * 32)


def anew(digest: str, *, kept: str = SHAPE):
    made = inline(digest * 32, kind=ScriptKind.MODULE)
    return msgspec.structs.replace(made, shape=kept)


def load(*scripts, url: str = VIEW):
    return visit(url, page_class=PageClass.APPOINTMENT_FORM, scripts=(STEADY, *scripts))


def matches(*loads):
    return [one.match for one in learned(loads, today=TODAY).policy.scripts]


def test_two_loads_teach_the_shape_and_no_digest_of_it():
    found = learned([load(anew("a1")), load(anew("b2"), url=VIEW + "3")], today=TODAY)

    assert [one.match for one in found.policy.scripts] == [PATTERN, f"inline:{'12' * 32}"]
    assert not [note for note in found.notes if "anew" in note]
    assert parsed(printed(found.policy)) == found.policy


def test_a_third_load_is_no_deviation_and_another_shape_or_page_is():
    policy = proposed([load(anew("a1")), load(anew("b2"))], today=TODAY).policy
    other = anew("d4", kept=shape("steal('7f3a', 17)"))
    elsewhere = load(anew("c3"), url="https://www.clinic.test/other")

    assert checked(policy, [load(anew("c3"))], today=TODAY) == ()
    assert [one.script for one in checked(policy, [load(other)], today=TODAY)] == [other.id]
    assert len(checked(policy, [elsewhere], today=TODAY)) == 1


@pytest.mark.parametrize(
    "loads",
    [
        [load(anew("a1"))],
        [load(anew("a1")), load(anew("a1"))],
        [load(anew("a1")), load()],
        [load(anew("a1")), load(anew("b2"), anew("c3"))],
        [load(anew("a1", kept="")), load(anew("b2", kept=""))],
    ],
)
def test_once_seen_or_steady_or_twice_in_a_page_it_stays_with_digests(loads):
    assert not [one for one in matches(*loads) if "#" in one]


def test_code_without_a_shape_is_still_noted():
    found = learned([load(anew("a1", kept="")), load(anew("b2", kept=""))], today=TODAY)

    assert any("written anew for each load" in note for note in found.notes)


def test_no_header_lets_it_through_and_says_so():
    policy = proposed([load(anew("a1")), load(anew("b2"))], today=TODAY).policy

    (csp,) = (one for one in every(policy, today=TODAY) if "script-src" in one.value)
    (same,) = (o for o in every(policy, [load(anew("a1"))], today=TODAY) if "script-src" in o.value)

    assert csp.value.count("'sha256-") == same.value.count("'sha256-") == 1
    assert f"{PATTERN} is written anew for each view: only the middleware lets it run" in csp.unkept


@pytest.mark.parametrize("match", ["inline:/view", "inline:/view#ab", f"inline:/**x#{SHAPE}"])
def test_a_pattern_that_is_none_is_told(match: str):
    text = f"version: 1\nsite: www.clinic.test\nscripts:\n  - {{match: '{match}'}}\n"

    with pytest.raises(PolicyError):
        parsed(text)
