"""The smallest policy that permits what was observed, and what it refuses."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import pytest

from scriptward.policy.check import checked
from scriptward.policy.language import parsed, printed
from scriptward.policy.learn import learned
from scriptward.vocabulary.errors import UsageError
from scriptward.vocabulary.words import (
    Baa,
    Channel,
    DataKind,
    PageClass,
    ReadTarget,
    ScriptKind,
)
from tests.policy.visits import flow, inline, read, script, visit

TODAY = date(2026, 11, 25)
PAY = "https://www.clinic.test/pay"
BOOK = "https://www.clinic.test/book"
APP = script("https://www.clinic.test/assets/app.3f2a9c1b.js", entity="first party")
CHAT = script()
SKIMMER = script("https://cdn.jquerry.test/j.js", entity="unknown")


def clean_run():
    """A clinic whose vendors get nothing a person entered."""
    made = script("", kind=ScriptKind.EVAL, sha256="77" * 32, loaded_by=CHAT.id, entity="Acme")
    home = visit(
        scripts=(APP, CHAT, inline(), made),
        flows=(
            flow("https://www.clinic.test/", channel=Channel.NAVIGATION),
            flow("https://static.clinic.test/logo.svg", channel=Channel.IMAGE),
            flow("https://cdn.acme.test/chat.js", channel=Channel.SCRIPT),
            flow("https://s1.acme.test/c", by=CHAT),
            flow("https://s2.acme.test/c", by=CHAT),
            flow("wss://live.acme.test/s", by=CHAT, channel=Channel.WEBSOCKET),
            flow("https://fonts.typo.test/a.woff2", channel=Channel.FONT, entity="Typo"),
        ),
        reads=(read(DataKind.COOKIE_ID, by=CHAT, target=ReadTarget.COOKIE, name="c"),),
    )
    book = visit(
        BOOK,
        page_class=PageClass.APPOINTMENT_FORM,
        scripts=(APP, CHAT, inline("12" * 32, kind=ScriptKind.EVENT_HANDLER)),
        flows=(
            flow("https://www.clinic.test/book", data=[DataKind.NAME], channel=Channel.FORM),
            flow("https://s1.acme.test/c", by=CHAT, data=[DataKind.URL_PATH]),
            flow("https://maps.nook.test/embed", channel=Channel.FRAME, entity="Nook"),
        ),
        reads=(read(DataKind.NAME, by=APP),),
    )
    return (home, book)


def skimmed_run():
    pay = visit(
        PAY,
        page_class=PageClass.PAYMENT_PAGE,
        scripts=(APP, SKIMMER),
        flows=(
            flow("https://cdn.jquerry.test/j.js", channel=Channel.SCRIPT, entity="unknown"),
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
    return (*clean_run(), pay)


def learn(*visits, **more):
    return learned(visits or clean_run(), today=TODAY, **more)


def test_a_clean_run_has_no_deviation_from_its_own_policy():
    proposal = learn()

    assert proposal.refused == ()
    assert checked(proposal.policy, clean_run(), today=TODAY) == ()


def test_a_learned_policy_is_a_policy_file():
    policy = learn().policy

    assert parsed(printed(policy)) == policy


def test_the_policy_of_a_clean_run_finds_an_added_skimmer():
    found = checked(learn().policy, skimmed_run(), today=TODAY)

    assert [(one.script, one.recipient) for one in found] == [(SKIMMER.id, "stat.jquerry.test")]


def test_a_skimmer_in_the_run_is_refused_with_all_it_did():
    proposal = learn(*skimmed_run())

    assert [(one.what, one.why) for one in proposal.refused] == [
        (
            "https://cdn.jquerry.test/j.js ran on a payment page and took card data",
            "nobody is known to own it",
        )
    ]
    assert "jquerry" not in printed(proposal.policy)


def test_the_whole_file_is_short():
    text = printed(learn().policy)

    assert text == (Path(__file__).parent / "learned.yaml").read_text("utf-8")


def test_runs_in_another_order_give_the_same_policy():
    there, back = learn(*skimmed_run()), learn(*reversed(skimmed_run()))

    assert printed(there.policy) == printed(back.policy)


@pytest.mark.parametrize(
    "kind", [DataKind.EMAIL, DataKind.SSN, DataKind.SEARCH_TERM, DataKind.CONDITION]
)
def test_identity_and_health_go_nowhere_without_an_agreement(kind):
    run = visit(BOOK, page_class=PageClass.APPOINTMENT_FORM, flows=(flow(data=[kind]),))

    proposal = learn(run)

    assert [(one.recipient, one.data, one.why) for one in proposal.refused] == [
        ("api.acme.test", (kind,), "no agreement with it is on file")
    ]
    assert "acme" not in printed(proposal.policy)
    assert len(checked(proposal.policy, [run], today=TODAY)) == 1


def test_what_is_refused_is_forbidden_on_a_page_that_is_only_watched():
    run = visit(flows=(flow(data=[DataKind.EMAIL]), flow("https://api.acme.test/p")))

    proposal = learn(run)

    assert [rule.id for rule in proposal.policy.rules] == [
        "no-agreement",
        "no-agreement-page",
        "no-agreement-portal",
        "send-acme",
    ]
    found = checked(proposal.policy, [run], today=TODAY)
    assert [one.title.partition("; ")[2] for one in found] == ["rule no-agreement forbids it"]


def test_identity_may_go_to_somebody_with_an_agreement():
    base = parsed(
        "version: 1\nsite: www.clinic.test\nrecipients:\n"
        "  acme: {hosts: [api.acme.test], baa: {signed: 2026-01-01, data: [name, email]}}\n"
    )
    run = visit(
        BOOK,
        page_class=PageClass.APPOINTMENT_FORM,
        flows=(flow(data=[DataKind.EMAIL]), flow(data=[DataKind.NAME, DataKind.SSN])),
    )

    proposal = learn(run, base=base)

    assert [(one.data, one.why) for one in proposal.refused] == [
        ((DataKind.SSN,), "the agreement on file doesn't name that")
    ]
    assert [rule.data for rule in proposal.policy.rules] == [(DataKind.EMAIL, DataKind.NAME)]


def test_an_agreement_the_run_was_judged_with_counts():
    run = visit(
        BOOK,
        page_class=PageClass.APPOINTMENT_FORM,
        flows=(flow(data=[DataKind.EMAIL], baa=Baa.ATTESTED),),
    )

    assert learn(run).refused == ()


def test_card_data_goes_to_a_payment_recipient_only():
    paid = flow("https://api.paylane.test/t", data=[DataKind.CARD_DATA], category="payment")
    tracked = flow("https://t.ads.test/t", data=[DataKind.CARD_DATA], entity="Ads")
    run = visit(PAY, page_class=PageClass.PAYMENT_PAGE, flows=(paid, tracked))

    proposal = learn(run)

    assert [one.recipient for one in proposal.refused] == ["t.ads.test"]
    assert [one.recipient for one in checked(proposal.policy, [run], today=TODAY)] == ["t.ads.test"]


def test_a_known_vendor_may_run_and_not_read_the_card():
    run = visit(
        PAY,
        page_class=PageClass.PAYMENT_PAGE,
        scripts=(CHAT,),
        reads=(read(DataKind.CARD_DATA, by=CHAT), read(DataKind.ZIP, by=CHAT)),
    )

    proposal = learn(run)

    assert [one.what for one in proposal.refused] == [
        "https://cdn.acme.test/chat.js read card data on a payment page"
    ]
    assert [one.data for one in checked(proposal.policy, [run], today=TODAY)] == [("card_data",)]


def test_an_unowned_script_of_a_public_page_is_noted_and_permitted():
    run = visit(scripts=(SKIMMER,))

    proposal = learn(run)

    assert proposal.refused == ()
    assert proposal.notes == (
        "nobody is known to own https://cdn.jquerry.test/j.js: name its owner in `recipients`",
    )


def test_an_owner_named_in_the_register_is_an_owner():
    base = parsed(
        "version: 1\nsite: www.clinic.test\nrecipients:\n  jq: {hosts: ['*.jquerry.test']}\n"
    )
    run = visit(PAY, page_class=PageClass.PAYMENT_PAGE, scripts=(SKIMMER,))

    proposal = learn(run, base=base)

    assert proposal.refused == ()
    assert [(one.match, one.owner) for one in proposal.policy.scripts] == [
        ("https://cdn.jquerry.test/j.js", "jq")
    ]


def test_a_base_is_kept_and_what_it_decides_is_not_learned_again():
    base = learn().policy

    proposal = learn(base=base)

    assert proposal.policy == base


def test_what_the_base_forbids_is_refused():
    base = parsed(
        "version: 1\nsite: www.clinic.test\nrules:\n"
        "  - {id: NO, forbid: send, to: {category: ads}}\n"
    )
    run = visit(flows=(flow("https://t.ads.test/t", category="ads"),))

    proposal = learn(run, base=base)

    assert [one.why for one in proposal.refused] == ["rule NO of the policy forbids it"]
    assert [one.what for one in proposal.refused] == [
        "code nobody could name sends requests to t.ads.test on a public page"
    ]
    assert replace(proposal.policy, pages=()) == base


def test_what_ran_in_a_vendors_own_frame_is_not_learned():
    inner = script("https://fields.paylane.test/f.js", entity="unknown")
    loading = msgspec.structs.replace(
        flow("https://fields.paylane.test/f.js", channel=Channel.SCRIPT), frame="paylane.test"
    )
    frame = flow("https://fields.paylane.test/card", channel=Channel.FRAME, entity="Paylane")
    run = visit(PAY, page_class=PageClass.PAYMENT_PAGE, scripts=(inner,), flows=(loading, frame))

    proposal = learn(run)

    assert proposal.refused == ()
    assert proposal.policy.scripts == ()
    assert [rule.id for rule in proposal.policy.rules][3:] == ["load-paylane"]


def test_runs_of_other_sites_are_left_out_and_said():
    proposal = learn(*clean_run(), msgspec.structs.replace(visit(), site="other.test"))

    assert (
        proposal.notes[0] == "pages of other.test were left out: they aren't www.clinic.test's own"
    )


def test_no_page_of_the_site_is_an_error():
    with pytest.raises(UsageError) as caught:
        learn(visit(), site="www.other.test")

    assert "no page of www.other.test" in str(caught.value)


def test_a_reading_by_nobody_is_no_permit_for_everybody():
    run = visit(
        page_class=PageClass.APPOINTMENT_FORM, reads=(read(DataKind.APPOINTMENT), read(None))
    )

    proposal = learn(run)

    unnamed = [one.data for one in proposal.policy.rules if one.id == "read-unnamed"]
    assert unnamed == [()]
    assert [one.what for one in proposal.refused] == [
        "code nobody could name reads appointment details on an appointment form"
    ]
