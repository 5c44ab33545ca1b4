"""Records a journey into a file: written whole at the end, or not at all."""

import asyncio
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from scriptward.app.config import settings
from scriptward.app.scanning import check_address
from scriptward.sources.journey import read_journey
from scriptward.sources.record import recorded
from scriptward.sources.scan import chromium
from scriptward.vocabulary.errors import BrowserError, UsageError


def record(
    url: str,
    file: Path,
    *,
    browser: str = "",
    browser_args: Sequence[str] = (),
    say: Callable[[str], None],
) -> int:
    """Open a visible browser, write what was done there to a file; gives the number of steps.

    Raises UsageError for an address that is none or a folder that isn't there, BrowserError where
    there is no screen.
    """
    check_address(url)
    if not file.parent.is_dir():
        raise UsageError(f"no folder {file.parent}", hint="make it first")
    if sys.platform == "linux" and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        raise BrowserError(
            "there is no screen to open a browser on",
            hint="record where there is one, or write the journey by hand (docs/journeys.md)",
        )
    config = settings()
    found = chromium.find(browser or str(config.browser or ""), set_up=config.browser_folder)
    text = asyncio.run(recorded(url, browser=found, browser_args=tuple(browser_args), say=say))
    return write(text, file)


def write(text: str, file: Path) -> int:
    """Put a journey in its place once it is whole and can be read; gives the number of steps."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=file.parent, prefix=f".{file.name}.", delete=False
    ) as beside:
        beside.write(text)
    try:
        steps = len(read_journey(Path(beside.name)).steps)
        Path(beside.name).replace(file)
    finally:
        Path(beside.name).unlink(missing_ok=True)
    return steps
