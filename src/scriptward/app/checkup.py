"""What `doctor` looks at: each check says what it saw and, if need be, what to do."""

import contextlib
import os
import platform
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata, resources
from pathlib import Path

from scriptward.app.config import settings
from scriptward.lib.version import __version__
from scriptward.sources.scan import chromium, driver
from scriptward.vocabulary.errors import BrowserError, BrowserNotFoundError

OLDEST_CHROMIUM = 120
_UNSHARE = "import ctypes, sys; sys.exit(ctypes.CDLL(None).unshare(0x10000000) != 0)"
"""CLONE_NEWUSER of unshare(2)."""
PARTS = ("playwright", "msgspec", "sqlalchemy", "granian", "starlette")


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing that was looked at."""

    name: str
    good: bool
    says: str
    hint: str = ""


def checks(browser: str = "") -> tuple[Check, ...]:
    """Every check, in the order people read them. `browser`: as for `--browser`."""
    return tuple(_checks(browser))


def _checks(browser: str) -> Iterator[Check]:
    yield Check(
        name="scriptward", good=True, says=f"{__version__} on Python {platform.python_version()}"
    )
    versions = ", ".join(f"{part} {metadata.version(part)}" for part in PARTS)
    yield Check(name="parts", good=True, says=versions)
    yield from _browser(browser)
    yield _driver()
    yield from _sandbox(browser)
    yield _sensor()
    yield Check(name="database", good=True, says=f"SQLite {sqlite3.sqlite_version}, embedded")
    yield _clock()


def _browser(explicit: str) -> Iterator[Check]:
    config = settings()
    try:
        path = chromium.find(explicit or config.browser, set_up=config.browser_folder)
    except BrowserNotFoundError as error:
        hint = "install Chromium (`apt-get install -y chromium`), or pass --browser PATH"
        yield Check(name="browser", good=False, says=str(error), hint=hint)
        return
    version = _version(path)
    number = next((word for word in version.split() if word[:1].isdigit()), "0").partition(".")[0]
    good = number.isdigit() and int(number) >= OLDEST_CHROMIUM
    yield Check(
        name="browser",
        good=good,
        says=f"{version or 'does not start'} ({path})",
        hint=f"take a Chromium of {OLDEST_CHROMIUM} or newer that starts",
    )


def _version(path: Path) -> str:
    try:
        result = subprocess.run(  # noqa: S603  # the browser that was found
            [path, "--version"], capture_output=True, text=True, check=False, timeout=30
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return result.stdout.strip() if result.returncode == 0 else ""


def _driver() -> Check:
    try:
        driver.prepare()
    except BrowserError as error:
        return Check(name="driver", good=False, says=str(error), hint=error.hint)
    return Check(name="driver", good=True, says="Playwright's driver starts")


def _sandbox(explicit: str) -> Iterator[Check]:
    accept = "or accept the risk with --browser-arg=--no-sandbox"
    if sys.platform != "linux":
        return
    if os.geteuid() == 0:
        yield Check(
            name="sandbox",
            good=False,
            says="run as root, where Chromium's sandbox can't start",
            hint=f"scan as an ordinary user, {accept}",
        )
        return
    config = settings()
    with contextlib.suppress(BrowserNotFoundError):
        path = chromium.find(explicit or config.browser, set_up=config.browser_folder)
        good = _has_namespaces() or any(
            map(_is_helper, path.resolve().parent.glob("chrom*sandbox"))
        )
        yield Check(
            name="sandbox",
            good=good,
            says="can start" if good else "this machine gives users no namespaces of their own",
            hint=f"an administrator can allow unprivileged user namespaces, {accept}",
        )


def _has_namespaces() -> bool:
    """Whether a process of this user may make a user namespace, as Chromium's sandbox does."""
    words = [sys.executable, "-c", _UNSHARE]
    return subprocess.run(words, capture_output=True, check=False).returncode == 0  # noqa: S603  # our own Python


def _is_helper(path: Path) -> bool:
    """Whether this is Chromium's setuid helper, which needs no user namespaces."""
    return bool(path.stat().st_mode & stat.S_ISUID) and path.stat().st_uid == 0


def _sensor() -> Check:
    asset = resources.files("scriptward.app") / "assets" / "sensor.scan.js"
    if asset.is_file():
        return Check(name="sensor", good=True, says=f"built, {len(asset.read_bytes()):,} bytes")
    return Check(name="sensor", good=False, says="not built", hint="run `make setup`")


def _clock() -> Check:
    now = datetime.now(UTC)
    built = datetime.fromtimestamp(Path(__file__).stat().st_mtime, UTC)
    return Check(
        name="clock",
        good=now >= built,
        says=f"{now:%Y-%m-%d %H:%M} UTC",
        hint="set the clock: it stands before this program was installed",
    )
