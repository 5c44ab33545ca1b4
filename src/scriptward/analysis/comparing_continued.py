"""Scripts that go on: code of two runs that is one script, is owned by the same, does nothing new.

What an approval binds to, beside or instead of bytes: owner, provenance and behaviour.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scriptward.analysis.behaviour_acts import What
from scriptward.analysis.comparing import StoredRun, common_pages
from scriptward.analysis.comparing_changes import Change, Changed, Changes
from scriptward.analysis.comparing_keys import Keys, keys
from scriptward.analysis.comparing_pairs import paired
from scriptward.analysis.comparing_subjects import Subject, subjects
from scriptward.analysis.parties import UNKNOWN
from scriptward.vocabulary.observations import Script
from scriptward.vocabulary.words import ReadTarget

NO_NEWS = frozenset({Changed.CODE, Changed.STOPPED, Changed.SCRIPT_REMOVED})
"""Changes of a script that behaves as before."""
_KEYS = frozenset({ReadTarget.COOKIE.value, ReadTarget.STORAGE.value})


@dataclass(frozen=True, kw_only=True)
class Continued:
    """Ids of the new run's scripts that the old run knew, whatever their digests."""

    alike: frozenset[str] = frozenset()
    """Of the same owner, and doing nothing new."""
    changed: frozenset[str] = frozenset()
    """The others."""


def continued(old: StoredRun, new: StoredRun, changes: Changes) -> Continued:
    """Which scripts go on from the old run. `changes`: of these two.

    Code without an address is known by its words and its loader. A key or cookie that nobody but
    the script itself set is no news: what it kept there, it had.
    """
    were, are = common_pages(old, new)
    was, now = subjects(were), subjects(are)
    kept = keys(are)
    news = {
        change.script
        for change in changes.changes
        if change.what not in NO_NEWS and not _is_own_key(change, now, kept)
    }
    pairs = {name: its for name, its in paired(was, now).items() if name}
    changed = {
        name
        for name, its in pairs.items()
        if name in news or not _is_owned_alike(was[its], now[name])
    }
    return Continued(
        alike=_ids(now[name] for name in pairs.keys() - changed),
        changed=_ids(now[name] for name in changed),
    )


def _is_own_key(change: Change, now: Mapping[str, Subject], kept: Keys) -> bool:
    """Whether it is the reading of what the script alone keeps, of no kind that is known."""
    subject = now.get(change.script or "")
    if change.what is not Changed.READ or subject is None:
        return False
    reads = (act.words for act in subject.acts if act.what is What.READ)
    about = [words for words in reads if words[2] == change.name]
    return (
        bool(about)
        and all(target in _KEYS and not kind for target, kind, _ in about)
        and kept.set_by(change.name) == {change.script}
    )


def _ids(subjects: Iterable[Subject]) -> frozenset[str]:
    return frozenset(row.id for one in subjects for row in one.rows)


def _is_owned_alike(was: Subject, now: Subject) -> bool:
    return all(any(_is_alike(old, new) for old in was.rows) for new in now.rows)


def _is_alike(old: Script, new: Script) -> bool:
    """Whether their owner is one: what only texts in the code say may get lost from build to build.

    Texts that say somebody else are another owner.
    """
    if old.party is not new.party:
        return False
    entities = {old.owner.entity, new.owner.entity}
    unsure = {old.owner.sure, new.owner.sure} == {UNKNOWN.entity}
    return len(entities) == 1 or (unsure and UNKNOWN.entity in entities)
