"""Reads a script's text in a process of its own: a hostile text may hang or end the parser.

`python -m scriptward.app.vetting.apart` is that process: code on standard input, one JSON record
a line on standard output.
"""

import contextlib
import signal
import subprocess
import sys

import msgspec

from scriptward.analysis.code import Code
from scriptward.analysis.signal import SignalSeen
from scriptward.analysis.signalling import place, signals_of
from scriptward.analysis.vetted import Static

WORK = 10
"""Seconds of computing."""
_WITHIN = 60.0
"""Seconds by the clock, on a machine that does much else."""
_MEMORY = 3_000_000_000
"""Bytes of address space."""


class Parsed(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The first record: the text was parsed."""

    no_script_at: str
    module: bool


class Seen(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A signal."""

    seen: SignalSeen


class Ended(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The last record: everything was read."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What was read before the time was over."""

    static: Static
    module: bool | None
    """Whether it has imports or exports; None where it could not be parsed."""


def read(source: bytes) -> Reading:
    """What a script's text holds. Never raises; waits a minute at most."""
    command = [sys.executable, "-m", __spec__.name]
    with subprocess.Popen(  # noqa: S603  # ourselves
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            output, _ = process.communicate(source, timeout=_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            output, _ = process.communicate()
    return _reading(output, _reason(process.returncode))


def _reason(status: int) -> str:
    """Why it ended early, if it did."""
    if -status in {signal.SIGXCPU, signal.SIGKILL}:
        return f"its text could not be read within {WORK} s"
    return "its text made the parser end"


def _reading(output: bytes, unread: str) -> Reading:
    decoder = msgspec.json.Decoder(Parsed | Seen | Ended)
    records = []
    for line in output.splitlines():
        with contextlib.suppress(msgspec.MsgspecError):  # the last line may be cut
            records.append(decoder.decode(line))
    parsed = next((record for record in records if isinstance(record, Parsed)), None)
    whole = any(isinstance(record, Ended) for record in records)
    static = Static(
        signals=tuple(record.seen for record in records if isinstance(record, Seen)),
        unread="" if whole else unread,
        no_script_at=parsed.no_script_at if parsed else "",
    )
    return Reading(static=static, module=parsed.module if parsed else None)


def _main() -> None:
    """Read standard input, write records."""
    _limit()
    source = sys.stdin.buffer.read()
    code = Code(source)
    error = code.first_error
    at = place(source, error) if error is not None else None
    parsed = Parsed(
        no_script_at=f"{at.line}:{at.column}" if at else "",
        module=code.is_module,
    )
    _write(parsed)
    for seen in signals_of(code):
        _write(Seen(seen=seen))
    _write(Ended())


def _limit() -> None:
    """Hold time and memory where the system can."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415  # not on every system

        resource.setrlimit(resource.RLIMIT_CPU, (WORK, WORK + 1))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _write(record: msgspec.Struct) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(record) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    _main()
