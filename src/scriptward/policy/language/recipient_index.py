"""Entries of `recipients` by host and by name, so that a large register stays quick."""

from collections.abc import Iterable
from typing import Protocol

from scriptward.policy.language.names import slug
from scriptward.policy.language.pattern import spellings
from scriptward.policy.language.words import SELF


class Entry(Protocol):
    """What has hosts and a name."""

    @property
    def name(self) -> str:
        """The name rules use."""
        ...

    @property
    def hosts(self) -> tuple[str, ...]:
        """Hosts as the policy writes them."""
        ...

    @property
    def entity(self) -> str:
        """Its owner's name, where hosts don't say it."""
        ...


class RecipientIndex:
    """Positions of entries, always in the order of the file."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """`entries`: in the order of the file."""
        self.own: set[str] = set()
        """Hosts of the site itself, as written."""
        self._hosts: dict[str, list[int]] = {}
        self._listed: dict[str, list[int]] = {}
        self._unlisted: dict[str, list[int]] = {}
        for place, entry in enumerate(entries):
            for host in entry.hosts:
                self._hosts.setdefault(host, []).append(place)
            if entry.name == SELF:
                self.own.update(entry.hosts)
            elif entry.hosts:
                self._listed.setdefault(slug(entry.name), []).append(place)
            if not entry.hosts:
                self._unlisted.setdefault(slug(entry.entity or entry.name), []).append(place)

    def by_host(self, host: str) -> list[int]:
        """Entries one of whose hosts means it."""
        return sorted(place for one in spellings(host) for place in self._hosts.get(one, ()))

    def by_name(self, names: Iterable[str]) -> list[int]:
        """Entries without hosts that have one of these names, as rules write them."""
        return sorted(place for name in names for place in self._unlisted.get(name, ()))

    def listed(self, name: str) -> list[int]:
        """Entries with hosts, but the site itself, that have this name."""
        return self._listed.get(name, [])
