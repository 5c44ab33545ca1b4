"""Rules of the HIPAA packs, each on a run built for it."""

from scriptward.app.evidence.making import evidence
from scriptward.vocabulary.words import Baa, DataKind, Outcome, Party
from tests.app.evidence.runs import INBOX, LUPUS, PAY, finding, flow, run


def judged(rule, *reports):
    pack = evidence("hipaa", [(report, "0" * 64) for report in reports])
    return next(j for each in pack.packs for j in each.rules if j.rule.id == rule)


def test_a_request_from_the_portal_without_an_attested_agreement_needs_review():
    found = judged("HT-01", run(INBOX, flows=(flow(1, INBOX, DataKind.URL_PATH, count=3),)))

    assert found.says == (
        "needs review: Pixel received 3 requests (page address) from signed-in pages and no "
        "agreement is attested for them"
    )
    assert [(row.recipient, row.agreement, row.data) for row in found.observed] == [
        ("px.ads.test", "unknown", ("url_path",))
    ]


def test_a_request_under_an_attested_agreement_is_no_matter_of_review():
    found = judged("HT-01", run(INBOX, flows=(flow(1, INBOX, baa=Baa.ATTESTED),)))

    assert found.says == "not observed in this run: no request of this kind was seen"


def test_neither_the_own_site_nor_a_blocked_request_counts():
    own = flow(1, INBOX, baa=None, party=Party.FIRST)
    blocked = flow(2, INBOX, outcome=Outcome.BLOCKED)

    assert judged("HT-01", run(INBOX, flows=(own, blocked))).verdict == "not observed in this run"


def test_a_run_without_such_a_page_says_so():
    found = judged("HT-01", run(LUPUS))

    assert found.says == (
        "not applicable (no page of these classes was visited: authenticated and app screen)"
    )


def test_a_finding_that_names_a_rule_makes_it_a_matter_of_review():
    found = judged("HT-01", run(INBOX, findings=(finding("HT-01"),)))

    assert found.says == "needs review: 1 finding of these runs names this rule"
    assert [cited.id for cited in found.findings] == ["finding-1"]


def test_address_and_visit_of_a_condition_page_are_recorded_with_their_reason():
    found = judged("HT-04", run(LUPUS, flows=(flow(1, LUPUS, DataKind.COOKIE_ID),)))

    assert found.verdict == "evidence present"
    assert "AHA_2024" in found.says


def test_an_email_with_the_visit_of_a_condition_page_is_not_covered_by_that_reason():
    report = run(LUPUS, flows=(flow(1, LUPUS, DataKind.COOKIE_ID, DataKind.EMAIL_HASH),))

    assert judged("HT-04", report).verdict == "not observed in this run"
    assert judged("HT-05", report).verdict == "needs review"


def test_a_run_before_the_ruling_is_not_held_against_it():
    report = run(LUPUS, began="2024-06-19T10:00:00Z", flows=(flow(1, LUPUS),))

    assert judged("HT-04", report).says == (
        "not applicable (in force from 2024-06-20; these runs are of other days)"
    )


def test_a_register_with_a_gap_is_missing_evidence():
    report = run(
        INBOX,
        flows=(
            flow(1, INBOX, DataKind.NAME, host="a.test", baa=Baa.ATTESTED),
            flow(2, INBOX, DataKind.NAME, host="b.test", entity="unknown"),
        ),
    )

    found = judged("HT-06", report)

    assert found.says == "evidence missing: no attested agreement for b.test"


def test_a_register_without_a_gap_is_evidence():
    report = run(INBOX, flows=(flow(1, INBOX, DataKind.NAME, baa=Baa.ATTESTED),))

    assert judged("HT-06", report).says == (
        "evidence present: an agreement is attested for each of 1 recipient of data"
    )


def test_identifiers_are_counted_by_the_letters_of_the_list():
    report = run(PAY, flows=(flow(1, PAY, DataKind.EMAIL, DataKind.MRN, DataKind.CONDITION),))

    found = judged("HT-11", report)

    assert found.observed[0].detail == "identifiers F, H"


def test_advertisers_on_the_portal_need_review_whatever_the_agreement():
    report = run(INBOX, flows=(flow(1, INBOX, baa=Baa.ATTESTED),))

    assert judged("HT-08", report).verdict == "needs review"


def test_what_traffic_cannot_show_is_missing_evidence():
    assert judged("HT-13", run(INBOX)).verdict == "evidence missing"
