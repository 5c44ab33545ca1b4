"""What styles, fonts and lesser elements load is laid to the script that gave the address."""

import pytest

from scriptward.analysis.attribution import account
from scriptward.vocabulary.words import ScriptKind

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
    "own": "const s = document.createElement('style'); s.append('@import ' + at('own'));"
    " document.head.prepend(s)",
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
PAGE = """<!doctype html><title>book</title><link rel=icon href="data:,">
<style>p { color: red; background: url(/w/written) }</style><p>Book</p>
<script>const known = ['127.0.0.1', 'localhost'];</script>
<script src="%s"></script>"""


@pytest.fixture(scope="module")
def told(lasting_site, scan, checkout):
    """`{last step: who sent it}`, and the scripts by key."""
    sensor = (checkout / "src/scriptward/app/assets/sensor.scan.js").read_text("utf-8")
    away = lasting_site.url("", host="127.0.0.1")
    ways = "".join(f"(() => {{ {way} }})();\n" for way in WAYS.values())
    lasting_site.page("/maker.js", f"const BASE = {away!r};{SCRIPT}{ways}{DIRECT}{HANDLER}")
    for name in (*WAYS, "written"):
        lasting_site.page(f"/w/{name}", "")
    maker = lasting_site.url("/maker.js", host="127.0.0.1")
    page = lasting_site.page("/styled", PAGE % maker)
    capture = scan(page, sensor=sensor, allow_local=True)
    named = account(capture, capture.sendings)
    steps = {s.request.url.rpartition("/")[2]: named.named[s.key] for s in capture.sendings}
    return steps, named.scripts.by_key


@pytest.mark.parametrize("name", [*WAYS, "straight-banner.png"])
def test_the_script_that_gave_the_address_is_the_sender(told, name):
    steps, scripts = told

    assert steps[name].script, steps[name].reason
    assert scripts[steps[name].script].url.endswith("/maker.js")


def test_what_the_documents_own_style_has_is_nobodys(told):
    steps, _ = told

    assert steps["written"].script == ""


def test_a_handler_put_together_from_pieces_has_its_maker(told):
    steps, scripts = told
    handler = scripts[steps["beacon"].script]

    assert handler.kind is ScriptKind.EVENT_HANDLER
    assert scripts[handler.loaded_by].url.endswith("/maker.js")
