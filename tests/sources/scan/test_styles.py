"""What leaves without a call that sends: by styles, fonts, lesser elements, names for a relay."""

import pytest

from scriptward.analysis.attribution import account
from scriptward.analysis.leaks import Detector
from scriptward.vocabulary.words import Channel, ScriptKind

pytestmark = pytest.mark.browser

WAYS = {
    "font": "new FontFace('f', at('font')).load().catch(() => 0)",
    "rule": "sheet().insertRule('.a ' + back('rule'))",
    "adopt": "const s = new CSSStyleSheet(); s.replaceSync('.d ' + back('adopt'));"
    " document.adoptedStyleSheets = [s]",
    "text": "const s = document.createElement('style'); s.textContent = '.b ' + back('text');"
    " document.head.append(s)",
    "node": "const s = document.createElement('style'); document.head.appendChild(s);"
    " s.appendChild(document.createTextNode('.c ' + back('node')))",
    "css": "box().style.cssText = 'height: 9px; background: ' + at('css')",
    "prop": "box().style.setProperty('background-image', at('prop'))",
    "attr": "box().setAttribute('style', 'height: 9px; background: ' + at('attr'))",
    "html": "box().innerHTML = `<p style=\"background: url(${plain('html')})\">x</p>`",
    "own": "const s = document.createElement('style'); document.head.prepend(s);"
    " s.append(document.createTextNode('@import ' + at('own')))",
    "post": "const v = document.createElement('video'); v.poster = plain('post'); show(v)",
    "push": "const i = document.createElement('input'); i.type = 'image'; i.src = plain('push');"
    " show(i)",
}
SCRIPT = """
const plain = (name) => BASE + '/w/' + name, at = (name) => 'url("' + plain(name) + '")';
const back = (name) => '{ height: 9px; background: ' + at(name) + ' }';
const show = (element) => { document.body.append(element); return element; };
const box = () => show(document.createElement('div'));
const sheet = () => { const s = document.createElement('style'); show(s); return s.sheet; };
for (const name of ['a', 'b', 'c', 'd']) box().className = name;
"""
DIRECT = "box().style.background = `url(${BASE}/straight-banner.png)`;"
HANDLER = """
box().innerHTML = '<img src="data:," onerror="navigator.sendBeacon(\\''
  + BASE + '/w/beacon\\', 1)">';
"""
TURN = """
const servers = [{urls: 'stun:one.test'},
  {urls: ['turn:two.test:3478'], username: 'rowan.q7@patient.test', credential: 'kept'}];
new RTCPeerConnection({iceServers: servers});
"""
PAGE = """<!doctype html><title>book</title><link rel=icon href="data:,">
<style>p { color: red; background: url(/w/written) }</style><p>Book</p>
<script>const known = ['127.0.0.1', 'localhost'];</script>
<script src="%s"></script>"""


@pytest.fixture(scope="module")
def told(lasting_site, scan, checkout):
    """`{last step: who sent it}`, the scripts by key, and requests of WebRTC."""
    sensor = (checkout / "src/scriptward/app/assets/sensor.scan.js").read_text("utf-8")
    away = lasting_site.url("", host="127.0.0.1")
    ways = "".join(f"(() => {{ {way} }})();\n" for way in WAYS.values())
    lasting_site.page("/maker.js", f"const BASE = {away!r};{SCRIPT}{ways}{DIRECT}{HANDLER}{TURN}")
    for name in (*WAYS, "written"):
        lasting_site.page(f"/w/{name}", "")
    maker = lasting_site.url("/maker.js", host="127.0.0.1")
    page = lasting_site.page("/styled", PAGE % maker)
    capture = scan(page, sensor=sensor, allow_local=True)
    named = account(capture, capture.sendings)
    turned = [s.request for s in capture.sendings if s.channel is Channel.WEBRTC]
    steps = {s.request.url.rpartition("/")[2]: named.named[s.key] for s in capture.sendings}
    return steps, named.scripts.by_key, turned


@pytest.mark.parametrize("name", [*WAYS, "straight-banner.png"])
def test_the_script_that_gave_the_address_is_the_sender(told, name):
    steps, scripts, _ = told

    assert steps[name].script, steps[name].reason
    assert scripts[steps[name].script].url.endswith("/maker.js")


def test_what_the_documents_own_style_has_is_nobodys(told):
    steps, _, _ = told

    assert steps["written"].script == ""


def test_a_handler_put_together_from_pieces_has_its_maker(told):
    steps, scripts, _ = told
    handler = scripts[steps["beacon"].script]

    assert handler.kind is ScriptKind.EVENT_HANDLER
    assert scripts[handler.loaded_by].url.endswith("/maker.js")


def test_the_name_that_a_relay_is_told_is_sent(told):
    relay, plain = sorted(told[2], key=lambda request: request.url, reverse=True)

    assert (plain.url, plain.body) == ("stun:one.test", b"")
    assert (relay.url, relay.body) == ("turn:two.test:3478", b"rowan.q7@patient.test kept")
    assert [leak.name for leak in Detector({"email": "rowan.q7@patient.test"}).find(relay)]
