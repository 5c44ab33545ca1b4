"""storage.csv: a row a cookie, storage key or database that was set, for spreadsheets."""

from collections.abc import Iterator

from scriptward.lib.cells import table
from scriptward.vocabulary.output import output
from scriptward.vocabulary.report import Report

COLUMNS = (
    "page",
    "persona",
    "kind",
    "name",
    "script",
    "header",
    "party",
    "owner",
    "category",
    "purpose",
    "known_as",
    "lifetime_days",
    "count",
    "frame",
)


@output(filename="storage.csv", media_type="text/csv")
def storage(report: Report) -> bytes:
    """A header line, then a row per name and who set it."""
    return table(COLUMNS, _rows(report))


def _rows(report: Report) -> Iterator[tuple[str, ...]]:
    scripts = {script.id: script for script in report.scripts}
    for row in report.storage:
        script = scripts.get(row.script or "")
        url = (script.url or f"{script.kind.value} {script.sha256}") if script else ""
        days = "" if row.lifetime_days is None else str(row.lifetime_days)
        yield (
            *(row.page, row.persona, row.kind, row.name, url, row.header or "", row.party),
            *(row.owner, row.category, row.purpose, row.known_as, days, str(row.count), row.frame),
        )
