"""Which lines take a barrier away, and which barriers stay."""

from datetime import date

import msgspec

from scriptward.policy.decide import Verdict, decide
from scriptward.policy.language import parsed
from scriptward.policy.rehearsing.barriers import UNLIKELY, barriers, rank
from scriptward.policy.rehearsing.mending import is_mendable, mend, why_not
from scriptward.vocabulary.words import Channel, DataKind, PageClass, Where
from tests.policy.visits import flow, script, visit

DAY = date(2026, 11, 30)
TEXT = """version: 1
site: www.clinic.test
defaults: {"*": forbid}
pages: {book: {match: ["/"], class: appointment_form}}
recipients:
  acme: {hosts: [api.acme.test, cdn.acme.test], baa: {signed: 2026-01-01, ref: A}}
  maps: {hosts: [maps.nook.test], baa: none}
rules:
  - {id: R1, permit: send, to: acme, data: [name]}
  - {id: R9, forbid: send, to: {host: never.test}}
"""
POLICY = parsed(TEXT)
CHAT = script()


def found(*flows, scripts=(CHAT,)):
    seen = visit(page_class=PageClass.APPOINTMENT_FORM, flows=flows, scripts=scripts)
    return barriers(POLICY, [seen], today=DAY)


def test_a_script_and_its_kind_of_data_are_two_barriers_and_two_lines():
    both = found(flow(data=(DataKind.PHONE,), by=CHAT))

    made = mend(POLICY, both, today=DAY)

    assert [one.says.partition(" (")[0] for one in both] == [
        "cdn.acme.test/chat.js runs on an appointment form",
        "cdn.acme.test/chat.js sends a phone number to acme",
    ]
    assert [line.section for line in made.lines] == ["scripts", "rules"]
    assert {decide(made.policy, one.question, today=DAY).verdict for one in both} == {
        Verdict.PERMIT
    }


def test_one_barrier_is_one_line_that_permits_no_more_than_it_needs():
    _, sends = found(flow(data=(DataKind.PHONE,), by=CHAT))

    made = mend(POLICY, [sends], today=DAY)

    (line,) = made.lines
    assert "data: [phone]" in line.text
    assert made.policy.scripts == ()


def test_a_frame_that_is_told_of_the_pages_query_may_be_shown_without_it():
    told = flow(
        "https://maps.nook.test/f", data=[DataKind.URL_QUERY], channel=Channel.FRAME, by=CHAT
    )
    query = msgspec.structs.replace(told.data[0], where=Where.URL_QUERY)
    every = found(msgspec.structs.replace(told, data=(query,)))

    made = mend(POLICY, every, today=DAY)

    assert [line.text.partition(",")[0] for line in made.lines if line.section == "rules"] == [
        "{id: load-maps",
        "{id: scrub-maps",
    ]
    assert {decide(made.policy, one.question, today=DAY).verdict for one in every} == {
        Verdict.PERMIT,
        Verdict.SCRUB,
    }


def test_what_a_rule_forbids_is_never_mended():
    (one,) = found(flow("https://never.test/p", entity="Never"), scripts=())

    assert not is_mendable(POLICY, one, today=DAY)
    assert "R9" in why_not(POLICY, one, today=DAY)


def test_who_a_person_is_never_goes_to_a_recipient_without_an_agreement():
    (one,) = found(flow("https://maps.nook.test/p", data=(DataKind.PHONE,)), scripts=())

    assert not is_mendable(POLICY, one, today=DAY)
    assert "no agreement" in why_not(POLICY, one, today=DAY)


def test_no_page_is_thought_to_need_advertising():
    ads, own = found(
        flow("https://ads.test/p", entity="Ads", category="ads"),
        flow("https://www.clinic.test/api"),
        scripts=(),
    )

    assert rank(POLICY, ads) == UNLIKELY
    assert rank(POLICY, own) == 0


def test_nothing_to_mend_changes_nothing():
    assert mend(POLICY, [], today=DAY).policy == POLICY
