"""What changed from one version of a container to the next, by content and not by numbers."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import msgspec

from scriptward.vocabulary.container import Child, Container, Tag, Trigger

_COMPARED = ("function", "name", "account", "event", "paused", "blocked", "priority", "consent")
_Key = Callable[[Tag], object]
_PARTS = (*_COMPARED, "html", "scripts", "hosts", "risk", "user_data")


class TagChange(msgspec.Struct, frozen=True, kw_only=True):
    """One tag in both versions."""

    old: Tag
    new: Tag
    differs: tuple[str, ...]
    """Names of the fields that differ; `settings` where none of them does."""


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What differs between two versions of one container."""

    id: str
    old_version: str
    new_version: str
    added: tuple[Tag, ...] = ()
    removed: tuple[Tag, ...] = ()
    changed: tuple[TagChange, ...] = ()
    children_added: tuple[Child, ...] = ()
    children_removed: tuple[Child, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything but the version's number differs."""
        tags = self.added or self.removed or self.changed
        return bool(tags or self.children_added or self.children_removed)


def changes(old: Container, new: Container) -> Changes:
    """From one version to the next; two runs' rows of the same container.

    Tags of equal content are the same, whatever their numbers; of the others those with the same
    `tag_id`, else those of the same kind, account and event, are one tag that changed.
    """
    before, after = _without_equals(old.tags, new.tags)
    pairs: list[tuple[Tag, Tag]] = []
    for key in (_by_id, _by_kind):
        before, after, found = _paired(before, after, key)
        pairs.extend(found)
    return Changes(
        id=new.id or old.id,
        old_version=old.version,
        new_version=new.version,
        added=tuple(after),
        removed=tuple(before),
        changed=tuple(
            TagChange(old=one, new=other, differs=_differing(one, other)) for one, other in pairs
        ),
        children_added=_missing(new.children, old.children),
        children_removed=_missing(old.children, new.children),
    )


def _without_equals(old: Sequence[Tag], new: Sequence[Tag]) -> tuple[list[Tag], list[Tag]]:
    common = Counter(map(_content, old)) & Counter(map(_content, new))
    return _left(old, common), _left(new, common)


def _left(tags: Iterable[Tag], common: Counter[object]) -> list[Tag]:
    rest = common.copy()
    left = []
    for tag in tags:
        if rest[_content(tag)] > 0:
            rest[_content(tag)] -= 1
        else:
            left.append(tag)
    return left


def _content(tag: Tag) -> object:
    return (
        tag.digest,
        tag.tag_id,
        tag.paused,
        tag.blocked,
        tag.priority,
        _tests(tag.triggers),
        _tests(tag.blockers),
    )


def _tests(triggers: Iterable[Trigger]) -> object:
    """What triggers test, without the words: those may name a listener that comes or goes."""
    return frozenset(
        tuple(
            frozenset((c.subject, c.test, c.value, c.ignore_case) for c in conditions)
            for conditions in (trigger.when, trigger.unless)
        )
        for trigger in triggers
    )


def _paired(
    old: list[Tag], new: list[Tag], key: _Key
) -> tuple[list[Tag], list[Tag], list[tuple[Tag, Tag]]]:
    waiting: dict[object, list[Tag]] = {}
    for tag in old:
        if key(tag) is not None:
            waiting.setdefault(key(tag), []).append(tag)
    pairs: list[tuple[Tag, Tag]] = []
    for tag in new:
        candidates = waiting.get(key(tag)) if key(tag) is not None else None
        if candidates:
            pairs.append((candidates.pop(0), tag))
    taken = {id(tag) for pair in pairs for tag in pair}
    return (
        [tag for tag in old if id(tag) not in taken],
        [tag for tag in new if id(tag) not in taken],
        pairs,
    )


def _by_id(tag: Tag) -> object:
    return tag.tag_id


def _by_kind(tag: Tag) -> object:
    return tag.function, tag.account, tag.event


def _differing(old: Tag, new: Tag) -> tuple[str, ...]:
    names = [name for name in _PARTS if getattr(old, name) != getattr(new, name)]
    names.extend(
        name
        for name in ("triggers", "blockers")
        if _tests(getattr(old, name)) != _tests(getattr(new, name))
    )
    kinds = [{(each.kind, each.name) for each in tag.reaches} for tag in (old, new)]
    return (*names, *(("reaches",) if kinds[0] != kinds[1] else ())) or ("settings",)


def _missing(these: Iterable[Child], those: Iterable[Child]) -> tuple[Child, ...]:
    known = {child.id for child in those}
    return tuple({child.id: child for child in these if child.id not in known}.values())
