"""Changes between runs for code-scanning tools (OASIS SARIF 2.1.0)."""

from collections.abc import Iterable, Mapping

from scriptward.analysis.comparing_changes import Change, Changes
from scriptward.lib import sarif
from scriptward.lib.plain import plain
from scriptward.lib.version import __version__
from scriptward.vocabulary.words import Severity

_PREFIX = "change/"


def of_changes(changes: Changes) -> bytes:
    """What `diff` found: a rule for each kind of change, a result for each change."""
    names = {side.script: side.name for side in changes.scripts}
    runs = (changes.old, changes.new)
    return sarif.log(
        version=__version__,
        run_id=f"{changes.old.id}..{changes.new.id}",
        invocation=sarif.invocation(
            complete=all(run.complete for run in runs),
            finished_at=changes.new.finished_at,
            failures=(failure for run in runs for failure in run.failures),
        ),
        rules=rules(changes.changes),
        results=results(changes.changes, names),
    )


def rules(changes: Iterable[Change]) -> list[sarif.Part]:
    """A rule for each kind of change."""
    worst: dict[str, Severity] = {}
    order = list(Severity)
    for change in changes:
        known = worst.setdefault(change.what.value, change.severity)
        worst[change.what.value] = max(known, change.severity, key=order.index)
    return [
        sarif.rule(_PREFIX + what, says=f"change: {what.replace('_', ' ')}", severity=severity)
        for what, severity in sorted(worst.items())
    ]


def results(
    changes: Iterable[Change], names: Mapping[str, str], *, uri: str = ""
) -> list[sarif.Part]:
    """A result for each change. `names`: of scripts. `uri`: where it is, if not on its pages."""
    return [_result(change, names, uri) for change in changes]


def _result(change: Change, names: Mapping[str, str], uri: str) -> sarif.Part:
    script = names.get(change.script or "", change.script or "the page or code that is not named")
    pages = (uri,) if uri else change.pages
    return {
        "ruleId": _PREFIX + change.what.value,
        "level": sarif.LEVELS[change.severity],
        "message": {"text": plain(f"{script}: {change.says}")},
        "locations": [sarif.place(page) for page in pages],
        "partialFingerprints": {"scriptward/v1": change.id},
        "properties": {"severity": change.severity.value, "name": change.name},
    }
