import dataclasses
import json

from scriptward.analysis.judging import findings, rejudged, report
from scriptward.analysis.limits import ALWAYS
from scriptward.analysis.observing import observed
from scriptward.knowledge.approvals import Approvals
from scriptward.vocabulary.capture import Planted, Value
from scriptward.vocabulary.report import Canary, SelfTest
from scriptward.vocabulary.words import PageStatus, Severity
from tests.analysis.captures import EMAIL, PAGE, TAG, by_sensor, capture, sending

BODY = json.dumps({"email": EMAIL.text}).encode()
PLANTED = Planted(name="fetch/plain", value=Value(name="probe", text="planted-7731-kx"))


def judged(*sendings, **rest):
    run = capture(*sendings, **rest)
    visits = observed(run, approvals=Approvals())
    return report(run, visits, version="0.1.0", run_id="run-1")


def test_a_leak_is_reported_with_its_finding():
    result = judged(sending(body=BODY, sensor=by_sensor(TAG)))

    leaks = [finding for finding in result.findings if finding.detector == "form_value_sent"]

    assert [finding.data for finding in leaks] == [("email",)]
    assert leaks[0].flows == (result.flows[0].id,)
    assert leaks[0].severity.at_least(Severity.MEDIUM)


def test_canaries_are_counted_and_never_told():
    result = judged(sending(body=BODY))

    assert result.coverage.canaries == (Canary(name="email", kind="email", found=1),)


def test_a_self_test_that_catches_all_leaves_the_run_complete():
    caught = sending(self_test="fetch/plain", body=b"x=planted-7731-kx")

    result = judged(caught, planted=(PLANTED,))

    assert result.coverage.self_test == SelfTest(planted=1, caught=1)
    assert result.run.complete


def test_a_planted_leak_that_was_not_captured_makes_the_run_incomplete():
    result = judged(planted=(PLANTED,))

    assert result.coverage.self_test == SelfTest(planted=1, caught=0, missed=("fetch/plain",))
    assert not result.run.complete
    assert result.run.failures == (
        "self-test: 0 of 1 planted leaks were caught; missed fetch/plain",
    )


def test_a_planted_value_that_was_not_found_is_missed():
    empty = sending(self_test="fetch/plain", body=b"x=1")

    assert judged(empty, planted=(PLANTED,)).coverage.self_test.caught == 0


def test_a_value_in_another_planted_request_does_not_count():
    other = sending(self_test="beacon/plain", body=b"x=planted-7731-kx")

    assert judged(other, planted=(PLANTED,)).coverage.self_test.caught == 0


def test_a_failure_or_an_incomplete_page_makes_the_run_incomplete():
    slow = dataclasses.replace(PAGE, status=PageStatus.INCOMPLETE, reason="no quiet")

    assert not judged(failures=("step 3 failed",)).run.complete
    assert not judged(pages=(slow,)).run.complete


def test_a_failure_that_quotes_a_value_is_masked():
    result = judged(failures=(f"could not type {EMAIL.text}",))

    assert EMAIL.text not in result.run.failures[0]


def test_limits_are_always_said():
    result = judged(unseen=("what a shared worker sent",))

    assert result.coverage.unseen[: len(ALWAYS)] == ALWAYS
    assert "what a shared worker sent" in result.coverage.unseen


def test_the_same_run_judged_twice_is_the_same():
    one, other = (judged(sending(body=BODY, sensor=by_sensor(TAG))) for _ in range(2))

    assert one == other


def test_a_saved_run_can_be_judged_again():
    run = capture(sending(body=BODY))
    visits = observed(run, approvals=Approvals())
    saved = report(run, visits, version="0.1.0", run_id="run-1")

    assert rejudged(saved, ()).findings == ()
    assert rejudged(saved, visits) == saved


def test_a_script_on_two_pages_is_one_row():
    pages = (PAGE, dataclasses.replace(PAGE, key="p2", url="https://www.willow.test/other"))
    scripts = (TAG, dataclasses.replace(TAG, key="s9", page="p2"))

    (row,) = judged(pages=pages, scripts=scripts).scripts

    assert row.pages == (
        "https://www.willow.test/appointments",
        "https://www.willow.test/other",
    )


def test_a_plain_first_party_page_gives_nothing_above_low():
    answered = dataclasses.replace(
        PAGE, url="https://www.willow.test/", headers=(("Referrer-Policy", "no-referrer"),)
    )
    run = capture(sending(url="https://www.willow.test/"), pages=(answered,), scripts=())

    found = findings(observed(run, approvals=Approvals()))

    assert {finding.detector for finding in found} == {"csp_missing", "hsts_missing"}
    assert {finding.severity for finding in found} == {Severity.LOW}
