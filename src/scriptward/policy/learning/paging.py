"""What the pages of a site are for, by their addresses: so that all who decide say the same.

A scan sees what a page is for; a guard in the page and a header know its address only. A learned
policy therefore writes down which addresses had which class.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from scriptward.analysis.sensitivity import SENSITIVE
from scriptward.analysis.wording import page_words
from scriptward.policy.addresses import path_pattern
from scriptward.policy.language.matching import page_class_of
from scriptward.policy.language.policy import PageRule, Policy
from scriptward.policy.language.words import Stance, shipped_stance
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.words import PageClass

ALIKE = 5
"""Pages of one folder that stand for all in it, where none of another class was seen there."""
MOST_NAMED = 3
"""Addresses a sentence names."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pages:
    """Entries to add, with why."""

    rules: tuple[PageRule, ...]
    evidence: Mapping[str, tuple[str, ...]]
    """`{name of an entry: sentences}`"""


def classed(policy: Policy, visits: Iterable[Visit]) -> Pages:
    """Entries for pages of the site whose class the policy doesn't give yet.

    Where an address had several classes, as before and after a sign-in, the most sensitive counts.
    Addresses without `*` stand first, since the first entry that means a page gives its class.
    """
    seen: dict[str, PageClass] = {}
    for visit in visits:
        pattern = path_pattern(visit.page.url)
        if pattern and page_class_of(policy, visit.page.url) is None:
            known = seen.get(pattern, visit.page.page_class)
            seen[pattern] = max(known, visit.page.page_class, key=_weight)
    groups: dict[tuple[bool, PageClass], list[str]] = defaultdict(list)
    for pattern, page_class in _folded(seen).items():
        groups["*" in pattern, page_class].append(pattern)
    taken = {page.name for page in policy.pages}
    rules, evidence = [], {}
    for (_, page_class), patterns in sorted(groups.items()):
        name = _free(f"{page_class.value.replace('_', '-')}-pages", taken)
        taken.add(name)
        rules.append(PageRule(name=name, match=tuple(sorted(patterns)), page_class=page_class))
        named = ", ".join(sorted(patterns)[:MOST_NAMED])
        more = len(patterns) - MOST_NAMED
        whole = f"{named} and {more} more" if more > 0 else named
        evidence[name] = (f"{whole} looked like {page_words(page_class)}",)
    return Pages(rules=tuple(rules), evidence=evidence)


def needed(policy: Policy, fresh: Iterable[PageRule]) -> tuple[PageRule, ...]:
    """The policy's pages without those of `fresh` whose class nothing speaks of.

    Those are treated as a page that nobody knows, so that their entries would only ask for a look.
    """
    said = {word for rule in policy.rules for word in rule.pages}
    idle = {
        page.name
        for page in fresh
        if page.page_class
        and page.page_class.value not in said
        and stance_on(policy, page.page_class) is stance_on(policy, PageClass.UNKNOWN)
    }
    return tuple(page for page in policy.pages if page.name not in idle)


def stance_on(policy: Policy, page_class: PageClass) -> Stance:
    """What happens on such pages where no rule speaks."""
    written = dict(policy.defaults)
    return written.get(page_class.value, written.get("*", shipped_stance(page_class)))


def _weight(page_class: PageClass) -> tuple[bool, bool, str]:
    """Pages with forms first; what nobody recognised last."""
    plain = page_class in {PageClass.GENERAL_PUBLIC, PageClass.CAREERS}
    return page_class in SENSITIVE, page_class is not PageClass.UNKNOWN and not plain, page_class


def _folded(seen: Mapping[str, PageClass]) -> dict[str, PageClass]:
    """Many alike in one folder become `/folder/*`; the top of a site never does."""
    folders: dict[str, list[str]] = defaultdict(list)
    for pattern in seen:
        folders[pattern.rpartition("/")[0]].append(pattern)
    made: dict[str, PageClass] = {}
    for folder, patterns in folders.items():
        classes = {seen[pattern] for pattern in patterns}
        if folder and len(patterns) >= ALIKE and len(classes) == 1:
            made[f"{folder}/*"] = classes.pop()
        else:
            made.update((pattern, seen[pattern]) for pattern in patterns)
    return made


def _free(name: str, taken: Iterable[str]) -> str:
    return next(one for one in _numbered(name) if one not in taken)


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1
