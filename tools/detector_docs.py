"""Pages of the detectors in docs/detectors, printed from their docstrings."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from scriptward.analysis import detectors, run_detectors
from scriptward.analysis.detector import Detector
from scriptward.analysis.run_detector import RunDetector
from scriptward.lib.found import found

OWNS = "docs/detectors/*.md"

_PART = re.compile(r"^(Why|Fix|Source): ", re.MULTILINE)
_STORY = re.compile(r"^(fires|quiet): (\w+)$", re.MULTILINE)


def render() -> dict[Path, str]:
    """Every file of OWNS, whole; the same detectors give the same bytes."""
    room: dict[str, Detector | RunDetector] = dict(
        sorted((found(detectors, Detector) | found(run_detectors, RunDetector)).items())
    )
    pages = {Path(f"docs/detectors/{name}.md"): _page(unit) for name, unit in room.items()}
    return {**pages, Path("docs/detectors/README.md"): _index(room)}


def _page(unit: Detector | RunDetector) -> str:
    doc = _doc(unit)
    text = _PART.sub(r"**\1:** ", _STORY.sub("", doc).rstrip())
    summary, _, rest = text.partition("\n\n")
    facts = (
        f"For: {unit.audience.value.replace('_', ' ')}. Severity: {unit.severity.value}, unless "
        f"page, data or recipient say otherwise. Evidence for: {', '.join(unit.controls)}."
    )
    lines = [f"# {unit.name}", "", summary, "", facts, "", _separated(rest), "", *_stories(doc)]
    return "\n".join(lines).rstrip() + "\n"


def _separated(text: str) -> str:
    return re.sub(r"\n(\*\*(?:Fix|Source):)", r"\n\n\1", text)


def _stories(doc: str) -> Iterator[str]:
    for word, title in (("fires", "Fires when"), ("quiet", "Stays quiet when")):
        yield f"{title}:"
        yield ""
        stories = (name for kind, name in _STORY.findall(doc) if kind == word)
        yield from (f"- {name.replace('_', ' ')}" for name in stories)
        yield ""


def _index(room: dict[str, Detector | RunDetector]) -> str:
    rows = [
        f"- [{name}]({name}.md): {_doc(unit).partition(chr(10))[0]}" for name, unit in room.items()
    ]
    return "\n".join(("# Detectors", "", "What each finding in a report can be.", "", *rows)) + "\n"


def _doc(unit: Detector | RunDetector) -> str:
    return sys.modules[unit.judge.__module__].__doc__ or ""
