"""Takes a run's report in: its scripts, flows and findings, folded by their stable ids."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, select
from sqlalchemy.dialects.sqlite import insert

from scriptward.lib.bare_urls import bare_url
from scriptward.lib.domains import host_of
from scriptward.store.database import Store
from scriptward.store.tables import finding, flow, run, script
from scriptward.vocabulary.finding import Finding
from scriptward.vocabulary.observations import Flow, Script
from scriptward.vocabulary.report import Report
from scriptward.vocabulary.words import ReadTarget, Severity

_KEPT = frozenset({"site", "id", "first_seen", "live_at"})
"""Columns that a later sight of the same row leaves as they are."""


class RunRow(msgspec.Struct, frozen=True, kw_only=True):
    """A run that was taken in."""

    id: str
    site: str
    source: str
    finished_at: str
    complete: bool
    pages: int
    failures: int


def add(store: Store, report: Report) -> None:
    """Put a run in. The same run again, or an older one after a newer, changes nothing newer.

    Raises StoreError; then nothing of the run is in.
    """
    site = host_of(report.pages[0].url) if report.pages else ""
    at = report.run.finished_at
    names = {row.id: name_of(row) for row in report.scripts}
    classes = {page.url: page.page_class.value for page in report.pages}
    reads = _reads(report)
    scripts = [_script(row, site, at, reads.get(row.id, ())) for row in report.scripts]
    with store.writing() as connection:
        _put(connection, run, [_run(report, site)])
        _put(connection, script, scripts)
        _join_live(connection, scripts)
        _put(connection, flow, [_flow(row, site, at, names, classes) for row in report.flows])
        _put(connection, finding, [_finding(row, site, at, names) for row in report.findings])


def latest(store: Store) -> tuple[RunRow, ...]:
    """The newest run of each site, by site."""
    with store.reading() as connection:
        rows = connection.execute(select(run).order_by(run.c.site, run.c.finished_at)).all()
    newest = {row.site: row for row in rows}
    return tuple(
        RunRow(
            id=row.id,
            site=row.site,
            source=row.source,
            finished_at=row.finished_at,
            complete=row.complete,
            pages=row.pages,
            failures=row.failures,
        )
        for row in newest.values()
    )


def name_of(row: Script) -> str:
    """What a script is called everywhere: its address, else `sha256:` and its hash."""
    return row.url or f"sha256:{row.sha256}"


def _put(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    if not rows:
        return
    adding = insert(table)
    newer = {
        column.name: adding.excluded[column.name]
        for column in table.columns
        if column.name not in _KEPT
    }
    when = "finished_at" if table is run else "scanned_at"
    connection.execute(
        adding.on_conflict_do_update(
            index_elements=list(table.primary_key.columns),
            set_=newer,
            where=table.c[when] <= adding.excluded[when],
        ),
        rows,
    )


def _join_live(connection: Connection, rows: Iterable[dict[str, Any]]) -> None:
    """A script that was known from live pages only is one row with the scanned one."""
    for site, bare in sorted({(row["site"], row["bare"]) for row in rows}):
        mine = (script.c.site == site) & (script.c.bare == bare)
        alone = mine & (script.c.scanned_at == "")
        seen = connection.execute(select(script.c.live_at).where(alone)).scalar()
        if seen:
            connection.execute(script.delete().where(alone))
            connection.execute(
                script.update().where(mine & (script.c.live_at == "")).values(live_at=seen)
            )


def _run(report: Report, site: str) -> dict[str, Any]:
    return {
        "id": report.run.id,
        "site": site,
        "source": report.run.source,
        "started_at": report.run.started_at,
        "finished_at": report.run.finished_at,
        "complete": report.run.complete,
        "pages": len(report.pages),
        "failures": len(report.run.failures),
    }


def _reads(report: Report) -> dict[str, tuple[str, ...]]:
    """What each script read: `{id: ("cookie", "field:email", …)}`, sorted."""
    found: dict[str, set[str]] = {}
    for row in report.reads:
        what = row.target.value
        if row.target is ReadTarget.FIELD:
            what = f"field:{row.kind or row.name}"
        found.setdefault(row.script or "", set()).add(what)
    return {script_id: tuple(sorted(names)) for script_id, names in found.items()}


def _script(row: Script, site: str, at: str, reads: Sequence[str]) -> dict[str, Any]:
    return {
        "site": (host_of(row.pages[0]) if row.pages else "") or site,
        "id": row.id,
        "name": name_of(row),
        "bare": bare_url(row.url) if row.url else name_of(row),
        "kind": row.kind,
        "sha256": row.sha256,
        "bytes": row.bytes,
        "party": row.party,
        "entity": row.owner.entity,
        "product": row.owner.product,
        "category": row.owner.category,
        "pages": len(row.pages),
        "approved": row.approved,
        "vulnerable": ", ".join(
            f"{library.name} {library.version}"
            for library in row.libraries
            if library.vulnerabilities
        ),
        "reads": "\n".join(reads),
        "first_seen": at,
        "scanned_at": at,
        "live_at": "",
    }


def _flow(
    row: Flow, site: str, at: str, names: dict[str, str], classes: dict[str, str]
) -> dict[str, Any]:
    return {
        "site": host_of(row.page) or site,
        "id": row.id,
        "page": row.page,
        "page_class": classes.get(row.page, "unknown"),
        "script": names.get(row.script or "", ""),
        "channel": row.channel,
        "recipient": row.recipient.host,
        "entity": row.recipient.entity,
        "category": row.recipient.category,
        "baa": row.recipient.baa or "",
        "party": row.party,
        "data": ", ".join(sorted({leak.kind.value for leak in row.data})),
        "outcome": row.outcome,
        "count": row.count,
        "scanned_at": at,
    }


def _finding(row: Finding, site: str, at: str, names: dict[str, str]) -> dict[str, Any]:
    return {
        "site": (host_of(row.page) if row.page else "") or site,
        "id": row.id,
        "detector": row.detector,
        "severity": row.severity,
        "rank": list(Severity).index(row.severity),
        "confidence": row.confidence,
        "audience": row.audience,
        "title": row.title,
        "page": row.page or "",
        "page_class": row.page_class,
        "script": names.get(row.script or "", row.script or ""),
        "recipient": row.recipient or "",
        "data": ", ".join(row.data),
        "controls": ", ".join(row.controls),
        "remedy": row.remedy.text,
        "actor": row.remedy.actor,
        "count": row.count,
        "first_seen": at,
        "scanned_at": at,
    }
