"""An evidence pack as a document, schema `scriptward.evidence/1`. Additive changes only."""

import datetime as dt
from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from scriptward.knowledge.rule import Rule, Verdict

SCHEMA = "scriptward.evidence/1"


class Observed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One observation a verdict rests on. No value that a person typed is in it."""

    run: str
    """Id of the run."""
    page: str = ""
    page_class: str = ""
    recipient: str = ""
    """Host."""
    entity: str = ""
    product: str = ""
    agreement: str = ""
    """What the register says: `attested`, `none`, `unknown`; empty where it is no question."""
    script: str = ""
    """Address, or kind and hash, of the script that did it or that the row is about."""
    data: tuple[str, ...] = ()
    """Kinds."""
    certainty: tuple[str, ...] = ()
    count: int = 1
    """Requests."""
    detail: str = ""
    """What else there is to say of it."""
    flows: tuple[str, ...] = ()
    """Ids in the run's report."""


def folded(rows: Iterable[Observed]) -> tuple[Observed, ...]:
    """Rows that say the same become one, with the flows and counts of all."""
    groups: dict[Observed, list[Observed]] = {}
    for row in rows:
        groups.setdefault(replace(row, count=0, flows=()), []).append(row)
    return tuple(
        replace(
            row,
            count=sum(each.count for each in group),
            flows=tuple(flow for each in group for flow in each.flows),
        )
        for row, group in groups.items()
    )


class Cited(msgspec.Struct, frozen=True, kw_only=True):
    """A finding of a run that names the rule."""

    run: str
    id: str
    severity: str
    title: str
    page: str


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A rule with its verdict."""

    rule: Rule
    verdict: Verdict
    says: str
    """The verdict as a sentence: it begins with one of the five and never concludes more."""
    observed: tuple[Observed, ...] = ()
    findings: tuple[Cited, ...] = ()


class JudgedPack(msgspec.Struct, frozen=True, kw_only=True):
    """One rule pack, judged."""

    id: str
    title: str
    authority: str
    dated: dt.date
    about: str
    rules: tuple[Judged, ...]


class RunCited(msgspec.Struct, frozen=True, kw_only=True):
    """A run the evidence rests on."""

    id: str
    version: str
    source: str
    browser: str
    started_at: str
    finished_at: str
    complete: bool
    failures: tuple[str, ...]
    personas: tuple[str, ...]
    pages: int
    planted: int
    caught: int
    report_sha256: str
    """Of the report.json that was read."""


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """The whole pack."""

    schema: str = SCHEMA
    standard: str
    made_at: str
    """UTC, ISO 8601."""
    version: str
    """Of scriptward."""
    runs: tuple[RunCited, ...]
    packs: tuple[JudgedPack, ...]
    limits: tuple[str, ...]
    """What none of it can show, a sentence each."""

    @property
    def complete(self) -> bool:
        """Whether every run was complete."""
        return all(run.complete for run in self.runs)

    @property
    def counts(self) -> dict[Verdict, int]:
        """Rules by verdict, none left out."""
        found = [judged.verdict for pack in self.packs for judged in pack.rules]
        return {verdict: found.count(verdict) for verdict in Verdict}
