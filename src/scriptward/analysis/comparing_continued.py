"""Scripts that go on: code of two runs that is one script, is owned by the same, does nothing new.

What an approval binds to, beside or instead of bytes: owner, provenance and behaviour.
"""

from collections.abc import Iterator

from scriptward.analysis.comparing import StoredRun, common_pages
from scriptward.analysis.comparing_changes import Changed, Changes
from scriptward.analysis.comparing_pairs import paired
from scriptward.analysis.comparing_subjects import Subject, subjects

NO_NEWS = frozenset({Changed.CODE, Changed.STOPPED, Changed.SCRIPT_REMOVED})
"""Changes of a script that behaves as before."""


def continued(old: StoredRun, new: StoredRun, changes: Changes) -> frozenset[str]:
    """Ids of the new run's scripts that go on from the old run. `changes`: of these two.

    Code without an address is known by its words and its loader, whatever digest it has.
    """
    return frozenset(_continued(old, new, changes))


def _continued(old: StoredRun, new: StoredRun, changes: Changes) -> Iterator[str]:
    were, are = common_pages(old, new)
    was, now = subjects(were), subjects(are)
    news = {change.script for change in changes.changes if change.what not in NO_NEWS}
    for name, its in paired(was, now).items():
        if name and name not in news and _owners(now[name]) <= _owners(was[its]):
            yield from (row.id for row in now[name].rows)


def _owners(subject: Subject) -> set[tuple[str, str]]:
    return {(row.owner.entity, row.party.value) for row in subject.rows}
