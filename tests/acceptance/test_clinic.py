"""What a scan of the sample clinic must find, measured against the clinic's own truth."""

import pytest

from scriptward.vocabulary.words import Certainty, Channel, ScriptKind
from tests.acceptance import measure

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_the_run_is_complete_and_caught_all_it_planted(clinic_run):
    report = clinic_run.report

    assert report.run.failures == ()
    assert report.run.complete
    assert report.coverage.self_test.planted == report.coverage.self_test.caught >= 170


@pytest.mark.parametrize("subject", ["server", "one place", "pages and steps"])
def test_a_limit_is_said_once(clinic_run, subject):
    limits = [text.lower() for text in clinic_run.report.coverage.unseen]

    assert len([text for text in limits if subject in text]) == 1, limits


def test_the_inventory_has_every_script(clinic_run, truth):
    score = measure.scripts(clinic_run.report, truth)

    assert score.f1 >= 0.98, (score.missed, score.false)


def test_the_inventory_has_every_kind(clinic_run):
    assert {script.kind for script in clinic_run.report.scripts} == set(ScriptKind)


def test_each_script_is_under_the_one_that_loaded_it(clinic_run, truth):
    score = measure.edges(clinic_run.report, truth)

    assert score.f1 >= 0.95, (score.missed, score.false)


def test_leaks_are_found_and_none_is_invented(clinic_run, truth):
    score = measure.leaks(clinic_run.report, truth)

    assert score.recall >= 0.98, score.missed
    assert score.false == set()


def test_leaks_are_laid_to_the_script_that_sent_them(clinic_run, truth):
    score = measure.senders(clinic_run.report, truth)

    assert score.recall >= 0.98, score.missed


def test_hosts_that_got_nothing_are_not_accused(clinic_run, truth):
    accused = {host for host, _ in measure.leaks(clinic_run.report, truth).right}

    assert accused.isdisjoint(truth["clean_hosts"])


@pytest.mark.parametrize(
    "channel",
    [Channel.FETCH, Channel.XHR, Channel.BEACON, Channel.IMAGE, Channel.WEBSOCKET, Channel.FRAME],
)
def test_every_common_channel_is_seen(clinic_run, channel):
    assert any(flow.channel is channel for flow in clinic_run.report.flows)


def test_findings_are_folded(clinic_run):
    keys = [
        (f.detector, f.script, f.recipient, f.data, f.page_class)
        for f in clinic_run.report.findings
    ]

    assert len(keys) == len(set(keys))
    assert len(keys) < len(clinic_run.report.flows)


def test_the_skimmer_is_found_with_its_name_and_host(skimmed_run):
    named = [
        finding
        for finding in skimmed_run.report.findings
        if finding.detector == "card_data_sent" and finding.recipient == "img.jquery-metrics.test"
    ]

    scripts = {script.id: script for script in skimmed_run.report.scripts}
    assert named
    assert scripts[named[0].script].url == "https://cdn.jquery-metrics.test/jq.min.js"


def test_formats_of_real_vendors_are_told_on_hosts_nobody_knows(clinic_run):
    told = {
        flow.recipient.host
        for flow in clinic_run.report.flows
        for row in flow.data
        if row.certainty is Certainty.INFERRED and row.path.startswith("body.")
    }

    assert told >= {
        "api.mixpanel-cloud.test",
        "api2.amplitude-cloud.test",
        "app.posthog-cloud.test",
        "c.clarity-cloud.test",
    }
