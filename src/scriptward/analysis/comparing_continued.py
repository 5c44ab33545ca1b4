"""Scripts that go on: code of two runs that is one script, is owned by the same, does nothing new.

What an approval binds to, beside or instead of bytes: owner, provenance and behaviour.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from scriptward.analysis.comparing import StoredRun, common_pages
from scriptward.analysis.comparing_changes import Changed, Changes
from scriptward.analysis.comparing_pairs import paired
from scriptward.analysis.comparing_subjects import Subject, subjects

NO_NEWS = frozenset({Changed.CODE, Changed.STOPPED, Changed.SCRIPT_REMOVED})
"""Changes of a script that behaves as before."""


@dataclass(frozen=True, kw_only=True)
class Continued:
    """Ids of the new run's scripts that the old run knew, whatever their digests."""

    alike: frozenset[str] = frozenset()
    """Of the same owner, and doing nothing new."""
    changed: frozenset[str] = frozenset()
    """The others."""


def continued(old: StoredRun, new: StoredRun, changes: Changes) -> Continued:
    """Which scripts go on from the old run. `changes`: of these two.

    Code without an address is known by its words and its loader.
    """
    were, are = common_pages(old, new)
    was, now = subjects(were), subjects(are)
    news = {change.script for change in changes.changes if change.what not in NO_NEWS}
    pairs = {name: its for name, its in paired(was, now).items() if name}
    changed = {
        name
        for name, its in pairs.items()
        if name in news or not _owners(now[name]) <= _owners(was[its])
    }
    return Continued(
        alike=_ids(now[name] for name in pairs.keys() - changed),
        changed=_ids(now[name] for name in changed),
    )


def _ids(subjects: Iterable[Subject]) -> frozenset[str]:
    return frozenset(row.id for one in subjects for row in one.rows)


def _owners(subject: Subject) -> set[tuple[str, str]]:
    return {(row.owner.entity, row.party.value) for row in subject.rows}
