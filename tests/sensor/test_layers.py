"""Monitors that wrap fetch and XHR do not take the sender's name, nor hide what they send."""

import subprocess

import pytest

from tests.sensor.visit import ends, files
from tools import sensor_build

REAL = {
    "sentry": 'import * as s from "@sentry/browser"; s.init({dsn: "http://k@sentry.test/1",'
    " integrations: [s.breadcrumbsIntegration(), s.browserTracingIntegration()]});",
    "logrocket": 'import l from "logrocket"; l.init("acme/app", {shouldSendData: () => false});',
    "rollbar": 'import R from "rollbar"; new R({accessToken: "0".repeat(32), captureUncaught: true,'
    ' endpoint: "http://rollbar.test/"});',
    "amplitude": 'import * as a from "@amplitude/analytics-browser"; a.init("0".repeat(32),'
    " {autocapture: true, serverUrl: 'http://amplitude.test/'});",
}


@pytest.fixture(scope="module")
def wrapped(chromium, served, built):
    from tests.sensor.conftest import open_with_sensor

    context = chromium.new_context()
    visit = open_with_sensor(context, served, built, served.url("wrappers.html"))
    visit.until(lambda: visit.said)
    yield visit
    context.close()


@pytest.mark.parametrize("way", ["assigned", "defined", "awaited", "twice"])
def test_the_sender_is_named_and_not_the_monitor(wrapped, way):
    calls = [c for c in wrapped.calls("fetch") + wrapped.calls("xhr") if f"?{way}-" in c.url]

    assert {call.url.rpartition("-")[2] for call in calls} == {"fetch", "kept", "late", "xhr"}
    assert {files(call.stack)[0] for call in calls} == {"sender.js"}
    assert len(calls) == 4


def test_a_call_through_a_wrapper_says_so(wrapped):
    calls = {call.url.rpartition("?")[2]: call.wrapped for call in wrapped.calls("fetch")}

    assert calls["assigned-fetch"]
    assert not calls["assigned-kept"]


def test_what_the_monitor_sends_itself_is_the_monitors(wrapped):
    [call] = [call for call in wrapped.calls("fetch") if "monitor?upload" in call.url]

    assert files(call.stack)[0] == "monitor.js"


def test_fetch_looks_as_the_browser_made_it(opened):
    visit = opened("quiet.html")

    assert visit.page.evaluate(
        "[fetch === fetch, fetch.name, fetch.length, String(fetch), 'prototype' in fetch,"
        " Object.keys(window).includes('fetch'), typeof XMLHttpRequest.prototype.send]"
    ) == [True, "fetch", 1, "function fetch() { [native code] }", False, True, "function"]


def test_a_wrapper_finds_its_own_marks_again(opened):
    visit = opened("quiet.html")

    assert visit.page.evaluate(
        "(() => { const f = () => 1; f.__mark = 7; window.fetch = f;"
        " return [fetch.__mark, fetch(), String(fetch), fetch === fetch]; })()"
    ) == [7, 1, "() => 1", True]


def test_a_send_set_on_one_request_is_passed(opened):
    visit = opened("quiet.html")

    assert visit.page.evaluate(
        "(() => { const one = new XMLHttpRequest(), other = new XMLHttpRequest();"
        " one.send = () => 'mine'; return [one.send(), 'send' in other,"
        " Object.hasOwn(other, 'send')]; })()"
    ) == ["mine", True, False]


@pytest.fixture(scope="module")
def monitors(tmp_path_factory):
    """Real monitors as one script each: `{name: bytes}`."""
    folder = tmp_path_factory.mktemp("monitors")
    root = sensor_build.ROOT
    bundles = {}
    for name, text in REAL.items():
        out = folder / f"{name}.js"
        command = [
            next(sensor_build.nodes()),
            str(root / "node_modules" / "esbuild" / "bin" / "esbuild"),
            "--bundle",
            "--format=iife",
            "--log-level=error",
            f"--outfile={out}",
        ]
        subprocess.run(command, cwd=root, input=text, text=True, check=True)
        bundles[name] = out.read_bytes()
    return bundles


@pytest.mark.parametrize("name", sorted(REAL))
def test_a_real_monitor_does_not_take_the_senders_name(opened, site, monitors, name):
    site.bodies["real.js"] = monitors[name]

    visit = opened("real.html")

    calls = [c for c in visit.calls("fetch") + visit.calls("xhr") if "/sender?" in c.url]
    assert sorted(ends(calls)) == ["sender?real-fetch", "sender?real-late", "sender?real-xhr"]
    assert {files(call.stack)[0] for call in calls} == {"sender.js"}


@pytest.mark.parametrize("name", ["logrocket", "rollbar", "sentry"])
def test_a_real_monitor_is_known_to_stand_between(opened, site, monitors, name):
    site.bodies["real.js"] = monitors[name]

    visit = opened("real.html")

    assert [call.wrapped for call in visit.calls("fetch")] == [True, True]
