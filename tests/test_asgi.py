"""The ASGI middleware: headers and guard on every response, and the application as it was."""

import os
import re
from http import HTTPStatus
from typing import Any

import anyio
import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from structlog.testing import capture_logs

from scriptward.app.delivery import kept
from scriptward.asgi import ScriptwardMiddleware
from scriptward.vocabulary.errors import PolicyError, UsageError

POLICY = """version: 1
site: www.willow.test
mode: enforce
recipients:
  acme: {hosts: [cdn.acme.test], baa: none}
scripts:
  - match: "https://cdn.acme.test/a.js"
    owner: acme
    approved: {by: web, date: 2026-11-02, why: x}
"""
PAGE = "<!doctype html><html><head><title>x</title></head><body>" + "<p>hi</p>" * 400 + "</body>"
TAG = re.compile(
    r'<head><script src="(/[^"]+)" integrity="(sha384-[^"]+)" '
    r'crossorigin data-collector="/_scriptward/c/([^"]+)"></script><title>'
)
CSP = "content-security-policy"


@pytest.fixture
def policy(tmp_path):
    path = tmp_path / "policy.yaml"
    path.write_text(POLICY)
    return path


async def home(request):
    return HTMLResponse(PAGE, headers={"etag": '"v1"', "accept-ranges": "bytes"})


async def nonced(request):
    nonce = request.scope["scriptward"]["nonce"]
    page = f"<!doctype html><head></head><script nonce={nonce}>1</script>"
    return HTMLResponse(page, headers={"etag": '"v1"'})


async def streamed(request):
    async def parts():
        for part in ("<!doctype html><he", "ad><title>x</title>", "<p>late"):
            yield part

    return StreamingResponse(parts(), media_type="text/html")


async def off(request):
    return HTMLResponse(PAGE, headers={"X-Scriptward": "off"})


async def own_policy(request):
    return HTMLResponse(PAGE, headers={CSP: "script-src 'nonce-mine'", "referrer-policy": "origin"})


async def broken(request):
    raise RuntimeError


async def wide(request):
    return Response(PAGE.encode("utf-16"), media_type="text/html; charset=utf-16")


async def badly_packed(request):
    return Response(b"no gzip", media_type="text/html", headers={"content-encoding": "gzip"})


ROUTES = [
    Route("/", home, methods=["GET", "POST"]),
    Route("/nonce", nonced),
    Route("/stream", streamed),
    Route("/off", off),
    Route("/own", own_policy),
    Route("/broken", broken),
    Route("/wide", wide),
    Route("/bad", badly_packed),
    Route("/json", lambda _: JSONResponse({"a": "<head>"})),
    Route("/part", lambda _: HTMLResponse("<div>part</div>")),
    Route("/move", lambda _: RedirectResponse("/", 302)),
    Route("/empty", lambda _: Response(status_code=204)),
    Route("/text", lambda _: PlainTextResponse("<head>")),
]


def tag(text):
    found = TAG.search(text)
    assert found
    return found


def client(policy, *, app=None, **options):
    site = ScriptwardMiddleware(app or Starlette(routes=ROUTES), policy=policy, **options)
    transport = httpx.ASGITransport(site, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://www.willow.test")


def asked(policy, path, *, method="GET", app=None, headers=None, **options):
    async def ask():
        async with client(policy, app=app, **options) as site:
            return await site.request(method, path, headers=headers)

    return anyio.run(ask)


def test_a_page_has_the_headers_and_the_guard_first(policy):
    page = asked(policy, "/")

    found = tag(page.text)
    assert page.text.replace(found[0], "<head><title>") == PAGE
    assert f"'{found[2]}'" in page.headers[CSP]
    assert int(page.headers["content-length"]) == len(page.content)
    assert "accept-ranges" not in page.headers


@pytest.mark.parametrize(
    "path,status",
    [
        ("/json", 200),
        ("/text", 200),
        ("/part", 200),
        ("/move", 302),
        ("/empty", 204),
        ("/nowhere", 404),
        ("/broken", 500),
        ("/wide", 200),
    ],
)
def test_every_other_response_has_the_headers_and_its_own_body(policy, path, status):
    bare = asked(policy, path, enabled=False)
    response = asked(policy, path)

    assert response.status_code == status
    assert "script-src cdn.acme.test/a.js" in response.headers[CSP]
    assert response.content == bare.content
    assert response.headers.get("content-length") == bare.headers.get("content-length")


def test_a_page_that_says_gzip_and_is_not_leaves_as_it_came(policy):
    start, body = messages(policy, "/bad")

    assert body["body"] == b"no gzip"
    assert CSP.encode() in dict(start["headers"])


def messages(policy, path, *, method="GET", headers=()):
    sent: list[dict[str, Any]] = []

    async def ask():
        site = ScriptwardMiddleware(Starlette(routes=ROUTES), policy=policy)
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "headers": list(headers),
            "root_path": "",
            "http_version": "1.1",
            "scheme": "http",
            "server": ("www.willow.test", 80),
        }

        async def receive():
            if sent and not sent[-1].get("more_body", "body" not in sent[-1]):
                return {"type": "http.disconnect"}
            return await anyio.sleep(10)

        async def send(message):
            sent.append(message)

        await site(scope, receive, send)

    anyio.run(ask)
    return sent


def test_a_streamed_page_leaves_chunk_by_chunk(policy):
    bodies = [one["body"] for one in messages(policy, "/stream") if "body" in one]

    assert bodies[0].startswith(b"<!doctype html><head><script src=")
    assert bodies[0].endswith(b"</script><title>x</title>")
    assert bodies[1:3] == [b"<p>late", b""]


def test_head_has_the_headers_of_the_page_and_no_length(policy):
    head = asked(policy, "/", method="HEAD")

    assert head.headers[CSP]
    assert head.headers["etag"] == asked(policy, "/").headers["etag"]
    assert "content-length" not in head.headers


def test_a_packed_page_is_packed_again(policy):
    app = GZipMiddleware(Starlette(routes=ROUTES), minimum_size=10)

    page = asked(policy, "/", app=app, headers={"accept-encoding": "gzip"})

    assert page.headers["content-encoding"] == "gzip"
    assert TAG.search(page.text)


def test_the_guard_is_the_file_the_tag_names(policy):
    async def ask():
        async with client(policy) as site:
            src = tag((await site.get("/")).text)[1]
            guard = await site.get(src)
            again = await site.get(src, headers={"if-none-match": guard.headers["etag"]})
            newest = await site.get("/_scriptward/guard.js")
            unknown = await site.get("/_scriptward/guard.js?other")
            return guard, again, newest, unknown

    guard, again, newest, unknown = anyio.run(ask)

    assert guard.text.startswith("//# allFunctionsCalledOnLoad\n(function(")
    assert guard.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert guard.headers["content-type"] == "text/javascript; charset=utf-8"
    assert guard.headers["x-content-type-options"] == "nosniff"
    assert guard.headers[CSP]
    assert (again.status_code, again.content) == (304, b"")
    assert newest.content == guard.content
    assert newest.headers["cache-control"] == "public, max-age=300"
    assert unknown.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    "host,told",
    [
        ("www.willow.test:8101", "www.willow.test"),
        ("Portal.willow.test", "portal.willow.test"),
        ("10.0.0.7", "www.willow.test"),
        ('"><b>.willow.test', "www.willow.test"),
    ],
)
def test_the_guard_tells_the_collector_of_the_host_that_was_asked(policy, host, told):
    page = asked(policy, "/", headers={"host": host})

    assert tag(page.text)[3] == told


def test_a_mounted_site_finds_its_guard(policy):
    inner = ScriptwardMiddleware(Starlette(routes=ROUTES), policy=policy)
    outer = Starlette(routes=[Mount("/portal", app=inner)])

    async def ask():
        transport = httpx.ASGITransport(outer)
        async with httpx.AsyncClient(transport=transport, base_url="http://a.test") as site:
            src = tag((await site.get("/portal/")).text)[1]
            return src, await site.get(src)

    src, guard = anyio.run(ask)

    assert src.startswith("/portal/_scriptward/guard.js?")
    assert guard.status_code == HTTPStatus.OK


def test_to_observe_is_to_report_only(policy):
    policy.write_text(POLICY.replace("enforce", "observe"))

    page = asked(policy, "/")

    assert CSP not in page.headers
    assert page.headers[f"{CSP}-report-only"]


def test_the_applications_own_policy_holds_beside_and_its_nonce_is_used(policy):
    page = asked(policy, "/own")

    assert page.headers.get_list(CSP)[0] == "script-src 'nonce-mine'"
    assert ' nonce="mine"></script><title>' in page.text


def test_a_template_that_asks_has_a_nonce_of_its_own(policy):
    one, two = asked(policy, "/nonce"), asked(policy, "/nonce")
    found = one.text.partition("<script nonce=")[2].partition(">")[0]

    assert f"'nonce-{found}'" in one.headers[CSP]
    assert f"'nonce-{found}'" not in two.headers[CSP]
    assert "etag" not in one.headers
    assert "nonce-" not in asked(policy, "/").headers[CSP]


def test_a_page_a_browser_kept_is_fresh_while_the_policy_is(policy, tmp_path):
    (tmp_path / "site").mkdir()
    page = tmp_path / "site" / "index.html"
    page.write_text(PAGE)
    app = Starlette(routes=[Mount("/", StaticFiles(directory=tmp_path / "site", html=True))])
    first = asked(policy, "/index.html", app=app, headers={"accept": "text/html"})
    tags = {"accept": "text/html", "if-none-match": first.headers["etag"]}
    dates = {"accept": "text/html", "if-modified-since": first.headers["last-modified"]}
    bare = {"accept": "text/html", "if-none-match": '"kept-before-there-was-a-policy"'}

    same = asked(policy, "/index.html", app=app, headers=tags)
    assert (same.status_code, same.headers["etag"]) == (304, first.headers["etag"])
    assert same.headers[CSP]
    assert asked(policy, "/index.html", app=app, headers=dates).status_code == 304
    assert asked(policy, "/index.html", app=app, headers=bare).status_code == 200

    policy.write_text(POLICY.replace("a.js", "b.js"))
    later = policy.stat().st_mtime + 5
    os.utime(policy, (later, later))

    assert asked(policy, "/index.html", app=app, headers=tags).status_code == 200
    assert asked(policy, "/index.html", app=app, headers=dates).status_code == 200


def test_one_response_can_be_left_alone(policy):
    page = asked(policy, "/off")

    assert page.text == PAGE
    assert CSP not in page.headers
    assert "x-scriptward" not in page.headers


@pytest.mark.parametrize("how", ["environment", "argument"])
def test_all_can_be_turned_off(policy, monkeypatch, how):
    if how == "environment":
        monkeypatch.setenv("SCRIPTWARD_OFF", "1")

    page = asked(policy, "/", enabled=how == "environment")

    assert page.text == PAGE
    assert CSP not in page.headers
    assert asked(policy, "/nonce").status_code == 200


def test_a_changed_policy_is_taken_and_a_broken_one_is_not(policy, monkeypatch):
    monkeypatch.setattr(kept, "LOOK_S", 0.0)

    async def until(site, wanted):
        for _ in range(200):
            page = await site.get("/")
            if wanted(page):
                return page
            await anyio.sleep(0.02)
        return page

    async def ask():
        async with client(policy) as site:
            first = (await site.get("/")).text
            policy.write_text(POLICY.replace("a.js", "longer-name.js"))
            second = await until(site, lambda page: "longer-name.js" in page.headers[CSP])
            old = await site.get(tag(first)[1])
            with capture_logs() as logs:
                policy.write_text("version: [")
                await until(site, lambda _: bool(logs))
            third = await site.get("/")
            return second, old, logs, third

    second, old, logs, third = anyio.run(ask)

    assert "longer-name.js" in second.headers[CSP]
    assert old.status_code == HTTPStatus.OK
    assert logs[0]["event"] == "policy_unusable"
    assert logs[0]["in_force"] == "the policy before"
    assert third.headers[CSP] == second.headers[CSP]


def test_without_a_policy_that_can_be_used_the_site_goes_on(tmp_path):
    with capture_logs() as logs:
        page = asked(tmp_path / "none.yaml", "/")

    assert page.text == PAGE
    assert logs[0]["event"] == "policy_unusable"
    with pytest.raises(PolicyError):
        ScriptwardMiddleware(Starlette(), policy=tmp_path / "none.yaml", strict=True)


@pytest.mark.parametrize("collector", ["", "x", "/", "/a/", '/"', "/a b"])
def test_a_collector_that_is_no_path_is_refused(policy, collector):
    with pytest.raises(UsageError):
        ScriptwardMiddleware(Starlette(), policy=policy, collector=collector)


def test_an_error_of_ours_leaves_the_page_as_it_was(policy, monkeypatch):
    def fails(*_, **__):
        raise RuntimeError

    monkeypatch.setattr("scriptward.app.delivery.exchange.merged", fails)
    with capture_logs() as logs:
        page = asked(policy, "/json")

    assert page.json() == {"a": "<head>"}
    assert logs[0]["event"] == "response_left_alone"


def test_a_file_that_the_server_would_send_itself_gets_the_guard(policy, tmp_path):
    file = tmp_path / "page.html"
    file.write_text(PAGE)
    sent: list[dict[str, Any]] = []

    async def ask():
        site = ScriptwardMiddleware(FileResponse(file), policy=policy)
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/",
            "headers": [(b"accept", b"text/html")],
            "extensions": {"http.response.pathsend": {}},
        }

        async def send(message):
            sent.append(message)

        async def receive():
            await anyio.sleep(10)

        await site(scope, receive, send)

    anyio.run(ask)

    assert b"guard.js" in sent[1]["body"]
