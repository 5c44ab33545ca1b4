"""Code without an address: who made it, whatever stood between."""

import dataclasses

from scriptward.analysis.makers import settled
from scriptward.analysis.scripts_seen import ScriptsSeen
from scriptward.analysis.wrappers import Wrappers
from scriptward.vocabulary.capture import RawScript
from scriptward.vocabulary.words import ScriptKind
from tests.analysis.captures import CALLER, TAG, WRAPPER, at, by_debugger, by_sensor, sending

TEACHING = sending(
    key="r0", sensor=by_sensor(TAG, wrapped=True), initiator=by_debugger(WRAPPER, TAG)
)


def made_by(*makers, loaded_by=WRAPPER.key):
    made = RawScript(key="e1", page="p1", kind=ScriptKind.EVAL, loaded_by=loaded_by, makers=makers)
    scripts = ScriptsSeen((TAG, CALLER, WRAPPER, made))
    wrappers = Wrappers((TEACHING,), scripts)
    return settled((made,), scripts, wrappers)[0].loaded_by


def test_a_wrapper_of_a_timer_made_nothing():
    assert made_by((at(WRAPPER), at(TAG), at(CALLER))) == TAG.key


def test_the_task_before_is_asked_where_only_the_wrapper_ran():
    assert made_by((at(WRAPPER),), (at(WRAPPER), at(CALLER))) == CALLER.key


def test_a_wrapper_alone_is_the_maker():
    assert made_by((at(WRAPPER),)) == WRAPPER.key


def test_a_loader_that_is_no_wrapper_stays():
    assert made_by((at(CALLER), at(TAG)), loaded_by=CALLER.key) == CALLER.key


def test_without_stacks_nothing_is_changed():
    assert made_by() == WRAPPER.key


def test_code_is_not_its_own_maker():
    own = dataclasses.replace(at(TAG), script="e1")

    assert made_by((at(WRAPPER), own, at(TAG))) == TAG.key
