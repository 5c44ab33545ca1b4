"""`policy check --live`: ten faults of delivery and more, each named; a right one is quiet."""

import json
import re
import secrets
import socket

import jsonschema
import pytest

from scriptward.app import policy_live
from scriptward.policy.language import read_policy
from tests.live.site import as_is, served

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
CSP = "content-security-policy"
LONG = (
    POLICY.replace(
        "[cdn.acme.test]", f"[cdn.acme.test, {', '.join(f'h{n}.acme{n}.test' for n in range(400))}]"
    )
    + "rules:\n  - {id: R1, permit: send, to: acme, data: [ip]}\n"
)


@pytest.fixture(scope="module")
def policy(tmp_path_factory):
    path = tmp_path_factory.mktemp("live") / "policy.yaml"
    path.write_text(POLICY)
    return path


def found(policy, change=as_is, **wanted):
    with served(policy, change) as url:
        delivery = policy_live.delivered(read_policy(policy), [url], policy_live.Wanted(**wanted))
    assert delivery.failures == ()
    return delivery


def edited(edit, where=lambda *_: True):
    """A change of the value of each Content-Security-Policy; None takes it away."""

    def change(path, status, headers, body):
        if where(path, status):
            said = [(n, edit(v) if n.lower() == CSP else v) for n, v in headers]
            headers = [(n, v) for n, v in said if v is not None]
        return status, headers, body

    return change


def with_more(*more, where=lambda *_: True):
    def change(path, status, headers, body):
        return status, [*headers, *more] if where(path, status) else headers, body

    return change


def replaced(old, new, path="/visit/"):
    def change(at, status, headers, body):
        return status, headers, re.sub(old, new, body, count=1) if at == path else body

    return change


def test_a_right_delivery_is_quiet(policy):
    delivery = found(policy)

    assert delivery.faults == ()
    assert delivery.left_out == ()
    assert delivery.responses == 11


def nothing(_):
    return None


def stripped(path, status, headers, body):
    kept = [one for one in headers if one[0].lower() != CSP]
    return status, [*kept, ("CF-Ray", "8d1")], body


def in_meta(path, status, headers, body):
    value = {n.lower(): v for n, v in headers}.get(CSP, "")
    kept = [one for one in headers if one[0].lower() != CSP]
    meta = f'<head><meta http-equiv="Content-Security-Policy" content="{value}">'.encode()
    return status, kept, body.replace(b"<head>", meta, 1)


def renamed(path, status, headers, body):
    report = "Content-Security-Policy-Report-Only"
    return status, [(report if n.lower() == CSP else n, v) for n, v in headers], body


def nonced(path, status, headers, body):
    """One nonce for all."""
    if path == "/visit/":
        edit = lambda v: v.replace("script-src ", "script-src 'nonce-abc' ")  # noqa: E731
        status, headers, body = edited(edit)(path, status, headers, body)
        headers = [one for one in headers if one[0].lower() != "etag"]
    return status, headers, body


def beside_304(path, status, headers, body):
    edit = lambda v: v.replace("script-src ", "script-src 'nonce-abc' ")  # noqa: E731
    if status.startswith("304"):
        return edited(edit)(path, status, headers, body)
    return status, headers, body


def typed(path, status, headers, body):
    if "guard" in path:
        headers = [(n, "text/plain" if n.lower() == "content-type" else v) for n, v in headers]
    return status, headers, body


def minified(path, status, headers, body):
    return status, [*headers, ("Via", "1.1 edge")], body + b"\n" if "guard" in path else body


TAG = rb'<script src="[^"]*guard[^"]*" integrity="[^"]*"[^>]*></script>'
MANAGER = rb'<script src="https://www.googletagmanager.com/gtm.js?id=G"></script>'
OTHER = "'sha384-" + "A" * 64 + "'"


def swallowed(path, status, headers, body):
    """What a single-page application answers for every path."""
    if path.startswith("/_scriptward/csp/"):
        return "200 OK", [("Content-Type", "text/html")], b"<!doctype html>"
    return status, headers, body


FAULTS = {
    "an application answers for the collector": (
        swallowed,
        [("reports lost", "reports", "web server", "WSGIServer")],
    ),
    "a CDN strips it": (stripped, [("lost", "page", "CDN or proxy", "Cloudflare")]),
    "nginx without always": (
        edited(nothing, lambda _, status: status.startswith("404")),
        [("lost", "error", "web server", "WSGIServer")],
    ),
    "a bare worker": (
        edited(nothing, lambda path, _: path == "/jobs/worker.js"),
        [("lost", "worker", "web server", "WSGIServer")],
    ),
    "a bare image": (
        edited(nothing, lambda path, _: path == "/logo.png"),
        [("lost", "image", "web server", "WSGIServer")],
    ),
    "a bare frame": (
        edited(nothing, lambda path, _: path == "/map"),
        [("lost", "frame", "web server", "WSGIServer")],
    ),
    "a bare 304": (
        edited(nothing, lambda _, status: status.startswith("304")),
        [("lost", "not modified", "web server", "WSGIServer")],
    ),
    "a bare redirect": (
        edited(nothing, lambda _, status: status.startswith("302")),
        [("lost", "redirect", "web server", "WSGIServer")],
    ),
    "two policies": (
        with_more(("Content-Security-Policy", "default-src 'self'")),
        [("doubled", "page", "web server", "WSGIServer")],
    ),
    "another word wins": (
        with_more(("Referrer-Policy", "unsafe-url")),
        [("doubled", "page", "web server", "WSGIServer")],
    ),
    "only in the page": (in_meta, [("meta", "page", "application", "")]),
    "report-only": (renamed, [("report only", "page", "web server", "WSGIServer")]),
    "a looser word": (
        edited(lambda v: v.replace("script-src ", "script-src https://evil.test ")),
        [("changed", "page", "web server", "WSGIServer")],
    ),
    "another policy": (
        edited(lambda v: re.sub(r"'sha384-[^']+'", OTHER, v)),
        [("stale", "page", "web server", "WSGIServer")],
    ),
    "no guard": (replaced(TAG, b""), [("guard missing", "page", "application", "")]),
    "a tag manager before it": (
        replaced(rb"<head>", b"<head>" + MANAGER),
        [("guard not first", "page", "tag manager", "")],
    ),
    "a minified guard": (minified, [("guard refused", "page", "CDN or proxy", "Via: 1.1 edge")]),
    "a guard as text": (typed, [("guard type", "page", "web server", "WSGIServer")]),
    "one nonce": (nonced, [("nonce reused", "page", "application", "")]),
    "a nonce beside 304": (
        beside_304,
        [("nonce beside 304", "not modified", "application", "")],
    ),
}


@pytest.mark.parametrize("change,named", FAULTS.values(), ids=list(FAULTS))
def test_a_fault_is_named_alone_with_who_has_to_act(policy, change, named):
    faults = found(policy, change).faults

    assert [(one.kind, one.role, one.who, one.named.split("/")[0]) for one in faults] == named
    assert all(one.says and one.matters and one.do and one.urls for one in faults)


@pytest.mark.parametrize("size", [4096, 8192])
def test_a_cut_is_named_with_its_place(tmp_path, size):
    path = tmp_path / "long.yaml"
    path.write_text(LONG)

    (fault,) = found(path, edited(lambda v: v[:size])).faults

    assert (fault.kind, fault.headers) == ("cut", ("Content-Security-Policy",))
    assert re.match(rf"it ends after {size // 1000},\d+ of \d+,\d+ bytes", fault.says)


def test_missing_headers_of_one_place_are_one_fault(policy):
    def bare(path, status, headers, body):
        kept = [("Server", "nginx/1.22"), ("Content-Type", "text/html")]
        return status, kept if status.startswith("404") else headers, body

    faults = found(policy, bare).faults

    assert [(one.kind, one.role, one.severity) for one in faults] == [
        ("lost", "error", "high"),
        ("lost", "error", "medium"),
    ]
    assert faults[0].headers == ("Content-Security-Policy",)
    assert "Referrer-Policy" in faults[1].headers
    assert "add_header … always" in faults[0].do


def test_a_policy_that_observes_wants_reports(tmp_path):
    path = tmp_path / "observe.yaml"
    path.write_text(POLICY.replace("enforce", "observe"))

    assert found(path).faults == ()

    (fault,) = found(
        path,
        lambda _, status, headers, body: (
            status,
            [(n.replace("-Report-Only", "") if "Security" in n else n, v) for n, v in headers],
            body,
        ),
    ).faults
    assert (fault.kind, fault.severity) == ("changed", "medium")
    assert "blocks already" in fault.matters


def test_headers_may_be_given_as_they_were_compiled(policy, command, tmp_path):
    sent = tmp_path / "sent.txt"
    words = ("--policy", policy, "--for", "headers", "--format", "line")
    sent.write_text(command("policy", "compile", *words, "--with", "connection-allowlist")[1])

    faults = found(policy, sent=sent).faults

    assert [(one.kind, one.role, one.headers) for one in faults] == [
        ("lost", "page", ("Connection-Allowlist",))
    ]


def test_of_two_allowlists_the_first_counts(policy):
    ours = dict(
        policy_live.expected(read_policy(policy), policy_live.Wanted(allowlist=True)).headers
    )
    name = "Connection-Allowlist"
    theirs = (name, "(response-origin)")

    behind = found(policy, with_more(theirs, (name, ours[name])), allowlist=True).faults
    before = found(policy, with_more((name, ours[name]), theirs), allowlist=True).faults

    assert [(one.kind, one.severity, one.headers) for one in behind] == [
        ("doubled", "high", (name,))
    ]
    assert [(one.kind, one.severity) for one in before] == [("doubled", "low")]


def test_the_command_names_fault_place_and_who(policy, command, checkout):
    with served(policy, FAULTS["a bare worker"][0]) as url:
        status, out, _ = command("policy", "check", "--policy", policy, "--live", url)
        form = ("--format", "json")
        _, text, _ = command("policy", "check", "--policy", policy, "--live", url, *form)

    assert status == 1
    assert "HIGH     lost on worker, Content-Security-Policy: it is missing\n" in out
    assert f"at {url.removesuffix('visit/')}jobs/worker.js\n" in out
    assert "web server (WSGIServer/0.2 CPython" in out
    assert "1 fault of delivery in 11 answers for 1 page\n" in out
    schema = json.loads((checkout / "docs" / "policy-check.schema.json").read_text("utf-8"))
    jsonschema.validate(json.loads(text), schema)
    assert json.loads(text)["delivery"]["faults"][0]["kind"] == "lost"


def test_a_right_delivery_is_0(policy, command):
    with served(policy) as url:
        status, out, _ = command("policy", "check", "--policy", policy, "--live", url)

    assert status == 0
    assert out.startswith("0 faults of delivery in 11 answers for 1 page\n")


@pytest.mark.parametrize("url", ["www.willow.test", "file:///etc/passwd", "http://a@b/", "http://"])
def test_what_is_no_address_is_2(policy, command, url):
    status, _, err = command("policy", "check", "--policy", policy, "--live", url)

    assert status == 2
    assert "is no address of a page" in err
    assert "what to do: give it whole" in err


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def test_nobody_there_is_3(policy, command):
    url = f"http://127.0.0.1:{free_port()}/"

    status, out, _ = command("policy", "check", "--policy", policy, "--live", url)

    assert status == 3
    assert f"{url} can't be fetched: Connection refused\n" in out


def test_a_redirect_to_another_host_is_not_followed(policy, command):
    def away(path, status, headers, body):
        return "302 Found", [("Location", "http://169.254.169.254/latest")], b""

    with served(policy, away) as url:
        status, out, _ = command("policy", "check", "--policy", policy, "--live", url)

    assert status == 3
    assert f"{url} leads to http://169.254.169.254/latest: give that address instead" in out


def test_what_a_server_says_is_harmless_in_a_terminal(policy, command):
    def coloured(path, status, headers, body):
        kept = [(n, v) for n, v in headers if n.lower() not in {CSP, "server"}]
        return status, [*kept, ("Via", "\x1b[31m1.1 \x9b evil")], body

    with served(policy, coloured) as url:
        _, out, _ = command("policy", "check", "--policy", policy, "--live", url)

    assert "Via: \\u{1b}[31m1.1 \\u{9b} evil" in out
    assert "\x1b" not in out


def test_an_applications_stricter_words_are_low(policy):
    def stricter(path, status, headers, body):
        ours = {"referrer-policy": "no-referrer"}
        return status, [(n, ours.get(n.lower(), v)) for n, v in headers], body

    assert [(one.kind, one.severity) for one in found(policy, stricter).faults] == [
        ("changed", "low")
    ]


def test_hostile_headers_are_read_to_a_limit(policy):
    many = [("Permissions-Policy", "(" * 60_000)] * 20
    many += [("Connection-Allowlist", '("' * 30_000)] * 20
    many += [("Content-Security-Policy", ";".join(f"x{n} 'a'" for n in range(6_000)))] * 20

    faults = found(policy, with_more(*many, where=lambda path, _: path == "/visit/")).faults

    assert 0 < len(faults) < 12
    assert all(len(one.says) < 1_500 for one in faults)


def with_nonce(cache=()):
    """A fresh nonce for each page, as a middleware gives it."""

    def change(path, status, headers, body):
        if path == "/visit/" and status.startswith("200"):
            word = f"script-src 'nonce-{secrets.token_hex(8)}' "
            said = [
                (n, v.replace("script-src ", word) if n.lower() == CSP else v) for n, v in headers
            ]
            headers = [one for one in said if one[0].lower() not in {"etag", "last-modified"}]
            headers += cache
        return status, headers, body

    return change


@pytest.mark.parametrize(
    "cache,named",
    [
        ([], []),
        ([("Cache-Control", "private, max-age=60")], []),
        ([("Cache-Control", "max-age=0")], []),
        ([("Cache-Control", "public, max-age=60")], [("nonce kept", "application")]),
        ([("Age", "7"), ("X-Cache", "HIT")], [("nonce kept", "CDN or proxy")]),
    ],
)
def test_a_fresh_nonce_is_right_where_no_cache_keeps_it(policy, cache, named):
    faults = found(policy, with_nonce(cache)).faults

    assert [(one.kind, one.who) for one in faults] == named


def test_a_nonce_that_was_compiled_may_be_any_but_has_to_be_there(policy, command, tmp_path):
    sent = tmp_path / "sent.txt"
    words = ("--policy", policy, "--for", "headers", "--format", "line", "--nonce", "$request_id")
    sent.write_text(command("policy", "compile", *words)[1])
    only_page = with_nonce()

    faults = found(policy, only_page, sent=sent).faults

    assert "page" not in {one.role for one in faults}
    assert {one.severity for one in faults} == {"medium"}
    assert all("script-src lacks 'nonce-…'" in one.says for one in faults)
