"""The middleware on pages whose code is written anew for each view, to a real browser's end."""

import itertools
import os
import re
import threading
from wsgiref.simple_server import WSGIRequestHandler, make_server

import httpx
import pytest
from playwright.sync_api import sync_playwright
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse
from starlette.routing import Route

from scriptward.asgi import ScriptwardMiddleware
from scriptward.lib.code_shape import shape
from scriptward.wsgi import ScriptwardMiddleware as WsgiMiddleware
from tests.app.visiting import visiting

CODE = "\n document.title += ' view {view}';\n"
POLICY = f"""version: 1
site: www.willow.test
mode: enforce
scripts:
  - match: "inline:/view/*#{shape(CODE)}"
    kind: module
    approved: {{by: web, date: 2026-11-02, why: the view's state}}
"""
CSP = "content-security-policy"
NONCE = re.compile(r"'nonce-([\w-]+)'")
_views = itertools.count(1)


@pytest.fixture
def policy(tmp_path):
    path = tmp_path / "policy.yaml"
    path.write_text(POLICY)
    return path


def page(put_in: str = "") -> str:
    code = CODE.format(view=next(_views))
    return (
        f"<!doctype html><html><head><title>Willow</title></head><body>{put_in}"
        f'<script type="module">{code}</script></body></html>'
    )


async def view(request):
    theirs = {"etag": '"v1"'}
    if own := request.query_params.get("own"):
        theirs[CSP] = f"script-src 'self' 'nonce-{own}'"
    return HTMLResponse(page(request.query_params.get("q", "")), headers=theirs)


@pytest.fixture
def client(policy):
    app = Starlette(routes=[Route("/view/{number}", view), Route("/other", view)])
    packed = GZipMiddleware(app, minimum_size=100)
    with visiting(ScriptwardMiddleware(packed, policy=policy, strict=True)) as visitor:
        yield visitor


def nonce_of(answer: httpx.Response) -> str:
    found = NONCE.search(answer.headers[CSP])
    return found[1] if found else ""


@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_each_view_has_its_own_nonce_at_its_own_code(client, coding):
    first = client.get("/view/1", headers={"accept-encoding": coding})
    again = client.get("/view/1", headers={"accept-encoding": coding})

    assert first.headers.get("content-encoding", "identity") == coding
    assert f'<script nonce="{nonce_of(first)}" type="module">' in first.text
    assert first.text.count(nonce_of(first)) == 1
    assert nonce_of(first) != nonce_of(again)
    assert "etag" not in first.headers
    assert first.text.endswith("</script></body></html>")


def test_a_page_the_entry_does_not_mean_has_none(client):
    answer = client.get("/other")

    assert (nonce_of(answer), "nonce=" in answer.text) == ("", False)
    assert "etag" in answer.headers


def test_what_is_put_in_gets_none_and_a_copy_takes_it_from_both(client):
    other = client.get("/view/1", params={"q": "<script>steal()</script>"})
    copy = f"<script>{CODE.format(view='stolen')}</script>"
    both = client.get("/view/1", params={"q": copy})

    assert "<script>steal()" in other.text
    assert f'<script nonce="{nonce_of(other)}" type="module">' in other.text
    assert "nonce=" not in both.text


def test_a_nonce_of_the_application_s_own_policy_is_used(client):
    answer = client.get("/view/1", params={"own": "theirs"})

    assert answer.text.count('<script nonce="theirs" type="module">') == 1
    assert answer.headers[CSP].count("'nonce-theirs'") >= 1
    assert not [one for one in NONCE.findall(answer.headers[CSP]) if one != "theirs"]


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def address(policy):
    def site(environ, start):
        start("200 OK", [("Content-Type", "text/html; charset=utf-8")])
        injected = {
            "other": "<script>document.title = 'stolen'</script>",
            "copy": f"<script>{CODE.format(view='stolen')}</script>",
            "hiding": f"<script>{CODE.format(view='stolen')}</script><!--",
            "handler": "<img src=x: onerror=\"document.title = 'stolen'\">",
        }.get(environ.get("QUERY_STRING", ""), "")
        return [page(injected).encode()]

    app = WsgiMiddleware(site, policy=policy, strict=True)
    server = make_server("127.0.0.1", 0, app, handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/view/"
    server.shutdown()
    server.server_close()


@pytest.mark.browser
def test_in_a_browser_the_site_s_own_code_runs_and_what_is_put_in_does_not(address, browser_path):
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    titles = {}
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(browser_path), args=sandbox)
        tab = browser.new_page()
        for case in ("", "other", "copy", "hiding", "handler"):
            tab.goto(f"{address}17?{case}")
            titles[case] = re.sub(r"\d+", "N", tab.title())
        browser.close()

    assert titles == {
        "": "Willow view N",
        "other": "Willow view N",
        "copy": "Willow",
        "hiding": "Willow",
        "handler": "Willow view N",
    }
