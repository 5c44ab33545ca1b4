"""A site behind the middleware in real Chromium: the guard runs first, the policy holds."""

import os
import threading
from contextlib import contextmanager
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from playwright.sync_api import sync_playwright

from scriptward.wsgi import ScriptwardMiddleware

POLICY = "version: 1\nsite: www.willow.test\nmode: enforce\n"
ASK = "fetch('http://127.0.0.1:9/x', {mode: 'no-cors'}).catch((e) => e.name)"

FRAMED = b"""<!doctype html><html><head><title>Framed</title></head><body>
<iframe sandbox="allow-scripts" src="/inside"></iframe></body></html>"""


def site(environ, start):
    start("200 OK", [("Content-Type", "text/html; charset=utf-8")])
    nonce = environ["scriptward.nonce"]
    if environ["PATH_INFO"] == "/sandboxed":
        return [FRAMED]
    if environ["PATH_INFO"] == "/inside":
        return [b"<!doctype html><html><head><title>Inside</title></head><body></body></html>"]
    return [
        b"<!doctype html><html><head><title>Willow</title></head><body>",
        f"<script nonce='{nonce}'>document.title += ' with nonce'</script>".encode(),
        b"<script>document.title += ' without'</script></body></html>",
    ]


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def address(tmp_path):
    policy = tmp_path / "policy.yaml"
    policy.write_text(POLICY)
    app = ScriptwardMiddleware(site, policy=policy, strict=True)
    server = make_server("127.0.0.1", 0, app, handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@contextmanager
def opened(browser_path):
    """A page, and what its console says."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(browser_path), args=sandbox)
        page = browser.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        yield page, said
        browser.close()


@pytest.mark.browser
def test_the_guard_runs_in_a_sandboxed_frame_of_the_site(address, browser_path):
    with opened(browser_path) as (page, said):
        page.goto(f"{address}sandboxed")
        frame = page.frames[1]
        assert frame.title() == "Inside"
        origin = frame.evaluate("origin")
        before = [*said]
        refused = frame.evaluate(ASK)

    assert origin == "null"
    assert refused == "TypeError"
    assert before == []


@pytest.mark.browser
def test_the_guard_runs_first_and_the_policy_holds(address, browser_path):
    with opened(browser_path) as (page, said):
        guards: list[int] = []
        page.on("response", lambda got: guards.extend([got.status] * ("guard.js" in got.url)))
        page.goto(address)
        first = page.evaluate("document.head.firstElementChild.outerHTML")
        title = page.title()
        refused = page.evaluate(ASK)

    assert first.startswith('<script src="/_scriptward/guard.js?')
    assert guards == [200]
    assert not [text for text in said if "guard.js" in text or "integrity" in text]
    assert title == "Willow with nonce"
    assert refused == "TypeError"
