"""A script that sends what others ask, without a shim between it and the browser."""

import dataclasses

import pytest

from scriptward.analysis.attribution import attributions
from scriptward.analysis.scripts_seen import ScriptsSeen
from scriptward.analysis.wrappers import Wrappers
from scriptward.vocabulary.capture import Initiator, RawScript
from scriptward.vocabulary.words import Attribution, Channel
from tests.analysis.captures import CALLER, COLLECT, TAG, TOOL, WRAPPER, at, by_debugger, sending
from tests.analysis.captures import by_sensor as told

API = "https://api.willow-books.test/slots"
PIXEL = "https://px.adnet.test/p"


def with_text(script: RawScript, source: str) -> RawScript:
    return dataclasses.replace(script, source=source, size=len(source))


CLIENT = with_text(WRAPPER, "function ask(url) { const x = new XMLHttpRequest(); x.send(); }")
TRACKER = with_text(TAG, f"ask('{COLLECT}')")
APP = with_text(CALLER, f"ask('{API}')")


def by(*scripts: RawScript, url: str, key: str):
    return sending(
        url,
        key=key,
        channel=Channel.XHR,
        sensor=told(*scripts, api="xhr"),
        initiator=by_debugger(*scripts),
    )


FOR_TRACKER = by(CLIENT, TRACKER, url=COLLECT, key="r1")
FOR_APP = by(CLIENT, APP, url=API, key="r2")


def named(*sendings, scripts=(CLIENT, TRACKER, APP)):
    return attributions(sendings, ScriptsSeen(scripts))


def test_each_of_those_it_sends_for_is_the_sender_of_its_own():
    who = named(FOR_TRACKER, FOR_APP)

    assert [who[key].script for key in ("r1", "r2")] == [TRACKER.key, APP.key]
    assert {one.attribution for one in who.values()} == {Attribution.LIKELY}


@pytest.mark.parametrize("url", ["", "data:text/javascript,ask()", "blob:null/7"])
def test_code_without_a_host_is_its_makers(url):
    made = dataclasses.replace(with_text(TRACKER, f"ask('{COLLECT}?made')"), key="s8", url=url)
    made = dataclasses.replace(made, sha256="88" * 32, loaded_by=TRACKER.key)
    of_made = by(CLIENT, made, url=f"{COLLECT}?made", key="r3")

    who = named(FOR_TRACKER, FOR_APP, of_made, scripts=(CLIENT, TRACKER, APP, made))

    assert [who[key].script for key in ("r1", "r2", "r3")] == [TRACKER.key, APP.key, "s8"]


def test_a_sender_in_a_task_before_is_found():
    later = dataclasses.replace(
        by(CLIENT, url=COLLECT, key="r3"),
        initiator=Initiator(type="script", stack=(at(CLIENT),), parents=((at(TRACKER),),)),
    )

    assert named(FOR_TRACKER, FOR_APP, later)["r3"].script == TRACKER.key


def test_a_task_before_that_another_than_the_addresss_owner_began_names_nobody():
    later = dataclasses.replace(
        by(CLIENT, url=COLLECT, key="r3"),
        initiator=Initiator(type="script", stack=(at(CLIENT),), parents=((at(APP),),)),
    )

    who = named(FOR_TRACKER, FOR_APP, later)["r3"]

    assert (who.script, who.attribution) == ("", Attribution.UNCERTAIN)


def test_a_client_that_sends_in_a_task_of_its_own_is_one():
    sendings = [
        dataclasses.replace(
            by(CLIENT, url=url, key=key),
            initiator=Initiator(type="script", stack=(at(CLIENT),), parents=((at(asked),),)),
        )
        for url, key, asked in ((COLLECT, "r1", TRACKER), (API, "r2", APP))
    ]

    assert [one.script for one in named(*sendings).values()] == [TRACKER.key, APP.key]


def test_one_with_nobody_below_it_is_uncertain():
    alone = by(CLIENT, url=f"{COLLECT}/made-up", key="r3")

    who = named(FOR_TRACKER, FOR_APP, alone)["r3"]

    assert (who.script, who.attribution) == (CLIENT.key, Attribution.UNCERTAIN)


def test_with_nobody_below_it_the_only_one_that_has_the_address_is_likely():
    alone = by(CLIENT, url=COLLECT, key="r3")

    who = named(FOR_TRACKER, FOR_APP, alone)["r3"]

    assert (who.script, who.attribution) == (TRACKER.key, Attribution.LIKELY)


def test_a_wrapper_of_promises_between_a_client_and_its_callers_hides_neither():
    zone = with_text(dataclasses.replace(TOOL, url="https://cdn.zones.test/z.js"), "then()")
    sendings = [
        dataclasses.replace(
            sending(url, key=key, channel=Channel.XHR, initiator=by_debugger(zone, CLIENT, asked)),
            sensor=told(CLIENT, zone, asked, api="xhr"),
        )
        for url, key, asked in ((COLLECT, "r1", TRACKER), (API, "r2", APP))
    ]
    scripts = ScriptsSeen((CLIENT, TRACKER, APP, zone))
    wrappers = Wrappers(sendings, scripts, [("p1", (at(zone),))])

    who = attributions(sendings, scripts, wrappers)

    assert [who[key].script for key in ("r1", "r2")] == [TRACKER.key, APP.key]


def test_what_it_sends_to_its_own_maker_is_its_own():
    own = by(CLIENT, TRACKER, url="https://in.watcher.test/log", key="r3")
    client = with_text(CLIENT, f"{CLIENT.source} const own = 'https://in.watcher.test/log';")

    who = named(FOR_TRACKER, FOR_APP, own, scripts=(client, TRACKER, APP))

    assert who["r3"].script == CLIENT.key


@pytest.mark.parametrize(
    "scripts",
    [
        (with_text(CLIENT, f"{CLIENT.source} '{COLLECT}' '{API}'"), TRACKER, APP),
        (dataclasses.replace(CLIENT, source="", size=0), TRACKER, APP),
        (dataclasses.replace(CLIENT, size=9_000_000), TRACKER, APP),
        (CLIENT, with_text(TRACKER, "ask(config.url)"), with_text(APP, "ask(config.url)")),
    ],
    ids=["names the hosts", "text not known", "text cut", "nobody names a host"],
)
def test_without_the_texts_telling_so_a_script_is_none(scripts):
    who = named(FOR_TRACKER, FOR_APP, scripts=scripts)

    assert {one.script for one in who.values()} == {CLIENT.key}


def test_an_sdk_that_several_ask_to_send_to_one_host_is_none():
    one = by(CLIENT, TRACKER, url=PIXEL, key="r1")
    other = by(CLIENT, APP, url=PIXEL, key="r2")
    scripts = (CLIENT, with_text(TRACKER, f"init('{PIXEL}')"), with_text(APP, f"init('{PIXEL}')"))

    assert {who.script for who in named(one, other, scripts=scripts).values()} == {CLIENT.key}


def test_a_client_of_one_owner_is_none():
    pixel = by(CLIENT, APP, url=PIXEL, key="r1")
    scripts = (CLIENT, with_text(APP, f"ask('{API}'); ask('{PIXEL}')"))

    who = named(pixel, FOR_APP, scripts=scripts)

    assert {one.script for one in who.values()} == {CLIENT.key}
