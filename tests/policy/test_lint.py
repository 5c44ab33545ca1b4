"""What a policy says of itself."""

import time
from datetime import date
from pathlib import Path

import pytest

from scriptward.policy.language import parsed, read_policy
from scriptward.policy.learn import learned
from scriptward.policy.lint import linted
from scriptward.policy.linting.remark import Flaw
from scriptward.vocabulary.words import Severity
from tests.policy.test_learn import clean_run, skimmed_run
from tests.policy.visits import script, visit

TODAY = date(2026, 11, 25)
HEAD = """\
version: 1
site: www.clinic.test
pages:
  portal: {match: ["/portal/**"], class: authenticated}
recipients:
  self: {hosts: [static.clinic-cdn.test]}
  acme: {hosts: [api.acme.test], baa: {signed: 2026-01-01, data: [name, phone]}}
  late: {hosts: [api.late.test], baa: {signed: 2024-01-01, expires: 2026-10-31}}
  pixel: {hosts: [px.pixel.test], baa: none}
  who: {hosts: [who.test]}
"""
CHAT = "https://cdn.acme.test/chat.js"


def remarks(text, *, visits=None, today=TODAY):
    found = linted(parsed(HEAD + text), visits, today=today)
    return [one for one in found if "agreement with late" not in one.says]


def only(text, flaw, **given):
    (found,) = remarks(text, **given)
    assert found.flaw is flaw
    return found


def test_a_policy_that_is_right_has_no_remark(checkout):
    assert remarks("rules:\n  - {id: R, permit: send, to: acme, data: [name, phone]}") == []
    assert linted(read_policy(checkout / "demo" / "policy.yaml"), today=TODAY) == ()
    learned_file = Path(__file__).parent / "learned.yaml"
    assert linted(read_policy(learned_file), today=TODAY) == ()


@pytest.mark.parametrize("run", [clean_run, skimmed_run])
def test_what_is_learned_has_no_remark(run):
    seen = run()

    assert linted(learned(seen, today=TODAY).policy, seen, today=TODAY) == ()


@pytest.mark.parametrize(
    "to, data, severity, says",
    [
        ("acme", "[name, email]", "high", "to acme, whose agreement doesn't name that"),
        ("late", "[email]", "high", "to late, whose agreement ran out on 2026-10-31"),
        ("pixel", "[condition]", "high", "to pixel, which has no agreement"),
        ("who", "[email]", "medium", "to who, BAA unknown"),
        ("{baa: [none]}", "[email]", "high", "to whoever has no agreement"),
    ],
)
def test_a_permit_beyond_an_agreement_is_told(to, data, severity, says):
    rule = f"rules:\n  - {{id: R, permit: send, to: {to}, data: {data}}}"

    found = only(rule, Flaw.BEYOND_AGREEMENT)

    assert (found.severity.value, found.line) == (severity, 12)
    assert says in found.says


@pytest.mark.parametrize(
    "rule",
    [
        "permit: send, to: late, data: [email], expires: 2026-11-01",
        "permit: send, to: self",
        "permit: send, to: pixel, data: [click_id]",
        "permit: send, to: {baa: attested}, data: [email]",
        "permit: send, to: pixel, data: []",
        "permit: load, to: pixel",
        "permit: send, to: pixel, data: [url_path], pages: [general_public]",
        "permit: send, to: acme, data: [name, url_path], pages: [appointment_form]",
    ],
)
def test_a_permit_that_needs_no_agreement_is_not(rule):
    found = remarks(f"rules:\n  - {{id: R, {rule}}}")

    assert [one for one in found if one.flaw is Flaw.BEYOND_AGREEMENT] == []


def test_what_a_forbid_or_scrub_keeps_in_is_not_beyond_an_agreement():
    found = remarks(
        "rules:\n  - {id: R, permit: send, to: pixel, data: [email, condition, url_path]}\n"
        "  - {id: F, forbid: send, to: {baa: [none, unknown]}, data: [email]}\n"
        "  - {id: S, scrub: [condition], to: pixel}\n"
        "  - {id: P, forbid: send, to: pixel, pages: [authenticated, bill_pay, login, "
        "registration, refill, app_screen, appointment_form], data: [url_path]}\n"
    )

    assert [one for one in found if one.flaw is Flaw.BEYOND_AGREEMENT] == []


@pytest.mark.parametrize("to", ["pixel", "acme"])
def test_the_class_of_a_named_page_counts(to):
    rule = f"rules:\n  - {{id: R, permit: send, to: {to}, data: [url_path], pages: [portal]}}\n"

    only(rule, Flaw.BEYOND_AGREEMENT)
    forbid = f"  - {{id: F, forbid: send, to: {to}, pages: [authenticated]}}"
    assert [one.flaw for one in remarks(rule + forbid)] == [Flaw.CONTRADICTION]


@pytest.mark.parametrize(
    "permit, forbid",
    [
        ("permit: send, to: pixel, data: []", "forbid: send, to: pixel"),
        ("permit: send, to: pixel, data: []", "forbid: [load, send], to: {baa: [none]}"),
        ("permit: send, to: pixel, data: []", "forbid: send, to: {host: px.pixel.test}"),
        ("permit: eval, from: {party: third}", 'forbid: eval, pages: "*"'),
        ("permit: read, from: acme", "forbid: read, from: [acme, pixel]"),
        ("permit: send, to: acme, pages: portal, data: []", "forbid: send, pages: authenticated"),
        ("permit: send, to: acme, via: image, data: []", "forbid: send, via: [image, form]"),
        ("permit: send, to: acme, frames: acme, data: []", 'forbid: send, frames: "*"'),
    ],
)
def test_a_permit_inside_a_forbid_is_told(permit, forbid):
    found = only(f"rules:\n  - {{id: P, {permit}}}\n  - {{id: F, {forbid}}}", Flaw.CONTRADICTION)

    assert "rule F (line 13) forbids all of it: forbid wins" in found.says
    assert (found.severity, found.line) == (Severity.MEDIUM, 12)


@pytest.mark.parametrize(
    "permit, forbid",
    [
        ("permit: send, to: acme, data: []", "forbid: send, to: pixel"),
        ("permit: send, to: acme, data: []", "forbid: send, to: {baa: [none]}"),
        ("permit: send, to: acme, data: []", "forbid: send, pages: login"),
        ("permit: send, to: acme, data: []", "forbid: send, via: image"),
        ("permit: send, to: acme, data: []", "forbid: send, to: acme, from: {party: third}"),
        ("permit: send, to: acme, data: []", "forbid: send, to: acme, frames: acme"),
        ("permit: send, to: acme, data: []", "forbid: load, to: acme"),
        ("permit: send, to: acme, data: []", "forbid: send, to: {category: ads}"),
    ],
)
def test_a_permit_that_reaches_further_than_a_forbid_is_not(permit, forbid):
    assert remarks(f"rules:\n  - {{id: P, {permit}}}\n  - {{id: F, {forbid}}}") == []


def test_a_rule_that_never_matches_takes_nothing_back():
    found = remarks(
        "rules:\n  - {id: P, permit: read, to: pixel}\n  - {id: F, forbid: read, to: {baa: [none]}}"
    )

    assert [one.flaw for one in found] == [Flaw.NEVER_MATCHES]


def test_a_thousand_rules_are_judged_soon():
    names = [f"v{number}" for number in range(500)]
    register = "".join(f"  {name}: {{hosts: [{name}.test], baa: none}}\n" for name in names)
    rules = "".join(
        f"  - {{id: P{name}, permit: send, to: {name}, data: [email]}}\n"
        f"  - {{id: F{name}, forbid: send, to: {name}, data: [email], pages: [login]}}\n"
        for name in names
    )
    policy = parsed(f"{HEAD}{register}rules:\n{rules}")
    start = time.process_time()

    found = linted(policy, today=TODAY)

    assert sum(one.flaw is Flaw.BEYOND_AGREEMENT for one in found) == 500
    assert time.process_time() - start < 5


def test_kinds_that_a_forbid_takes_back_are_named():
    found = only(
        "rules:\n  - {id: P, permit: send, to: acme, data: [name, phone]}\n"
        "  - {id: F, forbid: send, data: [phone, email]}",
        Flaw.CONTRADICTION,
    )

    assert "rule P permits to send a phone number, and rule F (line 13) forbids that" in found.says


def test_an_approved_script_that_no_page_may_run_is_told():
    entry = f'scripts:\n  - {{match: "{CHAT}", approved: {{by: a, date: 2026-01-01}}}}\n'
    forbid = "rules:\n  - {id: F, forbid: load, to: {host: cdn.acme.test}}"

    found = only(entry + forbid, Flaw.CONTRADICTION)

    assert "is approved, and rule F (line 14) forbids it on every page" in found.says
    assert remarks(entry + forbid.replace("}}", "}, pages: login}")) == []


@pytest.mark.parametrize(
    "text, line, says, do",
    [
        ("rules:\n  - {id: R, permit: load, via: image}", 12, "nothing is loaded", "`send`"),
        ("rules:\n  - {id: R, forbid: read, to: {baa: none}}", 12, "filters recip", "`from`"),
        ("rules:\n  - {id: R, mask: ssn, to: {host: a.test}}", 12, "filters recip", "`from`"),
        ("rules:\n  - {id: R, forbid: send, to: {category: adds}}", 12, "`adds`", "mean `ads`"),
        (
            "rules:\n  - {id: R, forbid: send, from: {entity: Google}}",
            12,
            "`Google`",
            "`Google (Alphabet)`",
        ),
        ("rules:\n  - {id: R, forbid: send, to: {entity: Qqzx}}", 12, "`Qqzx`", "its hosts"),
    ],
)
def test_what_can_never_match_is_told_with_its_line_and_the_mend(text, line, says, do):
    found = only(text, Flaw.NEVER_MATCHES)

    assert (found.line, found.severity) == (line, Severity.LOW)
    assert says in found.says
    assert do in found.do


def test_pages_and_recipients_that_nothing_fits_are_told():
    policy = parsed(
        """\
version: 1
site: www.clinic.test
pages:
  every: {match: "/**", class: general_public}
  pay: {match: "/pay/*", class: payment_page}
  unused: {match: "/x"}
recipients:
  google-analitics-4: {}
  google-analytics-4: {}
"""
    )

    found = linted(policy, today=TODAY)

    assert [(one.line, one.flaw) for one in found] == [
        (5, Flaw.NEVER_MATCHES),
        (6, Flaw.NEVER_MATCHES),
        (8, Flaw.NEVER_MATCHES),
    ]
    assert "move `pay` before `every`" in found[0].do
    assert "did you mean `google-analytics-4`" in found[2].do


def test_a_narrower_page_before_a_wider_one_is_right():
    pages = "pages:\n  {}\n  {}\n"
    wide, narrow = "w: {match: /a/*, class: login}", "n: {match: /a/**, class: refill}"

    for first, second in ((wide, narrow),):
        text = "version: 1\nsite: a.test\n" + pages.format(first, second)
        assert linted(parsed(text), today=TODAY) == ()


@pytest.mark.parametrize(
    "today, flaw",
    [
        (date(2026, 11, 1), None),
        (date(2026, 11, 2), Flaw.RUNNING_OUT),
        (date(2026, 12, 2), Flaw.RUNNING_OUT),
        (date(2026, 12, 3), Flaw.RUN_OUT),
    ],
)
@pytest.mark.parametrize(
    "text",
    [
        f'scripts:\n  - {{match: "{CHAT}", approved: {{by: a, date: 2026-01-01, E}}}}',
        "rules:\n  - {id: R, permit: read, from: acme, E}",
        "  soon: {hosts: [soon.test], baa: {signed: 2026-01-01, E}}",
    ],
)
def test_what_has_run_out_or_soon_will_is_told(text, today, flaw):
    found = remarks(text.replace("E}", "expires: 2026-12-02}"), today=today)

    assert [one.flaw for one in found] == ([flaw] if flaw else [])
    severities = {Flaw.RUN_OUT: Severity.MEDIUM, Flaw.RUNNING_OUT: Severity.LOW}
    assert all(one.severity is severities[one.flaw] for one in found)


def test_approved_bytes_that_no_run_has_are_told_only_with_runs():
    approved = f'approved: {{by: a, date: 2026-01-01, sha256: "{"cd" * 32}"}}'
    text = f'scripts:\n  - {{match: "{CHAT}", {approved}}}'

    assert remarks(text) == []
    assert remarks(text, visits=[visit(scripts=(script(),))]) == []
    other = [visit(scripts=(script(sha256="ef" * 32),))]
    assert only(text, Flaw.UNSEEN_BYTES, visits=other).line == 12


@pytest.mark.parametrize("host", ["*.com", "*.co.uk:8443", "*.cloudfront.net"])
def test_a_host_that_is_everybodys_is_told(host):
    found = linted(
        parsed(f'version: 1\nsite: a.test\nrecipients:\n  x: {{hosts: ["{host}"]}}\n'), today=TODAY
    )

    assert [one.flaw for one in found] == [Flaw.TOO_WIDE]
    assert found[0].line == 4
    assert f"`{host}` of recipient `x` is everybody's" in found[0].says


def test_an_owner_that_is_nearly_a_recipient_is_told():
    found = only(
        'scripts:\n  - {match: "https://cdn.acme.test/a.js", owner: pixell, '
        "approved: {by: web, date: 2026-11-02}}\n",
        Flaw.NEVER_MATCHES,
    )

    assert found.do == "did you mean `pixel`?"
