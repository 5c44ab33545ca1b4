import dataclasses

from scriptward.analysis.attribution import attributions
from scriptward.analysis.scripts_seen import ScriptsSeen
from scriptward.analysis.wrappers import Wrappers
from scriptward.vocabulary.capture import Initiator, RawScript, SensorCall
from scriptward.vocabulary.words import Attribution, Channel, ScriptKind
from tests.analysis.captures import CALLER, TAG, WRAPPER, at, by_debugger, sending

OTHER = RawScript(
    key="s5", page="p1", kind=ScriptKind.EXTERNAL, url="https://cdn.adnet.test/a.js", sha256="5"
)
SCRIPTS = ScriptsSeen((TAG, CALLER, WRAPPER, OTHER))
FOR_TAG = sending(key="r1", initiator=by_debugger(WRAPPER, TAG))
FOR_OTHER = sending("https://px.adnet.test/p", key="r2", initiator=by_debugger(WRAPPER, OTHER))


def test_a_script_on_top_for_several_owners_and_hosts_is_a_wrapper():
    wrappers = Wrappers((FOR_TAG, FOR_OTHER), SCRIPTS)

    assert WRAPPER.key in wrappers
    assert TAG.key not in wrappers


def test_a_script_that_sends_for_several_callers_to_its_own_host_is_none():
    sendings = (
        sending(key="r1", initiator=by_debugger(TAG, CALLER)),
        sending(key="r2", initiator=by_debugger(TAG, OTHER)),
    )

    assert TAG.key not in Wrappers(sendings, SCRIPTS)


def test_a_loader_of_many_scripts_is_none():
    sendings = (
        sending(key="r1", channel=Channel.SCRIPT, initiator=by_debugger(WRAPPER, TAG)),
        sending(
            "https://px.adnet.test/p",
            key="r2",
            channel=Channel.SCRIPT,
            initiator=by_debugger(WRAPPER, OTHER),
        ),
    )

    assert WRAPPER.key not in Wrappers(sendings, SCRIPTS)


def test_a_wrapper_in_a_wrapper_is_learned_too():
    outer = RawScript(
        key="s6", page="p1", kind=ScriptKind.EXTERNAL, url="https://cdn.outer.test/o.js", sha256="6"
    )
    sendings = (
        sending(key="r1", initiator=by_debugger(outer, WRAPPER, TAG)),
        sending("https://px.adnet.test/p", key="r2", initiator=by_debugger(WRAPPER, OTHER)),
        sending("https://c.third.test/p", key="r3", initiator=by_debugger(outer, TAG)),
        sending("https://d.fourth.test/p", key="r4", initiator=by_debugger(outer, OTHER)),
        sending("https://www.willow.test/p", key="r5", initiator=by_debugger(WRAPPER, CALLER)),
    )

    wrappers = Wrappers(sendings, ScriptsSeen((TAG, CALLER, WRAPPER, OTHER, outer)))

    assert outer.key in wrappers
    assert WRAPPER.key in wrappers


def test_the_same_script_is_a_wrapper_on_every_page():
    elsewhere = RawScript(
        key="x1", page="p9", kind=ScriptKind.EXTERNAL, url=WRAPPER.url, sha256=WRAPPER.sha256
    )
    scripts = ScriptsSeen((TAG, CALLER, WRAPPER, OTHER, elsewhere))

    assert elsewhere.key in Wrappers((FOR_TAG, FOR_OTHER), scripts)


def test_a_vendors_code_below_a_stranger_is_the_sender_of_what_its_vendor_gets():
    alone = sending(initiator=by_debugger(WRAPPER, TAG, CALLER))

    who = attributions((alone,), SCRIPTS)["r1"]

    assert (who.script, who.instigator, who.attribution) == ("s1", "s2", Attribution.LIKELY)


def test_what_the_site_itself_gets_is_not_laid_to_the_site_for_that():
    own = sending("https://www.willow.test/api", initiator=by_debugger(TAG, CALLER))

    assert attributions((own,), SCRIPTS)["r1"].script == "s1"


def test_a_wrappers_own_upload_after_an_others_call_is_its_own():
    upload = sending("https://up.watcher.test/e", key="r3", initiator=by_debugger(WRAPPER, CALLER))

    who = attributions((FOR_TAG, FOR_OTHER, upload), SCRIPTS)["r3"]

    assert who.script == WRAPPER.key


def test_a_chain_of_tasks_leads_past_a_wrapper():
    later = sending(
        "https://c.third.test/p",
        key="r3",
        initiator=by_debugger(WRAPPER, parents=((at(WRAPPER), at(OTHER)),)),
    )

    who = attributions((FOR_TAG, FOR_OTHER, later), SCRIPTS)["r3"]

    assert (who.script, who.attribution) == (OTHER.key, Attribution.LIKELY)


def test_a_script_that_the_sensor_saw_wrap_is_one():
    wrappers = Wrappers((), SCRIPTS, [("p1", (at(WRAPPER), at(CALLER)))])

    assert WRAPPER.key in wrappers
    assert CALLER.key not in wrappers


RUNS = dataclasses.replace(at(WRAPPER), line=7, column=3)
"""Where the wrapper runs what it was given."""
TOLD = [("p1", (at(WRAPPER),))]


def test_a_place_that_ran_an_others_function_runs_functions():
    called = sending(key="r1", sensor=SensorCall(api="image", stack=(at(TAG), RUNS)))

    wrappers = Wrappers((called,), SCRIPTS, TOLD)

    assert wrappers.runs_others(WRAPPER.key, RUNS)
    assert not wrappers.runs_others(WRAPPER.key, at(WRAPPER))


def test_a_place_of_a_script_that_wraps_nothing_only_calls():
    calls = dataclasses.replace(at(CALLER), line=7, column=3)
    called = sending(key="r1", sensor=SensorCall(api="image", stack=(at(TAG), calls)))

    assert not Wrappers((called,), SCRIPTS, TOLD).runs_others(CALLER.key, calls)


def test_the_browsers_function_run_as_a_callback_is_its_givers():
    called = sending(key="r1", sensor=SensorCall(api="image", stack=(at(TAG), RUNS)))
    bare = sending(
        "https://px.adnet.test/p",
        key="r2",
        sensor=SensorCall(api="fetch", stack=(RUNS,)),
        initiator=by_debugger(WRAPPER, parents=((at(WRAPPER), at(OTHER)),)),
    )

    who = attributions((called, bare), SCRIPTS, Wrappers((called, bare), SCRIPTS, TOLD))["r2"]

    assert (who.script, who.attribution) == (OTHER.key, Attribution.LIKELY)
    assert who.reason.startswith("callback")


def test_a_callback_nobody_is_seen_to_have_given_is_uncertain():
    called = sending(key="r1", sensor=SensorCall(api="image", stack=(at(TAG), RUNS)))
    bare = sending(key="r2", sensor=SensorCall(api="fetch", stack=(RUNS,)))

    who = attributions((called, bare), SCRIPTS, Wrappers((called, bare), SCRIPTS, TOLD))["r2"]

    assert who.attribution is Attribution.UNCERTAIN


def test_a_place_that_passed_a_call_on_once_only_passes_on():
    passes = dataclasses.replace(at(WRAPPER), line=5, column=9)
    seen_between = sending(
        key="r1",
        sensor=SensorCall(api="fetch", stack=(at(TAG),), wrapped=True),
        initiator=Initiator(type="script", stack=(passes, at(TAG))),
    )
    inside = sending(
        "https://px.adnet.test/p",
        key="r2",
        sensor=SensorCall(api="fetch", stack=(passes, at(OTHER))),
    )

    who = attributions((seen_between, inside), SCRIPTS)["r2"]

    assert (who.script, who.attribution) == (OTHER.key, Attribution.LIKELY)
    assert who.reason.endswith("the wrapper above it only passed that on")


def test_a_wrapper_that_sends_from_another_place_sends_for_itself():
    own = dataclasses.replace(at(WRAPPER), line=80, column=2)
    seen_between = sending(
        key="r1",
        sensor=SensorCall(api="fetch", stack=(at(TAG),), wrapped=True),
        initiator=by_debugger(WRAPPER, TAG),
    )
    upload = sending(
        "https://up.watcher.test/e",
        key="r2",
        sensor=SensorCall(api="fetch", stack=(own, at(OTHER))),
    )

    assert attributions((seen_between, upload), SCRIPTS)["r2"].script == WRAPPER.key
