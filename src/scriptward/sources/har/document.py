"""A capture file: opened, decoded and parsed, as far as it goes."""

import gzip
import json
import re
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from scriptward.sources.har.fields import items, mapping
from scriptward.vocabulary.errors import HarError

_HINT = "export it again as HAR with content, or give a .har or .har.gz file"
_LARGEST = 2_000_000_000
"""Bytes of a capture after unpacking."""
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_ENTRIES = re.compile(r'"entries"\s*+:\s*+\[')
_PAGES = re.compile(r'"pages"\s*+:\s*+')
_GAP = re.compile(r"[\s,]*+")


@dataclass(frozen=True, kw_only=True)
class Document:
    """What could be read of one file."""

    path: Path
    log: dict[str, object]
    """The `log` object without its entries where the file is cut off."""
    entries: tuple[object, ...]
    failure: str = ""
    """Why it is not the whole file; empty where it is."""


def read(path: Path) -> Document:
    """The capture in the file. Raises HarError where not one entry can be read."""
    data, failure = _content(path)
    source = _decoded(data)
    try:
        document = _parsed(source)
    except ValueError as error:
        return _salvaged(path, source, failure or _reason(error, source))
    log = mapping(mapping(document).get("log"))
    if not isinstance(log.get("entries"), list):
        raise HarError("no capture: it has no log.entries", path=path, line=1, hint=_HINT)
    return Document(path=path, log=dict(log), entries=tuple(items(log["entries"])), failure=failure)


def _content(path: Path) -> tuple[bytes, str]:
    """Bytes of the file, unpacked, and what went wrong while unpacking."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise HarError(error.strerror or "can't be read", path=path, hint=_HINT) from error
    if not data.startswith(b"\x1f\x8b"):
        return data, ""
    parts: list[bytes] = []
    size = 0
    try:
        with gzip.open(path) as packed:
            while part := packed.read1(1 << 16):
                parts.append(part)
                size += len(part)
                if size > _LARGEST:
                    return b"".join(parts), f"{path.name}: larger than 2 GB when unpacked"
    except (OSError, EOFError, zlib.error):
        return b"".join(parts), f"{path.name}: the gzip file ends early, after {size} bytes of text"
    return b"".join(parts), ""


def _decoded(data: bytes) -> str:
    for mark, charset in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(charset, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # a cut inside a letter at the end is no other character set
        if error.start >= len(data) - 3:
            return data[: error.start].decode("utf-8")
        return data.decode("latin-1")


def _parsed(source: str) -> object:
    with suppress(msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        return msgspec.json.decode(source)
    try:  # NaN, lone surrogates and control characters: the standard library takes them
        return json.loads(source, strict=False)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _reason(error: ValueError, source: str) -> str:
    if not isinstance(error, json.JSONDecodeError):
        return str(error)
    at = len(source[: error.pos].encode("utf-8", errors="replace"))
    return (
        f"{error.msg.removesuffix(' at')} at byte {at}, line {error.lineno}, column {error.colno}"
    )


def _salvaged(path: Path, source: str, failure: str) -> Document:
    """The whole entries before the place where the file breaks."""
    start = _ENTRIES.search(source)
    decoder = json.JSONDecoder(strict=False)
    entries: list[object] = []
    at = start.end() if start else len(source)
    while at < len(source):
        at = _end_of(_GAP.match(source, at), at)
        if source[at : at + 1] in {"", "]"}:
            break
        try:
            entry, at = decoder.raw_decode(source, at)
        except (ValueError, RecursionError):
            break
        entries.append(entry)
    if not entries:
        raise HarError(f"no capture: {failure}", path=path, hint=_HINT)
    broken = len(source[:at].encode("utf-8", errors="replace"))
    return Document(
        path=path,
        log={"pages": _pages(source, decoder)},
        entries=tuple(entries),
        failure=f"{path.name}: {failure}; {len(entries)} whole entries kept, up to byte {broken}",
    )


def _pages(source: str, decoder: json.JSONDecoder) -> object:
    start = _PAGES.search(source)
    if start is None:
        return []
    try:
        return decoder.raw_decode(source, start.end())[0]
    except (ValueError, RecursionError):
        return []


def _end_of(match: re.Match[str] | None, otherwise: int) -> int:
    return match.end() if match else otherwise
