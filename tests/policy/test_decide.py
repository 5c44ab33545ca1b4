"""What a policy says to a question, and by which rules."""

from datetime import date

import pytest

from scriptward.policy.decide import Verdict, decide
from scriptward.policy.language import parsed
from scriptward.policy.language.matching import Code, Receiver
from scriptward.policy.language.words import Action, Via
from scriptward.policy.question import Question
from scriptward.vocabulary.words import DataKind, PageClass

TODAY = date(2026, 11, 25)
CHAT = Code(url="https://cdn.acme.test/chat.js", sha256="cd" * 32, entity="Acme")
ACME = Receiver(host="api.acme.test", entity="Acme")
HEAD = """\
version: 1
site: www.clinic.test
pages:
  portal: {match: /portal/**, class: authenticated}
recipients:
  acme: {hosts: [api.acme.test, cdn.acme.test], baa: {signed: 2026-01-01, expires: 2026-12-31}}
  pixel: {hosts: ["*.pixel.test"], baa: none}
  google-analytics-4: {}
scripts:
  - {match: "https://cdn.acme.test/chat.js", owner: acme, approved: {by: a, date: 2026-01-01}}
  - match: "https://www.clinic.test/app.js"
    approved: {by: a, date: 2026-01-01, sha256: "APP_SHA256"}
  - {match: "https://old.acme.test/o.js", approved: {by: a, date: 2025-01-01, expires: 2026-01-01}}
  - {match: "inline:INLINE_SHA256", approved: {by: a, date: 2026-01-01}}
""".replace("APP_SHA256", "11" * 32).replace("INLINE_SHA256", "22" * 32)


def policy(*rules, more=""):
    return parsed(HEAD + more + "rules:\n" + "".join(f"  - {{{rule}}}\n" for rule in rules))


def sends(*data, to=ACME, code=CHAT, page="https://www.clinic.test/book", **more):
    more.setdefault("page_class", PageClass.APPOINTMENT_FORM)
    return Question(action=Action.SEND, page=page, code=code, to=to, data=frozenset(data), **more)


def answer(asked, *rules, more=""):
    return decide(policy(*rules, more=more), asked, today=TODAY)


def by(decision):
    return [reason.rule for reason in decision.reasons]


def test_a_permit_permits():
    decision = answer(sends(DataKind.NAME), "id: R1, permit: send, to: acme, data: [name]")

    assert decision.verdict is Verdict.PERMIT
    assert by(decision) == ["R1"]


def test_forbid_beats_permit_whatever_the_order():
    forbid = "id: F, forbid: send, to: acme"
    permit = "id: P, permit: send, to: acme"

    assert answer(sends(), forbid, permit).verdict is Verdict.FORBID
    assert answer(sends(), permit, forbid).verdict is Verdict.FORBID
    assert by(answer(sends(), permit, forbid)) == ["F"]


def test_each_kind_of_data_needs_a_permit():
    decision = answer(
        sends(DataKind.NAME, DataKind.SSN), "id: R1, permit: send, to: acme, data: [name]"
    )

    assert decision.verdict is Verdict.FORBID
    assert decision.uncovered == (DataKind.SSN,)
    assert by(decision) == ["R1", "defaults"]


def test_two_permits_may_cover_the_kinds_together():
    decision = answer(
        sends(DataKind.NAME, DataKind.SSN),
        "id: R1, permit: send, to: acme, data: [name]",
        "id: R2, permit: send, data: [ssn]",
    )

    assert decision.verdict is Verdict.PERMIT
    assert by(decision) == ["R1", "R2"]


def test_empty_data_permits_only_where_none_was_recognised():
    rule = "id: R1, permit: send, to: acme, data: []"

    assert answer(sends(), rule).verdict is Verdict.PERMIT
    assert answer(sends(DataKind.NAME), rule).verdict is Verdict.FORBID


def test_a_forbid_with_kinds_needs_one_of_them():
    rules = ("id: P, permit: send", "id: F, forbid: send, data: [ssn, email]")

    assert answer(sends(DataKind.EMAIL, DataKind.NAME), *rules).verdict is Verdict.FORBID
    assert answer(sends(DataKind.NAME), *rules).verdict is Verdict.PERMIT
    assert answer(sends(), *rules).verdict is Verdict.PERMIT


@pytest.mark.parametrize(
    "page_class, verdict",
    [
        (PageClass.GENERAL_PUBLIC, Verdict.WATCH),
        (PageClass.LOGIN, Verdict.FORBID),
        (PageClass.PROVIDER_SEARCH, Verdict.FORBID),
        (PageClass.PAYMENT_PAGE, Verdict.FORBID),
        (PageClass.CONDITION_PAGE, Verdict.FORBID),
    ],
)
def test_nothing_matched_is_the_shipped_default_of_the_class(page_class, verdict):
    decision = answer(sends(page_class=page_class))

    assert decision.verdict is verdict
    assert decision.by_default
    assert by(decision) == ["defaults"]


def test_the_files_defaults_win_and_a_class_wins_over_the_star():
    more = 'defaults: {login: permit, "*": forbid}\n'

    assert answer(sends(page_class=PageClass.LOGIN), more=more).verdict is Verdict.PERMIT
    assert answer(sends(page_class=PageClass.GENERAL_PUBLIC), more=more).verdict is Verdict.FORBID


def test_the_policys_class_of_a_page_wins_over_the_observed_one():
    asked = sends(page="https://www.clinic.test/portal/x", page_class=PageClass.GENERAL_PUBLIC)

    assert answer(asked).verdict is Verdict.FORBID
    assert answer(asked, "id: R, permit: send, pages: portal").verdict is Verdict.PERMIT
    assert answer(asked, "id: R, permit: send, pages: authenticated").verdict is Verdict.PERMIT
    assert answer(asked, "id: R, permit: send, pages: login").verdict is Verdict.FORBID


def test_the_site_itself_needs_a_permit_where_the_default_forbids():
    asked = sends(DataKind.EMAIL, to=Receiver(host="api.clinic.test"))

    assert answer(asked).verdict is Verdict.FORBID
    assert answer(asked, "id: R, permit: send, to: self").verdict is Verdict.PERMIT


def test_a_recipient_may_be_named_by_baa_entity_category_and_host():
    forbid = "id: F, forbid: send, to: {baa: [none, unknown]}"
    permit = "id: P, permit: send"
    pixel = Receiver(host="a.pixel.test", entity="Pixel Inc", category="ads")

    assert answer(sends(), permit, forbid).verdict is Verdict.PERMIT
    assert answer(sends(to=pixel), permit, forbid).verdict is Verdict.FORBID
    assert answer(sends(to=Receiver(host="x.test")), permit, forbid).verdict is Verdict.FORBID
    assert answer(sends(to=Receiver(host="www.clinic.test")), permit, forbid).verdict is (
        Verdict.PERMIT
    )
    assert answer(sends(to=pixel), "id: P, permit: send, to: {category: ads}").verdict is (
        Verdict.PERMIT
    )
    assert answer(sends(to=pixel), "id: P, permit: send, to: {entity: acme}").verdict is (
        Verdict.FORBID
    )
    assert answer(sends(to=pixel), 'id: P, permit: send, to: {host: "*.pixel.test"}').verdict is (
        Verdict.PERMIT
    )


def test_an_agreement_that_has_run_out_is_none():
    rules = ("id: P, permit: send", "id: F, forbid: send, to: {baa: none}")

    decision = decide(policy(*rules), sends(), today=date(2027, 1, 1))

    assert decision.verdict is Verdict.FORBID


def test_a_recipient_without_hosts_is_known_by_its_product():
    google = Receiver(host="stats.test", entity="Google", product="Google Analytics 4")

    decision = answer(sends(to=google), "id: P, permit: send, to: google-analytics-4")

    assert decision.verdict is Verdict.PERMIT


def test_scrubbed_kinds_are_taken_out_and_the_rest_goes():
    rule = "id: S, scrub: [url_query, page_title], to: acme"

    assert answer(sends(DataKind.URL_QUERY), rule).verdict is Verdict.SCRUB
    assert answer(sends(DataKind.URL_QUERY), rule).removed == (DataKind.URL_QUERY,)
    assert answer(sends(), rule).verdict is Verdict.PERMIT
    assert answer(sends(DataKind.URL_QUERY, DataKind.SSN), rule).verdict is Verdict.FORBID


def test_a_masked_read_gives_an_empty_value():
    asked = Question(
        action=Action.READ,
        page_class=PageClass.GENERAL_PUBLIC,
        code=CHAT,
        data=frozenset({DataKind.CARD_DATA}),
    )

    assert answer(asked, "id: M, mask: [card_data], from: {party: third}").verdict is Verdict.MASK
    assert answer(asked, "id: M, mask: [card_data], from: {party: first}").verdict is (
        Verdict.WATCH
    )


def test_the_way_is_a_filter():
    rule = "id: P, permit: send, to: acme, via: [connect, socket]"

    assert answer(sends(via=Via.CONNECT), rule).verdict is Verdict.PERMIT
    assert answer(sends(via=Via.IMAGE), rule).verdict is Verdict.FORBID


@pytest.mark.parametrize(
    "loaded, verdict",
    [
        (CHAT, Verdict.PERMIT),
        (Code(url="https://cdn.acme.test/other.js"), Verdict.FORBID),
        (Code(url="https://www.clinic.test/app.js", sha256="11" * 32), Verdict.PERMIT),
        (Code(url="https://www.clinic.test/app.js", sha256="99" * 32), Verdict.FORBID),
        (Code(url="https://old.acme.test/o.js"), Verdict.FORBID),
        (Code(sha256="22" * 32), Verdict.PERMIT),
        (Code(sha256="33" * 32), Verdict.FORBID),
    ],
)
def test_an_approved_script_may_load(loaded, verdict):
    asked = Question(action=Action.LOAD, page_class=PageClass.LOGIN, loaded=loaded, to=ACME)

    assert answer(asked).verdict is verdict


def test_an_approval_says_why_it_does_not_hold():
    asked = Question(
        action=Action.LOAD,
        page_class=PageClass.LOGIN,
        loaded=Code(url="https://old.acme.test/o.js"),
        to=ACME,
    )

    reasons = answer(asked).reasons

    assert [(reason.rule, reason.line) for reason in reasons] == [("scripts", 13), ("defaults", 0)]
    assert reasons[0].says == "https://old.acme.test/o.js was approved until 2026-01-01"


def test_a_forbidden_load_beats_an_approval():
    asked = Question(action=Action.LOAD, page_class=PageClass.LOGIN, loaded=CHAT, to=ACME)

    assert answer(asked, "id: F, forbid: load, to: acme").verdict is Verdict.FORBID


def test_capabilities_are_asked_by_name():
    asked = Question(action=Action.EVAL, page_class=PageClass.LOGIN, code=CHAT)
    own = Question(action=Action.EVAL, page_class=PageClass.LOGIN, code=Code(sha256="22" * 32))
    rules = ("id: P, permit: eval", "id: F, forbid: [eval, camera], from: {party: third}")

    assert answer(asked, *rules).verdict is Verdict.FORBID
    assert answer(own, *rules).verdict is Verdict.PERMIT


def test_code_that_nobody_could_name_is_of_no_party():
    asked = sends(code=Code())

    assert answer(asked, "id: P, permit: send, from: {party: first}").verdict is Verdict.FORBID
    assert answer(asked, "id: P, permit: send, from: self").verdict is Verdict.FORBID
    assert answer(asked, "id: P, permit: send").verdict is Verdict.PERMIT


def test_what_is_read_goes_to_the_script_that_reads():
    own = Code(sha256="22" * 32)
    rule = "id: P, permit: [send, read], to: self"
    by_own = Question(action=Action.READ, page_class=PageClass.LOGIN, code=own)
    by_chat = Question(action=Action.READ, page_class=PageClass.LOGIN, code=CHAT)

    assert answer(by_own, rule).verdict is Verdict.PERMIT
    assert answer(by_chat, rule).verdict is Verdict.FORBID
    assert answer(by_chat, "id: P, permit: read, to: acme").verdict is Verdict.PERMIT
    assert answer(by_chat, "id: P, permit: read, to: {baa: attested}").verdict is Verdict.FORBID


def test_code_in_the_page_comes_from_nobody():
    asked = Question(action=Action.LOAD, page_class=PageClass.LOGIN, loaded=Code(sha256="33" * 32))

    assert answer(asked, "id: P, permit: load, to: self").verdict is Verdict.FORBID
    assert answer(asked, "id: P, permit: load").verdict is Verdict.PERMIT


def test_a_script_is_its_owners():
    rule = "id: P, permit: send, from: acme"

    assert answer(sends(code=CHAT), rule).verdict is Verdict.PERMIT
    assert answer(sends(code=Code(url="https://e.test/x.js")), rule).verdict is Verdict.FORBID
