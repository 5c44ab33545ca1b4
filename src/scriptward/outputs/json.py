"""report.json: the whole report, schema `scriptward.report/1` (docs/report.schema.json)."""

import msgspec

from scriptward.vocabulary.output import output
from scriptward.vocabulary.report import Report


@output(filename="report.json", media_type="application/json")
def json(report: Report) -> bytes:
    """The report as JSON, indented by two, with a line's end."""
    return msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n"
