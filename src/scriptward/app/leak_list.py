"""The leaks of one capture, entry by entry, and how they are written down."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from scriptward.analysis.leaks import Detector
from scriptward.lib.plain import plain
from scriptward.lib.version import __version__
from scriptward.sources.har_import import entry_of, read_hars
from scriptward.vocabulary.capture import Value
from scriptward.vocabulary.observations import Leak

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


@dataclass(frozen=True, kw_only=True)
class Listed:
    """What was found in one capture."""

    file: str
    entries: int
    """Requests that were read."""
    leaks: tuple[tuple[int, Leak], ...]
    """With the index of the entry in `log.entries`."""
    unread: tuple[tuple[int, str], ...]
    """Entries that were not fully read, and why."""
    failures: tuple[str, ...]


def listed(path: Path, values: Iterable[Value]) -> Listed:
    """Every value in every request of the capture. Raises HarError."""
    detector = Detector(values)
    capture = read_hars([path])
    leaks: list[tuple[int, Leak]] = []
    unread: list[tuple[int, str]] = []
    for sending in sorted(capture.sendings, key=entry_of):
        entry = entry_of(sending)
        found = detector.find(sending.request)
        leaks += [(entry, leak) for leak in found]
        if found.not_fully_read:
            unread.append((entry, found.not_fully_read))
    return Listed(
        file=path.name,
        entries=len(capture.sendings),
        leaks=tuple(leaks),
        unread=tuple(unread),
        failures=capture.failures,
    )


def as_json(found: Listed) -> str:
    """`{"leaks": [{entry, value, where, path, encoding, certainty, excerpt}], …}`."""
    document = {
        "leaks": [
            {
                "entry": entry,
                "value": leak.name,
                "kind": leak.kind,
                "where": leak.where,
                "path": leak.path,
                "encoding": list(leak.encoding),
                "certainty": leak.certainty,
                "excerpt": leak.excerpt,
            }
            for entry, leak in found.leaks
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
        "shortDescription": {"text": "a known value left the browser"},
        "help": {"text": "find the script that sent it, and stop it or put it under contract"},
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
        "results": [_result(found.file, entry, leak) for entry, leak in found.leaks],
    }
    return json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _result(file: str, entry: int, leak: Leak) -> dict[str, object]:
    return {
        "ruleId": "value_in_request",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": _said(entry, leak)},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": file}},
                "logicalLocations": [
                    {"fullyQualifiedName": f"log.entries[{entry}].{leak.path}", "kind": "member"}
                ],
            }
        ],
        "properties": {
            "kind": leak.kind,
            "where": leak.where,
            "encoding": list(leak.encoding),
            "certainty": leak.certainty,
        },
    }


def _lines(found: Listed) -> Iterator[str]:
    yield from (_said(entry, leak) for entry, leak in found.leaks)
    requests = len({entry for entry, _ in found.leaks})
    yield f"{len(found.leaks)} leaks in {requests} of {found.entries} requests"
    for entry, why in found.unread:
        yield f"entry {entry}: {why}"
    yield from (f"incomplete: {failure}" for failure in found.failures)


def _said(entry: int, leak: Leak) -> str:
    encoded = f" as {' of '.join(leak.encoding)}" if leak.encoding else " in clear"
    return f"entry {entry}: {leak.name} in {leak.path} ({leak.where}){encoded}, {leak.certainty}"
