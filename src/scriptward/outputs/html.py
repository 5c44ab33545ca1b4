"""report.html: one file that needs no network and no scripts.

First screen: who got which data, what to do first, one line of limits. Then who gets what as a
drawing, the load tree, findings with remedies, and the tables. Every string from a page is escaped
by the template engine and cleared of control characters; the file's own policy forbids scripts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from scriptward.analysis import summary
from scriptward.lib import sankey
from scriptward.lib.domains import host_of
from scriptward.lib.plain import cut, plain
from scriptward.vocabulary.finding import Finding
from scriptward.vocabulary.observations import Flow, Script, Storage
from scriptward.vocabulary.output import output
from scriptward.vocabulary.report import Report
from scriptward.vocabulary.words import DataKind, Party, Severity, StorageKind

MOST_ROWS = 500
MOST_REPLAYS = 40
DEEPEST = 40
_KINDS = {
    StorageKind.COOKIE: "cookie",
    StorageKind.LOCAL: "local storage",
    StorageKind.SESSION: "session storage",
    StorageKind.INDEXEDDB: "database",
}


@dataclass(frozen=True, kw_only=True)
class Branch:
    """A line of the load tree."""

    script: Script
    depth: int
    name: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """Findings of one severity."""

    severity: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A row of what is kept in the browser."""

    row: Storage
    what: str
    lives: str


@output(filename="report.html", media_type="text/html")
def html(report: Report) -> bytes:
    """The whole page as UTF-8."""
    third = [flow for flow in report.flows if flow.party is Party.THIRD]
    page = _environment().get_template("report.html.j2")
    scripts = {script.id: script for script in report.scripts}
    return page.render(
        report=report,
        headline=summary.headline(report),
        first=summary.first_step(report),
        limits=summary.limits(report),
        counts={str(s): n for s, n in summary.by_severity(report).items()},
        groups=[Group(severity=str(s), findings=f) for s, f in _grouped(report)],
        receipts=summary.receipts(report),
        drawing=sankey.laid_out(_paths(report, scripts)),
        tree=list(_tree(report.scripts))[:MOST_ROWS],
        hosts=len({flow.recipient.host for flow in third}),
        requests=sum(flow.count for flow in report.flows),
        flows=sorted(third, key=lambda flow: (-len(flow.data), flow.recipient.host))[:MOST_ROWS],
        scripts=scripts,
        tags=[(c, tag) for c in report.containers for tag in c.tags][:MOST_ROWS],
        kept=sorted(map(_kept, report.storage), key=_by_weight)[:MOST_ROWS],
        more_kept=max(0, len(report.storage) - MOST_ROWS),
        most_replays=MOST_REPLAYS,
        more_scripts=max(0, len(report.scripts) - MOST_ROWS),
        more_flows=max(0, len(third) - MOST_ROWS),
    ).encode("utf-8", errors="replace")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("scriptward.outputs"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["plain"] = plain
    environment.filters["cut"] = cut
    environment.filters["spoken"] = lambda kind: summary.spoken(DataKind(kind))
    environment.filters["script_name"] = script_name
    environment.finalize = lambda value: plain(value) if type(value) is str else value
    return environment


def script_name(script: Script | None) -> str:
    """What people call a script: its address without query, or its kind and hash."""
    if script is None:
        return "unknown script"
    if script.url:
        return script.url.partition("?")[0]
    return f"{script.kind.value} {script.sha256[:12]}"


def _grouped(report: Report) -> Iterator[tuple[Severity, tuple[Finding, ...]]]:
    for severity in reversed(Severity):
        of_it = tuple(finding for finding in report.findings if finding.severity is severity)
        if of_it:
            yield severity, of_it


def _kept(row: Storage) -> Kept:
    cookie = row.kind is StorageKind.COOKIE
    days = row.lifetime_days
    lives = "session" if days is None else f"{days} days" if days != 1 else "1 day"
    return Kept(row=row, what=_KINDS[row.kind], lives=lives if cookie else "")


def _by_weight(kept: Kept) -> tuple[bool, bool, str, str]:
    """Third parties' first, and of those the ones whose purpose says tracking."""
    row = kept.row
    return (
        row.party is Party.FIRST,
        row.purpose not in {"marketing", "analytics"},
        row.page,
        row.name,
    )


def _paths(report: Report, scripts: dict[str, Script]) -> Iterator[tuple[str, str, str]]:
    """(page class, script's owner, recipient) for each flow with data to a third party."""
    classes = {page.url: page.page_class.value.replace("_", " ") for page in report.pages}
    for flow in report.flows:
        if flow.party is Party.FIRST:
            continue
        for _ in flow.data:
            place = classes.get(flow.page, "unknown page")
            yield place, _owner(flow, scripts), summary.name_of(flow)


def _owner(flow: Flow, scripts: dict[str, Script]) -> str:
    script = scripts.get(flow.script or "")
    if script is None:
        return "unknown script"
    if script.party is Party.FIRST:
        return "the site's own code"
    entity = script.owner.entity
    return (
        entity
        if entity not in {"", "unknown"}
        else host_of(script.url or "") or script_name(script)
    )


def _tree(scripts: tuple[Script, ...]) -> Iterator[Branch]:
    children: dict[str, list[Script]] = {}
    known = {script.id for script in scripts}
    for script in scripts:
        parent = script.loaded_by if script.loaded_by in known else script.loaded_by or "unknown"
        children.setdefault(parent or "unknown", []).append(script)
    seen: set[str] = set()
    waiting = [
        (script, 0)
        for root in ("unknown", "document")
        for script in reversed(children.get(root, []))
    ]
    while waiting:
        script, depth = waiting.pop()
        if script.id in seen:
            continue
        seen.add(script.id)
        yield Branch(script=script, depth=min(depth, DEEPEST), name=script_name(script))
        waiting += [(child, depth + 1) for child in reversed(children.get(script.id, []))]
