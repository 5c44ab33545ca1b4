"""Two scans of the clinic, the second with the skimmer: what changed, and that nothing else did."""

import pytest

from scriptward.app.run_diff import between, written
from scriptward.vocabulary.words import Severity

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SKIMMER = "cdn.jquery-metrics.test/jq.min.js"
CONTAINER = "tags.tagharbor.test/container.js"
"""The tag manager that was made to load it."""
PAY = "https://www.willowbrook.test/billing/pay"


@pytest.fixture(scope="module")
def changes(clinic_run, skimmed_run):
    """From the clinic to the clinic with the skimmer."""
    return between(clinic_run.folder, skimmed_run.folder)


def test_all_pages_are_compared(changes, clinic_run):
    assert changes.not_compared == ()
    assert len(changes.pages_compared) == len(clinic_run.report.pages)


def test_the_skimmer_is_new_and_loaded_by_the_tag_manager(changes):
    (added,) = [change for change in changes.changes if change.what == "script_added"]

    assert (added.script, added.severity) == (SKIMMER, Severity.HIGH)
    assert CONTAINER in added.says


def test_what_the_skimmer_reads_is_named_with_selectors(changes):
    read = {c.name for c in changes.changes if c.what == "read" and c.script == SKIMMER}

    assert {"#card", "#cvv", "#exp"} <= read


def test_whom_the_skimmer_sends_to_is_new(changes):
    sent = [c for c in changes.changes if c.what == "recipient" and c.script == SKIMMER]

    assert [(c.name, c.severity) for c in sent] == [("jquery-metrics.test", Severity.HIGH)]
    assert "card data" in sent[0].says


def test_of_the_pages_without_the_skimmer_only_the_tag_managers_code_is_told(changes):
    elsewhere = {
        (change.what.value, change.script)
        for change in changes.changes
        if set(change.pages) - {PAY} or not change.pages
    }

    assert elsewhere == {("code", CONTAINER)}


def test_the_text_fits_a_screen(changes):
    assert len(written(changes, "text").splitlines()) <= 24


def test_a_run_has_no_change_from_itself(skimmed_run):
    assert between(skimmed_run.folder, skimmed_run.folder).changes == ()
