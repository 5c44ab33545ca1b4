"""Capabilities: who may use one is served, others fail as where a person says no."""

import json

import pytest

from scriptward.app.guard import guard_script
from scriptward.policy.language.reader import parsed
from tests.guard.site import OWN

ORIGIN = f"http://{OWN}"
POLICY = f"""
version: 1
site: {OWN}
mode: enforce
defaults: {{"*": forbid}}
recipients:
  maps: {{hosts: [maps.test], baa: none}}
scripts:
  - {{match: "/**", approved: {{by: lab, date: 2026-11-01, why: "the page's own"}}}}
  - match: "http://maps.test/**"
    owner: maps
    approved: {{by: lab, date: 2026-11-01, why: "the map"}}
rules:
  - {{id: own, permit: [send, read, load], to: self}}
  - {{id: map, permit: load, to: maps}}
  - {{id: place, permit: [geolocation, camera], from: maps}}
"""
USES = {
    "place": "new Promise((yes, no) => navigator.geolocation.getCurrentPosition(yes, no))"
    ".then((at) => at.coords.latitude, (error) => [error.code, error.message,"
    " error instanceof GeolocationPositionError, error.PERMISSION_DENIED])",
    "followed": "new Promise((yes, no) => typeof navigator.geolocation.watchPosition(yes, no)"
    " === 'number' || no(0)).then((at) => at.coords.latitude, (error) => error.code)",
    "clipboard": "navigator.clipboard.readText().then(() => 'read', (error) =>"
    " [error.name, error instanceof DOMException])",
    "camera": "navigator.mediaDevices.getUserMedia({video: true})"
    ".then(() => 'seen', (e) => e.name)",
    "microphone": "navigator.mediaDevices.getUserMedia({audio: true})"
    ".then(() => 'heard', (e) => e.name)",
    "both": "navigator.mediaDevices.getUserMedia({audio: true, video: true})"
    ".then(() => 'heard', (e) => e.name)",
    "camera, told at the second asking": "navigator.mediaDevices.getUserMedia("
    "{n: 0, get video() { return this.n++ > 0; }}).catch((error) => error.name)",
    "camera, the old way": "new Promise((yes, no) => navigator.webkitGetUserMedia({video: true},"
    " yes, no)).catch((error) => error.name)",
    "notifications": "Notification.requestPermission()",
    "midi": "navigator.requestMIDIAccess().then(() => 'played', (error) => error.name)",
    "usb": "navigator.usb.requestDevice({filters: []}).catch((error) => error.name)",
    "usb, known": "navigator.usb.getDevices().then((all) => Array.isArray(all) && all.length)",
    "motion": "new DeviceMotionEvent('a', {acceleration: {x: 1}}).acceleration?.x ?? null",
    "turning": "new DeviceOrientationEvent('deviceorientation', {alpha: 1}).alpha",
    "nothing": "navigator.mediaDevices.getUserMedia().catch((error) => error.name)",
}
REFUSED = {
    "place": [1, "User denied Geolocation", True, 1],
    "followed": 1,
    "clipboard": ["NotAllowedError", True],
    "camera": "NotAllowedError",
    "microphone": "NotAllowedError",
    "both": "NotAllowedError",
    "camera, told at the second asking": "TypeError",
    "camera, the old way": "NotAllowedError",
    "notifications": "denied",
    "midi": "NotAllowedError",
    "usb": "NotFoundError",
    "usb, known": 0,
    "motion": None,
    "turning": None,
    "nothing": "TypeError",
}
SCRIPT = """window[%s] = (async () => {
  const said = {};
  const try_ = async (name, use) => {
    const waiting = new Promise((yes) => setTimeout(yes, 3000, "waits"));
    try { said[name] = await Promise.race([use(), waiting]); }
    catch (error) { said[name] = "threw " + error; }
  };
  await Promise.all([%s]);
  return said;
})();"""


def script(name: str) -> bytes:
    """Tries everything, and keeps what came of it under a name."""
    tries = (f"try_({json.dumps(what)}, () => ({use}))" for what, use in USES.items())
    return (SCRIPT % (json.dumps(name), ", ".join(tries))).encode()


@pytest.fixture(scope="module")
def used(chromium, site):
    """What each script got, and what the collector was told."""
    names = {"/widget.js": "widget", "/map.js": "map", "/bare.js": "bare"}
    site.files |= {path: script(name) for path, name in names.items()}
    site.files["/able.js"] = guard_script(parsed(POLICY), headers=True)
    head = "<!doctype html><script src=/able.js></script><title>Able</title>"
    tags = "<script src=/widget.js></script><script src=http://maps.test/map.js></script>"
    site.files["/able"] = f"{head}{tags}".encode()
    site.files["/unable"] = b"<!doctype html><title>No guard</title><script src=/bare.js></script>"
    watching = parsed(POLICY.replace("mode: enforce", "mode: observe"))
    site.files["/watching.js"] = guard_script(watching, headers=True)
    site.files["/watched"] = site.files["/able"].replace(b"/able.js", b"/watching.js")
    context = chromium.new_context(geolocation={"latitude": 51, "longitude": 4})
    context.grant_permissions(["geolocation", "clipboard-read", "midi"], origin=ORIGIN)
    page = context.new_page()
    page.goto(f"{ORIGIN}/unable")
    got = {"bare": page.evaluate("bare")}
    page.goto(f"{ORIGIN}/watched")
    got["watched"] = page.evaluate("widget")
    page.goto("about:blank")
    page.wait_for_timeout(300)
    site.posted.clear()
    page.goto(f"{ORIGIN}/able")
    got |= {name: page.evaluate(name) for name in ("widget", "map")}
    got["shown"] = page.evaluate(
        "() => [navigator.clipboard.readText, Geolocation.prototype.getCurrentPosition,"
        " Notification.requestPermission].map((one) => [one.name, one.length, String(one)])"
    )
    page.goto("about:blank")
    page.wait_for_timeout(300)
    got["told"] = [one for _, body in site.posted for one in json.loads(body)["behaviours"]]
    context.close()
    return got


@pytest.mark.parametrize("what", USES)
def test_who_may_not_use_it_fails_as_where_a_person_says_no(used, what):
    assert used["widget"][what] == REFUSED[what]


def test_each_would_have_been_something_else_without_the_guard(used):
    same = {what for what in USES if used["bare"][what] == REFUSED[what]}

    # a browser without a window grants neither notifications nor devices
    granted = {"notifications", "midi", "usb, known"}
    assert same <= granted | {"nothing", "camera, told at the second asking"}


@pytest.mark.parametrize("what", ["place", "followed", "camera", "camera, the old way", "nothing"])
def test_who_may_use_it_gets_what_the_browser_gives(used, what):
    assert used["map"][what] == used["bare"][what]


def test_a_policy_that_only_observes_refuses_nothing(used):
    assert used["watched"] == used["bare"]


def test_who_may_use_one_may_not_use_another(used):
    assert used["map"]["clipboard"] == ["NotAllowedError", True]
    assert used["map"]["microphone"] == used["map"]["both"] == "NotAllowedError"


def test_functions_say_they_are_the_browsers_own(used):
    assert used["shown"] == [
        ["readText", 0, "function readText() { [native code] }"],
        ["getCurrentPosition", 1, "function getCurrentPosition() { [native code] }"],
        ["requestPermission", 0, "function requestPermission() { [native code] }"],
    ]


def test_what_was_refused_is_told_with_the_script(used):
    told = {
        (one["script"], one["target"])
        for one in used["told"]
        if one["kind"] == "block" and one["api"] == one["target"]
    }

    widget = f"{ORIGIN}/widget.js"
    assert {(widget, one) for one in ("geolocation", "clipboard", "camera", "midi")} <= told
    assert ("http://maps.test/map.js", "microphone") in told
    assert ("http://maps.test/map.js", "geolocation") not in told
