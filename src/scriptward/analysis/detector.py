"""The shape of a detector: one failing state, found in one visit.

The docstring of a detector's file is its page in the docs: what, `Why:`, `Fix:`, `Source:`, and
its stories as `fires:` and `quiet:` lines, each of which is a test of that name.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

import msgspec

from scriptward.analysis.wording import in_words
from scriptward.lib.digests import stable_id
from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import Flow, Script, Visit
from scriptward.vocabulary.words import Audience, Confidence, DataKind, Severity


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """What all findings of a detector share."""

    name: str
    severity: Severity
    audience: Audience
    controls: tuple[str, ...]
    """Ids of rules in the rule packs that its findings are evidence for."""

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
        controls: Iterable[str] | None = None,
        fold: tuple[str, ...] | None = None,
    ) -> Finding:
        """One finding on one visit. `says`: what was observed, never a conclusion of law.

        `fold`: what makes it one with others of this detector, where that isn't (script,
        recipient, data kinds, page class). `controls`: where they hang on the page or the data.
        """
        flows = tuple(flows)
        script_id = script.id if isinstance(script, Script) else script
        kinds = tuple(sorted({kind.value for kind in data}))
        page_class = visit.page.page_class.value
        parts = fold if fold is not None else (script_id or "", recipient or "", *kinds, page_class)
        return Finding(
            id=stable_id("finding", self.name, parts),
            detector=self.name,
            severity=severity or self.severity,
            confidence=confidence,
            audience=self.audience,
            title=says,
            page=visit.page.url,
            script=script_id,
            recipient=recipient,
            flows=tuple(flow.id for flow in flows),
            controls=self.controls if controls is None else tuple(controls),
            remedy=remedy,
            pages=(visit.page.url,),
            data=kinds,
            page_class=page_class,
            count=max(1, sum(flow.count for flow in flows)),
        )


@dataclass(frozen=True, kw_only=True)
class Detector(Speaker):
    """A pure function from a visit to findings, with what all its findings share."""

    judge: Callable[[Visit], Iterator[Finding]]


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
    """One finding an id, with pages, flows, data and counts of all; worst, surest, widest first."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.id, []).append(finding)
    return tuple(sorted(map(_merged, groups.values()), key=_place))


def _place(finding: Finding) -> tuple[int, int, int, str, str]:
    severity, confidence = _weight(finding)
    return -severity, -confidence, -len(finding.data), finding.detector, finding.id


def _merged(group: list[Finding]) -> Finding:
    if len(group) == 1:
        return group[0]
    worst = max(group, key=_weight)
    kinds = tuple(sorted(set(chain.from_iterable(f.data for f in group))))
    return msgspec.structs.replace(
        worst,
        title=_retitled(worst, kinds),
        pages=tuple(dict.fromkeys(chain.from_iterable(f.pages for f in (worst, *group)))),
        flows=tuple(dict.fromkeys(chain.from_iterable(f.flows for f in group))),
        controls=tuple(dict.fromkeys(chain.from_iterable(f.controls for f in group))),
        data=kinds,
        count=sum(f.count for f in group),
    )


def _weight(finding: Finding) -> tuple[int, int]:
    return list(Severity).index(finding.severity), list(Confidence).index(finding.confidence)


def _retitled(finding: Finding, kinds: tuple[str, ...]) -> str:
    """The title with the data of all that was folded into it."""
    if not finding.data:
        return finding.title
    return finding.title.replace(in_words(finding.data), in_words(kinds), 1)
