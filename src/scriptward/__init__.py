"""scriptward: what scripts on a healthcare web site do, may do, and can be shown to do.

import scriptward
report = scriptward.scan(["https://www.example.test/"])
report = scriptward.read_report("scriptward-run-20261125T101500Z")
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from scriptward.lib.version import __version__

if TYPE_CHECKING:
    from scriptward.vocabulary.report import Report

__all__ = ["__version__", "read_report", "scan"]


def scan(urls: list[str] | tuple[str, ...], **options: Any) -> "Report":  # noqa: ANN401  # options are those of app.scanning.scan, checked there
    """Visit pages in real Chromium and judge what ran there.

    `urls`: absolute http(s) addresses. `options`: see `scriptward.app.scanning.scan`.
    Raises `ScriptwardError` (browser missing, journey or policy unusable).
    """
    from scriptward.app import scanning

    return scanning.scan(urls, **options).report


def read_report(path: Path | str) -> "Report":
    """Read a run: its folder or its `report.json`. Raises `RunError` if it can't be used."""
    from scriptward.app import run_folder

    return run_folder.read_report(Path(path))
