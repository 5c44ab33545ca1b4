"""Code that somebody else's script made of text and that acts later: no frame has a name."""

import pytest

from scriptward.vocabulary.words import ScriptKind

pytestmark = pytest.mark.browser

SKIMMER = (
    "window.k = setInterval(function () {\n"
    "  var all = document.getElementById('card').value;\n"
    "  if (all.length > 4) { clearInterval(k); window.seen = all; } }, 60)"
)
HELPER = (
    "document.addEventListener('change', e => { if (e.target.id === 'mail') e.target['value'] })"
)
FUNCTION = "return document.forms[0].elements . note . value"
TWINS = ["setTimeout(() => mine.value, 60) // one", "setTimeout(() => mine.value, 60) // two"]
SCRIPT = f"""
(0, eval)({SKIMMER!r});
(0, eval)({HELPER!r});
const f = new Function({FUNCTION!r});
setTimeout(f, 300);
for (const one of {TWINS!r}) (0, eval)(one);
"""
PAGE = """<!doctype html><title>pay</title><link rel=icon href="data:,"><form>
<input id=card autocomplete=cc-number><input id=mail type=email><input id=note name=note>
<input id=mine></form><script src="%s"></script>"""


@pytest.fixture(scope="module")
def capture(lasting_site, scan, checkout):
    sensor = (checkout / "src/scriptward/app/assets/sensor.scan.js").read_text("utf-8")
    lasting_site.page("/maker.js", SCRIPT)
    maker = lasting_site.url("/maker.js", host="127.0.0.1")
    return scan(lasting_site.page("/nameless", PAGE % maker), sensor=sensor, allow_local=True)


def readers(capture, selector):
    scripts = {script.key: script for script in capture.scripts}
    keys = {r.stack[0].script for r in capture.reads if r.selector == selector and r.stack}
    return [scripts[key] if key else None for key in keys]


@pytest.mark.parametrize(
    "selector,text", [("#card", SKIMMER), ("#mail", HELPER), ("#note", FUNCTION)]
)
def test_who_reads_is_told_by_the_place_in_its_text(capture, selector, text):
    (reader,) = readers(capture, selector)

    assert reader is not None
    assert reader.kind is ScriptKind.EVAL
    assert text in reader.source


def test_of_several_whose_text_fits_none_is_named(capture):
    assert readers(capture, "#mine") == [None]
