"""Finds the Chromium a scan drives, in the order users expect."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from scriptward.vocabulary.errors import BrowserNotFoundError

ON_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC_APPS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def find(explicit: str = "", *, set_up: Path | None = None) -> Path:
    """The browser's executable: `explicit`, PATH, Playwright's own, then `set_up`'s own.

    `set_up`: a folder in which set-up may have unpacked a browser. Raises BrowserNotFoundError
    with every path tried; an explicit path that does not exist is not replaced by another.
    """
    if explicit:
        if os.access(explicit, os.X_OK):
            return Path(explicit)
        raise BrowserNotFoundError([explicit])
    tried = list(_candidates(set_up))
    for path in tried:
        if os.access(path, os.X_OK) and path.is_file():
            return path
    raise BrowserNotFoundError(["PATH", *tried])


def _candidates(set_up: Path | None) -> Iterator[Path]:
    yield from (Path(path) for name in ON_PATH if (path := shutil.which(name)))
    yield from map(Path, MAC_APPS)
    cache = Path(
        os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "") or Path.home() / ".cache" / "ms-playwright"
    )
    yield from sorted(cache.glob("chromium-*/chrome-linux*/chrome"), reverse=True)
    yield from sorted(cache.glob("chromium_headless_shell-*/*/headless_shell"), reverse=True)
    if set_up is not None:
        yield set_up / "chromium"
