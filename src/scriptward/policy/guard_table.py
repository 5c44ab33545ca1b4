"""The guard's table: what a page needs of a policy to decide in the page, as compact JSON.

The same policy gives the same bytes. What is for people stays behind: reasons, references of
agreements, who approved; and so do rules about vendors' own frames, where no guard is. Digests are
cut to 96 bits, so that 200 of them travel in 2.5 kB. `sensor/guard/decide.ready.ts` reads it.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date

import msgspec

from scriptward.lib.domains import apart_below, registrable, same_site
from scriptward.policy.language.names import slug
from scriptward.policy.language.pattern import INLINE
from scriptward.policy.language.policy import (
    Agreement,
    PageRule,
    Policy,
    RecipientRule,
    Rule,
    ScriptRule,
    Source,
    Target,
)
from scriptward.policy.language.words import Action, Effect, shipped_stance
from scriptward.vocabulary.words import Baa, PageClass

VERSION = 1
DIGEST = 24
"""Hex digits of a SHA-256 that the table keeps."""
EPOCH = date(1970, 1, 1).toordinal()
Row = list[object]


def table(policy: Policy) -> bytes:
    """The table of a policy: one line of JSON, UTF-8."""
    whole = {
        "v": VERSION,
        "site": policy.site,
        "mode": policy.mode.value,
        "own": _own(policy.site.partition(":")[0]),
        "stances": _stances(policy),
        "pages": [_page(one) for one in policy.pages],
        "recipients": _recipients(policy),
        "scripts": _scripts(policy, ()),
        "rules": [_rule(one) for one in policy.rules if not one.frames],
    }
    return msgspec.json.encode(whole)


def day_number(day: date) -> int:
    """A UTC day as the guard counts them: days since 1970."""
    return day.toordinal() - EPOCH


def _own(site: str) -> Row:
    """Domain of the site; whether what is below it is the site's; what of that is not."""
    domain = registrable(site)
    if not same_site(f"x.{domain}", domain):
        return [domain]
    apart = apart_below(domain)
    return [domain, 1, apart] if apart else [domain, 1]


def _stances(policy: Policy) -> dict[str, str]:
    """What happens where no rule speaks: `*`, and classes for which it is something else."""
    written = dict(policy.defaults)
    stances = {
        one.value: written.get(one.value, written.get("*", shipped_stance(one)))
        for one in PageClass
    }
    usual = Counter(stances.values()).most_common(1)[0][0]
    others = {name: stance.value for name, stance in stances.items() if stance is not usual}
    return {"*": usual.value, **others}


def _page(page: PageRule) -> Row:
    return [page.name, page.page_class.value if page.page_class else "", page.match]


def _recipients(policy: Policy) -> list[Row]:
    """Each with the scripts it owns, which saves saying whose they are."""
    rows, owners = [], set[str]()
    for recipient in policy.recipients:
        scripts = () if recipient.name in owners else _scripts(policy, (recipient.name,))
        owners.add(recipient.name)
        rows.append(_recipient(recipient, scripts))
    return rows


def _recipient(recipient: RecipientRule, scripts: Sequence[Row]) -> Row:
    name = slug(recipient.entity or recipient.name if not recipient.hosts else recipient.name)
    until = _last_day(recipient.agreement)
    baa = "" if recipient.baa is Baa.UNKNOWN else recipient.baa.value
    row: Row = [recipient.name, recipient.hosts, scripts, baa, until]
    if recipient.accounts:
        return [*row, name, recipient.accounts]
    return _cut(row) if name == recipient.name else [*row, name]


def _last_day(agreement: Agreement | None) -> int:
    return day_number(agreement.expires) if agreement and agreement.expires else 0


def _scripts(policy: Policy, owners: tuple[str, ...]) -> list[Row]:
    """Scripts of these owners; of none: those that no recipient owns, each with its owner."""
    if owners:
        rows = [_script(one) for one in policy.scripts if one.owner in owners]
    else:
        names = {one.name for one in policy.recipients}
        rows = [[one.owner, *_script(one)] for one in policy.scripts if one.owner not in names]
    return sorted(rows, key=str)


def _script(script: ScriptRule) -> Row:
    match, approved = _pattern(script.match), script.approved
    if approved is None:
        return [match]
    until = day_number(approved.expires) if approved.expires else 0
    return [match, until, *([approved.sha256[:DIGEST]] if approved.sha256 else [])]


def _pattern(text: str) -> str:
    return text[: len(INLINE) + DIGEST] if text.startswith(INLINE) else text


def _cut(row: Row) -> Row:
    """The row without what is empty at its end."""
    while row and not row[-1]:
        row = row[:-1]
    return row


def _rule(rule: Rule) -> dict[str, object]:
    """Its filters, each where it is there; `*` among pages filters nothing."""
    said: dict[str, object] = {"id": rule.id, "is": rule.effect.value, "do": _actions(rule)}
    if rule.kinds:
        said["kinds"] = rule.kinds
    if rule.data is not None:
        said["data"] = rule.data
    if rule.pages and "*" not in rule.pages:
        said["pages"] = rule.pages
    if rule.via:
        said["via"] = rule.via
    said |= _to(rule.to) if rule.to else {}
    said |= _from(rule.source) if rule.source else {}
    if rule.expires:
        said["until"] = day_number(rule.expires)
    if rule.fail_closed:
        said["closed"] = 1
    return said


def _actions(rule: Rule) -> tuple[str, ...]:
    """What the rule speaks of: a scrub of sends, a mask of readings."""
    spoken = {Effect.SCRUB: (Action.SEND,), Effect.MASK: (Action.READ,)}
    return tuple(dict.fromkeys(one.value for one in spoken.get(rule.effect, rule.actions)))


def _to(target: Target) -> dict[str, object]:
    if target.names:
        return {"to": target.names}
    parts = {
        "baa": target.baa,
        "entity": _slugs(target.entity),
        "category": _slugs(target.category),
        "host": target.host,
    }
    return {"to": (), **{key: words for key, words in parts.items() if words}}


def _from(source: Source) -> dict[str, object]:
    if source.names:
        return {"from": source.names}
    parts = {
        "party": (source.party.value,) if source.party else (),
        "fromEntity": _slugs(source.entity),
        "fromCategory": _slugs(source.category),
        "match": tuple(map(_pattern, source.match)),
    }
    return {key: words for key, words in parts.items() if words}


def _slugs(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(slug, names)))
