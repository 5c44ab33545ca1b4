"""An app's screens: the address changes, and the document and its scripts stay what they were."""

import pytest

from scriptward.vocabulary.words import ScriptKind

pytestmark = pytest.mark.browser

VENDOR = """
setInterval(() => { for (const one of document.querySelectorAll('input')) void one.value; }, 40);
const go = history.pushState;
history.pushState = function (...given) {
  const done = go.apply(this, given);
  fetch('/seen' + location.pathname);
  return done;
};"""
APP = """
const add = set => document.head.append(Object.assign(document.createElement('script'), set));
const show = name => {
  root.innerHTML = '<form onsubmit="return false"><input name=email id=' + name + '></form>';
};
const handled = code => {
  const made = document.createElement('b');
  made.setAttribute('onclick', code);
  document.body.append(made);
  made.click();
};
show('first');
add({src: '/chosen.js'});
new Worker('/worker.js');
setTimeout("window.byTimer = 1", 1);
location.hash = 'part-2';
handled('window.afterPart = 1');
history.pushState({}, '', '/screen/two#part');
show('second');
handled('window.afterMove = 1');
add({textContent: 'window.afterInline = 1'});
add({textContent: 'window.afterModule = 1', type: 'module'});
setTimeout(() => history.pushState({}, '', '/chosen.js'), 300);
setTimeout(() => add({src: '/chosen.js?again'}), 400);
"""
PAGE = f"""<!doctype html><title>screens</title><link rel=icon href="data:,">
<script src=/vendor.js></script><div id=root></div><script>{APP}</script>
<b id=press onclick="window.written = 1">x</b><script>press.click()</script>"""


@pytest.fixture(scope="module")
def capture(lasting_site, scan, checkout):
    sensor = (checkout / "src/scriptward/app/assets/sensor.scan.js").read_text("utf-8")
    files = {"/vendor.js": VENDOR, "/chosen.js": "void 'chosen'", "/worker.js": "void 'worker'"}
    for path, text in files.items():
        lasting_site.page(path, text)
    return scan(lasting_site.page("/screen/one", PAGE), sensor=sensor)


def of(capture, text):
    return next(s for s in capture.scripts if s.source == text)


def test_each_screen_is_a_page(capture, lasting_site):
    paths = ["/screen/one", "/screen/two#part", "/chosen.js"]

    assert [page.url for page in capture.pages] == [lasting_site.url(path) for path in paths]


def test_who_reads_a_field_on_a_later_screen_is_known(capture):
    readers = {read.stack[0].script for read in capture.reads if read.selector == "#second"}

    assert readers == {of(capture, VENDOR).key}


def test_who_asks_on_a_later_screen_is_known(capture):
    (asked,) = [s for s in capture.sendings if s.request.url.endswith("/seen/screen/two")]

    assert asked.sensor.stack[0].script == of(capture, VENDOR).key


@pytest.mark.parametrize("text", ["window.afterPart = 1", "window.afterMove = 1"])
def test_a_handler_is_none_of_the_files_though_the_address_has_changed(capture, text):
    assert of(capture, text).kind is ScriptKind.EVENT_HANDLER
    assert of(capture, text).url == ""
    assert of(capture, text).loaded_by == of(capture, APP).key


def test_a_written_handler_that_runs_later_is_the_documents_own(capture):
    assert of(capture, "window.written = 1").kind is ScriptKind.EVENT_HANDLER
    assert of(capture, "window.written = 1").loaded_by == "document"


@pytest.mark.parametrize(
    "text", ["void 'chosen'", "void 'worker'", "window.byTimer = 1", "window.afterInline = 1"]
)
def test_code_that_comes_in_after_the_address_has_changed_has_its_loader(capture, text):
    assert of(capture, text).loaded_by == of(capture, APP).key


def test_a_file_at_an_address_that_the_document_took_is_still_a_file(capture):
    assert {s.kind for s in capture.scripts if s.source == "void 'chosen'"} == {ScriptKind.EXTERNAL}
