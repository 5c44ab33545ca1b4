"""What a policy attests changes verdicts; what it does not attest is never taken as given."""

import pytest

from scriptward.app.evidence.making import evidence
from scriptward.policy.language.reader import parsed
from scriptward.vocabulary.words import DataKind
from tests.app.evidence.runs import INBOX, LUPUS, PAY, flow, run, script

POLICY = """version: 1
site: www.willowbrook.test
pages:
  lupus: {match: ["/conditions/lupus"], class: authenticated}
recipients:
  ads:
    hosts: [px.ads.test]
    baa: {signed: 2026-01-15, expires: 2026-11-22, ref: "BAA-03", data: [name, url_path]}
scripts:
  - {match: "https://px.ads.test/1.js", approved: {by: web-team, date: 2026-03-01, why: "fields"}}
  - {match: "https://px.ads.test/2.js", approved: {by: web-team, date: 2026-03-01}}
  - {match: "https://px.ads.test/3.js"}
"""


def judged(standard, rule, *reports):
    runs = [(report, "0" * 64) for report in reports]
    pack = evidence(standard, runs, policy=parsed(POLICY))
    return next(j for each in pack.packs for j in each.rules if j.rule.id == rule)


def test_an_inventory_says_who_approved_each_script_when_and_why():
    found = judged("pci", "PC-01", run(PAY, scripts=(script(1, PAY),)))

    assert found.verdict == "evidence present"
    assert found.observed[0].detail.endswith("approved by web-team on 2026-03-01: fields")


@pytest.mark.parametrize(
    "number,says",
    [
        (2, "approved by web-team on 2026-03-01, no reason given"),
        (3, "is known, and not approved"),
        (4, "is not in the policy"),
    ],
)
def test_a_script_without_approval_or_reason_is_missing_from_the_inventory(number, says):
    found = judged("pci", "PC-01", run(PAY, scripts=(script(number, PAY),)))

    assert found.verdict == "evidence missing"
    assert found.observed[0].detail.endswith(says)


def test_an_agreement_of_the_day_of_the_run_counts():
    report = run(INBOX, flows=(flow(1, INBOX, DataKind.NAME),))

    found = judged("hipaa", "HT-06", report)

    assert found.verdict == "evidence present"
    assert found.observed[0].detail == ("agreement BAA-03, signed 2026-01-15, until 2026-11-22")


def test_an_agreement_that_had_run_out_by_the_run_does_not_count():
    report = run(INBOX, began="2026-11-23T10:00:00Z", flows=(flow(1, INBOX, DataKind.NAME),))

    assert judged("hipaa", "HT-06", report).verdict == "evidence missing"
    assert judged("hipaa", "HT-01", report).observed[0].agreement == "none"


def test_data_beyond_what_the_agreement_covers_needs_review():
    report = run(INBOX, flows=(flow(1, INBOX, DataKind.NAME, DataKind.MRN),))

    found = judged("hipaa", "HT-09", report)

    assert found.says == (
        "needs review: Pixel received kinds of data (record number) beyond what is declared for"
        " them"
    )


def test_data_within_the_agreement_is_evidence():
    report = run(INBOX, flows=(flow(1, INBOX, DataKind.NAME),))

    assert judged("hipaa", "HT-09", report).verdict == "evidence present"


def test_the_policys_page_classes_take_the_place_of_the_runs():
    report = run(LUPUS, flows=(flow(1, LUPUS, host="other.test"),))

    assert judged("hipaa", "HT-01", report).verdict == "needs review"
