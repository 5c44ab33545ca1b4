"""Builds of a real vendor's script, in real Chromium: the profile is of what it does.

Three visits of one page: the vendor's script as it was, another build of it, and one with a line
more; beside it a small script that asks its own server where to send to.
"""

import json

import pytest

from scriptward.analysis.behaviour import profiled
from scriptward.analysis.comparing import StoredRun, compared
from scriptward.analysis.comparing_changes import Changed
from scriptward.analysis.judging import report, scripts_of
from scriptward.analysis.observing import observed
from scriptward.knowledge.approvals import Approvals
from scriptward.vocabulary.words import Severity
from tools import vendor_bundles

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PAGE = """<!doctype html><title>x</title><link rel=icon href="data:,">
<input id=email type=email><input id=ssn name=ssn>
<script src="http://cdn.vendor.test:{port}/sdk/{version}/tag.min.js?v={version}"></script>
<script src="http://cdn.relay.test:{port}/relay.js"></script>"""
ENTRY = """
import mixpanel from "mixpanel-browser";
const host = "http://api.vendor.test:{port}";
mixpanel.init("4b1d", {{ api_host: host, persistence: "localStorage", batch_requests: false }});
const emailField = document.getElementById("email");
mixpanel.track("seen", {{ length: emailField.value.length }});
"""
ONE_MORE = 'mixpanel.track("more", { length: document.getElementById("ssn").value.length });'
RELAY = """fetch("/relay.json").then((answer) => answer.json()).then(({to}) =>
  navigator.sendBeacon(to, document.title));""".replace(
    '"/relay', '"http://cdn.relay.test:PORT/relay'
)


def built(folder, entry, **options):
    """The text of one build of `entry`."""
    (folder / "entry.js").write_text(entry, "utf-8")
    whole = {
        "entryPoints": [str(folder / "entry.js")],
        "outfile": str(folder / "out.js"),
        "bundle": True,
        "format": "iife",
        "nodePaths": [str(vendor_bundles.ROOT / "node_modules")],
        "logLevel": "error",
        **options,
    }
    vendor_bundles.built([whole])
    return (folder / "out.js").read_text("utf-8")


@pytest.fixture(scope="module")
def visited(lasting_site, scan, checkout):
    """Visits the page with a build of the vendor's script and an address for the relay."""
    site = lasting_site
    sensor = (checkout / "src/scriptward/app/assets/sensor.scan.js").read_text("utf-8")
    open_to_all = {"Access_Control_Allow_Origin": "*"}

    def run(code, *, version, to="collect.relay.test"):
        port = site.port
        site.page(f"/sdk/{version}/tag.min.js", code)
        site.page("/relay.js", RELAY.replace("PORT", str(port)))
        where = json.dumps({"to": f"http://{to}:{port}/in"})
        site.page("/relay.json", where, **open_to_all)
        site.page("/track/", "1", **open_to_all)
        url = site.page("/builds", PAGE.format(port=port, version=version))
        rules = "--host-resolver-rules=MAP *.test 127.0.0.1"
        capture = scan(url, args=(rules,), sensor=sensor)
        visits = observed(capture, approvals=Approvals())
        return StoredRun(run=report(capture, visits, version="0", run_id="r").run, visits=visits)

    return run


@pytest.fixture(scope="module")
def first(visited, lasting_site, tmp_path_factory):
    """The script as it was."""
    entry = ENTRY.format(port=lasting_site.port)
    return visited(built(tmp_path_factory.mktemp("first"), entry, minify=True), version="1.4.0")


@pytest.fixture(scope="module")
def rebuilt(visited, lasting_site, tmp_path_factory):
    """The same source: names, spaces and syntax as another build has them."""
    entry = ENTRY.format(port=lasting_site.port).replace("emailField", "el")
    code = built(tmp_path_factory.mktemp("rebuilt"), entry, minify=False, target="es2017")
    return visited(f"// a banner\n\n{code}", version="1.5.2")


@pytest.fixture(scope="module")
def extended(visited, lasting_site, tmp_path_factory):
    """One more reading in the vendor's script, and another address in the relay's settings."""
    entry = ENTRY.format(port=lasting_site.port) + ONE_MORE
    code = built(tmp_path_factory.mktemp("extended"), entry, minify=True)
    return visited(code, version="1.4.1", to="in.stranger.test")


def profile(run):
    rows = profiled(scripts_of(run.visits), run.visits)
    return next(row for row in rows if row.url and "tag.min.js" in row.url)


def test_another_build_of_the_same_source_has_the_same_profile(first, rebuilt):
    old, new = profile(first), profile(rebuilt)

    assert old.sha256 != new.sha256
    assert old.behaviour.reads
    assert old.behaviour.sends
    assert old.behaviour.hash == new.behaviour.hash


def test_another_build_of_the_same_source_is_one_low_change(first, rebuilt):
    changes = compared(first, rebuilt).changes

    assert [(c.what, c.severity, c.script) for c in changes] == [
        (Changed.CODE, Severity.LOW, "cdn.vendor.test/sdk/…/tag.min.js")
    ]
    assert changes[0].says == "other code, which does the same"


def test_a_new_reading_is_named_with_its_selector(first, extended):
    changes = compared(first, extended).changes

    reads = [change for change in changes if change.what is Changed.READ]
    assert [(c.script, c.name, c.severity) for c in reads] == [
        ("cdn.vendor.test/sdk/…/tag.min.js", "#ssn", Severity.HIGH)
    ]
    assert reads[0].says == "reads #ssn (a social security number), new"


def test_the_same_code_with_a_new_recipient_is_high(first, extended):
    changes = compared(first, extended)

    mine = [c for c in changes.changes if c.script == "cdn.relay.test/relay.js"]
    side = next(s for s in changes.scripts if s.script == "cdn.relay.test/relay.js")
    assert [(c.what, c.name, c.severity) for c in mine if c.what is not Changed.STOPPED] == [
        (Changed.RECIPIENT, "stranger.test", Severity.HIGH)
    ]
    assert side.same_code
