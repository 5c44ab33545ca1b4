"""Shared bases of a policy: `include` takes the entries of other files.

A site's own file adds to its bases. A name stands once in all of them; only `self` may stand in
several, and a `default` of the including file wins.
"""

import posixpath
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TypeVar

from scriptward.policy.language.fields import File, shown
from scriptward.policy.language.policy import (
    PageRule,
    Policy,
    RecipientRule,
    Rule,
    ScriptRule,
    place,
)
from scriptward.policy.language.tree import LARGEST, Node
from scriptward.policy.language.words import SELF
from scriptward.vocabulary.errors import PolicyError

T = TypeVar("T")
DEEPEST = 5
MOST = 50
"""Files of one policy."""
Entry = PageRule | RecipientRule | ScriptRule | Rule


@dataclass
class Taken:
    """What one policy has read so far."""

    bases: dict[Path, Policy] = field(default_factory=dict)
    left: int = LARGEST
    """Bytes that all of its files together may still have."""


@dataclass(frozen=True, kw_only=True)
class Trail:
    """Where a file of a policy stands."""

    folder: Path | None = None
    """Relative names are below it; None for a text that is no file."""
    name: str = ""
    """As the policy's own file would write it; empty for that file."""
    open: tuple[Path, ...] = ()
    """The files that include this one, and itself."""
    taken: Taken = field(default_factory=Taken)

    def below(self, path: Path, name: str) -> "Trail":
        """The trail of a file that this one includes."""
        full = posixpath.normpath(posixpath.join(posixpath.dirname(self.name), name))
        return Trail(folder=path.parent, name=full, open=(*self.open, path), taken=self.taken)


Read = Callable[[bytes, str, Trail], Policy]


def included(file: File, node: Node, trail: Trail, read: Read) -> tuple[Policy, ...]:
    """The bases an `include` names, each with its own. Raises PolicyError at the name."""
    names: dict[str, Node] = {}
    for item in file.several(node, lambda one: one):
        names.setdefault(file.text(item, "`include`"), item)
    bases: list[Policy] = []
    for name, item in names.items():
        base = _base(file, item, name, trail, read)
        _apart(file, item, bases, base)
        bases.append(base)
    return tuple(bases)


def joined(own: Policy, bases: Iterable[Policy]) -> Policy:
    """A policy with what its bases add: its own entries come first."""
    every = (own, *bases)
    written = dict(own.defaults)
    added: dict[str, None] = {}
    for base in every[1:]:
        for name, stance in base.defaults:
            if written.setdefault(name, stance) is stance and name not in dict(own.defaults):
                added.setdefault(name)
    return replace(
        own,
        defaults=tuple(written.items()),
        included_defaults=tuple(added),
        pages=_once(one.pages for one in every),
        recipients=_once(one.recipients for one in every),
        scripts=_once(one.scripts for one in every),
        rules=_once(one.rules for one in every),
    )


def marked(policy: Policy, name: str) -> Policy:
    """The policy with the file of its entries noted."""
    return replace(
        policy,
        pages=tuple(replace(one, file=name) for one in policy.pages),
        recipients=tuple(replace(one, file=name) for one in policy.recipients),
        scripts=tuple(replace(one, file=name) for one in policy.scripts),
        rules=tuple(replace(one, file=name) for one in policy.rules),
    )


def entries_by_name(policy: Policy) -> Iterator[tuple[str, str, Entry]]:
    """`(what it is, its name, the entry)` of all that may stand once."""
    yield from (("page", one.name, one) for one in policy.pages)
    yield from (("recipient", one.name, one) for one in policy.recipients if one.name != SELF)
    yield from (("script", one.match, one) for one in policy.scripts)
    yield from (("rule", one.id, one) for one in policy.rules)


def share_a_host(one: RecipientRule, other: RecipientRule) -> str:
    """A host both have, where no accounts tell them apart; else empty."""
    apart = one.accounts and other.accounts and not set(one.accounts) & set(other.accounts)
    return "" if apart else next((host for host in one.hosts if host in other.hosts), "")


def _base(file: File, item: Node, name: str, trail: Trail, read: Read) -> Policy:
    path = _path(file, item, name, trail)
    if path in trail.open:
        way = " → ".join(one.name for one in (*trail.open[trail.open.index(path) :], path))
        raise file.wrong(item, f"`{shown(name)}` includes itself ({way})", "end the circle there")
    if known := trail.taken.bases.get(path):
        return known
    if len(trail.open) > DEEPEST or len(trail.taken.bases) >= MOST:
        raise file.wrong(
            item,
            f"more than {DEEPEST} files include one another, or more than {MOST} are included",
            "put shared rules into fewer files",
        )
    text = _text(file, item, name, path, trail.taken)
    below = trail.below(path, name)
    base = read(text, str((trail.folder or Path()) / name), below)
    trail.taken.bases[path] = base
    return base


def _path(file: File, item: Node, name: str, trail: Trail) -> Path:
    if trail.folder is None:
        raise file.wrong(
            item, "a text that is no file includes nothing", "save it as a file, or write it out"
        )
    if PurePosixPath(name).is_absolute() or PureWindowsPath(name).anchor or "://" in name:
        raise file.wrong(
            item,
            f"`{shown(name)}` isn't relative to this file",
            "write it as `base.yaml` or `../shared/base.yaml`",
        )
    try:
        return (trail.folder / name).resolve()
    except (OSError, ValueError, RuntimeError) as error:
        raise file.wrong(item, f"`{shown(name)}` can't be read", "check the name") from error


def _text(file: File, item: Node, name: str, path: Path, taken: Taken) -> bytes:
    """The bytes of a base; what isn't an ordinary file is never opened."""
    try:
        if not path.is_file():
            why = "is no file" if path.exists() else "isn't there"
            raise file.wrong(
                item, f"`{shown(name)}` {why}", "names are relative to the file that includes"
            )
        with path.open("rb") as opened:
            text = opened.read(taken.left + 1)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or "can't be read"
        raise file.wrong(item, f"`{shown(name)}`: {reason}", "check the file") from error
    if len(text) > taken.left:
        raise file.wrong(
            item,
            f"all files of a policy may have {LARGEST:,} bytes; with `{shown(name)}` it has more",
            "fold scripts of one kind into a pattern with `*`",
        )
    taken.left -= len(text)
    return text


def _apart(file: File, item: Node, bases: Iterable[Policy], base: Policy) -> None:
    """Raise where two bases say something of the same name, or of the same host."""
    for other in bases:
        there = dict(other.defaults)
        for name, stance in base.defaults:
            if there.get(name, stance) is not stance:
                raise file.wrong(
                    item,
                    f"the default for `{name}` is {there[name].value} in {other.path} and "
                    f"{stance.value} in {base.path}",
                    "keep one of them; this file's own `defaults` win over both",
                )
        known = {(what, name): entry for what, name, entry in entries_by_name(other)}
        for what, name, entry in entries_by_name(base):
            first = known.get((what, name))
            if first is not None and first is not entry:
                raise _twice(file, item, f"{what} `{shown(name)}`", first, entry)
        hosts = {host for two in other.recipients for host in two.hosts}
        for one in (one for one in base.recipients if hosts.intersection(one.hosts)):
            for two in other.recipients:
                if one is not two and (host := share_a_host(one, two)):
                    raise _twice(file, item, f"host `{shown(host)}`", two, one)


def _twice(file: File, item: Node, what: str, one: Entry, other: Entry) -> PolicyError:
    return file.wrong(
        item,
        f"{what} stands in {place(one)} and in {place(other)}",
        "keep one of them, in a file that both include",
    )


def _once(groups: Iterable[tuple[T, ...]]) -> tuple[T, ...]:
    """The entries of all groups; one that came by two ways once."""
    return tuple({id(entry): entry for group in groups for entry in group}.values())
