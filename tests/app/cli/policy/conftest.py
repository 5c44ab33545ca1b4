"""Stored runs of a small clinic."""

import msgspec
import pytest

from scriptward.app import run_folder
from scriptward.vocabulary.report import SCHEMA, Coverage, Report, Run, SelfTest
from tests.policy.test_learn import clean_run, skimmed_run


def report(*, complete=True):
    return Report(
        schema=SCHEMA,
        run=Run(
            id="run-1",
            version="0",
            browser="",
            started_at="2026-11-25T10:00:00Z",
            finished_at="2026-11-25T10:01:00Z",
            complete=complete,
            personas=("default",),
            failures=() if complete else ("a page failed",),
        ),
        pages=(),
        headers=(),
        scripts=(),
        flows=(),
        reads=(),
        findings=(),
        coverage=Coverage(
            self_test=SelfTest(planted=0, caught=0), canaries=(), unseen=("one place",)
        ),
    )


def stored(folder, visits, *, complete=True):
    folder.mkdir()
    lines = msgspec.json.Encoder().encode_lines(list(visits))
    (folder / run_folder.OBSERVATIONS).write_bytes(lines)
    (folder / "report.json").write_bytes(msgspec.json.encode(report(complete=complete)))
    return folder


@pytest.fixture
def clean(tmp_path):
    """A run without a skimmer."""
    return stored(tmp_path / "clean", clean_run())


@pytest.fixture
def skimmed(tmp_path):
    """The same with one."""
    return stored(tmp_path / "skimmed", skimmed_run())


@pytest.fixture
def cut_short(tmp_path):
    """A run that is incomplete."""
    return stored(tmp_path / "cut", skimmed_run(), complete=False)
