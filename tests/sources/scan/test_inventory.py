"""Every kind of code of one page, scanned once."""

import hashlib
import time

import pytest

from scriptward.sources.scan.targets import Targets
from scriptward.vocabulary.capture import Capture, RawScript
from scriptward.vocabulary.words import ScriptKind

pytestmark = pytest.mark.browser

INLINE = "var inline = 'ü€'"
NESTED = "self.nested = 1"
OUTER = f"new Worker(URL.createObjectURL(new Blob([{NESTED!r}]))); setTimeout('self.late = 1', 1)"
MAIN = """
setTimeout("window.byTimer = 1", 1);
import('/dynamic.js');
eval("window.byEval = 1");
new Function("return 'made'")();
const add = set => document.head.append(Object.assign(document.createElement('script'), set));
add({textContent: "window.inserted = 1"});
add({src: "data:text/javascript,window.fromData = 1"});
add({src: URL.createObjectURL(new Blob(["window.fromBlob = 1"]))});
new Worker('/worker.js');
new Worker('/steps.js', {type: 'module'});
new Worker(URL.createObjectURL(new Blob([OUTER])));
new SharedWorker('/shared.js');
navigator.serviceWorker.register('/service.js');
document.write('<script>window.written = 1</' + 'script>');
CSS.paintWorklet.addModule('/paint.js');
const opened = open('');
opened.document.write('<script>window.inWindow = 1; setTimeout(() => inWindow, 9)</' + 'script>');
opened.document.close();
document.getElementById('press').click();
document.getElementById('address').click();
const frame = document.createElement('iframe');
frame.srcdoc = '<script>window.framed = 1</' + 'script>';
document.body.append(frame);
const shows = (set, src) => document.body.append(
  Object.assign(document.createElement('iframe'), set, {src}));
document.getElementById('place').innerHTML =
  '<img src="data:," onerror="window.escaped = \\'1\\', this.title = &quot;2&quot;">';
shows({}, 'data:text/html,<script>window.inData = 1</' + 'script>');
shows({}, URL.createObjectURL(
  new Blob(['<script>window.inBlob = 1</' + 'script>'], {type: 'text/html'})));
""".replace("OUTER", repr(OUTER))
HIDDEN = "window.hidden = 1\n//# sourceURL=chrome://hidden/x.js"
MAP = '{"imports": {"part": "/part.js"}}'
PAGE = f"""<!doctype html><meta charset=utf-8><title>kinds</title><link rel=icon href="data:,">
<script type=importmap>{MAP}</script>
<script>{INLINE}</script><script src=/file.js integrity="" ></script>
<script type=module src=/module.js></script>
<p id=place></p><button id=press onclick="window.pressed = 1">x</button>
<img src="data:," onerror="window.gone = 1, this.remove()">
<a id=address href="javascript:window.byAddress=1">x</a>
<script>//# sourceURL=http://good.example/innocent.js
window.spoofed = 1</script>
<script>{MAIN}</script>
<script>{HIDDEN}</script>"""
FILES = {
    "/file.js": "window.file = 1",
    "/module.js": "import '/part.js'; window.module = 1",
    "/part.js": "window.part = 1",
    "/dynamic.js": "window.dynamic = 1",
    "/worker.js": "importScripts('/imported.js'); fetch('/from-worker', {method:'POST', body:'w'})",
    "/steps.js": "import '/step.js'; self.steps = 1",
    "/step.js": "self.step = 1",
    "/imported.js": "self.imported = 1",
    "/shared.js": "fetch('/from-shared', {method: 'POST', body: 's'})",
    "/service.js": "fetch('/from-service', {method: 'POST', body: 'v'})",
    "/paint.js": "registerPaint('x', class { paint() {} })",
}


@pytest.fixture(scope="module")
def capture(lasting_site, scan):
    for path, text in FILES.items():
        lasting_site.page(path, text)
    return scan(lasting_site.page("/kinds", PAGE))


def of(capture: Capture, text: str) -> RawScript:
    (found,) = {s.key: s for s in capture.scripts if s.source == text}.values()
    return found


@pytest.mark.parametrize(
    "text,kind",
    [
        (INLINE, ScriptKind.INLINE),
        (MAIN, ScriptKind.INLINE),
        (MAP, ScriptKind.INLINE),
        (FILES["/file.js"], ScriptKind.EXTERNAL),
        (FILES["/module.js"], ScriptKind.MODULE),
        (FILES["/part.js"], ScriptKind.MODULE),
        (FILES["/dynamic.js"], ScriptKind.IMPORT),
        (FILES["/worker.js"], ScriptKind.WORKER),
        (FILES["/steps.js"], ScriptKind.WORKER),
        (OUTER, ScriptKind.WORKER),
        (NESTED, ScriptKind.WORKER),
        ("self.late = 1", ScriptKind.EVAL),
        (FILES["/imported.js"], ScriptKind.IMPORT),
        (FILES["/shared.js"], ScriptKind.SHARED_WORKER),
        (FILES["/service.js"], ScriptKind.SERVICE_WORKER),
        (FILES["/paint.js"], ScriptKind.WORKLET),
        ("window.byTimer = 1", ScriptKind.EVAL),
        ("window.byEval = 1", ScriptKind.EVAL),
        ("(function anonymous(\n) {\nreturn 'made'\n})", ScriptKind.EVAL),
        ("window.inserted = 1", ScriptKind.INLINE),
        ("window.written = 1", ScriptKind.INLINE),
        ("window.framed = 1", ScriptKind.INLINE),
        ("window.inWindow = 1; setTimeout(() => inWindow, 9)", ScriptKind.INLINE),
        ("window.inData = 1", ScriptKind.INLINE),
        ("window.escaped = '1', this.title = \"2\"", ScriptKind.EVENT_HANDLER),
        ("window.inBlob = 1", ScriptKind.INLINE),
        ("window.fromData = 1", ScriptKind.DATA),
        ("window.fromBlob = 1", ScriptKind.BLOB),
        ("window.pressed = 1", ScriptKind.EVENT_HANDLER),
        ("window.gone = 1, this.remove()", ScriptKind.EVENT_HANDLER),
        (HIDDEN, ScriptKind.INLINE),
        ("window.byAddress=1", ScriptKind.JAVASCRIPT_URL),
    ],
)
def test_code_has_the_kind_by_which_it_came_to_run(capture, text, kind):
    assert of(capture, text).kind is kind


@pytest.mark.parametrize(
    "text,loader",
    [
        (INLINE, "document"),
        (FILES["/file.js"], "document"),
        (FILES["/part.js"], FILES["/module.js"]),
        (FILES["/dynamic.js"], MAIN),
        (FILES["/worker.js"], MAIN),
        (FILES["/steps.js"], MAIN),
        (FILES["/step.js"], FILES["/steps.js"]),
        (NESTED, OUTER),
        ("self.late = 1", OUTER),
        (FILES["/imported.js"], FILES["/worker.js"]),
        (FILES["/shared.js"], MAIN),
        (FILES["/service.js"], MAIN),
        ("window.byTimer = 1", MAIN),
        ("window.byEval = 1", MAIN),
        ("window.inserted = 1", MAIN),
        ("window.written = 1", MAIN),
        ("window.framed = 1", MAIN),
        ("window.inWindow = 1; setTimeout(() => inWindow, 9)", MAIN),
        ("window.inData = 1", MAIN),
        ("window.escaped = '1', this.title = \"2\"", MAIN),
        ("window.inBlob = 1", MAIN),
        ("window.fromData = 1", MAIN),
        ("window.fromBlob = 1", MAIN),
        ("window.pressed = 1", "document"),
        ("window.byAddress=1", "document"),
    ],
)
def test_code_has_the_loader_that_brought_it(capture, text, loader):
    expected = loader if loader == "document" else of(capture, loader).key

    assert of(capture, text).loaded_by == expected


def test_the_digest_is_that_of_the_text_in_utf_8(capture):
    expected = hashlib.sha256(INLINE.encode()).hexdigest()

    assert of(capture, INLINE).sha256 == expected
    assert of(capture, INLINE).size == len(INLINE.encode())


def test_an_inline_script_cannot_pass_for_a_file(capture):
    assert not [s for s in capture.scripts if "good.example" in s.url]


def test_nothing_of_the_scanner_is_listed(capture):
    assert not [s for s in capture.scripts if "commonJS" in s.source or "Playwright" in s.source]


@pytest.mark.parametrize(
    "path,context,body",
    [
        ("/from-worker", "worker", b"w"),
        ("/from-shared", "shared_worker", b"s"),
        ("/from-service", "service_worker", b"v"),
    ],
)
def test_a_worker_s_send_names_its_script(capture, path, context, body):
    (sending,) = [s for s in capture.sendings if s.request.url.endswith(path)]

    request = sending.request
    assert sending.context == context
    if context != "shared_worker" or not request.body_missing:  # another's session may resume it
        assert request.body == body
    assert capture.scripts
    assert sending.sender_script in {s.key for s in capture.scripts}


def test_a_shared_workers_script_is_fetched_once_it_is_watched(site, scan, monkeypatch):
    fetched = []

    def late(self, connection, parent, event):
        if event.target_info.type == "shared_worker":
            time.sleep(0.3)
            fetched.append("/shared.js" in site.paths())
        return attached(self, connection, parent, event)

    attached = Targets.attached
    monkeypatch.setattr(Targets, "attached", late)
    site.page("/shared.js", "fetch('/from-shared')")
    made = "<!doctype html><title>w</title><script>new SharedWorker('/shared.js')</script>"
    capture = scan(site.page("/", made))

    assert fetched == [False]
    assert [s for s in capture.sendings if s.request.url.endswith("/from-shared")]


def test_the_self_test_is_caught_whole(capture):
    caught = {s.self_test for s in capture.sendings if s.self_test}

    assert len(capture.planted) >= 20
    assert caught == {one.name for one in capture.planted}


def test_the_run_is_complete(capture):
    assert capture.failures == ()
    assert [page.status for page in capture.pages] == ["complete"]
