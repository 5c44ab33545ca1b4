"""What a run did that its policy doesn't permit."""

from dataclasses import replace
from datetime import date

import msgspec

from scriptward.policy.check import checked, deviations
from scriptward.policy.language import parsed, printed
from scriptward.policy.language.policy import Refused
from scriptward.vocabulary.words import Channel, DataKind, PageClass, Party, ScriptKind, Severity
from tests.policy.visits import flow, inline, read, script, visit

TODAY = date(2026, 11, 25)
PAY = "https://www.clinic.test/pay"
POLICY = parsed(
    """\
version: 1
site: www.clinic.test
recipients:
  acme: {hosts: [api.acme.test], baa: {signed: 2026-01-01}}
  paylane: {hosts: [fields.paylane.test]}
scripts:
  - {match: "https://cdn.acme.test/chat.js", owner: acme, approved: {by: a, date: 2026-01-01}}
  - {match: "inline:abababababababababababababababababababababababababababababababab",
     approved: {by: a, date: 2026-01-01}}
rules:
  - {id: OWN, permit: send, to: self}
  - {id: ACME, permit: send, to: acme, data: [name]}
  - {id: PAY, permit: load, to: paylane, via: frame}
  - {id: READ, permit: read, from: acme, data: [name]}
  - {id: SCRUB, scrub: [url_query], to: acme}
  - {id: NOPIX, forbid: send, to: {category: ads}}
"""
)
SKIMMER = script("https://cdn.jquerry.test/j.js", entity="unknown")


def findings(*, page_class=PageClass.PAYMENT_PAGE, url=PAY, policy=POLICY, **seen):
    return checked(policy, [visit(url, page_class=page_class, **seen)], today=TODAY)


def test_what_is_permitted_gives_no_finding():
    chat = script()

    found = findings(
        scripts=(chat, inline()),
        flows=(
            flow(by=chat, data=[DataKind.NAME]),
            flow("https://www.clinic.test/api", data=[DataKind.CARD_DATA]),
            flow("https://cdn.acme.test/chat.js", channel=Channel.SCRIPT),
            flow("https://fields.paylane.test/card", channel=Channel.FRAME),
        ),
        reads=(read(DataKind.NAME, by=chat),),
    )

    assert found == ()


def test_a_skimmer_is_named_with_the_host_it_sends_to():
    found = findings(
        scripts=(SKIMMER,),
        flows=(
            flow(
                "https://stat.jquerry.test/p.gif",
                by=SKIMMER,
                data=[DataKind.CARD_DATA],
                channel=Channel.IMAGE,
                entity="unknown",
            ),
        ),
        reads=(read(DataKind.CARD_DATA, by=SKIMMER, name="card"),),
    )

    assert [(one.severity, one.script, one.recipient) for one in found] == [
        (Severity.CRITICAL, SKIMMER.id, "stat.jquerry.test")
    ]
    assert found[0].title == (
        "cdn.jquerry.test/j.js runs on a payment page, reads card data, sends card data to "
        "stat.jquerry.test; no rule permits it, and the shipped default for payment_page is forbid"
    )


def test_a_script_that_may_run_and_does_more_is_told_for_that():
    found = findings(
        scripts=(script(),),
        flows=(flow("https://x.other.test/c", by=script()),),
        reads=(read(DataKind.CARD_DATA, by=script(), name="card"),),
    )

    assert sorted(one.title.partition(";")[0] for one in found) == [
        "cdn.acme.test/chat.js read card data on a payment page",
        "cdn.acme.test/chat.js sent a request by fetch from a payment page to Acme (x.other.test)",
    ]


def test_what_a_script_made_from_text_does_is_told_with_the_script():
    made = script("", kind=ScriptKind.EVAL, sha256="77" * 32, loaded_by=SKIMMER.id)

    found = findings(
        scripts=(SKIMMER, made),
        flows=(flow("https://stat.jquerry.test/p", by=made, data=[DataKind.EMAIL]),),
    )

    assert [(one.script, one.data) for one in found] == [(SKIMMER.id, ("email",))]


def test_a_new_build_of_a_script_is_the_same_finding():
    one, other = (
        findings(scripts=(script(f"https://cdn.new.test/app.{build}.js", sha256=build * 8),))
        for build in ("3f2a9c1b", "99aa00bb")
    )

    assert [finding.id for finding in one] == [finding.id for finding in other]


def test_what_the_policy_lists_as_refused_is_not_new():
    known = findings(scripts=(SKIMMER,))[0]
    policy = replace(POLICY, refused=(Refused(finding=known.id, what=known.title),))

    assert findings(scripts=(SKIMMER,), policy=policy) == ()
    assert deviations(policy, [visit(PAY, scripts=(SKIMMER,))], today=TODAY) != ()


def test_an_injected_inline_script_is_found_by_its_digest():
    found = findings(scripts=(inline("0f" * 32),))

    assert [(one.severity, one.script) for one in found] == [
        (Severity.HIGH, "script:inline:" + "0f" * 32)
    ]


def test_what_is_only_watched_is_low():
    found = findings(page_class=PageClass.GENERAL_PUBLIC, scripts=(SKIMMER,))

    assert [one.severity for one in found] == [Severity.LOW]


def test_what_a_rule_forbids_names_the_rule_and_its_line():
    found = findings(
        page_class=PageClass.GENERAL_PUBLIC,
        flows=(flow("https://t.pixel.test/tr", category="ads", entity="Pixel"),),
    )

    assert [one.severity for one in found] == [Severity.HIGH]
    assert found[0].title.endswith("; rule NOPIX (line 16) forbids it")


def test_what_the_policy_scrubs_and_was_sent_is_told():
    found = findings(flows=(flow(by=None, data=[DataKind.URL_QUERY]),))

    assert [(one.severity, one.data) for one in found] == [(Severity.MEDIUM, ("url_query",))]
    assert found[0].title.endswith("; rule SCRUB takes out that")


def test_only_the_kinds_without_a_permit_are_told():
    found = findings(flows=(flow(data=[DataKind.NAME, DataKind.SSN]),))

    assert [one.data for one in found] == [("ssn",)]


def test_what_happens_in_a_vendors_own_frame_is_not_the_pages():
    inner = script("https://fields.paylane.test/fields.js", entity="Paylane")
    framed = flow("https://fields.paylane.test/fields.js", channel=Channel.SCRIPT)
    token = flow("https://api.paylane.test/tokens", by=inner, data=[DataKind.CARD_DATA])

    found = findings(
        scripts=(inner,),
        flows=(_in_frame(framed), _in_frame(token)),
        reads=(_in_frame(read(DataKind.CARD_DATA, by=inner)),),
    )

    assert found == ()


def test_a_script_that_runs_in_page_and_frame_is_the_pages():
    inner = script("https://fields.paylane.test/fields.js", entity="Paylane")
    loading = flow("https://fields.paylane.test/fields.js", channel=Channel.SCRIPT)

    found = findings(scripts=(inner,), flows=(_in_frame(loading), loading))

    assert [one.script for one in found] == [inner.id]


def test_code_made_by_a_script_is_that_scripts_eval():
    chat = script()
    made = script("", kind=ScriptKind.EVAL, sha256="77" * 32, loaded_by=chat.id)

    found = findings(scripts=(chat, made))

    assert [one.script for one in found] == [made.id]
    assert findings(scripts=(chat, made), policy=_with("permit: eval, from: acme")) == ()


def test_code_a_third_party_made_is_of_the_third_party():
    chat = script()
    made = script("", kind=ScriptKind.EVAL, sha256="77" * 32, loaded_by=chat.id)
    policy = _with("permit: [eval, read], from: {party: third}")

    found = findings(scripts=(chat, made), reads=(read(by=made),), policy=policy)

    assert made.party is Party.FIRST
    assert found == ()


def test_the_same_deviation_on_two_pages_is_one_finding():
    pages = [
        visit(url, page_class=PageClass.BILL_PAY, scripts=(SKIMMER,)) for url in (PAY, PAY + "2")
    ]

    found = checked(POLICY, pages, today=TODAY)

    assert [one.pages for one in found] == [(PAY, PAY + "2")]


def test_pages_of_another_site_are_said_not_to_be_judged():
    policy = parsed("version: 1\nsite: www.other.test\n")

    found = findings(scripts=(SKIMMER,), policy=policy)

    assert [(one.severity, one.title) for one in found] == [
        (
            Severity.INFO,
            "Pages of www.clinic.test were not judged: the policy is for www.other.test",
        )
    ]


def test_an_approval_that_has_run_out_is_a_deviation():
    policy = parsed(
        "version: 1\nsite: www.clinic.test\nscripts:\n"
        '  - {match: "https://cdn.acme.test/chat.js",'
        " approved: {by: a, date: 2025-01-01, expires: 2025-12-31}}\n"
    )

    found = findings(scripts=(script(),), policy=policy)

    assert "was approved until 2025-12-31" in found[0].title


def _in_frame(row):
    return msgspec.structs.replace(row, frame="paylane.test")


def _with(rule):
    return parsed(printed(POLICY) + f"  - {{id: EXTRA, {rule}}}\n")


def test_a_recipient_nobody_knows_has_the_name_the_policy_gives_it():
    policy = parsed(
        "version: 1\nsite: www.clinic.test\nrecipients:\n  our-chat: {hosts: [api.acme.test]}\n"
        'defaults: {"*": forbid}\n'
    )

    found = findings(flows=(flow(entity="unknown"),), policy=policy)

    assert " to our-chat (api.acme.test); " in found[0].title
