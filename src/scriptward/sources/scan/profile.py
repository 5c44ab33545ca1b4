"""The browser's fresh profile: a private folder, gone afterwards with every process using it."""

import asyncio
import contextlib
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

_POLL = 0.05


@contextlib.contextmanager
def fresh_profile() -> Iterator[Path]:
    """A new, empty folder only we can read; removed at the end, whatever happened."""
    folder = Path(tempfile.mkdtemp(prefix="scriptward-profile-"))
    try:
        yield folder
    finally:
        for pid in users_of(folder):
            _end(pid)
        shutil.rmtree(folder, ignore_errors=True)
        if folder.exists():  # a process that was just ended may have written once more
            shutil.rmtree(folder, ignore_errors=True)


def users_of(profile: Path) -> tuple[int, ...]:
    """Ids of processes whose command line names the profile; empty where there is no /proc."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            command = (entry / "cmdline").read_bytes()
        except OSError:
            continue
        if os.fsencode(profile) in command and int(entry.name) != os.getpid():
            found.append(int(entry.name))
    return tuple(found)


async def debugger_address(profile: Path, *, within: float) -> str:
    """`ws://…` of the browser that uses the profile. Raises TimeoutError."""
    file = profile / "DevToolsActivePort"
    async with asyncio.timeout(within):
        while True:
            with contextlib.suppress(OSError, ValueError):
                port, path = file.read_text("ascii").split()
                return f"ws://127.0.0.1:{int(port)}{path}"
            await asyncio.sleep(_POLL)


def _end(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGKILL)
