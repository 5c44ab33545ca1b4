"""Entries that can't mean anything: words that nothing has, pages that another entry takes."""

import difflib
from collections.abc import Iterable, Iterator
from functools import lru_cache

from scriptward.knowledge.host_rows import rows
from scriptward.policy.language.names import slug
from scriptward.policy.language.pattern import UrlPattern, address_of, url_pattern
from scriptward.policy.language.policy import (
    PageRule,
    Policy,
    RecipientRule,
    Rule,
    ScriptRule,
    place,
)
from scriptward.policy.language.words import LOADS, SELF, Action, Effect
from scriptward.policy.linting.covering import GETS
from scriptward.policy.linting.remark import Flaw, Remark, remark
from scriptward.vocabulary.words import Severity


def unmatched(policy: Policy) -> Iterator[Remark]:
    """Rules, pages and recipients that no page, script or request can fit."""
    for rule in policy.rules:
        yield from _rule(policy, rule)
    yield from _pages(policy)
    for recipient in policy.recipients:
        yield from _recipient(policy, recipient)
    yield from _owners(policy)


def _rule(policy: Policy, rule: Rule) -> Iterator[Remark]:
    loads_only = set(rule.actions) == {Action.LOAD}
    if loads_only and rule.via and not LOADS & set(rule.via):
        ways = ", ".join(one.value for one in rule.via)
        yield _never(
            rule,
            f"rule {rule.id} is about `load` via {ways}, by which nothing is loaded",
            "write `send`, or one of via: frame, object, script, worker",
        )
    kept = not GETS & set(rule.actions) and rule.effect is not Effect.SCRUB
    if kept and rule.to is not None and not rule.to.names:
        yield _never(
            rule,
            f"rule {rule.id} is about what a script reads or uses, and `to` filters recipients",
            "write the filter as `from`, or name a recipient after `to`",
        )
    for side, found in (("to", rule.to), ("from", rule.source)):
        for part in ("category", "entity") if found else ():
            for word in getattr(found, part):
                yield from _word(policy, rule, f"{side}: {part}", word)


def _word(policy: Policy, rule: Rule, what: str, word: str) -> Iterator[Remark]:
    categories, entities, _ = _known()
    if what.endswith("category"):
        known = categories
    else:
        known = {**entities, **{slug(one.entity): one.entity for one in policy.recipients}}
    if slug(word) in known:
        return
    near = [name for name in known if name.startswith(f"{slug(word)}-")]
    near = near or difflib.get_close_matches(slug(word)[:60], known, n=1, cutoff=0.75)
    listed = f"one of: {', '.join(sorted(categories.values()))}"
    yield _never(
        rule,
        f"no list knows the {what.rpartition(' ')[2]} `{word[:60]}` of rule {rule.id} ({what})",
        (f"did you mean `{known[near[0]]}`? " if near else "")
        + (listed if what.endswith("category") else "or name its hosts under `recipients`"),
    )


def _pages(policy: Policy) -> Iterator[Remark]:
    named = {name for rule in policy.rules for name in rule.pages}
    for at, page in enumerate(policy.pages):
        if page.page_class is None and page.name not in named:
            yield _never(
                page,
                f"page `{page.name}` has no class, and no rule names it",
                "give it a `class`, name it in a rule, or take it out",
            )
        over = [one for one in policy.pages[:at] if one.page_class is not None]
        taker = next((one for one in over if _takes(one, page)), None)
        if (
            page.page_class is not None
            and taker is not None
            and taker.page_class != page.page_class
        ):
            yield remark(
                Flaw.NEVER_MATCHES,
                Severity.MEDIUM,
                page,
                f"no page gets the class of `{page.name}`: all its addresses are those of "
                f"`{taker.name}` ({place(taker)}), which comes first",
                f"move `{page.name}` before `{taker.name}`",
            )


def _takes(first: PageRule, page: PageRule) -> bool:
    wide = [url_pattern(text) for text in first.match]
    return all(any(_wider(one, url_pattern(text)) for one in wide) for text in page.match)


def _wider(wide: UrlPattern, narrow: UrlPattern) -> bool:
    """Whether a pattern surely matches all that another one does."""
    if wide.host != narrow.host or wide.scheme != narrow.scheme:
        return False
    for middle in ((), ("q1",), ("q1", "q2", "q3")):
        segments: list[str] = []
        for segment in narrow.segments:
            segments.extend(middle if segment == "**" else [segment.replace("*", "q0")])
        host = (narrow.host or "own.test").replace("*.", "q.").replace(":*", ":81")
        address = address_of(f"{narrow.scheme or 'https'}://{host}/{'/'.join(segments)}")
        if address is None or not wide.matches(address, own=True):
            return False
    return True


def _recipient(policy: Policy, recipient: RecipientRule) -> Iterator[Remark]:
    """One known by its name alone, which nothing that is observed can have."""
    if recipient.hosts or recipient.name == SELF:
        return
    name = slug(recipient.entity or recipient.name)
    names = _known()[2]
    if name in names or recipient.name in {one.owner for one in policy.scripts}:
        return
    near = difflib.get_close_matches(name[:60], names, n=1, cutoff=0.8)
    yield _never(
        recipient,
        f"recipient `{recipient.name}` has no hosts, and no list knows anybody of that name",
        (f"did you mean `{near[0]}`? " if near else "") + "name its `hosts`",
    )


def _owners(policy: Policy) -> Iterator[Remark]:
    """Owners of scripts that are nobody, and nearly a recipient."""
    recipients = [one.name for one in policy.recipients]
    for script in policy.scripts:
        owner = script.owner
        if not owner or owner in recipients or slug(owner) in _known()[2]:
            continue
        for near in difflib.get_close_matches(owner[:60], recipients, n=1, cutoff=0.8):
            yield _never(
                script,
                f"`{owner[:60]}` owns a script and is no recipient, so no rule about one fits it",
                f"did you mean `{near}`?",
            )


@lru_cache(maxsize=1)
def _known() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Categories, owners, and names of owners and products, by their slug."""
    owners = [row.owner for group in rows().values() for row in group]
    entities = _slugs(one.entity for one in owners)
    products = _slugs(one.product for one in owners)
    return _slugs(one.category for one in owners), entities, {**products, **entities}


def _slugs(names: Iterable[str]) -> dict[str, str]:
    return {slug(name): name for name in dict.fromkeys(names) if name}


def _never(entry: Rule | PageRule | RecipientRule | ScriptRule, says: str, do: str) -> Remark:
    return remark(Flaw.NEVER_MATCHES, Severity.LOW, entry, says, do)
