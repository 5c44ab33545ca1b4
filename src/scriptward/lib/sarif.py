"""SARIF logs as plain dictionaries (OASIS SARIF 2.1.0), severities as words."""

import json
from collections.abc import Iterable, Mapping

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS: Mapping[str, str] = {
    "info": "note",
    "low": "note",
    "medium": "warning",
    "high": "error",
    "critical": "error",
}
SCORES: Mapping[str, str] = {
    "info": "0.0",
    "low": "3.0",
    "medium": "5.5",
    "high": "8.0",
    "critical": "9.5",
}

Part = Mapping[str, object]


def log(
    *,
    version: str,
    run_id: str,
    invocation: Part,
    rules: Iterable[Part],
    results: Iterable[Part],
) -> bytes:
    """A log of one run, with a line's end. `version`: scriptward's."""
    driver = {"name": "scriptward", "version": version, "rules": list(rules)}
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"scriptward/{run_id}"},
        "invocations": [invocation],
        "results": list(results),
    }
    whole = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(whole, indent=2, ensure_ascii=True).encode() + b"\n"


def invocation(
    *, complete: bool, finished_at: str, failures: Iterable[str], started_at: str = ""
) -> Part:
    """How the run went."""
    times = {"startTimeUtc": started_at, "endTimeUtc": finished_at}
    return {
        "executionSuccessful": complete,
        **{name: time for name, time in times.items() if time},
        "toolExecutionNotifications": [
            {"level": "error", "message": {"text": failure}} for failure in failures
        ],
    }


def rule(name: str, *, says: str, severity: str, help_: str = "", tags: Iterable[str] = ()) -> Part:
    """A rule: `severity` is the worst of its results."""
    explained = {"help": {"text": help_}} if help_ else {}
    return {
        "id": name,
        "shortDescription": {"text": says},
        **explained,
        "properties": {
            "tags": ["security", *sorted(set(tags))],
            "security-severity": SCORES[severity],
        },
    }


def place(uri: str, *, line: int = 0, column: int = 0) -> Part:
    """A location; `line` and `column` from 1, 0 where unknown."""
    region = {"region": {"startLine": line, "startColumn": column}} if line else {}
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, **region}}
