"""The shape of a detector that needs more than one visit: a failing state seen by comparing them.

Docstring, stories and findings are as in `detector`; the room is `run_detectors`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from scriptward.analysis.detector import Speaker
from scriptward.vocabulary.finding import Finding
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.words import Audience, Severity


@dataclass(frozen=True, kw_only=True)
class RunDetector(Speaker):
    """A pure function from all visits of a run to findings, with what its findings share."""

    judge: Callable[[Sequence[Visit]], Iterator[Finding]]


def run_detector(
    *, severity: Severity, audience: Audience, controls: Iterable[str] = ()
) -> Callable[[Callable[[Sequence[Visit]], Iterator[Finding]]], RunDetector]:
    """Make a `RunDetector` of a function from visits to findings; its name is the function's."""

    def make(judge: Callable[[Sequence[Visit]], Iterator[Finding]]) -> RunDetector:
        return RunDetector(
            name=judge.__name__,
            severity=severity,
            audience=audience,
            controls=tuple(controls),
            judge=judge,
        )

    return make
