"""What a policy would have done to what was observed."""

from dataclasses import replace

import msgspec
import pytest

from scriptward.policy.language import parsed
from scriptward.policy.simulation import Outcome, deeds_of, simulated, told
from scriptward.vocabulary.words import DataKind, PageClass, ReadTarget
from tests.policy.test_learn import BOOK, CHAT, PAY, SKIMMER, TODAY, clean_run, learn, skimmed_run
from tests.policy.visits import flow, read, script, visit

POLICY = """
version: 1
site: www.clinic.test
mode: observe
defaults: {"*": permit, appointment_form: watch, payment_page: forbid}
recipients:
  acme: {hosts: [api.acme.test], baa: none}
scripts:
  - {match: "https://cdn.acme.test/**", owner: acme, approved: {by: a, date: 2026-11-01, why: w}}
rules:
  - {id: no-mail, forbid: send, to: acme, data: [email]}
  - {id: thin, scrub: [phone], to: acme}
  - {id: blind, mask: [card_data], from: acme}
  - {id: no-place, forbid: [geolocation], from: acme}
"""


def run(*visits, session="a", policy=POLICY):
    given = parsed(policy)
    deeds = [deed for one in visits for deed in deeds_of(given, one, session)]
    return simulated(given, deeds, today=TODAY)


def by_chat(**more):
    return visit(scripts=(CHAT,), **more)


def test_each_deed_gets_what_its_rule_does():
    found = run(
        by_chat(
            flows=(
                flow(by=CHAT, data=[DataKind.EMAIL]),
                flow(by=CHAT, data=[DataKind.PHONE]),
                flow(by=CHAT),
            ),
            reads=(
                read(DataKind.CARD_DATA, by=CHAT, name="card"),
                read(DataKind.NAME, by=CHAT, name="name"),
                read(None, by=CHAT, target=ReadTarget.GEOLOCATION),
            ),
        )
    )

    assert [(one.outcome, one.action, one.data) for one in found.deeds] == [
        (Outcome.BLOCKED, "geolocation", ()),
        (Outcome.BLOCKED, "send", (DataKind.EMAIL,)),
        (Outcome.SCRUBBED, "send", (DataKind.PHONE,)),
        (Outcome.MASKED, "read", (DataKind.CARD_DATA,)),
    ]
    assert {one.script for one in found.deeds} == {"https://cdn.acme.test/chat.js"}
    assert found.times == {"blocked": 2, "scrubbed": 1, "masked": 1, "watched": 0}
    assert found.permitted == 3  # the script itself, a request without data, a name that was read


def test_a_request_without_the_kinds_that_are_scrubbed_goes_as_it_was():
    assert run(by_chat(flows=(flow(by=CHAT),))).times["scrubbed"] == 0


def test_a_reading_that_only_a_default_forbids_is_told_and_left_alone():
    policy = POLICY.replace('"*": permit', '"*": forbid')
    found = run(by_chat(reads=(read(DataKind.NAME, by=CHAT, name="name"),)), policy=policy)

    (deed,) = found.deeds
    assert (deed.outcome, deed.action) == (Outcome.WATCHED, "read")
    assert found.sessions_touched == 0


def test_a_script_that_may_not_run_takes_with_it_what_it_did_and_loaded():
    child = script("https://deep.jquerry.test/d.js", entity="unknown", loaded_by=SKIMMER.id)
    pay = visit(
        PAY,
        page_class=PageClass.PAYMENT_PAGE,
        scripts=(SKIMMER, child),
        flows=(
            flow("https://stat.jquerry.test/p.gif", by=SKIMMER, data=[DataKind.CARD_DATA]),
            flow("https://stat.jquerry.test/q.gif", by=child),
        ),
        reads=(read(DataKind.CARD_DATA, by=SKIMMER, name="card"),),
    )
    found = run(pay)

    (deed,) = found.deeds
    assert (deed.outcome, deed.script, deed.page) == (Outcome.BLOCKED, SKIMMER.url, PAY)
    assert deed.with_it == 4  # two requests, a reading and the other script


def test_sessions_are_counted_once_however_often_they_are_touched():
    given = parsed(POLICY)
    seen = by_chat(flows=(flow(by=CHAT, data=[DataKind.EMAIL]),) * 2)
    calm = by_chat(flows=(flow(by=CHAT),))
    deeds = [
        deed
        for one, session in ((seen, "a"), (seen, "b"), (calm, "c"))
        for deed in deeds_of(given, one, session)
    ]
    found = simulated(given, deeds, today=TODAY)

    assert (found.sessions, found.sessions_touched) == (3, 2)
    (deed,) = found.deeds
    assert (deed.times, deed.sessions) == (4, 2)
    (whole,) = found.by_recipient
    assert (whole.name, whole.blocked, whole.sessions) == ("acme", 4, 2)


def test_sums_are_by_page_script_and_recipient():
    book = visit(
        BOOK,
        page_class=PageClass.APPOINTMENT_FORM,
        scripts=(CHAT,),
        flows=(flow(by=CHAT, data=[DataKind.EMAIL]), flow("https://other.test/x", by=CHAT)),
    )
    found = run(book, by_chat(flows=(flow(by=CHAT, data=[DataKind.PHONE]),)))

    assert {one.name: (one.blocked, one.scrubbed, one.watched) for one in found.by_page} == {
        BOOK: (1, 0, 1),
        "https://www.clinic.test/": (0, 1, 0),
    }
    assert {one.name: one.watched for one in found.by_recipient} == {"acme": 0, "other.test": 1}
    assert [(one.name, one.blocked) for one in found.by_script] == [(CHAT.url, 1)]


@pytest.mark.parametrize("mode", ["observe", "enforce"])
def test_a_learned_policy_changes_nothing_in_the_run_it_was_learned_from(mode):
    policy = replace(learn().policy, mode=mode)
    deeds = [deed for one in clean_run() for deed in deeds_of(policy, one, "a")]
    found = simulated(policy, deeds, today=TODAY)

    assert found.deeds == ()
    assert found.permitted > 10


def test_the_skimmer_is_what_a_learned_policy_would_have_stopped():
    policy = learn().policy
    deeds = [deed for one in skimmed_run() for deed in deeds_of(policy, one, "a")]
    found = simulated(policy, deeds, name="policy.yaml", today=TODAY)

    lines = list(told(found))
    assert lines[0].startswith(f"blocked       1×  {SKIMMER.url}: run or show on {PAY}, and ")
    assert f"page {PAY}: 1 blocked" in lines
    assert "1 of 1 sessions would have been touched" in lines


def test_pages_of_another_site_aren_t_judged():
    elsewhere = msgspec.structs.replace(visit(scripts=(CHAT,)), site="www.other.test")

    assert list(deeds_of(parsed(POLICY), elsewhere, "a")) == []
