"""The policy being learned: takes what may be permitted, gives few rules for it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, count

import msgspec

from scriptward.policy.addresses import host_patterns
from scriptward.policy.language.matching import Code, Receiver
from scriptward.policy.language.pattern import host_matches
from scriptward.policy.language.policy import (
    Approval,
    PageRule,
    Policy,
    RecipientRule,
    Rule,
    ScriptRule,
    Source,
    Target,
)
from scriptward.policy.language.words import SELF, Action, Effect, Via
from scriptward.policy.learning.naming import NOBODY, name_of, owner_name
from scriptward.policy.learning.sighting import Sighting
from scriptward.vocabulary.words import DataKind, PageClass, ScriptKind

LEARNER = "scriptward learn"
MOST_EVIDENCE = 3
_PLAIN_KINDS = frozenset(
    {ScriptKind.EXTERNAL, ScriptKind.INLINE, ScriptKind.IMPORT, ScriptKind.MODULE}
)


@dataclass(slots=True)
class Use:
    """What one rule has to cover: kinds of data and ways."""

    kinds: set[DataKind] = field(default_factory=set)
    vias: set[Via] = field(default_factory=set)


Ways = dict[Via | None, set[DataKind]]
"""Kinds to be taken out, by the way they go."""


@dataclass
class Draft:
    """Permits in the making, beside what the base policy has."""

    base: Policy
    today: date
    by: str = LEARNER
    """Who approves scripts."""
    scripts: dict[str, ScriptRule] = field(default_factory=dict)
    entities: dict[str, str] = field(default_factory=dict)
    hosts: dict[str, set[str]] = field(default_factory=dict)
    accounts: dict[str, set[str]] = field(default_factory=dict)
    """Ids at a vendor that requests to a name had."""
    seen: dict[str, dict[Sighting, dict[str, None]]] = field(default_factory=dict)
    """`{what was added: {what was observed: runs that saw it}}`; keys as of `evidence_key`."""
    by_host: dict[str, str] = field(default_factory=dict)
    """One name a host, whatever products share it: a register has each host once."""
    sends: dict[str, dict[PageClass, Use]] = field(default_factory=dict)
    loads: dict[str, dict[PageClass, Use]] = field(default_factory=dict)
    reads: dict[str, dict[PageClass, Use]] = field(default_factory=dict)
    scrubs: dict[str, dict[PageClass, Ways]] = field(default_factory=dict)
    scrubbing: dict[str, str] = field(default_factory=dict)
    """Why something is taken out of what a name gets."""
    forbids: dict[tuple[Action, str], Use] = field(default_factory=dict)
    capabilities: dict[Action, set[str]] = field(default_factory=dict)

    def recipient(self, receiver: Receiver) -> str:
        """The name somebody has in this draft, with the host noted unless it is the site's."""
        if receiver.inferred:
            name = name_of(self.base, receiver)
            self.hosts.setdefault(name, set())
            return name
        name = self.by_host.setdefault(receiver.host, name_of(self.base, receiver))
        self.hosts.setdefault(name, set()).add(receiver.host)
        if receiver.entity.strip() not in NOBODY and receiver.entity.isprintable():
            self.entities.setdefault(name, receiver.entity)
        return name

    def saw(self, key: str, sight: Sighting, *, run: str = "") -> None:
        """Note why something is added; the first few of a page class and its data say enough."""
        seen = self.seen.setdefault(key, {})
        alike = sum((one.page_class, one.data) == (sight.page_class, sight.data) for one in seen)
        if sight in seen or alike < MOST_EVIDENCE:
            seen.setdefault(sight, {}).update({run: None} if run else {})

    def sightings(self) -> Mapping[str, tuple[Sighting, ...]]:
        """What was noted, with the runs."""
        return {
            key: tuple(
                msgspec.structs.replace(one, runs=tuple(runs)) for one, runs in noted.items()
            )
            for key, noted in self.seen.items()
        }

    def account(self, name: str, ids: Iterable[str]) -> None:
        """Note whose pixel it was that a recipient got."""
        self.accounts.setdefault(name, set()).update(ids)

    def pinned(self) -> dict[str, tuple[str, ...]]:
        """`{name: accounts}` of the recipients this adds, where all of them can be written."""
        register = {one.name for one in self.base.recipients}
        return {
            name: tuple(sorted(ids))
            for name, ids in self.accounts.items()
            if ids and name not in register and all(map(_is_writable, ids))
        }

    def own(self, receiver: Receiver) -> str:
        """`self`, with the host noted where it isn't the site's."""
        if receiver.host != self.base.site:
            self.hosts.setdefault(SELF, set()).add(receiver.host)
        return SELF

    def owner(self, code: Code) -> str:
        """The name of whose code it is; empty for code nobody could name."""
        name = owner_name(self.base, code)
        if name:
            self.hosts.setdefault(name, set())
        return name

    def script(self, match: str, kind: ScriptKind, *, owner: str, why: str) -> None:
        """Let that script run."""
        approval = Approval(by=self.by, date=self.today, why=why)
        told = None if kind in _PLAIN_KINDS else kind
        made = ScriptRule(match=match, kind=told, owner=owner, approved=approval)
        known = self.scripts.setdefault(match, made)
        if known.kind is None and told is not None:
            self.scripts[match] = made

    def use(
        self,
        table: dict[str, dict[PageClass, Use]],
        name: str,
        page_class: PageClass,
        kinds: Iterable[DataKind],
        via: Via | None = None,
    ) -> None:
        """Note one use of a permit."""
        noted = table.setdefault(name, {}).setdefault(page_class, Use())
        noted.kinds.update(kinds)
        noted.vias.update([via] if via else [])

    def scrub(
        self, name: str, page_class: PageClass, kinds: Iterable[DataKind], via: Via | None, why: str
    ) -> None:
        """Take kinds of data out of what goes to somebody that way; the rest may go."""
        ways = self.scrubs.setdefault(name, {}).setdefault(page_class, {})
        ways.setdefault(via, set()).update(kinds)
        self.scrubbing.setdefault(name, why)

    def scrubbed(self) -> dict[DataKind, frozenset[PageClass]]:
        """Kinds that are taken out of what somebody gets, and on pages of which classes."""
        found: dict[DataKind, set[PageClass]] = {}
        for pages in self.scrubs.values():
            for page_class, ways in pages.items():
                for kind in chain.from_iterable(ways.values()):
                    found.setdefault(kind, set()).add(page_class)
        return {kind: frozenset(classes) for kind, classes in found.items()}

    def forbid(self, action: Action, name: str, kinds: Iterable[DataKind]) -> None:
        """Forbid kinds of data to, or from the code of, somebody with a name."""
        self.forbids.setdefault((action, name), Use()).kinds.update(kinds)

    def policy(self, *, standing: Iterable[Rule] = ()) -> Policy:
        """The base with everything that was learned, in a steady order."""
        ids = {rule.id for rule in self.base.rules}
        rules = [rule for rule in standing if rule.id not in ids]
        rules.extend(_distinct(self._rules(), taken={*ids, *(rule.id for rule in rules)}))
        known = {script.match for script in self.base.scripts}
        fresh = sorted(self.scripts.items())
        return replace(
            self.base,
            recipients=tuple(self._recipients()),
            scripts=(*self.base.scripts, *(one for match, one in fresh if match not in known)),
            rules=(*self.base.rules, *rules),
        )

    def _recipients(self) -> Iterator[RecipientRule]:
        register = {one.name for one in self.base.recipients}
        found = sorted(self.hosts.get(SELF, set()))
        missing = tuple(host for host in found if not _listed(self.base.own_hosts, host))
        if missing and not any(one.name == SELF and not one.file for one in self.base.recipients):
            register.discard(SELF)
        for recipient in self.base.recipients:
            own = recipient.name == SELF and not recipient.file
            yield replace(recipient, hosts=(*recipient.hosts, *missing)) if own else recipient
        pinned = self.pinned()
        for name in sorted(self.hosts.keys() - register, key=lambda n: (n != SELF, n)):
            hosts = self._patterns(name)
            entity = self.entities.get(name, "") if hosts and name != SELF else ""
            accounts = pinned.get(name, ())
            yield RecipientRule(name=name, hosts=hosts, entity=entity, accounts=accounts)

    def _patterns(self, name: str) -> tuple[str, ...]:
        """Hosts of a recipient, folded only where no pattern takes in somebody else's host."""
        others = {host for other, hosts in self.hosts.items() if other != name for host in hosts}
        others |= {host for recipient in self.base.recipients for host in recipient.hosts}
        made = host_patterns(self.hosts[name])
        clash = any(host_matches(pattern, host) for pattern in made for host in others)
        return tuple(sorted(self.hosts[name])) if clash else made

    def _rules(self) -> Iterator[Rule]:
        for (action, name), use in sorted(self.forbids.items()):
            yield _about(
                Rule(
                    id=f"refused-{action.value}-{name}",
                    effect=Effect.FORBID,
                    actions=(action,),
                    data=tuple(sorted(use.kinds)),
                    why="refused when this policy was learned",
                ),
                action,
                name,
            )
        for action, table in (
            (Action.LOAD, self.loads),
            (Action.SEND, self.sends),
            (Action.READ, self.reads),
        ):
            for name in sorted(table, key=lambda n: (n != SELF, n)):
                yield from _permits(action, name, table[name])
        for name in sorted(self.scrubs):
            yield from _scrubs(name, self.scrubs[name], self.scrubbing[name])
        for action, names in sorted(self.capabilities.items()):
            yield Rule(
                id=f"{action.value}",
                effect=Effect.PERMIT,
                actions=(action,),
                source=None if "" in names else Source(names=tuple(sorted(names))),
            )


def evidence_key(entry: PageRule | RecipientRule | ScriptRule | Rule) -> str:
    """By what `Draft.evidence` knows an entry."""
    if isinstance(entry, PageRule):
        return f"page {entry.name}"
    if isinstance(entry, RecipientRule):
        return f"recipient {entry.name}"
    if isinstance(entry, ScriptRule):
        return f"script {entry.match}"
    if entry.effect is Effect.SCRUB:
        return f"scrub {entry.to.names[0] if entry.to and entry.to.names else ''}"
    deeds = {Action.LOAD, Action.SEND, Action.READ}
    if entry.actions and entry.actions[0] not in deeds:
        return f"{entry.actions[0].value} "
    names = (entry.to or entry.source or Target()).names
    return f"{entry.actions[0].value if entry.actions else ''} {names[0] if names else ''}"


def _permits(action: Action, name: str, uses: dict[PageClass, Use]) -> Iterator[Rule]:
    """One rule for all page classes that need the same kinds; the site itself needs one."""
    groups: dict[tuple[DataKind, ...] | None, tuple[set[str], set[Via]]] = {}
    for page_class, use in uses.items():
        kinds = None if name == SELF or action is Action.LOAD else tuple(sorted(use.kinds))
        pages, vias = groups.setdefault(kinds, (set(), set()))
        pages.add(page_class.value)
        vias.update(use.vias)
    for kinds in sorted(groups, key=lambda found: found or ()):
        pages, vias = groups[kinds]
        yield _about(
            Rule(
                id=f"{action.value}-{name or 'unnamed'}",
                effect=Effect.PERMIT,
                actions=(action,),
                pages=() if name == SELF else tuple(sorted(pages)),
                data=kinds,
                via=() if (name, action) == (SELF, Action.SEND) else tuple(sorted(vias)),
            ),
            action,
            name,
        )


def _scrubs(name: str, pages: Mapping[PageClass, Ways], why: str) -> Iterator[Rule]:
    """One rule for all page classes with the same kinds and ways, and no wider: it also permits."""
    groups: dict[tuple[tuple[DataKind, ...], tuple[Via, ...]], set[str]] = {}
    for page_class, ways in pages.items():
        alike: dict[tuple[DataKind, ...], set[Via]] = {}
        for via, taken in ways.items():
            alike.setdefault(tuple(sorted(taken)), set()).update([via] if via else [])
        for kinds, found in alike.items():
            groups.setdefault((kinds, tuple(sorted(found))), set()).add(page_class.value)
    for (kinds, vias), classes in sorted(groups.items()):
        yield Rule(
            id=f"scrub-{name}",
            effect=Effect.SCRUB,
            kinds=kinds,
            to=Target(names=(name,)),
            pages=tuple(sorted(classes)),
            via=vias,
            why=why,
        )


def _about(rule: Rule, action: Action, name: str) -> Rule:
    if not name:
        return rule
    if action is Action.READ:
        return replace(rule, source=Source(names=(name,)))
    return replace(rule, to=Target(names=(name,)))


def _distinct(rules: Iterable[Rule], *, taken: set[str]) -> Iterator[Rule]:
    """The rules with a number after each id that is taken already."""
    for rule in rules:
        numbered = (f"{rule.id}-{number}" for number in count(2))
        found = next(name for name in chain([rule.id], numbered) if name not in taken)
        taken.add(found)
        yield replace(rule, id=found)


def _listed(hosts: tuple[str, ...], host: str) -> bool:
    return any(host_matches(pattern, host) for pattern in hosts)


def _is_writable(account: str) -> bool:
    return account.isprintable() and bool(account.strip())
