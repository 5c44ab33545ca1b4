"""Files approved as code that their server calls something else run under `nosniff`'s policy."""

from datetime import date

import anyio
import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from scriptward.app.delivery.code_files import code_files
from scriptward.asgi import ScriptwardMiddleware
from scriptward.policy.language import read_policy

TODAY = date(2026, 12, 1)
POLICY = """version: 1
site: www.willow.test
mode: enforce
recipients:
  self: {hosts: ["*.willow.test"]}
scripts:
  - {match: "https://www.willow.test/lib/chart@5", approved: {by: web, date: 2026-11-02, why: x}}
  - {match: "/lib/a%20b", approved: {by: web, date: 2026-11-02, why: x}}
  - {match: "/lib/known@1"}
  - {match: "/late@1", approved: {by: web, date: 2026-01-02, why: x, expires: 2026-03-01}}
  - {match: "/uploads/*", approved: {by: web, date: 2026-11-02, why: x}}
  - {match: "https://cdn.acme.test/x", approved: {by: web, date: 2026-11-02, why: x}}
"""
OPTIONS = "x-content-type-options"


@pytest.fixture
def policy(tmp_path):
    path = tmp_path / "policy.yaml"
    path.write_text(POLICY)
    return path


def test_own_files_approved_by_their_whole_address(policy):
    found = code_files(read_policy(policy), today=TODAY)

    assert found == {"www.willow.test/lib/chart@5", "/lib/a b"}


def answered(policy, path, kind, host="www.willow.test"):
    async def file(request):
        return Response(b"let x", headers={"content-type": kind} if kind else {})

    async def ask():
        app = ScriptwardMiddleware(Starlette(routes=[Route("/{rest:path}", file)]), policy=policy)
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url=f"https://{host}") as site:
            return (await site.get(path)).headers

    return anyio.run(ask)


@pytest.mark.parametrize(
    "path,kind,host",
    [
        ("/lib/chart@5", "application/octet-stream", "www.willow.test"),
        ("/lib/chart@5", "text/plain; charset=utf-8", "www.willow.test"),
        ("/lib/chart@5?v=2", "", "www.willow.test"),
        ("/lib/a%20b", "text/plain", "portal.willow.test"),
    ],
)
def test_an_approved_file_that_is_called_something_else_goes_without_the_word(
    policy, path, kind, host
):
    headers = answered(policy, path, kind, host)

    assert OPTIONS not in headers
    assert "content-security-policy" in headers


@pytest.mark.parametrize(
    "path,kind,host",
    [
        ("/lib/chart@5", "text/javascript; charset=utf-8", "www.willow.test"),
        ("/lib/chart@5", "Application/JavaScript", "www.willow.test"),
        ("/lib/chart@5", "text/plain", "portal.willow.test"),
        ("/lib/chart@5/more", "text/plain", "www.willow.test"),
        ("/lib/known@1", "text/plain", "www.willow.test"),
        ("/late@1", "text/plain", "www.willow.test"),
        ("/uploads/letter", "text/plain", "www.willow.test"),
        ("/", "text/html", "www.willow.test"),
    ],
)
def test_every_other_response_keeps_it(policy, path, kind, host):
    assert answered(policy, path, kind, host)[OPTIONS] == "nosniff"
