"""flows.csv: a row a flow and data kind, for spreadsheets."""

from collections.abc import Iterator

from scriptward.lib.cells import table
from scriptward.vocabulary.observations import Flow, Leak
from scriptward.vocabulary.output import output
from scriptward.vocabulary.report import Report

COLUMNS = (
    "page",
    "persona",
    "script",
    "script_owner",
    "attribution",
    "channel",
    "method",
    "recipient_host",
    "recipient_entity",
    "baa",
    "data_kind",
    "data_name",
    "where",
    "path",
    "encoding",
    "certainty",
    "count",
    "outcome",
    "recipient_domain",
    "recipient_country",
    "recipient_by",
)


@output(filename="flows.csv", media_type="text/csv")
def csv(report: Report) -> bytes:
    """A header line, then a row per flow and data kind; flows without data have one row."""
    return table(COLUMNS, _rows(report))


def _rows(report: Report) -> Iterator[Iterator[str]]:
    scripts = {script.id: script for script in report.scripts}
    for flow in report.flows:
        script = scripts.get(flow.script or "")
        url = (script.url or f"{script.kind.value} {script.sha256}") if script else ""
        owner = script.owner.entity if script else ""
        for data in flow.data or (None,):
            yield _values(flow, url, owner, data)


def _values(flow: Flow, script: str, owner: str, data: Leak | None) -> Iterator[str]:
    yield from (flow.page, flow.persona, script, owner, flow.attribution, flow.channel)
    yield from (flow.request.method, flow.recipient.host, flow.recipient.entity)
    yield flow.recipient.baa or ""
    if data:
        yield from (data.kind, data.name or "", data.where, data.path)
        yield from (" ".join(data.encoding), data.certainty)
    else:
        yield from ("",) * 6
    yield from (str(flow.count), flow.outcome)
    yield from (flow.recipient.domain, flow.recipient.country or "", flow.recipient.by)
