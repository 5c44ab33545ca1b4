"""Who asked an SDK: by what it was asked to send."""

import json

import pytest

from scriptward.analysis.askers import Askers
from scriptward.analysis.attribution import attributions
from scriptward.analysis.scripts_seen import ScriptsSeen
from scriptward.analysis.wrappers import Wrappers
from scriptward.vocabulary.capture import Asking
from scriptward.vocabulary.words import Channel
from tests.analysis.captures import CALLER, TAG, TOOL, WRAPPER, at, by_debugger, by_sensor, sending

SCRIPTS = ScriptsSeen((TAG, CALLER, WRAPPER, TOOL))
BOOKED = Asking(page="p1", api="tag.track", words=("visit booked",), stack=(at(CALLER),))


def batch(*events, **rest):
    body = json.dumps([{"event": event} for event in events]).encode()
    return sending(body=body, sensor=by_sensor(TAG), **rest)


def named(sent, *askings):
    wrappers = Wrappers((), SCRIPTS, [("p1", (at(WRAPPER),))])
    return attributions((sent,), SCRIPTS, wrappers, Askers(askings, SCRIPTS, wrappers))[sent.key]


def test_who_gave_the_event_is_the_instigator():
    who = named(batch("page view", "visit booked"), BOOKED)

    assert (who.script, who.instigator) == ("s1", "s2")
    assert who.reason.endswith("it was asked to, by an event's name that is sent")


def test_an_event_that_nobody_gave_has_no_instigator():
    assert named(batch("page view"), BOOKED).instigator == ""


def test_events_of_several_have_no_single_instigator():
    other = Asking(page="p1", api="tag.track", words=("form opened",), stack=(at(TOOL), at(TAG)))
    third = Asking(page="p1", api="tag.track", words=("chat opened",), stack=(at(WRAPPER),))
    tool = ScriptsSeen((TAG, CALLER, WRAPPER, TOOL))
    wrappers = Wrappers((), tool)
    askers = Askers((BOOKED, other, third), tool, wrappers)
    sent = sending(
        body=b'["visit booked","chat opened"]', sensor=by_sensor(TAG), initiator=by_debugger(TAG)
    )

    who = attributions((sent,), tool, wrappers, askers)[sent.key]

    assert who.instigator == ""
    assert "2 scripts asked for" in who.reason


def test_the_event_is_surer_than_the_task_that_began_the_batch():
    parents = ((at(TAG), at(WRAPPER)),)
    sent = batch("visit booked", initiator=by_debugger(TAG, parents=parents))

    assert named(sent, BOOKED).instigator == "s2"


@pytest.mark.parametrize("stack", [(at(WRAPPER), at(CALLER)), (at(TOOL), at(CALLER))])
def test_who_asked_through_a_wrapper_or_a_library_is_seen(stack):
    through = Asking(page="p1", api="tag.track", words=("visit booked",), stack=stack)

    assert named(batch("visit booked"), through).instigator == "s2"


def test_an_sdk_that_asks_itself_has_no_instigator():
    own = Asking(page="p1", api="tag.track", words=("visit booked",), stack=(at(TAG),))

    assert named(batch("visit booked"), own).instigator == ""


def test_an_ordinary_word_proves_nothing():
    word = Asking(page="p1", api="tag.track", words=("Booking",), stack=(at(CALLER),))

    assert named(batch("Booking"), word).instigator == ""


def test_an_ordinary_word_that_a_known_format_calls_the_event_does():
    word = Asking(page="p1", api="fbq", words=("track", "Lead"), stack=(at(CALLER),))
    sent = sending(
        "https://www.facebook.com/tr/?id=1234567890123456&ev=Lead&dl=https%3A%2F%2Fwww.willow.test",
        method="GET",
        channel=Channel.IMAGE,
        sensor=by_sensor(TAG, api="image"),
    )

    assert named(sent, word).instigator == "s2"


def test_an_asking_on_another_page_says_nothing():
    elsewhere = Asking(page="p9", api="tag.track", words=("visit booked",), stack=(at(CALLER),))

    assert named(batch("visit booked"), elsewhere).instigator == ""
