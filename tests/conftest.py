"""What every test may use: the Chromium that set-up found, and a network that ends at loopback."""

import socket
import sys
from pathlib import Path

import hypothesis
import pytest

from scriptward.app.config import settings
from scriptward.sources.scan import chromium, driver

CHECKOUT = Path(__file__).resolve().parent.parent
LONGEST = (
    *("acceptance", "demo", "vet", "consent", "replay", "sources/scan", "evasive", "handover"),
    *("rehearse", "behind", "facts", "lab", "vendors", "sensor"),
)
"""Folders that take longest, in that order: workers begin with them, so that all end alike."""
MATRIX = (
    *("vet", "consent", "replay", "evasive", "handover", "behind", "lab", "vendors", "channels"),
    *("sources/scan/test_hostile_crawl.py", "sources/scan/test_hostile_crawl_floods.py"),
    *("sources/scan/test_ways.py", "sources/scan/test_hostile.py", "acceptance/test_policy.py"),
    *("guard/test_escapes.py", "guard/test_escapes_seen.py", "guard/test_retries.py"),
    *("rehearse", "app/cli/mirror"),
    *("sources/scan/test_crawl.py", "sources/scan/test_going_elsewhere.py"),
    *("facts/test_fingerprints.py", "facts/test_disguise.py"),
    *("acceptance/test_at_rest.py", "acceptance/test_diff.py"),
)
"""Folders and files of the slow suites: whole scans of many pages, products or personas."""


hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The folder of the repository."""
    return CHECKOUT


@pytest.fixture(scope="session")
def browser_path() -> Path:
    """Executable of the Chromium that set-up found."""
    config = settings()
    return chromium.find(config.browser, set_up=config.browser_folder)


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail a test that opens a connection to anywhere but this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if host and host not in {"127.0.0.1", "::1", "localhost"}:
            pytest.fail(f"a test reached for {host}")
        connect(self, address)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> "object":
    """Run one scriptward command line in this process: gives (status, stdout, stderr)."""
    from scriptward.app.main import status

    def run(*words: str) -> tuple[int, str, str]:
        result = status([str(word) for word in words])
        out, err = capsys.readouterr()
        return result, out, err

    return run


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest: workers get whole files in this order."""
    items.sort(key=lambda item: _rank(_folder(item)))
    for item in items:
        if {_folder(item), f"{_folder(item)}/{item.path.name}"} & set(MATRIX):
            item.add_marker(pytest.mark.matrix)


def _folder(item: pytest.Item) -> str:
    """Folder below `tests`."""
    return item.path.relative_to(CHECKOUT / "tests").parent.as_posix()


def _rank(folder: str) -> int:
    return LONGEST.index(folder) if folder in LONGEST else len(LONGEST)


def pytest_sessionstart() -> None:
    """Take a Node that starts, as a scan does."""
    driver.prepare()


def pytest_report_header() -> str:
    """Say which Python and browser the tests use."""
    config = settings()
    return f"browser: {chromium.find(config.browser, set_up=config.browser_folder)}, {sys.version}"
