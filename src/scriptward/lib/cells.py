"""Tables for spreadsheets (RFC 4180): text that a spreadsheet doesn't run.

A cell that would be run as a formula gets an apostrophe before it (OWASP, "CSV Injection"); control
and bidi characters are written as escapes.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from scriptward.lib.plain import plain

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def table(columns: Sequence[str], rows: Iterable[Iterable[str]]) -> bytes:
    """A header line and the rows, as UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return text.getvalue().encode("utf-8", errors="replace")


def _cell(value: str) -> str:
    text = plain(str(value))
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
