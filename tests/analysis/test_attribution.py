import dataclasses

import pytest

from scriptward.analysis.attribution import Attributed, attributions
from scriptward.analysis.callers import reader
from scriptward.analysis.scripts_seen import ScriptsSeen
from scriptward.vocabulary.capture import Frame, Initiator, RawScript
from scriptward.vocabulary.words import Attribution, Channel, ScriptKind
from tests.analysis.captures import (
    CALLER,
    TAG,
    TOOL,
    WRAPPER,
    at,
    by_debugger,
    by_sensor,
    sending,
)

WORKER = RawScript(key="w1", page="p1", kind=ScriptKind.WORKER, loaded_by="s2")
SCRIPTS = (TAG, CALLER, WRAPPER, TOOL, WORKER)
STRANGE = Frame(line=9, column=9)


def named(scripts=SCRIPTS, **circumstances):
    sent = sending(**circumstances)
    return attributions((sent,), ScriptsSeen(scripts))[sent.key]


def test_the_caller_outside_a_wrapper_is_the_sender():
    who = named(sensor=by_sensor(TAG, wrapped=True), initiator=by_debugger(WRAPPER, TAG))

    assert who == Attributed(
        "s1",
        "",
        Attribution.CERTAIN,
        "called fetch itself; the wrapper between it and the browser is left out",
    )


def test_the_nearest_other_script_below_the_sender_is_the_instigator():
    who = named(sensor=by_sensor(TAG, TAG, CALLER))

    assert (who.script, who.instigator) == ("s1", "s2")


def test_a_library_on_top_is_left_out():
    who = named(sensor=by_sensor(TOOL, CALLER))

    assert (who.script, who.attribution) == ("s2", Attribution.CERTAIN)
    assert who.reason == "called fetch itself; the library it used is left out"


def test_only_a_library_on_the_stack_is_uncertain():
    who = named(sensor=by_sensor(TOOL))

    assert (who.script, who.attribution) == ("s4", Attribution.UNCERTAIN)
    assert who.reason.startswith("library-only")


def test_a_script_that_is_only_called_like_a_library_is_not_left_out():
    fake = dataclasses.replace(TAG, url="https://cdn.tracker.test/axios.min.js", source="steal()")

    who = named((fake, CALLER), sensor=by_sensor(fake, CALLER))

    assert who.script == "s1"


def test_code_without_a_name_is_only_likely():
    call = dataclasses.replace(by_sensor(TAG), stack=(STRANGE, *by_sensor(TAG).stack))

    who = named(sensor=call)

    assert (who.script, who.attribution) == ("s1", Attribution.LIKELY)


def test_the_debugger_names_a_frame_that_the_sensor_could_not():
    call = dataclasses.replace(by_sensor(), stack=(Frame(line=1, column=1),))

    who = named(sensor=call, initiator=by_debugger(TAG))

    assert (who.script, who.attribution) == ("s1", Attribution.CERTAIN)


def test_without_the_sensor_the_debuggers_top_frame_is_likely():
    who = named(initiator=by_debugger(TAG, CALLER))

    assert (who.script, who.instigator, who.attribution) == ("s1", "s2", Attribution.LIKELY)


def test_a_wrapper_learned_elsewhere_on_the_page_is_left_out():
    teaching = sending(
        key="r0", sensor=by_sensor(TAG, wrapped=True), initiator=by_debugger(WRAPPER, TAG)
    )
    plain = sending(initiator=by_debugger(WRAPPER, CALLER))

    who = attributions((teaching, plain), ScriptsSeen(SCRIPTS))

    assert who["r1"].script == "s2"


def test_the_async_parent_is_asked_when_the_stack_is_empty():
    who = named(initiator=Initiator(type="script", parents=((at(TAG),),)))

    assert (who.script, who.attribution) == ("s1", Attribution.LIKELY)


def test_the_parser_is_the_document():
    who = named(initiator=Initiator(type="parser"), channel=Channel.SCRIPT)

    assert (who.script, who.attribution) == ("", Attribution.CERTAIN)


def test_a_request_nobody_saw_the_call_of_is_uncertain():
    who = named()

    assert (who.script, who.attribution) == ("", Attribution.UNCERTAIN)
    assert who.reason.startswith("no-record")


def test_a_worker_sends_for_itself_and_its_maker_is_the_instigator():
    who = named(sender_script="w1", context="worker")

    assert (who.script, who.instigator, who.attribution) == ("w1", "s2", Attribution.CERTAIN)


def test_a_workers_own_script_was_fetched_by_who_began_the_worker():
    worker = dataclasses.replace(WORKER, url="https://www.willow.test/sw.js")
    fetched = sending("https://www.willow.test/sw.js", sender_script="w1", channel=Channel.WORKER)
    unknown = dataclasses.replace(worker, loaded_by="")

    who = attributions((fetched,), ScriptsSeen((CALLER, worker)))["r1"]
    nobody = attributions((fetched,), ScriptsSeen((CALLER, unknown)))["r1"]

    assert (who.script, who.attribution) == ("s2", Attribution.CERTAIN)
    assert (nobody.script, nobody.attribution) == ("", Attribution.UNCERTAIN)


def test_redirect_hops_and_preflights_inherit():
    first = sending(key="r1", sensor=by_sensor(TAG))
    hop = sending(key="r2", redirected_from="r1")
    preflight = sending(key="r3", initiator=Initiator(type="preflight", request="r2"))

    who = attributions((preflight, hop, first), ScriptsSeen(SCRIPTS))

    assert [who[key].script for key in ("r1", "r2", "r3")] == ["s1", "s1", "s1"]
    assert who["r3"].reason == "follows a request: called fetch itself"


def test_hops_in_a_circle_end():
    one = sending(key="r1", redirected_from="r2")
    other = sending(key="r2", redirected_from="r1")

    who = attributions((one, other), ScriptsSeen(SCRIPTS))

    assert who.keys() == {"r1", "r2"}


@pytest.mark.parametrize(
    "stack,key", [((at(TAG), at(CALLER)), "s1"), ((STRANGE, at(CALLER)), "s2"), ((STRANGE,), "")]
)
def test_the_top_of_the_stack_is_the_reader(stack, key):
    assert reader(stack, "p1", ScriptsSeen(SCRIPTS)) == key


def test_a_worker_that_imports_a_script_names_the_imported_one():
    who = named(sender_script="w1", context="service_worker", initiator=by_debugger(TAG))

    assert who.script == "s1"


def test_a_preflight_without_a_link_follows_the_request_to_the_same_address():
    first = sending(key="r1", sensor=by_sensor(TAG))
    preflight = sending(key="r2", method="OPTIONS", initiator=Initiator(type="preflight"))

    who = attributions((preflight, first), ScriptsSeen(SCRIPTS))

    assert who["r2"].script == "s1"


def test_a_library_alone_on_the_stack_is_seen_through_by_the_tasks_before():
    who = named(
        sensor=by_sensor(TOOL), initiator=by_debugger(TOOL, parents=((at(TOOL), at(CALLER)),))
    )

    assert (who.script, who.attribution) == ("s2", Attribution.LIKELY)
    assert who.reason.startswith("library-only")


def test_who_asked_in_the_task_before_is_the_instigator():
    who = named(sensor=by_sensor(TAG), initiator=by_debugger(TAG, parents=((at(TAG), at(CALLER)),)))

    assert (who.script, who.instigator) == ("s1", "s2")


def test_a_task_that_somebody_else_began_gives_no_instigator():
    who = named(sensor=by_sensor(TAG), initiator=by_debugger(TAG, parents=((at(CALLER),),)))

    assert (who.script, who.instigator) == ("s1", "")


def test_who_made_code_without_an_address_did_not_ask_it_to_send():
    made = RawScript(key="e1", page="p1", kind=ScriptKind.EVAL, sha256="e1", loaded_by="s2")
    stack = (Frame(sha256="e1", line=1, column=1), at(CALLER), at(TAG))

    who = named((*SCRIPTS, made), sensor=dataclasses.replace(by_sensor(TAG), stack=stack))

    assert (who.script, who.instigator) == ("e1", "s1")


def test_code_without_a_name_above_a_wrapper_is_nobodys_but_the_debuggers():
    call = dataclasses.replace(by_sensor(TAG), stack=(STRANGE, at(WRAPPER)))
    teaching = sending(
        key="r0", sensor=by_sensor(TAG, wrapped=True), initiator=by_debugger(WRAPPER, TAG)
    )
    doubtful = sending(sensor=call)

    who = attributions((teaching, doubtful), ScriptsSeen(SCRIPTS))["r1"]

    assert who.attribution is Attribution.UNCERTAIN


def test_what_no_text_names_was_not_asked_for_by_the_document():
    who = named(initiator=Initiator(type="unwritten"), channel=Channel.IMAGE)

    assert (who.script, who.attribution) == ("", Attribution.UNCERTAIN)
    assert who.reason.startswith("unwritten")


@pytest.mark.parametrize(
    "texts,script",
    [
        (("show('https://in.tracker.test/' + 'banner-9.png')", "book()"), "s1"),
        (("show('https://in.tracker.test/')", "block(['in.tracker.test'])"), ""),
        (("show('in.tracker.test/banner-9.png')", "list('in.tracker.test/banner-9.png')"), ""),
        (("show('/banner-9.png')", "book()"), ""),
    ],
    ids=["host and file", "only the host", "two scripts", "only the file"],
)
def test_a_style_is_the_only_scripts_that_has_the_whole_address(texts, script):
    scripts = tuple(
        dataclasses.replace(one, source=text)
        for one, text in zip((TAG, CALLER), texts, strict=True)
    )
    show = sending(
        "https://in.tracker.test/banner-9.png?u=1",
        initiator=Initiator(type="unwritten"),
        channel=Channel.IMAGE,
    )

    assert attributions([show], ScriptsSeen(scripts))["r1"].script == script


def test_a_wrapper_in_the_task_before_an_image_is_not_its_sender():
    teaching = sending(
        key="r0", sensor=by_sensor(TAG, wrapped=True), initiator=by_debugger(WRAPPER, TAG)
    )
    image = sending(
        initiator=Initiator(type="script", parents=((at(WRAPPER), at(TAG)),)),
        channel=Channel.IMAGE,
    )

    who = attributions((teaching, image), ScriptsSeen(SCRIPTS))["r1"]

    assert (who.script, who.attribution) == ("", Attribution.UNCERTAIN)


def test_markup_never_calls_fetch():
    who = named(initiator=Initiator(type="parser"))

    assert who.attribution is Attribution.UNCERTAIN


def test_a_request_nobody_saw_is_the_only_senders_to_that_address():
    seen = sending("https://c.tracker.test/e?n=1", key="r1", sensor=by_sensor(TAG))
    unseen = sending("https://c.tracker.test/e?n=2", key="r2")

    who = attributions((seen, unseen), ScriptsSeen(SCRIPTS))["r2"]

    assert (who.script, who.attribution) == ("s1", Attribution.LIKELY)


def test_a_request_nobody_saw_stays_unknown_where_two_send_to_that_address():
    one = sending("https://c.tracker.test/e?n=1", key="r1", sensor=by_sensor(TAG))
    other = sending("https://c.tracker.test/e?n=3", key="r3", sensor=by_sensor(CALLER))
    unseen = sending("https://c.tracker.test/e?n=2", key="r2")

    who = attributions((one, other, unseen), ScriptsSeen(SCRIPTS))["r2"]

    assert who.attribution is Attribution.UNCERTAIN


@pytest.mark.parametrize("function", ["get", "get value", "get cookie"])
def test_a_getter_on_top_of_the_browsers_passes_the_reading_on(function):
    getter = dataclasses.replace(at(WRAPPER), function=function)

    assert reader((getter, at(TAG), at(CALLER)), "p1", ScriptsSeen(SCRIPTS)) == "s1"


def test_a_getter_that_nobody_called_reads_for_itself():
    getter = dataclasses.replace(at(WRAPPER), function="get")

    assert reader((getter,), "p1", ScriptsSeen(SCRIPTS)) == WRAPPER.key
