from pathlib import Path

import msgspec
import pytest

from tests.store.sample_report import report


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A run folder, as far as it is read here."""
    folder = tmp_path / "run"
    folder.mkdir()
    (folder / "report.json").write_bytes(msgspec.json.encode(report()))
    return folder


@pytest.fixture
def database(tmp_path: Path) -> str:
    return str(tmp_path / "scriptward.sqlite")
