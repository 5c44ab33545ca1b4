"""A share of the lab: what each defence is for, in real Chromium, and what must go on working."""

import pytest

from tests.channels.defences import DEFENCES
from tests.channels.keeping import keeping
from tests.channels.lab import measured
from tests.channels.outcome import seen
from tests.channels.way import ways

USED = ("none", "net", "both")
SHARE = (
    "fetch: plain",
    "fetch: toString that changes",
    "image: attribute node",
    "css: custom property",
    "form: GET",
    "navigation: location.href",
    "navigation: link clicked by script",
    "hint: preconnect",
    "hint: dns-prefetch",
    "socket: WebSocket",
    "socket: WebTransport",
    "webrtc: STUN",
    "worker: file",
    "realm: contentWindow",
    "relay: message to the recipient's frame",
    "redirect: image, own redirect",
)


@pytest.fixture(scope="module")
def defences():
    return [one for one in DEFENCES if one.name in USED]


@pytest.fixture(scope="module")
def rows(defences, browser_path, tmp_path_factory):
    """`{(way, defence): what was seen}`."""
    cases = measured(
        [way for way in ways() if way.id in SHARE],
        defences,
        browser=browser_path,
        folder=tmp_path_factory.mktemp("channels"),
        reports=0,
    )
    return {
        (case.way.id, case.defence.name): row for case, row in zip(cases, seen(cases), strict=True)
    }


def outs(rows, defence):
    return {way for (way, under), row in rows.items() if under == defence and row.out}


@pytest.mark.browser
@pytest.mark.slow
def test_every_way_of_the_share_gets_out_where_nothing_defends(rows):
    assert outs(rows, "none") == set(SHARE)


def test_each_kind_of_arrival_is_told(rows):
    kinds = {kind for (_, under), row in rows.items() if under == "none" for kind in row.out}

    assert kinds == {"request", "handshake", "datagram", "lookup"}


def test_headers_stop_all_but_what_a_permitted_recipient_passes_on(rows):
    assert outs(rows, "net") == {"relay: message to the recipient's frame"}


def test_what_a_content_security_policy_refuses_is_told_with_its_script(rows):
    for way in ("fetch: plain", "socket: WebSocket"):
        assert rows[way, "net"].told, way
        assert rows[way, "net"].scripted, way
    assert rows["image: attribute node", "net"].told


def test_the_guard_tells_of_a_request_that_it_was_there_for(rows):
    assert rows["fetch: plain", "both"].told
    assert rows["fetch: plain", "both"].scripted


@pytest.mark.parametrize("defence", USED)
def test_what_patients_need_goes_on_working(kept, defence):
    assert [what for what, works in kept[defence].items() if not works] == []


@pytest.fixture(scope="module")
def kept(defences, browser_path, tmp_path_factory):
    return keeping(defences, browser=browser_path, folder=tmp_path_factory.mktemp("keeping"))
