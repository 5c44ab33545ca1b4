"""A form whose address a script changed is the script's doing, though a person sends it."""

import re

import pytest

from scriptward.analysis.attribution import account
from scriptward.vocabulary.words import Attribution

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><title>book</title><link rel=icon href="data:,">
<p>Book a visit</p><form id="ask" method="%s" action="/own-desk"><input name="reason">
<button>Send</button></form>
<script src="%s"></script>"""
WRITTEN = """<!doctype html><title>pay</title><link rel=icon href="data:,">
<form id="ask" action="%s"><input name="reason"><button>Send</button></form>"""
LENS = "document.querySelector('p').style.filter = `url(${BASE}/lens-grey.svg#x)`;"


@pytest.fixture(scope="module")
def told(lasting_site, scan, checkout, tmp_path_factory):
    """`{last step: who sent it}` and the scripts by key."""
    sensor = (checkout / "src/scriptward/app/assets/sensor.scan.js").read_text("utf-8")
    away = lasting_site.url("", host="127.0.0.1")
    for method in ("get", "post"):
        turn = f"document.getElementById('ask').action = '{away}/turned-{method}';"
        lasting_site.page(f"/{method}.js", f"const BASE = '{away}'; {turn} {LENS}")
        maker = lasting_site.url(f"/{method}.js", host="127.0.0.1")
        lasting_site.page(f"/by-{method}", PAGE % (method, maker))
        lasting_site.page(f"/turned-{method}", "<title>thanks</title>")
    lasting_site.page("/by-hand", WRITTEN % f"{away}/written-desk")
    lasting_site.page("/written-desk", "<title>thanks</title>")
    steps = ["steps:"]
    for name in ("by-get", "by-post", "by-hand"):
        steps.append(f"  - goto: {lasting_site.url('/' + name)}")
        steps.append("  - wait: 0.3")
        steps.append('  - fill: {selector: "#ask input", value: reason}')
        steps.append('  - click: "#ask button"')
    journey = tmp_path_factory.mktemp("turned") / "journey.yaml"
    start = f"start: {lasting_site.url('/by-get')}\n"
    journey.write_text(start + "\n".join(steps) + "\n", "utf-8")
    capture = scan(journey=journey, sensor=sensor, allow_local=True)
    named = account(capture, capture.sendings)
    path = {s.key: re.split("[?#]", s.request.url)[0].rpartition("/")[2] for s in capture.sendings}
    return {path[s.key]: named.named[s.key] for s in capture.sendings}, named.scripts.by_key


@pytest.mark.parametrize("name", ["turned-get", "turned-post"])
def test_who_gave_a_form_its_address_sent_it(told, name):
    steps, scripts = told

    assert steps[name].script, steps[name].reason
    assert scripts[steps[name].script].url.endswith(f"/{name.removeprefix('turned-')}.js")
    assert steps[name].attribution is Attribution.LIKELY


def test_a_form_with_the_documents_own_address_is_nobodys(told):
    steps, _ = told

    assert steps["written-desk"].script == ""
    assert steps["written-desk"].reason.startswith("no script asked")


def test_a_filter_that_a_script_put_on_an_element_is_not_the_documents(told):
    steps, scripts = told

    assert scripts[steps["lens-grey.svg"].script].url.endswith(".js")
