"""Content-Security-Policy from a policy: each word, its reason, and what it lets out."""

from datetime import date

import pytest

from scriptward.policy.compilation import Server, compiled, line
from scriptward.policy.language import parsed
from scriptward.policy.learn import learned
from scriptward.policy.options import Options
from scriptward.policy.telling import told
from scriptward.vocabulary.errors import UsageError
from scriptward.vocabulary.words import Channel, ScriptKind
from tests.policy.test_learn import clean_run
from tests.policy.visits import flow, script, visit

TODAY = date(2026, 11, 25)
HEAD = "version: 1\nsite: www.clinic.test\n"
ACME = HEAD + "recipients:\n  acme: {hosts: [api.acme.test]}\n"


def compile_(text, visits=None):
    return compiled(parsed(text), visits, today=TODAY)


def words(result, name):
    found = next(directive for directive in result.directives if directive.name == name)
    return [opening.source for opening in found.openings]


def reasons(result, name, source):
    found = next(directive for directive in result.directives if directive.name == name)
    return next(opening.because for opening in found.openings if opening.source == source)


def holes(result):
    return [hole for directive in result.directives for hole in directive.holes]


def test_an_empty_policy_leaves_the_site_alone():
    assert compile_(HEAD).value == (
        "default-src 'self'; script-src 'none'; worker-src 'none'; "
        "style-src 'self' 'unsafe-inline' blob: data:; img-src 'self' blob: data:; "
        "font-src 'self' blob: data:; media-src 'self' blob: data:; "
        "connect-src 'self' blob: data:; frame-src 'self' blob:; "
        "form-action 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'self'; "
        "report-uri /_scriptward/csp/www.clinic.test"
    )


def test_the_same_policy_gives_the_same_bytes_whatever_the_order():
    there = learned(clean_run(), today=TODAY).policy
    back = learned(tuple(reversed(clean_run())), today=TODAY).policy

    assert compiled(there, today=TODAY) == compiled(back, today=TODAY)


def test_the_size_is_stated_in_bytes():
    result = compile_(HEAD)

    assert result.size == len("Content-Security-Policy: ") + len(result.value)


def test_a_send_opens_the_ways_it_names():
    result = compile_(
        ACME + "rules:\n  - {id: R1, permit: send, to: acme, via: [connect, image]}\n"
    )

    assert words(result, "connect-src") == ["'self'", "api.acme.test", "blob:", "data:"]
    assert words(result, "img-src") == ["'self'", "api.acme.test", "blob:", "data:"]
    assert words(result, "font-src") == ["'self'", "blob:", "data:"]
    assert reasons(result, "connect-src", "api.acme.test") == ("R1 (line 6)",)


def test_a_send_that_names_no_way_opens_all():
    result = compile_(ACME + "rules:\n  - {id: R1, permit: send, to: acme}\n")

    assert words(result, "connect-src")[1:4] == ["api.acme.test", "blob:", "data:"]
    assert words(result, "connect-src")[4:] == ["wss://api.acme.test"]
    assert words(result, "form-action") == ["'self'", "api.acme.test"]
    assert words(result, "frame-src") == ["'self'", "blob:"]
    assert words(result, "script-src") == ["'none'"]


def test_sockets_of_a_site_without_tls_are_let_through_as_well():
    approved = "approved: {by: web, date: 2026-11-02}"
    script = f'scripts:\n  - {{match: "http://www.clinic.test/a.js", {approved}}}\n'
    rule = "rules:\n  - {id: R1, permit: send, to: acme, via: socket}\n"

    result = compile_(ACME + script + rule)

    assert words(result, "connect-src")[3:] == ["ws://api.acme.test", "wss://api.acme.test"]


def test_a_load_opens_code_and_frames():
    result = compile_(ACME + "rules:\n  - {id: R1, permit: load, to: acme}\n")

    assert words(result, "script-src") == ["api.acme.test"]
    assert words(result, "frame-src") == ["'self'", "api.acme.test", "blob:"]
    assert words(result, "connect-src") == ["'self'", "blob:", "data:"]


def test_an_approved_script_opens_its_address_only():
    result = compile_(
        HEAD + "scripts:\n"
        '  - {match: "https://cdn.acme.test/v1/a.js", approved: {by: a, date: 2026-01-01}}\n'
        '  - {match: "https://cdn.acme.test/b/chunk-*.js", approved: {by: a, date: 2026-01-01}}\n'
        '  - {match: "/app.js", approved: {by: a, date: 2026-01-01}}\n'
        '  - {match: "https://known.test/c.js"}\n'
        '  - {match: "https://old.test/c.js", approved: {by: a, date: 2025-01-01,'
        " expires: 2026-01-01}}\n"
    )

    assert words(result, "script-src") == [
        "'self'",
        "cdn.acme.test/b/",
        "cdn.acme.test/v1/a.js",
    ]


def test_code_in_the_page_is_named_by_its_digest():
    result = compile_(
        HEAD
        + f'scripts:\n  - {{match: "inline:{"00" * 32}", approved: {{by: a, date: 2026-01-01}}}}\n'
    )

    assert words(result, "script-src") == ["'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='"]


def test_a_handler_needs_a_word_of_its_own():
    result = compile_(
        HEAD + f'scripts:\n  - {{match: "inline:{"00" * 32}", kind: event-handler,'
        " approved: {by: a, date: 2026-01-01}}\n"
    )

    assert "'unsafe-hashes'" in words(result, "script-src")


def test_unsafe_inline_is_named_as_a_hole_and_takes_the_digests_out():
    result = compile_(
        HEAD
        + f'scripts:\n  - {{match: "inline:{"00" * 32}", approved: {{by: a, date: 2026-01-01}}}}\n'
        "rules:\n  - {id: R1, permit: load}\n"
    )

    assert words(result, "script-src") == ["'unsafe-inline'", "*"]
    assert "'unsafe-inline': any code written into the page runs, an intruder's as well" in holes(
        result
    )


def test_unsafe_eval_is_named_as_a_hole():
    result = compile_(HEAD + "rules:\n  - {id: R1, permit: eval}\n")

    assert words(result, "script-src") == ["'unsafe-eval'"]
    assert holes(result)[0].startswith("'unsafe-eval': every script")


def test_a_permit_for_anybody_is_named_as_a_hole():
    result = compile_(HEAD + "rules:\n  - {id: R1, permit: send, via: image}\n")

    assert "*" in words(result, "img-src")
    assert "*: any host" in holes(result)


def test_a_host_that_a_rule_forbids_everywhere_is_left_out():
    result = compile_(
        ACME
        + "rules:\n  - {id: R1, permit: send, to: acme}\n  - {id: R2, forbid: send, to: acme}\n"
    )

    assert "api.acme.test" not in result.value


def test_what_no_header_keeps_is_said():
    result = compile_(
        ACME + "rules:\n"
        "  - {id: R1, permit: send, to: acme, pages: login, data: [name]}\n"
        "  - {id: R2, forbid: send, data: [ssn]}\n"
        "  - {id: R3, permit: send, to: {category: ads}}\n"
    )

    assert result.unkept == (
        "R1 (line 6) is limited by data and pages: the header lets it through for all",
        "R2 (line 7) (forbid) needs the guard: a header only leaves hosts out",
        "R3 (line 8) names recipients by what they are: give a RUN",
    )


def test_own_hosts_are_named_where_there_are_more():
    result = compile_(HEAD + "recipients:\n  self: {hosts: [static.clinic.test]}\n")

    assert words(result, "img-src") == [
        "'self'",
        "blob:",
        "data:",
        "static.clinic.test",
        "www.clinic.test",
    ]


def test_runs_narrow_it_to_what_was_needed_and_say_where():
    text = ACME + (
        "  nook: {hosts: [maps.nook.test]}\n"
        "rules:\n  - {id: R1, permit: send, to: acme}\n  - {id: R2, permit: load, to: nook}\n"
    )

    result = compile_(text, [visit(flows=(flow(),))])

    assert words(result, "connect-src") == ["'self'", "api.acme.test", "blob:", "data:"]
    assert words(result, "img-src") == ["'self'", "blob:", "data:"]
    assert words(result, "frame-src") == ["'self'", "blob:"]
    assert reasons(result, "connect-src", "api.acme.test") == (
        "R1 (line 7), seen on https://www.clinic.test/",
    )


def test_runs_tell_the_hosts_of_recipients_named_by_what_they_are():
    text = HEAD + "rules:\n  - {id: R1, permit: send, to: {category: maps}}\n"
    run = visit(flows=(flow("https://t.maps.test/x", channel=Channel.IMAGE, category="maps"),))

    assert "t.maps.test" in words(compile_(text, [run]), "img-src")


def test_a_worker_made_of_a_blob_is_named_as_a_hole():
    worker = script("blob:https://www.clinic.test", kind=ScriptKind.WORKER, entity="first party")
    policy = learned([visit(scripts=(worker,))], today=TODAY).policy

    result = compiled(policy, today=TODAY)

    assert words(result, "worker-src") == ["blob:"]
    assert "blob: any text that a script puts there runs as a worker" in holes(result)


@pytest.mark.parametrize(
    "server, begins",
    [
        (Server.HEADERS, "Content-Security-Policy: default-src 'self'; "),
        (Server.NGINX, "add_header Content-Security-Policy \"default-src 'self'; "),
        (Server.APACHE, "Header always set Content-Security-Policy \"default-src 'self'; "),
        (Server.CADDY, "header Content-Security-Policy \"default-src 'self'; "),
    ],
)
def test_servers_get_it_in_their_words(server, begins):
    assert line(compile_(HEAD), server).startswith(begins)


def test_report_only_is_another_header():
    assert line(compile_(HEAD), Server.HEADERS, report_only=True).startswith(
        "Content-Security-Policy-Report-Only: "
    )


def test_what_comes_later_says_so():
    with pytest.raises(UsageError) as caught:
        line(compile_(HEAD), Server.EDGE)

    assert "comes later" in str(caught.value)


def test_every_word_is_told_with_strength_reason_and_limits():
    text = "\n".join(told(compile_(ACME + "rules:\n  - {id: R1, permit: send, to: acme}\n")))

    assert "kept by: the browser, on every response that carries it" in text
    assert "  api.acme.test\n      needed by R1 (line 6)" in text
    assert "lets out: any code of the page may send anything to these hosts" in text
    assert "WebRTC goes anywhere" in text


def test_a_javascript_address_that_stays_blocked_is_said():
    text = HEAD + (
        f'scripts:\n  - {{match: "inline:{"00" * 32}", kind: javascript-url,'
        " approved: {by: a, date: 2026-01-01}}\n"
    )

    (said,) = compile_(text).unkept
    assert said.startswith("scripts line 4: a `javascript:` address runs only where the digest")


def test_an_address_can_not_write_into_the_header():
    hostile = 'https://cdn.acme.test/a;script-src x,b"$x{y}%0d%0a é.js'
    run = [visit(scripts=(script(hostile),))]
    policy = learned(run, today=TODAY).policy

    for visits in (None, run):
        assert words(compiled(policy, visits, today=TODAY), "script-src") == [
            "cdn.acme.test/a%3Bscript-src%20x%2Cb%22%24x%7By%7D%0d%0a%20%C3%A9.js"
        ]


def test_apache_gets_its_percent_signs_doubled():
    text = (
        HEAD
        + 'scripts:\n  - {match: "https://a.test/x;y.js", approved: {by: a, date: 2026-01-01}}\n'
    )

    assert "a.test/x%%3By.js" in line(compile_(text), Server.APACHE)


def with_options(text, **options):
    return compiled(parsed(text), today=TODAY, options=Options(**options))


def test_without_a_collector_nothing_is_reported():
    assert "report" not in with_options(HEAD, collector="").value


def test_a_nonce_is_named_beside_digests_and_hosts():
    result = with_options(
        HEAD + "rules:\n  - {id: R1, permit: load, to: self, via: script}\n", nonce="$request_id"
    )

    assert words(result, "script-src") == ["'nonce-$request_id'", "'self'"]
    assert any("fresh nonce" in act.does for act in result.acts)


def test_code_of_any_host_becomes_what_approved_code_brings_in_where_there_is_a_nonce():
    text = HEAD + "rules:\n  - {id: R1, permit: load, to: {host: a.test}, via: script}\n"

    assert words(with_options(text, nonce="x"), "script-src") == ["'nonce-x'", "a.test"]
    assert words(with_options(text, nonce="x", strict_dynamic=True), "script-src") == [
        "'nonce-x'",
        "'strict-dynamic'",
    ]


def test_where_any_code_of_the_page_is_permitted_a_nonce_would_only_break_it():
    result = with_options(HEAD + "rules:\n  - {id: R1, permit: load}\n", nonce="x")

    assert words(result, "script-src") == ["'unsafe-inline'", "*"]


def test_many_digests_of_code_in_the_page_ask_for_a_nonce():
    rows = "".join(
        f'  - {{match: "inline:{number:064x}", approved: {{by: a, date: 2026-01-01}}}}\n'
        for number in range(31)
    )

    result = with_options(f"{HEAD}scripts:\n{rows}")

    assert result.notes[0].startswith("31 digests of code in the page: where it changes")
    assert with_options(f"{HEAD}scripts:\n{rows}", nonce="x").notes == ()
