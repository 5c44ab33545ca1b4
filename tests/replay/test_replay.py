"""Real session recorders on pages of our own: each surface as it arrived, and hostile pages."""

import json

import jsonschema
import msgspec
import pytest

from scriptward.analysis.comparing import StoredRun, compared
from scriptward.analysis.comparing_changes import Changed
from scriptward.vocabulary.replay import Passing, Surface
from scriptward.vocabulary.words import PageStatus, Severity
from tests.replay.conftest import HOSTILE, PLAIN, RECORDED, hostile, truth
from tests.replay.site import CHECKOUT, page

pytestmark = pytest.mark.browser
PAGES = [pytest.param(*one, id="-".join(one)) for one in RECORDED]
INPUTS = {
    Surface.INPUT_TEXT,
    Surface.INPUT_EMAIL,
    Surface.INPUT_TEL,
    Surface.INPUT_SEARCH,
    Surface.INPUT_NUMBER,
    Surface.INPUT_DATE,
    Surface.TEXTAREA,
    Surface.SUBMITTED,
    Surface.VALUE_ATTRIBUTE,
    Surface.VALUE_SET_BY_SCRIPT,
}
TEXTS = {
    Surface.TEXT,
    Surface.TABLE_TEXT,
    Surface.TEXT_CHANGED,
    Surface.SHADOW_TEXT,
    Surface.RADIO_LABEL,
    Surface.CHECKBOX_LABEL,
    Surface.CLICKED_TEXT,
}


def outcomes(row, outcome):
    return {one.surface for one in row.surfaces if one.outcome is outcome and not one.marking}


def values(seen, vendor, mode):
    """Names of values that arrived from a page, of those its probe placed."""
    return truth(seen.probe(page(vendor, mode)), seen.arrived[f"{vendor}.test"])


@pytest.mark.parametrize("vendor,mode", PAGES)
def test_what_is_called_sent_is_what_arrived(seen, vendor, mode):
    probe, row = seen.probe(page(vendor, mode)), seen.row(page(vendor, mode))
    names = {(one.surface, one.marking): one.value.name for one in probe.placed}

    sent = {names[one.surface, one.marking] for one in row.surfaces if one.outcome is Passing.SENT}

    assert sent == values(seen, vendor, mode)
    assert len(row.surfaces) == len(probe.placed)


@pytest.mark.parametrize("vendor,mode", PAGES)
def test_every_element_that_was_used_is_told_one_way_or_the_other(seen, vendor, mode):
    probe, row = seen.probe(page(vendor, mode)), seen.row(page(vendor, mode))
    used = {one.surface for one in probe.placed if one.done}

    assert row.reason == ""
    assert used & outcomes(row, Passing.NOT_SEEN) <= {Surface.PAGE_TITLE, Surface.URL_QUERY}
    assert len(used) >= len({one.surface for one in probe.placed}) - 3


@pytest.mark.parametrize("vendor,mode", PAGES)
def test_what_is_sent_says_where(seen, vendor, mode):
    row = seen.row(page(vendor, mode))

    sent = [one for one in row.surfaces if one.outcome is Passing.SENT]
    assert all(one.where and one.path and row.host in one.url for one in sent)


@pytest.mark.parametrize(
    "vendor,product,version",
    [
        ("posthog", "PostHog", "1.449.2"),
        ("sentry", "Sentry", "11.12.0"),
        ("clarity", "Clarity", "0.8.70"),
        ("newrelic", "Browser agent", "1.322.0"),
        ("rrweb", "rrweb", ""),
    ],
)
def test_product_and_installed_version_are_named(seen, vendor, product, version):
    mode = next(mode for name, mode in RECORDED if name == vendor)

    row = seen.row(page(vendor, mode))

    assert (row.product, row.version) == (product, version)
    assert row.script in {script.id for script in seen.scanned.report.scripts}


def test_rrweb_records_what_is_typed_unless_told_otherwise(seen):
    default, strict = seen.row(page("rrweb", "default")), seen.row(page("rrweb", "strict"))

    assert outcomes(default, Passing.SENT) >= INPUTS | TEXTS | {Surface.INPUT_HIDDEN}
    assert outcomes(default, Passing.MASKED) == {Surface.INPUT_PASSWORD}
    assert outcomes(strict, Passing.MASKED) >= INPUTS | TEXTS
    assert outcomes(strict, Passing.SENT) >= {Surface.INPUT_HIDDEN, Surface.PLACEHOLDER}


def test_posthog_masks_inputs_and_not_texts_by_default(seen):
    row = seen.row(page("posthog", "default"))

    assert outcomes(row, Passing.MASKED) == INPUTS | {Surface.INPUT_PASSWORD, Surface.INPUT_HIDDEN}
    assert outcomes(row, Passing.SENT) >= TEXTS | {Surface.CONTENTEDITABLE, Surface.URL_QUERY}


def test_sentry_masks_attributes_by_default_but_not_addresses(seen):
    row = seen.row(page("sentry", "default"))

    assert outcomes(row, Passing.SENT) == {
        Surface.HREF,
        Surface.DATA_ATTRIBUTE,
        Surface.URL_QUERY,
    }


def test_a_mask_that_new_relic_ignores_is_told(seen):
    row = seen.row(page("newrelic", "loose"))

    assert [(one.surface, one.marking) for one in row.surfaces if one.marking and one.path] == [
        (Surface.MARKED_INPUT, "data-nr-mask")
    ]


def test_the_setting_that_masks_is_named(seen):
    row = seen.row(page("rrweb", "default"))

    settings = {one.surface: one.setting for one in row.surfaces}
    assert settings[Surface.INPUT_EMAIL] == "maskAllInputs: true"
    assert settings[Surface.TABLE_TEXT] == 'maskTextSelector: "*"'


def test_a_page_without_a_recorder_is_visited_once(seen):
    assert not [one for one in seen.scanned.report.replay if one.page == PLAIN]
    (visit,) = seen.arrived["plain.test"]
    assert visit.url == PLAIN


def test_a_probe_is_no_traffic_of_the_site(seen):
    values = {v.text for p in seen.capture.probes for v in p.visit.values}
    ordinary = [one.request.body for one in seen.capture.sendings if one.request.body]

    assert values
    assert not any(value.encode() in body for value in values for body in ordinary)
    assert {one.persona for one in seen.scanned.report.pages} == {"default"}
    assert not any("noise" in one.url for one in seen.scanned.report.pages)


def test_no_value_of_a_probe_is_in_the_report(seen):
    report = msgspec.json.encode(seen.scanned.report).decode()
    stored = msgspec.json.encode(seen.scanned.visits).decode()

    values = {one.value.text for p in seen.capture.probes for one in p.placed}
    assert not [value for value in values if value in report or value in stored]
    assert json.loads(report)["replay"]


@pytest.mark.parametrize("name", ["removes", "leaves"])
def test_a_page_that_takes_the_surfaces_away_is_bounded_and_said(seen, name):
    probe, row = seen.probe(hostile(name)), seen.row(hostile(name))

    assert probe.reason
    assert row.reason == probe.reason
    assert {one.outcome for one in row.surfaces} == {Passing.NOT_SEEN}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_s_ordinary_visit_stays_what_it_is(seen, name):
    (ordinary,) = [one for one in seen.scanned.report.pages if one.url == hostile(name)]

    assert ordinary.status is PageStatus.COMPLETE


def test_a_page_that_overwrites_the_browser_s_functions_is_probed(seen):
    probe = seen.probe(hostile("forges"))

    assert probe.reason == ""
    assert all(one.done for one in probe.placed if one.surface in INPUTS | TEXTS)


def test_masks_that_went_are_a_change_of_high_severity(both):
    first, second = (
        StoredRun(run=one.scanned.report.run, visits=one.scanned.visits) for one in both
    )

    gone = [one for one in compared(first, second).changes if one.what is Changed.REPLAY]
    came = [one for one in compared(second, first).changes if one.what is Changed.REPLAY]

    assert [one.severity for one in gone] == [Severity.HIGH]
    assert set(gone[0].name.split(", ")) >= INPUTS | TEXTS
    assert "maskAllInputs: true" in gone[0].says
    assert [one.severity for one in came] == [Severity.LOW]


def test_the_same_recording_twice_is_no_change(both):
    run = StoredRun(run=both[1].scanned.report.run, visits=both[1].scanned.visits)

    assert compared(run, run).changes == ()


def test_findings_name_recorders_that_take_what_is_typed_or_marked(seen):
    found = {
        (one.detector, one.recipient)
        for one in seen.scanned.report.findings
        if one.detector in {"replay_unmasked_input", "replay_mask_ignored"}
    }

    assert found >= {
        ("replay_unmasked_input", "in.rrweb.test"),
        ("replay_unmasked_input", "o1.sentry.test"),
        ("replay_mask_ignored", "bam.newrelic.test"),
    }


def test_the_report_is_as_its_schema_says(seen):
    schema = json.loads((CHECKOUT / "docs" / "report.schema.json").read_text("utf-8"))
    document = json.loads(msgspec.json.encode(seen.scanned.report))

    jsonschema.validate(document | {"flows": [], "reads": [], "scripts": []}, schema)
