"""Judges that hold runs against each other: what changed, and how often was looked."""

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from scriptward.app.evidence.document import Observed
from scriptward.app.evidence.material import Material, began, script_name
from scriptward.app.evidence.ruling import Ruling, found, missing, nothing, present
from scriptward.app.evidence.wording import counted
from scriptward.knowledge.rule import Rule
from scriptward.vocabulary.observations import Page, Script
from scriptward.vocabulary.report import Report
from scriptward.vocabulary.words import PageClass

_WEEK = dt.timedelta(days=7)


def by_change(rule: Rule, material: Material) -> Ruling:
    """Scripts and headers that differ between runs, on pages that both visited."""
    classes = rule.applies_when.page_class
    if not material.pages(classes):
        return nothing(rule, material, "")
    if len(material.runs) < 2:  # noqa: PLR2004  # a comparison needs two
        return missing("one run only; its scripts and headers are the baseline for the next")
    rows = [row for pair in pairwise(material.runs) for row in _changes(*pair, classes=classes)]
    if rows:
        return found(rule, rows)
    runs = counted(len(material.runs), "run")
    return present(f"{runs} compared; scripts and headers of these pages stayed the same")


def by_schedule(rule: Rule, material: Material) -> Ruling:
    """The longest time between runs."""
    begun = [began(report) for report in material.runs]
    rows = [
        Observed(run=report.run.id, detail=f"began {report.run.started_at}")
        for report in material.runs
    ]
    if len(begun) < 2:  # noqa: PLR2004  # a gap lies between two
        return missing("one run only, so no interval can be shown", rows)
    longest = max(later - earlier for earlier, later in pairwise(begun))
    if longest > _WEEK:
        return found(rule, rows)
    days = longest.total_seconds() / 86_400
    return present(
        f"{counted(len(begun), 'run')} from {begun[0]:%Y-%m-%d} to {begun[-1]:%Y-%m-%d},"
        f" longest gap {days:.1f} days",
        rows,
    )


def _changes(
    earlier: Report, later: Report, *, classes: tuple[PageClass, ...]
) -> Iterator[Observed]:
    both = {page.url for page in earlier.pages} & {page.url for page in later.pages}
    pages = [p for p in later.pages if p.url in both and (not classes or p.page_class in classes)]
    for page in {page.url: page for page in pages}.values():
        for what in (*_scripts_changed(earlier, later, page), *_headers(earlier, later, page)):
            yield Observed(
                run=later.run.id, page=page.url, page_class=page.page_class.value, detail=what
            )


def _scripts_changed(earlier: Report, later: Report, page: Page) -> Iterator[str]:
    old, new = _on(earlier, page.url), _on(later, page.url)
    for key in sorted(new.keys() - old.keys()):
        if not any(script.approved for script in new[key]):
            yield f"script added: {script_name(new[key][0])}"
    for key in sorted(old.keys() - new.keys()):
        yield f"script removed: {script_name(old[key][0])}"
    for key in sorted(old.keys() & new.keys()):
        before, after = ({script.sha256 for script in side[key]} for side in (old, new))
        if before != after and not all(script.approved for script in new[key]):
            yield f"script changed: {script_name(new[key][0])}"


def _on(report: Report, url: str) -> dict[tuple[str, str], list[Script]]:
    """Scripts of a page by kind and address; code without one by its hash."""
    found: dict[tuple[str, str], list[Script]] = {}
    for script in report.scripts:
        if url in script.pages:
            found.setdefault((script.kind.value, script.url or script.sha256), []).append(script)
    return found


def _headers(earlier: Report, later: Report, page: Page) -> Iterator[str]:
    old, new = (
        {(h.name, h.value) for h in report.headers if h.page == page.url and h.url == page.url}
        for report in (earlier, later)
    )
    before, after = ({name for name, _ in side} for side in (old, new))
    yield from (f"header added: {name}" for name in sorted(after - before))
    yield from (f"header removed: {name}" for name in sorted(before - after))
    changed = {name for name, _ in old ^ new} & before & after
    yield from (f"header changed: {name}" for name in sorted(changed))
