"""How near a report of the clinic comes to its truth: precision, recall, and what differs."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]
DOCUMENT = "document"
UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Match:
    """Two sets compared."""

    missed: tuple[tuple[str, ...], ...] = field(repr=False)
    """In the truth and not in the report."""
    false: tuple[tuple[str, ...], ...] = field(repr=False)
    """In the report and not in the truth."""
    right: int

    @property
    def recall(self) -> float:
        """Share of the truth that was reported."""
        return self.right / max(1, self.right + len(self.missed))

    @property
    def precision(self) -> float:
        """Share of what was reported that is true."""
        return self.right / max(1, self.right + len(self.false))

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        return 2 * self.right / max(1, 2 * self.right + len(self.missed) + len(self.false))


@dataclass(frozen=True, kw_only=True)
class Measures:
    """A report against the truth."""

    scripts: Match
    """By kind and name."""
    edges: Match
    """By loader and loaded."""
    leaks: Match
    """By sender, recipient and value."""
    received: Match
    """By recipient and value: leaks whoever sent them."""


def measured(report: Row, truth: Row, *, with_skimmer: bool = False) -> Measures:
    """`report`: a `report.json` of the clinic's whole journey; `truth`: `truth.json`, parsed.

    `with_skimmer`: the clinic ran with it.
    """
    if with_skimmer:
        truth = {key: truth[key] + truth["skimmer"][key] for key in truth["skimmer"]}
    free = [_leak(leak) for leak in truth["sometimes"]]
    free += [leak for row in truth["leaks"] + truth["sometimes"] for leak in _names_in(row)]
    names = {script["id"]: name_of(script, truth["scripts"]) for script in report["scripts"]}
    names[DOCUMENT] = DOCUMENT
    senders = names | {None: DOCUMENT}
    leaks = {
        (senders.get(flow["script"], UNKNOWN), flow["recipient"]["host"], item["name"])
        for flow in report["flows"]
        if flow["recipient"]["baa"] is not None
        for item in flow["data"]
        if item["name"] is not None
    }
    return Measures(
        scripts=compared(
            ((script["kind"], names[script["id"]]) for script in report["scripts"]),
            ((script["kind"], script["name"]) for script in truth["scripts"]),
        ),
        edges=compared(
            (
                (names.get(script["loaded_by"], UNKNOWN), names[script["id"]])
                for script in report["scripts"]
            ),
            (tuple(edge) for edge in truth["edges"]),
        ),
        leaks=compared(leaks, map(_leak, truth["leaks"]), free),
        received=compared(
            (leak[1:] for leak in leaks),
            (_leak(leak)[1:] for leak in truth["leaks"]),
            (leak[1:] for leak in free),
        ),
    )


def name_of(script: Row, known: Iterable[Row]) -> str:
    """A report's script in the truth's words: its address without query, or its `code:` name."""
    url = (script["url"] or "").partition("?")[0]
    for row in known:
        if script["sha256"] in row["sha256"] or (row["url"] == url and url.startswith("https:")):
            return str(row["name"])
        if script["kind"] == row["kind"] == "worker" and url.startswith("blob:") == (
            row["url"] == "blob:"
        ):
            return str(row["name"])
    return url or f"{script['kind']}:{script['sha256'][:12]}"


def compared(
    reported: Iterable[tuple[str, ...]],
    true: Iterable[tuple[str, ...]],
    either: Iterable[tuple[str, ...]] = (),
) -> Match:
    """Compare two sets; what is in `either` counts neither as missed nor as false."""
    left, right, free = set(reported), set(true), set(either)
    return Match(
        missed=tuple(sorted(right - left)),
        false=tuple(sorted(left - right - free)),
        right=len(left & right),
    )


def _names_in(row: Row) -> Iterator[tuple[str, str, str]]:
    """Parts of a full name: a made-up patient may have the same ones in other fields."""
    if row["value"] == "full_name":
        yield row["script"], row["recipient"], "given_name"
        yield row["script"], row["recipient"], "family_name"


def _leak(row: Row) -> tuple[str, str, str]:
    return row["script"], row["recipient"], row["value"]
