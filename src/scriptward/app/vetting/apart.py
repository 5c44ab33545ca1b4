"""Reads a script's text in a process of its own: a hostile text may hang or end the parser.

`python -m scriptward.app.vetting.apart` is that process: code on standard input, one JSON record
a line on standard output.
"""

import contextlib
import subprocess
import sys

import msgspec

from scriptward.analysis.code import Code
from scriptward.analysis.signal import SignalSeen
from scriptward.analysis.signalling import place, signals_of
from scriptward.analysis.vetted import Static

WITHIN = 15.0
"""Seconds for all of it."""
_MEMORY = 3_000_000_000
"""Bytes of address space."""


class Parsed(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The first record: the text was parsed."""

    no_script_at: str
    module: bool


class Seen(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A signal."""

    signal: SignalSeen


class Ended(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The last record: everything was read."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What was read before the time was over."""

    static: Static
    module: bool | None
    """Whether it has imports or exports; None where it could not be parsed."""


def read(source: bytes, *, within: float = WITHIN) -> Reading:
    """What a script's text holds. Never raises and never waits longer than `within` seconds."""
    command = [sys.executable, "-m", __spec__.name]
    with subprocess.Popen(  # noqa: S603  # ourselves
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            output, _ = process.communicate(source, timeout=within)
            unread = "" if process.returncode == 0 else "its text made the parser end"
        except subprocess.TimeoutExpired:
            process.kill()
            output, _ = process.communicate()
            unread = f"its text could not be read within {within:g} s"
    return _reading(output, unread)


def _reading(output: bytes, unread: str) -> Reading:
    decoder = msgspec.json.Decoder(Parsed | Seen | Ended)
    records = []
    for line in output.splitlines():
        with contextlib.suppress(msgspec.MsgspecError):  # the last line may be cut
            records.append(decoder.decode(line))
    parsed = next((record for record in records if isinstance(record, Parsed)), None)
    whole = any(isinstance(record, Ended) for record in records)
    static = Static(
        signals=tuple(record.signal for record in records if isinstance(record, Seen)),
        unread="" if whole else unread or "its text made the parser end",
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
    for signal in signals_of(code):
        _write(Seen(signal=signal))
    _write(Ended())


def _limit() -> None:
    """Hold memory where the system can."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415  # not on every system

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _write(record: msgspec.Struct) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(record) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    _main()
