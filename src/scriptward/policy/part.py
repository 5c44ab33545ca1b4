"""A part of the site: the rules that may hold on some of its pages, and what runs saw there."""

from collections.abc import Iterable
from dataclasses import replace

from scriptward.policy.language.matching import page_class_of, pages_named
from scriptward.policy.language.policy import Policy
from scriptward.vocabulary.errors import UsageError
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.words import PageClass

EVERYWHERE = "*"


def part(policy: Policy, names: Iterable[str]) -> Policy:
    """The policy with the rules that may hold there, so that its headers open less.

    `names`: of the file's `pages`, or page classes. Raises UsageError for any other.
    """
    wanted = _meant(policy, names)
    kept = (rule for rule in policy.rules if not rule.pages or wanted & set(rule.pages))
    return replace(policy, rules=tuple(kept))


def visits_of(policy: Policy, visits: Iterable[Visit], names: Iterable[str]) -> tuple[Visit, ...]:
    """The visits to those pages. Raises as `part`."""
    wanted = _meant(policy, names)
    return tuple(visit for visit in visits if wanted & _names(policy, visit))


def _meant(policy: Policy, names: Iterable[str]) -> set[str]:
    """The names, the classes they have, and the names of pages of these classes."""
    asked = set(names)
    known = {page.name for page in policy.pages} | {one.value for one in PageClass}
    for name in sorted(asked - known):
        raise UsageError(
            f"the policy names no pages {name[:60]!r}",
            hint=f"there are {', '.join(sorted(known))}",
        )
    for page in policy.pages:
        held = page.page_class.value if page.page_class else ""
        if page.name in asked and held:
            asked.add(held)
        elif held in asked:
            asked.add(page.name)
    return {*asked, EVERYWHERE}


def _names(policy: Policy, visit: Visit) -> set[str]:
    found = page_class_of(policy, visit.page.url)
    held = found[0] if found else visit.page.page_class
    return {held.value, *(page.name for page in pages_named(policy, visit.page.url))}
