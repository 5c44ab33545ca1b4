import pytest

from scriptward.store import findings, flows, folded, inventory, overview, runs
from scriptward.store.database import Store
from scriptward.vocabulary.words import Severity
from tests.store.sample_delta import delta
from tests.store.sample_report import SITE, finding, report

LATER = "2026-11-26T08:00:00+00:00"


@pytest.fixture
def loaded(store: Store) -> Store:
    runs.add(store, report())
    return store


def test_a_run_is_put_in_once(loaded: Store):
    runs.add(loaded, report())

    assert inventory.page(loaded, inventory.Wanted()).total == 4
    assert findings.page(loaded, findings.Wanted()).total == 2
    assert overview.sites(loaded) == (SITE,)
    (run,) = runs.latest(loaded)
    assert (run.id, run.complete, run.pages) == ("run-1", True, 2)


def test_findings_come_worst_first(loaded: Store):
    rows = findings.page(loaded, findings.Wanted()).rows

    assert [row.severity for row in rows] == ["critical", "medium"]
    assert rows[0].script == "https://cdn.acme.test/pixel.js"
    assert findings.by_severity(loaded) == {"critical": 1, "medium": 1}


def test_a_finding_that_the_newest_run_does_not_see_is_kept_aside(loaded: Store):
    runs.add(
        loaded,
        report(
            run_id="run-2",
            finished_at=LATER,
            findings=(finding("1", Severity.LOW, "The same, less bad"),),
        ),
    )

    now = findings.page(loaded, findings.Wanted()).rows
    ever = findings.page(loaded, findings.Wanted(gone=True)).rows

    assert [(row.id, row.severity) for row in now] == [("finding-1", "low")]
    assert now[0].first_seen == "2026-11-25T19:40:00+00:00"
    assert [(row.id, row.current) for row in ever] == [("finding-2", False), ("finding-1", True)]


def test_an_older_run_put_in_late_changes_nothing_newer(store: Store):
    runs.add(store, report(run_id="run-2", finished_at=LATER, findings=()))

    runs.add(store, report())

    assert findings.page(store, findings.Wanted()).total == 0
    assert findings.page(store, findings.Wanted(gone=True)).total == 2


def test_filters_and_sorts_narrow_and_order(loaded: Store):
    by_words = inventory.page(loaded, inventory.Wanted(words="ACME pixel.js"))
    third = inventory.page(loaded, inventory.Wanted(party="third", sort="size"))
    with_data = flows.page(loaded, flows.Wanted(with_data=True))
    for_security = findings.page(loaded, findings.Wanted(audience="security"))
    percent = inventory.page(loaded, inventory.Wanted(words="%"))

    assert [row.id for row in by_words.rows] == ["script-a"]
    assert [row.bytes for row in third.rows] == [45_120, 45_120, 812]
    assert [row.data for row in with_data.rows] == [("appointment", "email")]
    assert [row.id for row in for_security.rows] == ["finding-2"]
    assert percent.total == 0


def test_a_page_beyond_the_last_gives_the_last(loaded: Store):
    listing = inventory.page(loaded, inventory.Wanted(page=99))

    assert (listing.page, listing.pages, len(listing.rows)) == (1, 1, 4)


def test_a_script_seen_live_and_scanned_is_one_row(store: Store):
    folded.apply(store, delta(store))

    runs.add(store, report())

    rows = inventory.page(store, inventory.Wanted(words="pixel.js")).rows
    assert [(row.id, row.live_at != "", row.scanned_at != "") for row in rows] == [
        ("script-a", True, True)
    ]


def test_a_scanned_script_seen_live_later_is_one_row(loaded: Store):
    folded.apply(loaded, delta(loaded))

    rows = inventory.page(loaded, inventory.Wanted(words="pixel.js")).rows
    assert [(row.id, row.live_at != "") for row in rows] == [("script-a", True)]


def test_what_a_script_reads_comes_from_scans_and_live_pages(loaded: Store):
    folded.apply(loaded, delta(loaded, kind="read", target="field:zip"))
    folded.apply(loaded, delta(loaded, batches=(2,), kind="read", target="storage:_id"))

    rows = inventory.page(loaded, inventory.Wanted(words="acme")).rows

    assert [row.reads for row in rows] == [
        ("cookie", "field:email", "field:zip", "storage"),
        (),
    ]
