"""Whether all that one rule means another one means, too. Where in doubt: no."""

from dataclasses import dataclass
from datetime import date

from scriptward.policy.language.names import slug
from scriptward.policy.language.pattern import host_matches
from scriptward.policy.language.policy import Policy, RecipientRule, Rule, Source, Target
from scriptward.policy.language.words import SELF, Action
from scriptward.vocabulary.words import PageClass

GETS = frozenset({Action.LOAD, Action.SEND})
"""Actions of which `to` says who gets something; of others it says whose script it is."""


@dataclass(frozen=True)
class Covering:
    """Compares rules of one policy on one day (UTC)."""

    policy: Policy
    today: date

    def inside(self, inner: Rule, outer: Rule, action: Action) -> bool:
        """Whether `outer` means every deed of that action that `inner` means, whatever the data."""
        return (
            action in outer.actions
            and _may_meet(inner.to, outer.to)
            and (not outer.pages or self._pages(inner, outer))
            and (not outer.via or bool(inner.via and set(inner.via) <= set(outer.via)))
            and _frames(inner, outer)
            and (outer.source is None or _sources(inner.source, outer.source))
            and (outer.to is None or self._targets(inner.to, outer.to, action))
        )

    def classes(self, rule: Rule) -> frozenset[PageClass]:
        """Page classes on which a rule may hold."""
        if not rule.pages or "*" in rule.pages:
            return frozenset(PageClass)
        given = {page.name: page.page_class for page in self.policy.pages}
        found: set[PageClass] = set()
        for name in rule.pages:
            if name not in given:
                found.add(PageClass(name))
            elif (page_class := given[name]) is not None:
                found.add(page_class)
            else:
                return frozenset(PageClass)
        return frozenset(found)

    def pages_of(self, rule: Rule, page_class: PageClass) -> tuple[str, ...]:
        """The rule's own names of pages of that class, or else the class."""
        given = {page.name: page.page_class for page in self.policy.pages}
        named = tuple(name for name in rule.pages if given.get(name) is page_class)
        return named or (page_class.value,)

    def recipient(self, name: str) -> RecipientRule | None:
        """An entry of the register; None for `self` where it has none."""
        return next((one for one in self.policy.recipients if one.name == name), None)

    def _pages(self, inner: Rule, outer: Rule) -> bool:
        if "*" in outer.pages:
            return True
        given = {page.name: page.page_class for page in self.policy.pages}
        return bool(inner.pages) and all(
            name in outer.pages or (given.get(name) or "") in outer.pages for name in inner.pages
        )

    def _targets(self, inner: Target | None, outer: Target, action: Action) -> bool:
        if inner is None:
            return False
        if outer.names:
            return bool(inner.names) and set(inner.names) <= set(outer.names)
        if action not in GETS:
            return False
        if inner.names:
            return all(self._fits(name, outer) for name in inner.names)
        return all(
            not getattr(outer, part)
            or bool(getattr(inner, part) and set(getattr(inner, part)) <= set(getattr(outer, part)))
            for part in ("baa", "entity", "category", "host")
        )

    def _fits(self, name: str, outer: Target) -> bool:
        """Whether a filter surely means a recipient of the register."""
        known = self.recipient(name)
        if known is None or name == SELF or outer.category:
            return False
        names = {slug(known.entity)} - {""}
        return (
            (not outer.baa or known.baa_on(self.today) in outer.baa)
            and (not outer.entity or bool(names & {slug(one) for one in outer.entity}))
            and (not outer.host or _hosts(known, outer.host))
        )


def _hosts(known: RecipientRule, wanted: tuple[str, ...]) -> bool:
    return bool(known.hosts) and all(
        host in wanted or (not host.startswith("*.") and any(host_matches(p, host) for p in wanted))
        for host in known.hosts
    )


def _may_meet(inner: Target | None, outer: Target | None) -> bool:
    """A quick no for rules that name others."""
    return (
        outer is None
        or not outer.names
        or bool(inner and inner.names and inner.names[0] in outer.names)
    )


def _frames(inner: Rule, outer: Rule) -> bool:
    if not inner.frames or not outer.frames:
        return not inner.frames and not outer.frames
    return "*" in outer.frames or set(inner.frames) <= set(outer.frames)


def _sources(inner: Source | None, outer: Source) -> bool:
    if inner is None:
        return False
    if outer.names:
        return bool(inner.names) and set(inner.names) <= set(outer.names)
    if outer.party is not None and outer.party is not inner.party:
        return False
    return all(
        not getattr(outer, part)
        or bool(getattr(inner, part) and set(getattr(inner, part)) <= set(getattr(outer, part)))
        for part in ("entity", "category", "match")
    )
