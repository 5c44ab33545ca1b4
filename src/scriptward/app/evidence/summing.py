"""An evidence pack on one screen of a terminal, and the exit status it deserves."""

from collections.abc import Iterator

from scriptward.app.evidence.document import Evidence
from scriptward.app.verdict import Status
from scriptward.knowledge.rule import Verdict
from scriptward.lib.plain import cut, plain

_WIDTH = 100


def text(evidence: Evidence) -> str:
    """One line a rule, then counts and limits; each line at most 100 characters."""
    return "".join(f"{cut(plain(line), _WIDTH)}\n" for line in _lines(evidence))


def status_of(evidence: Evidence) -> Status:
    """Incomplete where a run is; findings where a rule needs review."""
    if not evidence.complete:
        return Status.INCOMPLETE
    return Status.FINDINGS if evidence.counts[Verdict.NEEDS_REVIEW] else Status.CLEAN


def _lines(evidence: Evidence) -> Iterator[str]:
    for pack in evidence.packs:
        yield pack.title
        for judged in pack.rules:
            yield f"  {judged.rule.id:7} {judged.says}"
        yield ""
    counts = (f"{verdict} {number}" for verdict, number in evidence.counts.items() if number)
    yield ", ".join(counts)
    if not evidence.complete:
        yield "INCOMPLETE: a run it rests on did not see all it set out to see"
    yield f"limits: {len(evidence.limits)} things these runs can't show; they stand in the files"
