"""Writes an evidence pack: JSON for machines, one HTML file that needs no network and no scripts.

Every string from a page is escaped by the template engine and cleared of control characters.
"""

from functools import lru_cache
from pathlib import Path

import msgspec
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from scriptward.app.evidence.document import Evidence
from scriptward.app.evidence.wording import kinds_said
from scriptward.knowledge.rule import Verdict
from scriptward.lib.plain import cut, plain
from scriptward.lib.whole_files import put
from scriptward.vocabulary.errors import UsageError

MOST_ROWS = 100
"""Observations of one rule on the page; the JSON has all."""
TONES = {
    Verdict.NEEDS_REVIEW: "high",
    Verdict.MISSING: "medium",
    Verdict.PRESENT: "low",
    Verdict.NOT_OBSERVED: "info",
    Verdict.NOT_APPLICABLE: "info",
}


def write(folder: Path, evidence: Evidence) -> tuple[Path, ...]:
    """Write `evidence-<standard>.json` and `.html`; give both paths. Raises UsageError."""
    files = {
        folder / f"evidence-{evidence.standard}.json": json(evidence),
        folder / f"evidence-{evidence.standard}.html": html(evidence),
    }
    try:
        for path, content in files.items():
            put(path, content)
    except OSError as error:
        raise UsageError(
            f"{error.filename}: {error.strerror}", hint="name a folder you may write to: --out DIR"
        ) from error
    return tuple(files)


def json(evidence: Evidence) -> bytes:
    """The pack as JSON."""
    return msgspec.json.format(msgspec.json.encode(evidence), indent=1) + b"\n"


def html(evidence: Evidence) -> bytes:
    """The pack as one page, UTF-8."""
    page = _environment().get_template("evidence.html.j2")
    return page.render(evidence=evidence, tones=TONES, most=MOST_ROWS).encode("utf-8", "replace")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=ChoiceLoader(
            [
                PackageLoader("scriptward.app.evidence"),
                PackageLoader("scriptward.outputs"),  # report.css: one look for both
            ]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["cut"] = cut
    environment.filters["kinds"] = kinds_said
    environment.finalize = lambda value: plain(value) if type(value) is str else value
    return environment
