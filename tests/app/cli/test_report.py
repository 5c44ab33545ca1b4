import json

import click
import pytest

from scriptward.app import run_folder
from scriptward.app.cli import report as command
from scriptward.app.evidence.making import standards
from scriptward.app.main import status
from tests.app.evidence.runs import INBOX, LUPUS, PAY, flow, run


@pytest.fixture
def saved(tmp_path):
    """Writes a run and gives its folder."""

    def save(report):
        folder = tmp_path / report.run.id
        run_folder.write(folder, report, [])
        return folder

    return save


def reported(standard, *arguments):
    return status(["report", "--standard", standard, *map(str, arguments)])


def test_a_rule_that_needs_review_gives_one(saved, tmp_path, capsys):
    folder = saved(run(INBOX, flows=(flow(1, INBOX),)))

    assert reported("hipaa", folder, "-o", tmp_path / "out") == 1

    assert "HT-01   needs review: Pixel received 1 request" in capsys.readouterr().out
    document = json.loads((tmp_path / "out" / "evidence-hipaa.json").read_text())
    assert document["runs"][0]["id"] == "run-2026-11-20"
    assert (tmp_path / "out" / "evidence-hipaa.html").stat().st_size > 10_000


def test_a_run_without_a_rule_to_review_gives_zero(saved, tmp_path):
    assert reported("pci", saved(run(LUPUS)), "-o", tmp_path / "out") == 0


def test_an_incomplete_run_gives_three(saved, tmp_path, capsys):
    folder = saved(run(INBOX, complete=False, flows=(flow(1, INBOX),)))

    assert reported("hipaa", folder, "-o", tmp_path / "out") == 3

    assert "INCOMPLETE" in capsys.readouterr().out


def test_a_run_given_twice_counts_once(saved, tmp_path):
    folder = saved(run(PAY))

    reported("pci", folder, folder / "report.json", "-o", tmp_path / "out")

    document = json.loads((tmp_path / "out" / "evidence-pci.json").read_text())
    assert len(document["runs"]) == 1


def test_a_folder_that_is_no_run_gives_two_and_says_what_to_do(tmp_path, capsys):
    assert reported("pci", tmp_path) == 2

    said = capsys.readouterr().err
    assert str(tmp_path / "report.json") in said
    assert "what to do: give the folder that `scan --out` wrote" in said


def test_an_unknown_standard_gives_two(saved):
    assert reported("soc2", saved(run(PAY))) == 2


def test_the_standards_offered_are_those_there_are_packs_for():
    (choice,) = (p.type for p in command.report.params if isinstance(p.type, click.Choice))

    assert tuple(choice.choices) == standards()
