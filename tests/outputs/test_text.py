import msgspec

from scriptward.analysis import summary
from scriptward.outputs.text import text
from scriptward.vocabulary.replay import Passing, Surface
from scriptward.vocabulary.words import PageStatus
from tests.analysis.replays import recording, seen
from tests.outputs.reports import clean, clinic, hostile


def test_the_first_line_says_who_got_what_from_where():
    lines = text.render(clinic()).decode().splitlines()

    assert " ".join(lines[:2]).strip() == (
        "Ads Ltd was sent email from /appointments (appointment form), "
        "and 1 other recipient got data too."
    )


def test_it_fits_one_screen():
    lines = text.render(clinic()).decode().splitlines()

    assert len(lines) <= 26
    assert max(map(len, lines)) <= 100


def test_what_to_do_first_is_told_whole():
    report = clinic()
    first = summary.first_step(report)
    assert first is not None
    long = msgspec.structs.replace(first.remedy, text=" ".join(["turn it off"] * 20))
    findings = (msgspec.structs.replace(first, remedy=long), *report.findings)

    told = text.render(msgspec.structs.replace(report, findings=findings)).decode()

    assert f"first: {long.text} ({long.actor})" in " ".join(told.split())


def test_escapes_of_a_page_do_not_reach_the_terminal():
    rendered = text.render(hostile()).decode()

    assert "\x1b" not in rendered
    assert "\u202e" not in rendered
    assert "\\u{1b}" in rendered


def test_a_clean_run_says_so_without_promising():
    assert text.render(clean()).decode().startswith("No typed or chosen data was seen leaving")


def test_a_recorder_is_told_with_how_much_leaves():
    row = recording(seen(Surface.INPUT_EMAIL), seen(Surface.TEXT, Passing.MASKED))

    lines = text.render(msgspec.structs.replace(clinic(), replay=(row, row))).decode()

    assert lines.count("replay by Recorder Recorder: 1 of 2 surfaces leave unmasked") == 1


def test_a_page_that_failed_is_not_said_to_have_been_watched():
    told = _told(PageStatus.COMPLETE, PageStatus.FAILED, PageStatus.FAILED)

    assert "0 scripts ran on 1 page, 2 more could not be visited." in " ".join(told.split())
    assert "1 page · 2 failed · 0 scripts" in told


def test_where_no_page_could_be_visited_nothing_is_said_to_be_clean():
    told = _told(PageStatus.FAILED)

    assert told.startswith("No page could be visited, so nothing can be said.")
    assert "was seen leaving" not in told


def test_a_page_that_failed_when_its_scripts_had_run_counts_as_watched():
    report = clinic()
    page = msgspec.structs.replace(report.pages[0], status=PageStatus.FAILED)
    script = msgspec.structs.replace(report.scripts[0], pages=(page.url,))
    half = msgspec.structs.replace(report, pages=(page,), scripts=(script,), flows=())

    assert "1 script ran on 1 page." in text.render(half).decode()


def test_failures_that_are_not_listed_are_counted():
    report = clean()
    run = msgspec.structs.replace(report.run, failures=("a", "b", "c", "d", "e"), complete=False)

    assert (
        "… and 3 more, in the report"
        in text.render(msgspec.structs.replace(report, run=run)).decode()
    )


def _told(*statuses):
    report = clean()
    pages = tuple(
        msgspec.structs.replace(report.pages[0], url=f"https://www.example.test/{i}", status=status)
        for i, status in enumerate(statuses)
    )
    return text.render(msgspec.structs.replace(report, pages=pages, scripts=())).decode()
