"""`Connection-Allowlist` from a policy, and put together with one that is sent already."""

from functools import partial

import pytest

from scriptward.policy.merging.allowlist import mistakes
from scriptward.policy.options import Options, Redirects
from scriptward.vocabulary.errors import UsageError
from scriptward.vocabulary.words import Channel
from tests.policy.compile.headers_of import ACME, HEAD, header
from tests.policy.visits import flow, visit

made = partial(header, "connection_allowlist", connection_allowlist=True)
LINKS = '"mailto:*" "sms:*" "tel:*"'


def test_it_is_left_out_unless_asked_for():
    assert header("connection_allowlist") is None


def test_an_empty_policy_permits_the_site_and_links_to_call():
    assert made().value == f"(response-origin {LINKS});report-to=scriptward"


def test_every_host_of_every_way_is_named_once():
    text = ACME + (
        "  nook: {hosts: ['*.nook.test', 'tiles.nook.test:8443']}\n"
        "scripts:\n"
        '  - {match: "https://cdn.acme.test/v1/a.js", approved: {by: a, date: 2026-01-01}}\n'
        "rules:\n"
        "  - {id: R1, permit: send, to: acme, via: [connect, image, socket]}\n"
        "  - {id: R2, permit: load, to: nook}\n"
    )

    assert made(text, collector="").value == (
        '(response-origin "https://*.nook.test" "https://api.acme.test" "https://cdn.acme.test"'
        f' "https://tiles.nook.test:8443" {LINKS})'
    )


def test_own_hosts_links_schemes_and_the_collector_are_named():
    text = HEAD + "recipients:\n  self: {hosts: [reports.clinic.test]}\n"

    value = made(
        text,
        collector="https://reports.clinic.test/in",
        links=("www.insurer.test",),
        schemes=("whatsapp",),
    ).value

    assert value == (
        '(response-origin "https://reports.clinic.test" "https://www.insurer.test"'
        ' "mailto:*" "sms:*" "tel:*" "whatsapp:*");report-to=scriptward'
    )


def test_links_that_runs_saw_and_a_rule_permits_are_named():
    text = ACME + "rules:\n  - {id: R1, permit: send, to: acme, via: [navigation]}\n"
    run = visit(flows=(flow("https://api.acme.test/", channel=Channel.NAVIGATION),))

    assert '"https://api.acme.test"' in made(text, [run]).value


def test_redirects_are_blocked_and_what_that_breaks_is_said():
    result = made()

    assert "redirects" not in result.value
    assert any("a log-in that answers POST by 302" in limit for limit in result.limits)


def test_redirects_that_are_followed_are_a_hole():
    result = made(redirects=Redirects.FOLLOW)

    assert ";redirects=allow" in result.value
    assert result.directives[0].holes[0].startswith("redirects are followed to any host")


def test_webrtc_is_blocked_unless_a_rule_permits_it():
    text = ACME + "rules:\n  - {id: R1, permit: send, to: acme, via: [webrtc]}\n"

    assert "webrtc" not in made().value
    assert "webrtc=allow" in made(text).value


def test_a_permit_for_anybody_is_named_as_a_hole():
    result = made(HEAD + "rules:\n  - {id: R1, permit: send, via: image}\n")

    assert '"*://*:*"' in result.value
    assert result.directives[0].holes == ("*://*:*: any host; the header only stops WebRTC",)


def test_what_is_written_has_no_mistake():
    text = ACME + "rules:\n  - {id: R1, permit: send, to: acme}\n"

    assert mistakes(made(text, redirects=Redirects.FOLLOW).value) == ()


def test_a_collector_elsewhere_is_refused():
    with pytest.raises(UsageError, match=r"evil\.test isn't the site's own"):
        made(collector="https://evil.test/in")


@pytest.mark.parametrize(
    "wrong",
    [
        {"schemes": ("javascript",)},
        {"schemes": ('a"',)},
        {"links": ('a" "b',)},
        {"collector": '/a"b'},
        {"nonce": "a';x"},
        {"strict_dynamic": True},
    ],
)
def test_what_can_not_stand_in_a_header_is_refused(wrong):
    with pytest.raises(UsageError) as caught:
        Options(**wrong)

    assert caught.value.hint


def test_of_two_lists_one_is_made_that_both_permit():
    text = ACME + "rules:\n  - {id: R1, permit: send, to: acme}\n"
    theirs = '(response-origin "https://*.acme.test" "https://old.test" "tel:*");redirects=allow'

    result = made(text, existing=(("connection-allowlist", theirs),), redirects=Redirects.FOLLOW)

    assert result.value == (
        '(response-origin "https://api.acme.test" "tel:*");redirects=allow;report-to=scriptward'
    )
    assert '"https://old.test": the policy doesn\'t permit it: left out' in result.notes
    assert '"sms:*": the header sent already doesn\'t permit it: left out' in result.notes
    assert any("browsers take the first line" in note for note in result.notes)


def test_one_that_is_too_long_is_folded_and_says_so():
    hosts = ", ".join(f"t{number}.acme.test" for number in range(60))
    text = HEAD + (
        f"recipients:\n  acme: {{hosts: [{hosts}]}}\n"
        "rules:\n  - {id: R1, permit: send, to: acme, via: image}\n"
    )

    result = made(text, most=500)

    assert result.value == f'(response-origin "https://*.acme.test" {LINKS});report-to=scriptward'
    assert result.notes[0].endswith("; the rest of acme.test is permitted by it, too")
