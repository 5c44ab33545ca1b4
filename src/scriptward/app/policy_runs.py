"""Stored runs as the policy commands take them, and what `policy check` prints of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from scriptward.analysis.comparing import StoredRun
from scriptward.app.run_folder import read_report, read_visits
from scriptward.app.verdict import Status
from scriptward.lib.plain import plain
from scriptward.policy.language.matching import is_own
from scriptward.policy.language.policy import Policy
from scriptward.policy.linting.remark import Remark
from scriptward.policy.own_guard import without_guard
from scriptward.policy.receiving.fault import Delivery
from scriptward.vocabulary.errors import UsageError
from scriptward.vocabulary.finding import Finding
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.words import Severity

SCHEMA = "scriptward.policy-check/1"


@dataclass(frozen=True, kw_only=True)
class Runs:
    """Several runs as one."""

    names: tuple[str, ...]
    visits: tuple[Visit, ...]
    failures: tuple[str, ...]
    """Why one is not complete, a sentence each."""
    origins: tuple[str, ...] = ()
    """Name of each visit's run, in the order of the visits."""


class CheckResult(msgspec.Struct, frozen=True, kw_only=True):
    """What `policy check --format json` prints."""

    schema: str = SCHEMA
    policy: str
    site: str
    runs: tuple[str, ...]
    pages: int
    complete: bool
    failures: tuple[str, ...]
    findings: tuple[Finding, ...]
    refused: tuple[Finding, ...] = ()
    """Deviations the policy lists under `refused`: they still happen, and aren't counted."""
    remarks: tuple[Remark, ...] = ()
    """What is wrong with the policy itself, whatever ran."""
    delivery: Delivery | None = None
    """What browsers receive of the policy; only with `--live`."""


def read(folders: Iterable[Path], *, by: Policy | None = None) -> Runs:
    """The stored observations of runs.

    `by`: a policy that is about them. Raises RunError, and UsageError where no page of them is one
    of its site: nothing would be judged, which looks as if all were well.
    """
    names: list[str] = []
    visits: list[Visit] = []
    failures: list[str] = []
    origins: list[str] = []
    for folder in folders:
        report = read_report(folder)
        found = tuple(map(without_guard, read_visits(folder)))
        visits.extend(found)
        names.append(str(folder))
        origins.extend([str(folder)] * len(found))
        if not report.run.complete:
            reasons = report.run.failures or ("it says no reason",)
            failures.extend(f"{folder} is incomplete: {reason}" for reason in reasons)
    if by and visits and not any(is_own(by, visit.site) for visit in visits):
        sites = ", ".join(sorted({visit.site for visit in visits}))
        raise UsageError(
            f"the policy is for {by.site}, and the runs have pages of {sites} only",
            hint="give runs of that site, or name these hosts under `recipients`: `self`",
        )
    return Runs(
        names=tuple(names),
        visits=tuple(visits),
        failures=tuple(failures),
        origins=tuple(origins),
    )


def timed(folders: Iterable[Path]) -> tuple[StoredRun, ...]:
    """Stored runs, each apart. Raises RunError."""
    return tuple(
        StoredRun(
            run=read_report(folder).run, visits=tuple(map(without_guard, read_visits(folder)))
        )
        for folder in folders
    )


def written(result: CheckResult, form: str, more: Iterable[str] = ()) -> str:
    """The result as `json` or `text`. `more`: lines of the text that come first."""
    if form == "json":
        return msgspec.json.format(msgspec.json.encode(result), indent=2).decode() + "\n"
    return "".join(f"{plain(line)}\n" for line in (*more, *_lines(result)))


def status_of(result: CheckResult, *, fail_on: Severity) -> Status:
    """The status it deserves; an incomplete run wins over findings."""
    if not result.complete:
        return Status.INCOMPLETE
    severities = [one.severity for one in result.findings]
    severities.extend(one.severity for one in result.remarks)
    if result.delivery is not None:
        severities.extend(one.severity for one in result.delivery.faults)
    found = any(severity.at_least(fail_on) for severity in severities)
    return Status.FINDINGS if found else Status.CLEAN


def _lines(result: CheckResult) -> Iterator[str]:
    for finding in result.findings:
        yield f"{finding.severity.upper():8} {finding.title}"
        yield f"         on {', '.join(finding.pages[:3])}" + _more(len(finding.pages) - 3)
    yield from _remarks(result)
    if not result.runs:
        yield from result.failures
        return
    count = len(result.findings)
    yield (
        f"{count} deviation{'' if count == 1 else 's'} from {result.policy} on {result.pages}"
        f" page{'' if result.pages == 1 else 's'} of {len(result.runs)} run"
        f"{'' if len(result.runs) == 1 else 's'}"
    )
    if result.refused:
        yield (
            f"{len(result.refused)} refused when the policy was learned still happen"
            " (--strict counts them)"
        )
    yield from result.failures


def _remarks(result: CheckResult) -> Iterator[str]:
    for one in result.remarks:
        place = f"{one.file or result.policy} line {one.line}"
        yield f"{one.severity.upper():8} {place}: {one.says}"
        yield f"         what to do: {one.do}"
    count = len(result.remarks)
    if count or not result.runs:
        yield f"{count} remark{'' if count == 1 else 's'} on {result.policy} itself"


def _more(number: int) -> str:
    return f" and {number} more" if number > 0 else ""
