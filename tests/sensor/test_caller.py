"""Whoever calls is named by what the browser knows of the code, however it was made."""

from tests.sensor.visit import files

WAYS = {
    "eval",
    "indirect",
    "function",
    "timer",
    "inline",
    "module",
    "handler",
    "address",
    "location",
    "blob",
    "data",
    "fragment",
    "svg",
    "import",
}


def test_no_way_of_making_code_is_taken_for_the_sensors_own(opened):
    visit = opened("made.html")

    tops = {call.url.rpartition("?")[2]: call.stack[0] for call in visit.calls("fetch")}
    assert set(tops) == WAYS
    assert [way for way, top in tops.items() if not (top.u or top.h or top.e)] == []


def test_made_code_that_runs_at_once_has_its_maker_below(opened):
    visit = opened("made.html")

    stacks = {call.url.rpartition("?")[2]: files(call.stack) for call in visit.calls("fetch")}
    at_once = ("eval", "indirect", "function", "inline", "handler", "fragment")
    assert [way for way in at_once if "maker.js" not in stacks[way]] == []


def test_code_without_an_address_is_known_by_the_hash_of_its_text(opened):
    visit = opened("made.html")

    [call] = [call for call in visit.calls("fetch") if call.url.endswith("?timer")]
    assert call.stack[0].u == ""
    assert len(call.stack[0].h) == 64


def test_a_sandboxed_page_is_seen_with_its_own_script_on_top(opened, site):
    site.headers["spoofed.html"] = {"content-security-policy": "sandbox allow-scripts"}

    visit = opened("spoofed.html")

    assert {call.url.rpartition("?")[2] for call in visit.calls("fetch")} == {"eval", "inline"}
    assert visit.errors == []
