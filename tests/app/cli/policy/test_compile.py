"""`policy compile`."""

import json

import jsonschema
import pytest

CSP = "Content-Security-Policy"


@pytest.fixture
def policy(command, clean, tmp_path):
    path = tmp_path / "policy.yaml"
    command("policy", "learn", clean, "-o", path)
    path.write_text(path.read_text("utf-8").replace("mode: observe", "mode: enforce"), "utf-8")
    return path


@pytest.fixture
def observing(policy):
    policy.write_text(policy.read_text("utf-8").replace("mode: enforce", "mode: observe"), "utf-8")


@pytest.fixture
def compile_(command, policy):
    """Compile for `headers`, or as the words say."""

    def run(*words, server="headers"):
        return command("policy", "compile", "--policy", policy, "--for", server, *words)

    return run


def names(out):
    return [line.partition(":")[0] for line in out.splitlines()]


def test_the_headers_come_first_and_then_what_they_are_for(compile_):
    status, out, _ = compile_()

    assert status == 0
    assert out.startswith("Content-Security-Policy: default-src 'self'; script-src 'self' ")
    assert "\nPermissions-Policy: accelerometer=(), " in out
    assert "  HOLE 'unsafe-eval'" in out
    assert "\nfor nobody: accelerometer, camera, " in out
    assert "\nAbout Referrer-Policy\nkept by: the browser, on every response that carries it" in out
    assert "in: Chrome 85 (its report-only form since 120), " in out
    assert "who has to act:\n  - web server: send it on every response" in out
    assert "what this header can't stop:" in out


def test_the_lines_alone_are_for_a_file(compile_):
    status, out, _ = compile_("--format", "line")

    assert status == 0
    assert names(out) == [
        CSP,
        "Integrity-Policy-Report-Only",
        "Permissions-Policy",
        "Referrer-Policy",
        "Reporting-Endpoints",
        "X-Content-Type-Options",
    ]


def test_reports_only_leaves_out_what_has_no_such_form_and_says_so(compile_):
    _, out, _ = compile_("--report-only", "--format", "line", "--with", "trusted-types")
    _, told, _ = compile_("--report-only")

    assert names(out) == [
        "Content-Security-Policy-Report-Only",
        "Integrity-Policy-Report-Only",
        "Permissions-Policy-Report-Only",
        "Reporting-Endpoints",
    ]
    assert out.count("require-trusted-types-for 'script'") == 1
    assert "left out, having no form that only reports: Referrer-Policy, X-Content-Type" in told


@pytest.mark.usefixtures("observing")
def test_a_policy_that_observes_blocks_nothing_and_says_so(compile_):
    status, out, err = compile_("--format", "line")

    assert status == 0
    assert f"{CSP}-Report-Only" in names(out)
    assert CSP not in names(out)
    assert err == (
        "these block nothing: the policy's mode is observe. Write `mode: enforce`, or give "
        "--enforce, for headers and a guard that block\n"
    )


@pytest.mark.usefixtures("observing")
def test_it_is_enforced_where_that_is_asked_for(compile_):
    _, out, err = compile_("--enforce", "--format", "line")

    assert CSP in names(out)
    assert not err


def test_what_needs_work_on_the_site_is_asked_for(compile_):
    status, out, _ = compile_(
        *("--with", "connection-allowlist", "--redirects", "follow", "--scheme", "whatsapp"),
        *("--link", "www.insurer.test", "--only", "connection-allowlist"),
    )

    assert status == 0
    assert out.startswith("Connection-Allowlist: (response-origin ")
    assert '"https://www.insurer.test"' in out
    assert '"whatsapp:*");redirects=allow;report-to=scriptward' in out
    assert "Permissions-Policy" not in out


def test_a_nonce_stands_where_the_server_writes_it(compile_):
    _, out, _ = compile_("--nonce", "$request_id", "--with", "strict-dynamic", "--only", CSP)

    assert "script-src 'nonce-$request_id' " in out
    assert "'strict-dynamic'" in out
    assert "CDN: don't cache pages" in out


def test_a_server_gets_them_in_its_words(compile_):
    _, out, _ = compile_("--format", "line", server="nginx")

    assert out.startswith(f"add_header {CSP} ")
    assert 'add_header Reporting-Endpoints "scriptward=\\"/_scriptward/csp/' in out


def test_runs_say_what_was_seen_and_what_elements_should_say(compile_, clean):
    status, out, _ = compile_(clean)

    assert status == 0
    assert "seen on https://www.clinic.test/" in out
    assert '      integrity="sha256-' in out
    assert '" crossorigin="anonymous"' in out


def test_json_is_the_first_header_and_all_of_them(compile_, clean, checkout):
    status, out, _ = compile_(clean, "--format", "json", "--with", "connection-allowlist")

    result = json.loads(out)
    schema = json.loads((checkout / "docs" / "policy-compile.schema.json").read_text("utf-8"))
    jsonschema.validate(result, schema)
    assert status == 0
    assert result["header"] == CSP
    assert result["strength"] == "browser"
    assert result["directives"][0]["name"] == "default-src"
    assert result["headers"][0]["header"] == "Connection-Allowlist"
    assert result["integrity"][0]["integrity"].startswith("sha256-")


def test_headers_that_are_sent_already_are_put_together_with_ours(compile_, tmp_path):
    sent = tmp_path / "headers.txt"
    sent.write_text(
        "HTTP/1.1 200 OK\n# by the CMS team\nContent-Security-Policy: img-src 'self'\n"
        "Referrer-Policy: no-referrer\nServer: x\n",
        "utf-8",
    )

    status, out, _ = compile_("--existing", sent)

    assert status == 0
    assert out.startswith("Content-Security-Policy: img-src 'self', default-src 'self'; ")
    assert "\nReferrer-Policy: no-referrer\n" in out
    assert "  - img-src: the policy permits data:, the header that is sent already doesn't" in out


def test_reporting_only_leaves_what_is_sent_already_beside_it(compile_, tmp_path):
    sent = tmp_path / "headers.txt"
    sent.write_text("Content-Security-Policy: img-src 'self'\nPermissions-Policy: hid=*\n", "utf-8")

    _, out, _ = compile_("--existing", sent, "--report-only")

    assert out.startswith("Content-Security-Policy-Report-Only: default-src 'self'; ")
    assert "img-src: the policy permits data:, the header that is sent already doesn't" in out


def test_mistakes_in_an_allowlist_that_is_sent_already_are_told_first(compile_, tmp_path):
    sent = tmp_path / "headers.txt"
    sent.write_text('Connection-Allowlist: (response-origin "a.test");webrtc=blok\n', "utf-8")

    _, out, _ = compile_("--existing", sent)

    assert "wrong with what is sent already:\n  - Connection-Allowlist: the item " in out
    assert "webrtc=blok: it lets everything of its kind through; write webrtc=block" in out


def test_what_is_no_header_is_2_with_its_line(compile_, tmp_path):
    sent = tmp_path / "headers.txt"
    sent.write_text("Server: x\nwhat is this\n", "utf-8")

    status, _, err = compile_("--existing", sent)

    assert status == 2
    assert "headers.txt:2: this is no header" in err


def test_what_is_too_long_on_the_way_is_said_first(compile_):
    _, out, _ = compile_("--through", "cloudfront,nginx")

    assert "cloudfront takes 1,783" not in out
    status, _, err = compile_("--through", "akamai")
    assert status == 2
    assert "known are nginx, apache, varnish, cloudfront, fastly, node" in err


@pytest.mark.parametrize(
    "words, said",
    [
        (("--pages", "no-such"), "the policy names no pages 'no-such'"),
        (("--only", "X-Frame"), "no header 'x-frame' is compiled"),
        (("--keep-existing",), "--keep-existing takes headers from runs"),
        (("--with", "strict-dynamic"), "`'strict-dynamic'` needs a nonce"),
        (("--collector", "https://evil.test/x"), "evil.test isn't the site's own"),
    ],
)
def test_wrong_words_are_2(compile_, words, said):
    status, _, err = compile_(*words)

    assert status == 2
    assert said in err
    assert "what to do: " in err


def test_an_incomplete_run_is_3(compile_, cut_short):
    status, out, _ = compile_(cut_short)

    assert status == 3
    assert "is incomplete" in out
