"""Makes an evidence pack: each rule of a standard's packs goes to its judge."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from scriptward.app.evidence import by_flows, by_runs, by_scripts
from scriptward.app.evidence.attested import Attested
from scriptward.app.evidence.document import (
    Cited,
    Evidence,
    Judged,
    JudgedPack,
    RunCited,
    folded,
)
from scriptward.app.evidence.material import Material, began
from scriptward.app.evidence.ruling import Ruling, inapplicable
from scriptward.app.run_folder import read_report
from scriptward.knowledge.rule import Judge, Rule, RulePack, Verdict, packs
from scriptward.lib.digests import sha256_hex
from scriptward.lib.version import __version__
from scriptward.policy.language.policy import Policy
from scriptward.vocabulary.report import Report

JUDGES: dict[Judge, Callable[[Rule, Material], Ruling]] = {
    Judge.FLOWS: by_flows.by_flows,
    Judge.DECLARED: by_flows.by_declared,
    Judge.REGISTER: by_flows.by_register,
    Judge.IDENTIFIERS: by_flows.by_identifiers,
    Judge.HAND_OVER: by_flows.by_hand_over,
    Judge.CONSENT: by_flows.by_consent,
    Judge.FINDINGS: by_flows.by_findings,
    Judge.ATTESTATION: by_flows.by_attestation,
    Judge.INVENTORY: by_scripts.by_inventory,
    Judge.AUTHORISATION: by_scripts.by_authorisation,
    Judge.INTEGRITY: by_scripts.by_integrity,
    Judge.CHANGE: by_runs.by_change,
    Judge.SCHEDULE: by_runs.by_schedule,
}

ALWAYS = (
    "Verdicts are prompts for a reviewer and records of what was seen; none is a legal opinion.",
    "What was not observed in a run may happen in another: one browser, place, time and state.",
    (
        "Agreements, approvals, purposes and consent records are taken from what the organisation "
        "attests in its policy; an unknown agreement is not taken for a missing one."
    ),
    "Whether a law applies to the organisation, a page or a visitor is not known from traffic.",
)
"""Limits of every pack."""


def standards() -> tuple[str, ...]:
    """The words after `--standard`."""
    return tuple(sorted({pack.standard for pack in packs().values()}))


def read_runs(paths: Iterable[Path]) -> tuple[tuple[Report, str], ...]:
    """Report and SHA-256 of its file, each run once. Raises RunError."""
    found: dict[str, Report] = {}
    for path in paths:
        report = read_report(path)
        file = path / "report.json" if path.is_dir() else path
        found.setdefault(sha256_hex(file.read_bytes()), report)
    return tuple((report, digest) for digest, report in found.items())


def evidence(
    standard: str,
    runs: Iterable[tuple[Report, str]],
    *,
    policy: Policy | None = None,
    now: dt.datetime | None = None,
) -> Evidence:
    """The pack of a standard. `runs`: report and SHA-256 of its file. Order makes no difference.

    `policy`: its approvals and agreements take the place of those that the runs were judged with.
    """
    ordered = sorted(runs, key=lambda run: (began(run[0]), run[0].run.id))
    attested = Attested(policy)
    reports = tuple(attested.marked(report, day=began(report).date()) for report, _ in ordered)
    material = Material(reports, attested)
    return Evidence(
        standard=standard,
        made_at=(now or dt.datetime.now(dt.UTC)).isoformat(timespec="seconds"),
        version=__version__,
        runs=tuple(_cited(report, digest) for report, digest in ordered),
        packs=tuple(
            _judged_pack(pack, material) for pack in packs().values() if pack.standard == standard
        ),
        limits=tuple(dict.fromkeys((*ALWAYS, *_limits(reports)))),
    )


def _judged_pack(pack: RulePack, material: Material) -> JudgedPack:
    return JudgedPack(
        id=pack.id,
        title=pack.title,
        authority=pack.authority,
        dated=pack.dated,
        about=pack.about.strip(),
        rules=tuple(_judged(rule, material) for rule in pack.rules),
    )


def _judged(rule: Rule, material: Material) -> Judged:
    held = tuple(r for r in material.runs if rule.effective.on(began(r).date()))
    cited = tuple(_findings(rule, held))
    ruling = _ruling(rule, Material(held, material.attested))
    if ruling.verdict is Verdict.NOT_OBSERVED and cited and rule.found is Verdict.NEEDS_REVIEW:
        naming = "finding of these runs names" if len(cited) == 1 else "findings of these runs name"
        says = f"{Verdict.NEEDS_REVIEW.value}: {len(cited)} {naming} this rule"
        ruling = Ruling(verdict=Verdict.NEEDS_REVIEW, says=says)
    return Judged(
        rule=rule,
        verdict=ruling.verdict,
        says=ruling.says,
        observed=folded(ruling.observed),
        findings=cited,
    )


def _ruling(rule: Rule, material: Material) -> Ruling:
    if not material.runs:
        return inapplicable(f"in force from {rule.effective.since}; these runs are of other days")
    return JUDGES[rule.judged_by](rule, material)


def _findings(rule: Rule, reports: tuple[Report, ...]) -> Iterator[Cited]:
    for report in reports:
        for finding in report.findings:
            if rule.id in finding.controls:
                yield Cited(
                    run=report.run.id,
                    id=finding.id,
                    severity=finding.severity.value,
                    title=finding.title,
                    page=finding.page or "",
                )


def _cited(report: Report, digest: str) -> RunCited:
    run, test = report.run, report.coverage.self_test
    return RunCited(
        id=run.id,
        version=run.version,
        source=run.source,
        browser=run.browser,
        started_at=run.started_at,
        finished_at=run.finished_at,
        complete=run.complete,
        failures=run.failures,
        personas=run.personas,
        pages=len(report.pages),
        planted=test.planted,
        caught=test.caught,
        report_sha256=digest,
    )


def _limits(reports: tuple[Report, ...]) -> Iterator[str]:
    for report in reports:
        if not report.run.complete:
            yield f"Run {report.run.id} is not complete: {'; '.join(report.run.failures)}"
        yield from report.coverage.unseen
