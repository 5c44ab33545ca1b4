"""Findings of visits, and the report of a run: pure functions, so any saved run can be rejudged."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from itertools import groupby

import msgspec

from scriptward.analysis import detectors, run_detectors
from scriptward.analysis.behaviour import profiled
from scriptward.analysis.containers import containers_of
from scriptward.analysis.detector import Detector, folded
from scriptward.analysis.leaks import Detector as LeakDetector
from scriptward.analysis.limits import unseen
from scriptward.analysis.run_detector import RunDetector
from scriptward.analysis.script_rows import merged
from scriptward.analysis.self_test import self_tested
from scriptward.analysis.writable import writable
from scriptward.knowledge.field_kinds import kind_of_name
from scriptward.lib.found import found
from scriptward.vocabulary.capture import Capture, Value
from scriptward.vocabulary.finding import Finding
from scriptward.vocabulary.observations import Script, Visit
from scriptward.vocabulary.report import Canary, Coverage, Report, Run, SelfTest
from scriptward.vocabulary.words import PageStatus


def findings(visits: Iterable[Visit]) -> tuple[Finding, ...]:
    """What every detector says of the visits, folded, worst first."""
    visits = tuple(visits)
    judges = tuple(found(detectors, Detector).values())
    of_visits = (
        finding for visit in visits for detector in judges for finding in detector.judge(visit)
    )
    of_run = (
        finding
        for detector in found(run_detectors, RunDetector).values()
        for finding in detector.judge(visits)
    )
    return folded((*of_visits, *of_run))


def report(capture: Capture, visits: Sequence[Visit], *, version: str, run_id: str) -> Report:
    """The report of a run. `visits`: `observed` of the same capture."""
    detector = LeakDetector(capture.values)

    def masked(text: str) -> str:
        return detector.masked(writable(text))

    self_test = self_tested(capture)
    return Report(
        run=_run(capture, visits, self_test, masked, version=version, run_id=run_id),
        pages=tuple(visit.page for visit in visits),
        headers=tuple(header for visit in visits for header in visit.headers),
        scripts=profiled(scripts_of(visits), visits),
        flows=tuple(flow for visit in visits for flow in visit.flows),
        reads=tuple(read for visit in visits for read in visit.reads),
        findings=findings(visits),
        coverage=Coverage(
            self_test=self_test,
            canaries=_canaries(capture.values, visits),
            unseen=tuple(map(masked, unseen(capture, visits))),
        ),
        containers=containers_of(visits),
        replay=tuple(row for visit in visits for row in visit.replay),
        storage=tuple(row for visit in visits for row in visit.storage),
    )


def rejudged(report: Report, visits: Sequence[Visit]) -> Report:
    """The same report with the findings of today's detectors on its stored visits."""
    return msgspec.structs.replace(report, findings=findings(visits))


def scripts_of(visits: Iterable[Visit]) -> tuple[Script, ...]:
    """One row a script over all visits, by id."""
    rows = sorted((s for visit in visits for s in visit.scripts), key=lambda s: s.id)
    groups = groupby(rows, key=lambda script: script.id)
    return tuple(reduce(merged, group) for _, group in groups)


def _run(
    capture: Capture,
    visits: Sequence[Visit],
    self_test: SelfTest,
    masked: Callable[[str], str],
    *,
    version: str,
    run_id: str,
) -> Run:
    whole = all(visit.page.status is PageStatus.COMPLETE for visit in visits)
    failures = [masked(failure) for failure in capture.failures]
    if self_test.missed:
        failures.append(
            f"self-test: {self_test.caught} of {self_test.planted} planted leaks were caught; "
            f"missed {', '.join(self_test.missed)}"
        )
    return Run(
        id=run_id,
        version=version,
        browser=capture.browser,
        started_at=capture.started_at,
        finished_at=capture.finished_at,
        complete=whole and not failures,
        personas=capture.personas,
        source=capture.source,
        failures=tuple(failures),
    )


def _canaries(values: Iterable[Value], visits: Iterable[Visit]) -> tuple[Canary, ...]:
    counts = Counter(
        name
        for visit in visits
        for flow in visit.flows
        for name in {leak.name for leak in flow.data if leak.name}
    )
    return tuple(
        Canary(name=name, kind=kind_of_name(name).value, found=counts[name])
        for name in sorted({value.name for value in values})
    )
