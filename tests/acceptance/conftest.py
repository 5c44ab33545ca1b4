"""One scan of the sample clinic, and one with its skimmer, shared by every test here."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from scriptward import outputs
from scriptward.app import clinic, run_folder, scanning
from scriptward.lib import found
from scriptward.vocabulary.capture import Value
from scriptward.vocabulary.report import Report


@dataclass(frozen=True, kw_only=True)
class ClinicRun:
    """A run folder with everything that is written, and what was typed in that run."""

    folder: Path
    report: Report
    values: tuple[Value, ...]


@pytest.fixture(scope="session")
def truth(checkout):
    """What happens at the clinic, proven by its server's log."""
    return json.loads((checkout / "demo/truth.json").read_text())


def run_of(checkout, folder, *options):
    """Scan the clinic into `folder`, with every format written."""
    with clinic.started(checkout / "demo", options=options) as site:
        capture = scanning.capture(
            [site.url],
            journey=site.journey,
            browser_args=site.browser_args,
            own_pages=True,
            screenshots=folder / "screenshots",
        )
    scanned = scanning.judged(capture)
    formats = tuple(found.names(outputs))
    run_folder.write(folder, scanned.report, scanned.visits, formats=formats)
    return ClinicRun(folder=folder, report=scanned.report, values=capture.values)


@pytest.fixture(scope="session")
def clinic_run(checkout, tmp_path_factory):
    """A scan of the clinic."""
    return run_of(checkout, tmp_path_factory.mktemp("clinic") / "run")


@pytest.fixture(scope="session")
def skimmed_run(checkout, tmp_path_factory):
    """A scan of the clinic with its card skimmer."""
    return run_of(checkout, tmp_path_factory.mktemp("skimmed") / "run", "--with-skimmer")
