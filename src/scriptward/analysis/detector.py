"""The shape of a detector: one failing state, found in one visit.

The docstring of a detector's file is its page in the docs: what, `Why:`, `Fix:`, `Source:`, and
its stories as `fires:` and `quiet:` lines, each of which is a test of that name.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

import msgspec

from scriptward.lib.digests import stable_id
from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import Flow, Script, Visit
from scriptward.vocabulary.words import Audience, Confidence, DataKind, Severity


@dataclass(frozen=True, kw_only=True)
class Detector:
    """A pure function from a visit to findings, with what all its findings share."""

    name: str
    severity: Severity
    audience: Audience
    controls: tuple[str, ...]
    """Ids of rules in the rule packs that its findings are evidence for."""
    judge: Callable[[Visit], Iterator[Finding]]

    def finding(
        self,
        *,
        visit: Visit,
        says: str,
        remedy: Remedy,
        flows: Iterable[Flow] = (),
        script: Script | str | None = None,
        recipient: str | None = None,
        data: Iterable[DataKind] = (),
        confidence: Confidence = Confidence.HIGH,
        severity: Severity | None = None,
    ) -> Finding:
        """One finding on one visit. `says`: what was observed, never a conclusion of law.

        Its id is the fold: (detector, script, recipient, data kinds, page class).
        """
        flows = tuple(flows)
        script_id = script.id if isinstance(script, Script) else script
        kinds = tuple(sorted({kind.value for kind in data}))
        page_class = visit.page.page_class.value
        return Finding(
            id=stable_id("finding", self.name, script_id or "", recipient or "", kinds, page_class),
            detector=self.name,
            severity=severity or self.severity,
            confidence=confidence,
            audience=self.audience,
            title=says,
            page=visit.page.url,
            script=script_id,
            recipient=recipient,
            flows=tuple(flow.id for flow in flows),
            controls=self.controls,
            remedy=remedy,
            pages=(visit.page.url,),
            data=kinds,
            page_class=page_class,
            count=max(1, sum(flow.count for flow in flows)),
        )


def detector(
    *, severity: Severity, audience: Audience, controls: Iterable[str] = ()
) -> Callable[[Callable[[Visit], Iterator[Finding]]], Detector]:
    """Make a `Detector` of a function from visit to findings; its name is the function's."""

    def make(judge: Callable[[Visit], Iterator[Finding]]) -> Detector:
        return Detector(
            name=judge.__name__,
            severity=severity,
            audience=audience,
            controls=tuple(controls),
            judge=judge,
        )

    return make


def folded(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """One finding an id, with pages, flows and counts of all; worst first."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.id, []).append(finding)
    order = list(Severity)
    return tuple(
        sorted(
            map(_merged, groups.values()),
            key=lambda f: (-order.index(f.severity), f.detector, f.id),
        )
    )


def _merged(group: list[Finding]) -> Finding:
    worst = max(group, key=lambda finding: list(Severity).index(finding.severity))
    return msgspec.structs.replace(
        worst,
        page=group[0].page,
        pages=tuple(dict.fromkeys(chain.from_iterable(f.pages for f in group))),
        flows=tuple(dict.fromkeys(chain.from_iterable(f.flows for f in group))),
        count=sum(f.count for f in group),
    )
