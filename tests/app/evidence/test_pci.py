"""Rules of the payment page pack, each on runs built for it."""

import msgspec

from scriptward.app.evidence.making import evidence
from scriptward.knowledge.page_classes import CARD_FIELDS
from scriptward.vocabulary.observations import Handover
from scriptward.vocabulary.words import Channel, HandoverType
from tests.app.evidence.runs import LUPUS, PAY, flow, run, script

LATER = "2026-11-25T10:00:00Z"


def judged(rule, *reports):
    pack = evidence("pci", [(report, "0" * 64) for report in reports])
    return next(j for each in pack.packs for j in each.rules if j.rule.id == rule)


def details(found):
    return [row.detail for row in found.observed]


def test_scripts_without_an_approval_are_missing_from_the_inventory():
    found = judged("PC-01", run(PAY, scripts=(script(1, PAY), script(2, PAY, approved=True))))

    assert found.says == (
        f"evidence missing: 1 script on {PAY} have no reason and approval on record"
    )
    assert len(found.observed) == 2


def test_scripts_of_other_pages_are_not_in_the_inventory():
    found = judged("PC-01", run(PAY, LUPUS, scripts=(script(1, LUPUS),)))

    assert found.says == "not observed in this run: no script was seen on these pages"


def test_an_inventory_of_approved_scripts_is_evidence():
    found = judged("PC-01", run(PAY, scripts=(script(1, PAY, approved=True),)))

    assert found.says == "evidence present: each of 1 script seen has an approval in the policy"


def test_a_script_the_policy_refuses_needs_review():
    headers = ((PAY, "content-security-policy", "script-src 'self'"),)

    found = judged("PC-02", run(PAY, scripts=(script(1, PAY, approved=False),), headers=headers))

    assert found.verdict == "needs review"
    assert "content-security-policy: script-src 'self'" in details(found)


def test_without_a_policy_nothing_is_approved_by_being_seen():
    found = judged("PC-02", run(PAY, scripts=(script(1, PAY),)))

    assert found.verdict == "evidence missing"


def test_a_script_without_an_integrity_attribute_is_missing_evidence():
    scripts = (script(1, PAY), script(2, PAY, integrity="sha384-x"))

    found = judged("PC-03", run(PAY, scripts=scripts))

    assert (found.verdict, details(found)[1]) == ("evidence missing", "integrity attribute")


def test_a_hash_that_stays_the_same_over_runs_is_evidence():
    runs = (run(PAY, scripts=(script(1, PAY),)), run(PAY, began=LATER, scripts=(script(1, PAY),)))

    assert judged("PC-03", *runs).says == (
        "evidence present: the hash of each script stayed the same over 2 runs"
    )


def test_a_script_that_only_one_run_met_is_not_steady():
    runs = (run(PAY, scripts=(script(1, PAY),)), run(PAY, began=LATER))

    assert judged("PC-03", *runs).verdict == "evidence missing"


def test_one_run_alone_shows_no_change():
    assert judged("PC-04", run(PAY)).says == (
        "evidence missing: one run only; its scripts and headers are the baseline for the next"
    )


def test_changed_bytes_a_lost_header_and_an_added_script_are_three_records():
    before = run(
        PAY,
        scripts=(script(1, PAY, url="https://a.test/a.js", sha256="a" * 64),),
        headers=((PAY, "content-security-policy", "default-src 'self'"),),
    )
    after = run(
        PAY,
        began=LATER,
        scripts=(
            script(1, PAY, url="https://a.test/a.js", sha256="b" * 64),
            script(2, PAY, url="https://b.test/b.js"),
        ),
    )

    found = judged("PC-04", after, before)

    assert details(found) == [
        "script added: https://b.test/b.js",
        "script changed: https://a.test/a.js",
        "header removed: content-security-policy",
    ]
    assert found.says.startswith("needs review: 3 changes between the runs on")


def test_runs_that_are_alike_show_that_nothing_changed():
    assert judged("PC-04", run(PAY), run(PAY, began=LATER)).verdict == "evidence present"


def test_a_page_that_only_one_run_visited_is_no_change():
    later = run(LUPUS, began=LATER, scripts=(script(1, LUPUS),))

    assert judged("PC-04", run(PAY), later).verdict == "evidence present"


def test_five_days_between_runs_are_within_a_week():
    assert judged("PC-05", run(PAY), run(PAY, began=LATER)).says == (
        "evidence present: 2 runs from 2026-11-20 to 2026-11-25, longest gap 5.0 days"
    )


def test_eight_days_between_runs_are_too_long():
    later = run(PAY, began="2026-11-28T10:00:00Z")

    assert judged("PC-05", run(PAY), later).verdict == "evidence missing"


def test_hand_overs_are_told_apart():
    report = run(
        PAY,
        reason=CARD_FIELDS,
        flows=(
            flow(1, PAY, host="f.pay.test", category="payment", channel=Channel.FRAME),
            flow(2, PAY, host="p.pay.test", category="payment", channel=Channel.FORM),
            flow(3, PAY, host="chat.test", category="chat", channel=Channel.FRAME),
        ),
    )

    assert details(judged("PC-09", report)) == [
        "card fields in the page or its frames (not told apart)",
        "embedded_frame, not known as a payment provider",
        "embedded_frame",
        "direct_post",
    ]


def test_a_hand_over_that_was_seen_is_told_with_its_chain_in_place_of_guesses():
    report = run(
        PAY, flows=(flow(1, PAY, host="p.pay.test", category="payment", channel=Channel.FORM),)
    )
    handover = Handover(
        type=HandoverType.DIRECT_POST,
        to="p.pay.test",
        chain=(f"visit {PAY}", "form https://p.pay.test/charge"),
    )
    pages = tuple(msgspec.structs.replace(page, handover=handover) for page in report.pages)

    found = details(judged("PC-09", msgspec.structs.replace(report, pages=pages)))

    assert found == [f"direct_post: visit {PAY} → form https://p.pay.test/charge"]


def test_a_run_without_a_payment_page_has_nothing_to_hold_against_the_rules():
    assert judged("PC-01", run(LUPUS)).verdict == "not applicable"
