"""Which call of the sensor is which request, where no task's name tells."""

import pytest

from scriptward.sources.scan.network import Sent
from scriptward.sources.scan.protocol import CallFrame, NetworkInitiator, StackTrace
from scriptward.sources.scan.sensor_channel import Said
from scriptward.sources.scan.sensor_join import SensorJoin
from scriptward.sources.scan.targets import Target
from scriptward.vocabulary.sensor import Call

PAGE = Target(session="S", id="T", type="page", url="https://clinic.test/")
URL = "https://in.test/a"


def said(api, *, at, name="sw:1", url=URL, page="p1"):
    call = Call(id=name, api=api, url=url)
    return Said(page=page, target=PAGE, at=at, call=call)


def sent(kind, *, at, url=URL, page="p1", **more):
    return Sent(key="r1", page=page, target=PAGE, kind=kind, url=url, at=at, **more)


def joined(calls, request, first=lambda page: page):
    found = SensorJoin(calls, first=first).call(request)
    return found.call.id if found else None


@pytest.mark.parametrize(
    "api,kind",
    [
        ("eventsource", "EventSource"),
        ("media", "Media"),
        ("form", "Document"),
        ("frame", "Document"),
        ("script", "Script"),
        ("image", "Image"),
        ("object", "Document"),
        ("link", "Stylesheet"),
        ("fetch", "Fetch"),
    ],
)
def test_what_loads_in_a_task_of_its_own_may_come_when_a_busy_page_lets_it(api, kind):
    assert joined([said(api, at=1.0)], sent(kind, at=9.0)) == "sw:1"


@pytest.mark.parametrize(
    "api,kind", [("xhr", "XHR"), ("beacon", "Ping"), ("script", "Image"), ("image", "Script")]
)
def test_an_old_call_is_not_taken_for_a_request_that_it_cannot_be(api, kind):
    assert joined([said(api, at=1.0)], sent(kind, at=9.0)) is None


def test_an_old_fetch_is_not_taken_for_one_with_a_stack_of_its_own():
    stack = StackTrace(call_frames=(CallFrame(script_id="3"),))
    request = sent("Fetch", at=9.0, initiator=NetworkInitiator(type="script", stack=stack))

    assert joined([said("fetch", at=1.0)], request) is None


def test_no_call_is_taken_that_comes_long_after_the_request():
    assert joined([said("image", at=9.0)], sent("Image", at=1.0)) is None


def test_of_calls_at_once_the_first_is_taken_first_and_none_twice():
    join = SensorJoin(
        [said("image", at=1.0, name="sw:1"), said("image", at=1.1, name="sw:2")],
        first=lambda page: page,
    )

    found = [join.call(sent("Image", at=1.2)) for _ in range(3)]

    assert [one and one.call.id for one in found] == ["sw:1", "sw:2", None]


def test_of_calls_long_ago_the_latest_is_taken():
    calls = [said("image", at=1.0, name="sw:1"), said("image", at=2.0, name="sw:2")]

    assert joined(calls, sent("Image", at=9.0)) == "sw:2"


def test_a_forms_fields_take_the_place_of_its_addresss_query():
    request = sent("Document", at=5.0, url=f"{URL}?new=1")

    assert joined([said("form", at=1.0, url=f"{URL}?old=1")], request) == "sw:1"


def test_a_sent_form_keeps_the_query_of_its_address():
    request = sent("Document", at=5.0, url=f"{URL}?old=1", method="POST")

    assert joined([said("form", at=1.0, url=f"{URL}?old=1")], request) == "sw:1"
    assert joined([said("form", at=1.0, url=f"{URL}?else=1")], request) is None


def test_a_frame_is_none_that_has_only_its_path():
    request = sent("Document", at=1.5, url=f"{URL}?new=1")

    assert joined([said("frame", at=1.0)], request) is None


def test_a_call_on_one_screen_is_the_request_on_the_next():
    calls = [said("media", at=1.0)]

    assert joined(calls, sent("Media", at=2.0, page="p2"), first=lambda _: "p1") == "sw:1"
