"""summary.txt: the report on one screen, for a terminal or a mail."""

from collections.abc import Iterator
from textwrap import wrap

from scriptward.analysis import summary
from scriptward.lib.plain import cut, plain
from scriptward.vocabulary.output import output
from scriptward.vocabulary.replay import Passing
from scriptward.vocabulary.report import Report
from scriptward.vocabulary.words import DataKind, Party

WIDTH = 100
MOST_FINDINGS = 6
MOST_RECEIPTS = 5
MOST_REPLAYS = 2
MOST_FAILURES = 3
MOST_ADVICE = 3
"""Lines: what is cut off from what to do first is what one needs."""


@output(filename="summary.txt", media_type="text/plain")
def text(report: Report) -> bytes:
    """At most 26 lines of at most 100 columns, without control characters."""
    lines = [cut(plain(line), WIDTH) for line in _lines(report)]
    return ("\n".join(lines) + "\n").encode("utf-8", errors="replace")


def _lines(report: Report) -> Iterator[str]:
    yield from wrap(plain(summary.headline(report)), WIDTH)
    yield ""
    third = {f.recipient.host for f in report.flows if f.party is Party.THIRD}
    failed = len(summary.unvisited(report))
    counted = (
        summary.numbered(len(report.pages) - failed, "page"),
        f"{failed} failed" if failed else "",
        summary.numbered(len(report.scripts), "script"),
        summary.numbered(len(third), "third-party host"),
        summary.numbered(sum(f.count for f in report.flows), "request"),
    )
    yield " · ".join(filter(None, counted))
    counts = summary.by_severity(report).items()
    yield "findings: " + ", ".join(f"{number} {severity}" for severity, number in counts)
    yield from _receipts(report)
    yield from _replays(report)
    for finding in report.findings[:MOST_FINDINGS]:
        yield f"  {finding.severity.upper():8} {finding.title}"
    if more := len(report.findings) - MOST_FINDINGS:
        yield f"  … and {more} more" if more > 0 else ""
    if first := summary.first_step(report):
        advice = plain(f"first: {first.remedy.text} ({first.remedy.actor})")
        yield from wrap(advice, WIDTH, max_lines=MOST_ADVICE, placeholder=" …")
    yield f"limits: {summary.limits(report)}"
    yield from _failures(report.run.failures)


def _failures(failures: tuple[str, ...]) -> Iterator[str]:
    shown = len(failures) if len(failures) <= MOST_FAILURES else MOST_FAILURES - 1
    for failure in failures[:shown]:
        yield f"  incomplete: {failure}"
    if more := len(failures) - shown:
        yield f"  … and {more} more, in the report"


def _receipts(report: Report) -> Iterator[str]:
    for receipt in summary.receipts(report)[:MOST_RECEIPTS]:
        kinds = [summary.spoken(DataKind(kind)) for kind in receipt.kinds]
        yield f"  {cut(receipt.recipient, 28):28} {summary.listed(kinds, most=5)}"


def _replays(report: Report) -> Iterator[str]:
    """The recorders that pass on the most; each once, of its worst page."""
    worst: dict[tuple[str, str], tuple[int, int]] = {}
    for row in report.replay:
        sent = sum(one.outcome is Passing.SENT for one in row.surfaces)
        whose = (f"{row.entity} {row.product}", row.host)
        worst[whose] = max(worst.get(whose, (0, 0)), (sent, len(row.surfaces)))
    ranked = sorted(worst.items(), key=lambda one: (-one[1][0], one[0]))
    for (name, _), (sent, whole) in ranked[:MOST_REPLAYS]:
        yield f"  replay by {cut(name, 60)}: {sent} of {whole} surfaces leave unmasked"
