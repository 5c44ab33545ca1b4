"""Starts the sample clinic of a source checkout, and stops it again."""

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scriptward.vocabulary.errors import ScriptwardError

READY_WITHIN = 60


@dataclass(frozen=True, kw_only=True)
class Clinic:
    """A running clinic."""

    url: str
    browser_args: tuple[str, ...]
    """What makes a browser find its hosts and trust its certificate."""
    journey: Path
    policy: Path
    truth: Path
    log: Path
    """JSON lines: every request that any of its hosts got."""


@contextmanager
def started(folder: Path, *, options: tuple[str, ...] = ()) -> Iterator[Clinic]:
    """The clinic in `folder`, serving on loopback until the end of the block.

    `options`: more words for its server (`--with-skimmer`). Raises ScriptwardError if it does not
    come up.
    """
    command = [sys.executable, str(folder / "serve.py"), "--port", "0", *options]
    process = subprocess.Popen(  # noqa: S603  # our own server
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ | {"LC_ALL": "C"}
    )
    try:
        ready = json.loads(_first_line(process))
        yield Clinic(
            url=ready["url"],
            browser_args=tuple(ready["browser_args"]),
            journey=folder / "journey.yaml",
            policy=folder / "policy.yaml",
            truth=folder / "truth.json",
            log=Path(ready["log"]),
        )
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for stream in (process.stdin, process.stdout):
            if stream:
                stream.close()


def _first_line(process: "subprocess.Popen[bytes]") -> bytes:
    if process.stdout is None:
        raise ScriptwardError("the clinic's server has no output")
    ready, _, _ = select.select([process.stdout], [], [], READY_WITHIN)
    line = process.stdout.readline() if ready else b""
    if not line:
        raise ScriptwardError(
            "the sample clinic did not start", hint="its own message stands above; run `make setup`"
        )
    return line
