"""One run of the sample clinic without and one with its skimmer, shared by every test here."""

import json
from typing import Any

import pytest

from demo.proof import proving
from demo.proof.watching import Drive, drive
from demo.prove import LOOKED_FOR, TRUTH


@pytest.fixture(scope="session")
def truth() -> dict[str, Any]:
    """The frozen truth."""
    found: dict[str, Any] = json.loads(TRUTH.read_text("utf-8"))
    return found


@pytest.fixture(scope="session")
def clean_run(browser_path) -> Drive:
    """The journey, as it is."""
    return drive(browser_path)


@pytest.fixture(scope="session")
def skimmed_run(browser_path) -> Drive:
    """The journey, with the skimmer."""
    return drive(browser_path, "--with-skimmer")


@pytest.fixture(scope="session")
def arrived(clean_run) -> list[dict[str, Any]]:
    """Who got what in the run without skimmer."""
    return proving.leaks(clean_run, LOOKED_FOR)
