"""The WSGI middleware, behind the standard library's own checker of the protocol."""

import gzip
import re
import sys
from typing import Any
from wsgiref.util import FileWrapper, setup_testing_defaults
from wsgiref.validate import validator

import pytest

from scriptward.wsgi import ScriptwardMiddleware

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
PAGE = b"<!doctype html><html><head><title>x</title></head><body><p>hi</body></html>"
TAG = re.compile(
    rb'<head><script src="(/[^"]+)" integrity="(sha384-[^"]+)" '
    rb'crossorigin data-collector="/_scriptward/c/([^"]+)"></script><title>'
)
HTML = [("Content-Type", "text/html; charset=utf-8")]


@pytest.fixture
def policy(tmp_path):
    path = tmp_path / "policy.yaml"
    path.write_text(POLICY)
    return path


def tag(body):
    found = TAG.search(body)
    assert found
    return found


def simple(status, headers, parts):
    def app(environ, start):
        start(status, headers)
        return parts

    return app


def page(environ, start):
    start("200 OK", [*HTML, ("Content-Length", str(len(PAGE))), ("ETag", '"v1"')])
    return [PAGE]


def lazily(environ, start):
    start("200 OK", HTML)
    yield PAGE[:20]
    yield PAGE[20:40]
    yield PAGE[40:]


def by_write(environ, start):
    write = start("200 OK", HTML)
    write(PAGE[:30])
    write(PAGE[30:])
    return []


def failing(environ, start):
    start("200 OK", HTML)
    try:
        [].pop()
    except IndexError:
        start("500 Oh no", [("Content-Type", "text/plain")], sys.exc_info())
        return [b"sorry"]


def nonced(environ, start):
    start("200 OK", HTML)
    return [f"<!doctype html><head><script nonce={environ['scriptward.nonce']}>".encode()]


def joined_nonce(environ, start):
    start("200 OK", HTML)
    return ["".join(["<!doctype html><head><script nonce=", environ["scriptward.nonce"]]).encode()]


def asked(policy, app, *, checked=True, path="/", root="", method="GET", **environ):
    environ = {"REQUEST_METHOD": method, "SCRIPT_NAME": root, "PATH_INFO": path, **environ}
    environ.setdefault("QUERY_STRING", "")
    setup_testing_defaults(environ)
    given: dict[str, Any] = {}

    def start(status, headers, exc_info=None):
        given.update(status=status, headers=headers)
        return written.append

    written: list[bytes] = []
    site = ScriptwardMiddleware(validator(app) if checked else app, policy=policy)
    chunks = (validator(site) if checked else site)(environ, start)
    try:
        parts = list(chunks)
    finally:
        if hasattr(chunks, "close"):
            chunks.close()
    headers = {name.lower(): value for name, value in given["headers"]}
    return given["status"], headers, b"".join([*written, *parts]), parts


def test_a_page_has_the_headers_and_the_guard_first(policy):
    status, headers, body, _ = asked(policy, page)

    found = tag(body)
    assert status == "200 OK"
    assert body.replace(found[0], b"<head><title>") == PAGE
    assert found[2].decode() in headers["content-security-policy"]
    assert headers["content-length"] == str(len(body))
    assert headers["etag"] != '"v1"'


@pytest.mark.parametrize("app", [lazily, by_write])
def test_every_way_to_answer_has_them(policy, app):
    _, headers, body, _ = asked(policy, app)

    assert TAG.search(body)
    assert TAG.sub(b"<head><title>", body) == PAGE
    assert headers["content-security-policy"]


def test_a_streamed_page_leaves_chunk_by_chunk(policy):
    parts = asked(policy, lazily)[3]

    assert parts[0].startswith(b"<!doctype html><html><head><script")
    assert parts[1:] == [PAGE[40:], b""]


@pytest.mark.parametrize(
    "status,kind,body",
    [
        ("404 Not Found", "text/html", [PAGE]),
        ("500 Oh no", "text/html", [PAGE]),
        ("200 OK", "text/plain", [PAGE]),
        ("200 OK", "text/html", [b"<p>part"]),
        ("200 OK", "text/html; charset=utf-16", [PAGE.decode().encode("utf-16")]),
    ],
)
def test_every_other_response_has_the_headers_and_its_own_body(policy, status, kind, body):
    said, headers, sent, _ = asked(policy, simple(status, [("Content-Type", kind)], body))

    assert said == status
    assert sent == b"".join(body)
    assert headers["content-security-policy"]


def test_no_body_stays_none(policy):
    for status in ("204 No Content", "304 Not Modified"):
        said, headers, body, _ = asked(policy, simple(status, [], []))
        assert (said, body) == (status, b"")
        assert headers["content-security-policy"]

    _, headers, body, _ = asked(policy, simple("200 OK", HTML, []), method="HEAD")
    assert body == b""
    assert headers["content-security-policy"]


def test_an_error_after_the_start_is_answered(policy):
    status, headers, body, _ = asked(policy, failing)

    assert (status, body) == ("500 Oh no", b"sorry")
    assert headers["content-security-policy"]


def test_a_packed_page_is_packed_again(policy):
    packed = simple("200 OK", [*HTML, ("Content-Encoding", "gzip")], [gzip.compress(PAGE)])

    assert TAG.search(gzip.decompress(asked(policy, packed)[2]))


def test_a_file_goes_to_the_server_as_it_is(policy, tmp_path):
    (tmp_path / "a.png").write_bytes(b"png")
    wrapper = FileWrapper((tmp_path / "a.png").open("rb"))
    site = ScriptwardMiddleware(
        simple("200 OK", [("Content-Type", "image/png")], wrapper), policy=policy
    )

    body = site({"REQUEST_METHOD": "GET", "PATH_INFO": "/a.png"}, lambda *_: bytes)

    assert body is wrapper
    body.close()


@pytest.mark.parametrize("app", [nonced, joined_nonce])
def test_a_nonce_that_stands_in_the_page_stands_in_the_header(policy, app):
    _, headers, body, _ = asked(policy, app)

    nonce = body.partition(b"<script nonce=")[2].partition(b">")[0].decode()
    assert f"'nonce-{nonce}'" in headers["content-security-policy"]
    assert "nonce-" not in asked(policy, page)[1]["content-security-policy"]


def test_a_mounted_site_serves_its_guard(policy):
    body = asked(policy, page, root="/portal")[2]
    src = tag(body)[1].decode()
    path, _, query = src.partition("?")

    found = path.removeprefix("/portal")
    status, headers, guard, _ = asked(policy, page, root="/portal", path=found, QUERY_STRING=query)

    assert path == "/portal/_scriptward/guard.js"
    assert (status, headers["content-type"]) == ("200 OK", "text/javascript; charset=utf-8")
    assert guard.startswith(b"//# allFunctionsCalledOnLoad\n(function(")
    fresh = headers["etag"]
    assert asked(policy, page, path=found, QUERY_STRING=query, HTTP_IF_NONE_MATCH=fresh)[0] == (
        "304 Not Modified"
    )


def test_a_page_a_browser_kept_is_asked_for_by_the_applications_own_tag(policy):
    seen = []

    def app(environ, start):
        seen.append(environ.get("HTTP_IF_NONE_MATCH"))
        return page(environ, start)

    kept = asked(policy, app)[1]["etag"]
    asked(policy, app, HTTP_IF_NONE_MATCH=kept, HTTP_ACCEPT="text/html")
    asked(policy, app, HTTP_IF_NONE_MATCH='"other-sw0"', HTTP_ACCEPT="text/html")

    assert seen == [None, '"v1"', None]


def test_one_response_and_all_can_be_left_alone(policy, monkeypatch):
    alone = simple("200 OK", [*HTML, ("X-Scriptward", "off")], [PAGE])
    assert asked(policy, alone)[1:3] == ({"content-type": HTML[0][1]}, PAGE)

    monkeypatch.setenv("SCRIPTWARD_OFF", "1")
    status, headers, body, _ = asked(policy, nonced)
    assert status == "200 OK"
    assert "content-security-policy" not in headers
    assert b"nonce=" in body
