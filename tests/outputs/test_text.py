import msgspec

from scriptward.analysis import summary
from scriptward.outputs.text import text
from scriptward.vocabulary.replay import Passing, Surface
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
