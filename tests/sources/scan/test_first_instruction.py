"""What code sends at once, in a realm that was not there a moment before."""

import pytest

pytestmark = pytest.mark.browser

SCRIPT = """
const send = (name) => `fetch('${location.origin}/out/${name}', {mode: 'no-cors'})`;
const html = (code) => `<script>${code}</` + 'script>';
const file = (text, type = 'text/javascript') => URL.createObjectURL(new Blob([text], {type}));
const frame = (fields) =>
  document.body.append(Object.assign(document.createElement('iframe'), fields));
const busy = () => { for (let n = 0; n < 400; n += 1) eval(`${n} + ${Math.random()}`); };
const ways = {
  srcdoc: (code) => frame({srcdoc: html(code)}),
  sandboxed: (code) => frame({sandbox: 'allow-scripts', srcdoc: html(code)}),
  data: (code) => frame({src: `data:text/html,${html(code)}`}),
  blob: (code) => frame({src: file(html(code), 'text/html')}),
  worker: (code) => new Worker(file(code)),
  shared: (code) => new SharedWorker(file(code)),
  service: () => navigator.serviceWorker.register('/first-sw.js'),
  popup: (code) => { window.open('about:blank', 'first').eval(code); },
};
for (const [name, way] of Object.entries(ways)) { busy(); way(send(name)); }
"""
WAYS = {"srcdoc", "sandboxed", "data", "blob", "worker", "shared", "service", "popup"}


@pytest.fixture(scope="module")
def capture(lasting_site, scan):
    lasting_site.page("/first-sw.js", "fetch('/out/service')")
    lasting_site.page("/first.js", SCRIPT)
    return scan(lasting_site.page("/first", "<!doctype html><body><script src=/first.js></script>"))


def test_every_first_request_is_seen(capture, lasting_site):
    arrived = {path for path in lasting_site.paths() if path.startswith("/out/")}
    assert arrived == {f"/out/{way}" for way in WAYS}, "the page did not do what it should"

    told = {sending.request.url for sending in capture.sendings}
    assert {path for path in arrived if lasting_site.url(path) not in told} == set()
