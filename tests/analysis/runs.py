"""Stored runs of a small clinic, built by hand, for comparing."""

from scriptward.analysis.comparing import StoredRun, compared
from scriptward.vocabulary.report import Run


def run(*visits, **more):
    """A run of these visits."""
    return StoredRun(
        run=Run(
            id=more.pop("id", "run-1"),
            version="0",
            browser=more.pop("browser", "Chromium 1"),
            started_at="2026-11-25T10:00:00Z",
            finished_at=more.pop("finished_at", "2026-11-25T10:01:00Z"),
            complete=more.pop("complete", True),
            personas=("default",),
            **more,
        ),
        visits=visits,
    )


def told(old, new):
    """`(what, severity, says)` of each change from one visit or run to another."""
    runs = (one if isinstance(one, StoredRun) else run(one) for one in (old, new))
    return [(c.what.value, c.severity.value, c.says) for c in compared(*runs).changes]
