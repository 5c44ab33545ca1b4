"""The leaks of one capture, entry by entry, and how they are written down."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from scriptward.analysis.leaks import Detector
from scriptward.lib.plain import cut, plain
from scriptward.lib.version import __version__
from scriptward.sources.har.tunnels import UNOPENED, Tunnels
from scriptward.sources.har_import import Requests
from scriptward.vocabulary.capture import Value
from scriptward.vocabulary.errors import UsageError
from scriptward.vocabulary.observations import Leak

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MOST = 100_000
"""Leaks, and entries that were not fully read, that are listed; more are counted."""
_HINT = 'name at least one value, such as {"email": "canary@example.test"}'
_WIDEST_HOST = 100
_SHOWN = 20
"""Entries that are named in a line of text; JSON names all."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sighting:
    """One leak, and the request it was in."""

    entry: int
    """Index in `log.entries`."""
    line: int
    """Of the file, where the entry begins."""
    host: str
    """Who got it, masked."""
    leak: Leak


@dataclass(frozen=True, kw_only=True)
class Listed:
    """What was found in one capture."""

    file: str
    entries: int
    """Requests that were read."""
    leaks: tuple[Sighting, ...]
    unread: tuple[tuple[int, str], ...]
    """Entries that were not fully read, and why."""
    failures: tuple[str, ...]
    """What keeps the list from being complete."""


def listed(
    path: Path, values: Iterable[Value], *, read: Callable[[int], object] | None = None
) -> Listed:
    """Every value in every request of the capture. Raises HarError, UsageError without values.

    One entry is in memory at a time. `read`: told how many bytes were read since last told.
    """
    values = tuple(value for value in values if value.text.strip())
    if not values:
        raise UsageError("there are no values to look for", hint=_HINT)
    detector = Detector(values)
    follower = detector.follow()
    requests, tunnels, rows = Requests(path, read=read), Tunnels(), _Rows()
    count = 0
    for entry, request in requests:
        count += 1
        tunnels.tell(request, key=str(entry.index))
        found = follower.find(request)
        if found:
            host = detector.masked(_host(request.url))
            rows.add(
                Sighting(entry=entry.index, line=entry.line, host=host, leak=leak) for leak in found
            )
        if found.not_fully_read:
            rows.miss(entry.index, found.not_fully_read)
    for key in tunnels.closed():
        rows.miss(int(key), UNOPENED)
    return Listed(
        file=path.name,
        entries=count,
        leaks=tuple(rows.leaks),
        unread=tuple(sorted(rows.unread)),
        failures=(*requests.failures, *rows.over()),
    )


class _Rows:
    """What was found so far, up to MOST of each."""

    def __init__(self) -> None:
        self.leaks: list[Sighting] = []
        self.unread: list[tuple[int, str]] = []
        self._over: Counter[str] = Counter()

    def add(self, sightings: Iterable[Sighting]) -> None:
        for one in sightings:
            if len(self.leaks) < MOST:
                self.leaks.append(one)
            else:
                self._over["leaks"] += 1

    def miss(self, entry: int, why: str) -> None:
        if len(self.unread) < MOST:
            self.unread.append((entry, why))
        else:
            self._over["entries that were not fully read"] += 1

    def over(self) -> Iterator[str]:
        for what, number in self._over.items():
            yield f"{number} more {what} are not listed"


def as_json(found: Listed) -> str:
    """`{"leaks": [{entry, value, where, path, encoding, certainty, excerpt, host}], …}`."""
    document = {
        "leaks": [
            {
                "entry": one.entry,
                "value": one.leak.name,
                "kind": one.leak.kind,
                "where": one.leak.where,
                "path": one.leak.path,
                "encoding": list(one.leak.encoding),
                "certainty": one.leak.certainty,
                "excerpt": one.leak.excerpt,
                "host": one.host,
            }
            for one in found.leaks
        ],
        "entries": found.entries,
        "not_fully_read": [{"entry": entry, "reason": why} for entry, why in found.unread],
        "failures": list(found.failures),
    }
    return json.dumps(document, indent=2)


def as_text(found: Listed) -> str:
    """A line a leak, then what was not read."""
    return "\n".join(plain(line) for line in _lines(found))


def as_sarif(found: Listed) -> str:
    """SARIF 2.1.0: one rule, a result a leak."""
    rule = {
        "id": "value_in_request",
        "name": "ValueInRequest",
        "shortDescription": {"text": "a known value left the browser"},
        "help": {"text": "find the script that sent it, and stop it or put it under contract"},
        "defaultConfiguration": {"level": "error"},
    }
    driver = {"name": "scriptward", "version": __version__, "rules": [rule]}
    notes = [
        {"level": "error", "message": {"text": text}}
        for text in (*found.failures, *(f"entry {entry}: {why}" for entry, why in found.unread))
    ]
    invocation = {
        "executionSuccessful": not found.failures,
        "toolExecutionNotifications": notes,
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [invocation],
        "results": [_result(found.file, one) for one in found.leaks],
        "columnKind": "unicodeCodePoints",
    }
    return json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _result(file: str, one: Sighting) -> dict[str, object]:
    path = f"log.entries[{one.entry}].{one.leak.path}"
    return {
        "ruleId": "value_in_request",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": _said(one)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(file)},
                    "region": {"startLine": one.line},
                },
                "logicalLocations": [{"fullyQualifiedName": path, "kind": "member"}],
            }
        ],
        "properties": {
            "kind": one.leak.kind,
            "where": one.leak.where,
            "encoding": list(one.leak.encoding),
            "certainty": one.leak.certainty,
            "host": one.host,
        },
    }


def _lines(found: Listed) -> Iterator[str]:
    yield from map(_said, found.leaks)
    requests = len({one.entry for one in found.leaks})
    yield (
        f"{_counted(len(found.leaks), 'leak')} in {requests} of"
        f" {_counted(found.entries, 'request')}"
    )
    for why, entries in _by_reason(found.unread).items():
        yield f"{_counted(len(entries), 'request')} {why}: {_named(entries)}"
    yield from (f"incomplete: {failure}" for failure in found.failures)


def _by_reason(unread: Iterable[tuple[int, str]]) -> dict[str, list[int]]:
    reasons: dict[str, list[int]] = {}
    for entry, why in unread:
        reasons.setdefault(why, []).append(entry)
    return reasons


def _named(entries: list[int]) -> str:
    """`entry 4`, `entries 4, 9, 12 and 31 more`."""
    shown = ", ".join(map(str, entries[:_SHOWN]))
    more = f" and {len(entries) - _SHOWN} more" if len(entries) > _SHOWN else ""
    return f"{'entry' if len(entries) == 1 else 'entries'} {shown}{more}"


def _said(one: Sighting) -> str:
    leak = one.leak
    encoded = f" as {' of '.join(leak.encoding)}" if leak.encoding else " in clear"
    return (
        f"entry {one.entry}: {leak.name} in {leak.path} ({leak.where}){encoded},"
        f" {leak.certainty}, to {cut(one.host, _WIDEST_HOST)}"
    )


def _counted(number: int, one: str) -> str:
    return f"{number} {one if number == 1 else one + 's'}"


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
