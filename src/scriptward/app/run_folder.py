"""A RUN: the folder that `--out` names, with report, observations and the formats asked for."""

import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import msgspec

from scriptward import outputs
from scriptward.lib.found import found, names
from scriptward.lib.whole_files import put
from scriptward.vocabulary.errors import RunError, UsageError
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.output import Output
from scriptward.vocabulary.report import Report

OBSERVATIONS = "observations.jsonl"
DEFAULT_FORMATS = ("json", "html")

T = TypeVar("T")


def default_folder() -> Path:
    """`scriptward-run-<UTC time>` in the working folder."""
    return Path(f"scriptward-run-{datetime.now(UTC):%Y%m%dT%H%M%SZ}")


def write(
    folder: Path, report: Report, visits: Iterable[Visit], *, formats: Iterable[str] = ()
) -> tuple[Path, ...]:
    """Write the run; give the files written. JSON and HTML are always among them."""
    check_formats(formats)
    available = found(outputs, Output)
    wanted = dict.fromkeys((*DEFAULT_FORMATS, *formats))
    encoder = msgspec.json.Encoder()
    put(folder / OBSERVATIONS, encoder.encode_lines(list(visits)))
    written = [folder / OBSERVATIONS]
    for name in wanted:
        path = folder / available[name].filename
        put(path, available[name].render(report))
        written.append(path)
    return tuple(written)


def check_folder(folder: Path) -> None:
    """Refuse a folder that can't be written to, before anything is done. Raises UsageError."""
    there = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    if not (there.is_dir() and os.access(there, os.W_OK | os.X_OK)):
        raise UsageError(
            f"{folder}: {there} is no folder that may be written to",
            hint="name another for the run: --out DIR",
        )


def check_formats(formats: Iterable[str]) -> None:
    """Refuse names that are no format, before anything is done. Raises UsageError."""
    known = names(outputs)
    if unknown := sorted(set(formats) - set(known)):
        raise UsageError(f"no format {', '.join(unknown)}", hint=f"one of {', '.join(known)}")


def read_report(path: Path) -> Report:
    """The report of a run: its folder or its `report.json`. Raises RunError."""
    file = path / "report.json" if path.is_dir() else path
    return stored(file, msgspec.json.Decoder(Report).decode)


def read_visits(path: Path) -> tuple[Visit, ...]:
    """The stored observations of a run. Raises RunError."""
    folder = path if path.is_dir() else path.parent
    return tuple(stored(folder / OBSERVATIONS, msgspec.json.Decoder(Visit).decode_lines))


def stored(
    file: Path,
    decode: Callable[[bytes], T],
    *,
    what: str = "a scriptward run",
    missing: str = "give the folder that `scan --out` wrote, or its report.json",
    broken: str = "scan or import again",
) -> T:
    """A file that was written before. Raises RunError, with what to do if it is missing or broken.

    `what`: what it should be.
    """
    try:
        return decode(file.read_bytes())
    except OSError as error:
        raise RunError(error.strerror or "can't be read", path=file, hint=missing) from error
    except msgspec.MsgspecError as error:
        raise RunError(f"not {what}: {error}", path=file, hint=broken) from error
