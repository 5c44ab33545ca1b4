"""What a learned policy adds to the one it came from, line by line, and taking only some of it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import msgspec

from scriptward.lib.digests import stable_id
from scriptward.policy.language.policy import (
    PageRule,
    Policy,
    RecipientRule,
    Rule,
    ScriptRule,
)
from scriptward.policy.language.printer import entry_text
from scriptward.policy.language.words import SELF, Effect
from scriptward.policy.learn import Learned
from scriptward.policy.learning.draft import MOST_EVIDENCE, evidence_key
from scriptward.policy.learning.refusing import standing_ids
from scriptward.policy.learning.sighting import Sighting
from scriptward.policy.meaning import meaning
from scriptward.vocabulary.errors import UsageError

_DIGITS = 8
Entry = PageRule | RecipientRule | ScriptRule | Rule


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line that a person may approve."""

    id: str
    """The same for the same line, whichever runs propose it, on whatever day."""
    section: str
    """`pages`, `recipients`, `scripts` or `rules`."""
    text: str
    """As it would stand in the file."""
    why: tuple[str, ...]
    """What was observed, a sentence each."""
    permits: str
    """What it would let happen, in a sentence."""
    seen: tuple[Sighting, ...] = ()
    """A few of the observations behind it; pages have none."""
    needs: tuple[str, ...] = ()
    """Ids of lines that come with it: who it names, and which pages it is about."""
    accepted: bool = False


def lines(learned: Learned, base: Policy | None = None) -> tuple[Line, ...]:
    """Everything the learned policy adds to `base`, in the order of the file."""
    start = base or bare(learned.policy)
    return tuple(_line(learned, entry, start) for entry in _added(learned.policy, start))


def chosen(proposed: Iterable[Line], ids: Iterable[str] | None) -> tuple[Line, ...]:
    """The lines with those of `ids` accepted, and what they need; None accepts all.

    Raises UsageError for an id that no line has.
    """
    every = {line.id: line for line in proposed}
    wanted = dict.fromkeys(every if ids is None else ids)
    if unknown := sorted(wanted.keys() - every.keys()):
        raise UsageError(
            f"no proposed line is {', '.join(unknown)}",
            hint="learn without --accept to see the lines and their ids",
        )
    taken = {*wanted, *(need for one in wanted for need in every[one].needs)}
    return tuple(
        msgspec.structs.replace(line, accepted=line.id in taken) for line in every.values()
    )


def amended(
    learned: Learned, proposed: Iterable[Line], base: Policy | None = None, *, why: str = ""
) -> Learned:
    """The learned policy with the accepted lines only. `why`: a person's reason, put to them."""
    start, policy = base or bare(learned.policy), learned.policy
    left = {line.id for line in proposed if not line.accepted}
    kept = [one for one in _added(policy, start) if _id(one) not in left]
    own = tuple(host for one in kept for host in _own_hosts(one))
    others = (one for one in kept if isinstance(one, RecipientRule) and one.name != SELF)
    added = replace(
        policy,
        pages=(*start.pages, *(one for one in kept if isinstance(one, PageRule))),
        recipients=(*_with_own(start.recipients, own), *others),
        scripts=(*start.scripts, *(_script(o, why) for o in kept if isinstance(o, ScriptRule))),
        rules=(*start.rules, *(_rule(one, why) for one in kept if isinstance(one, Rule))),
    )
    return replace(learned, policy=added)


def bare(policy: Policy) -> Policy:
    """A learned policy without what was learned: its site, defaults and standing rules."""
    ids = standing_ids()
    standing = tuple(rule for rule in policy.rules if rule.id in ids)
    return replace(policy, pages=(), recipients=(), scripts=(), rules=standing, refused=())


def _added(policy: Policy, start: Policy) -> Iterator[Entry]:
    pages = {one.name for one in start.pages}
    yield from (one for one in policy.pages if one.name not in pages)
    names = {one.name for one in start.recipients}
    for one in policy.recipients:
        if one.name == SELF and not one.file:
            fresh = (host for host in one.hosts if host not in start.own_hosts)
            yield from (RecipientRule(name=SELF, hosts=(host,)) for host in fresh)
        elif one.name not in names:
            yield one
    matches = {one.match for one in start.scripts}
    yield from (one for one in policy.scripts if one.match not in matches)
    ids = {one.id for one in start.rules}
    yield from (one for one in policy.rules if one.id not in ids)


def _script(script: ScriptRule, why: str) -> ScriptRule:
    if not why or script.approved is None:
        return script
    return replace(script, approved=replace(script.approved, why=why))


def _rule(rule: Rule, why: str) -> Rule:
    """A forbid keeps the reason it was proposed for."""
    return replace(rule, why=why) if why and rule.effect is Effect.PERMIT else rule


def _line(learned: Learned, entry: Entry, start: Policy) -> Line:
    known = {one.name for one in start.recipients}
    added = {one.name: one for one in learned.policy.recipients if one.name not in {*known, SELF}}
    pages = {one.name for one in start.pages}
    fresh = [one for one in learned.policy.pages if one.name not in pages]
    about = set(entry.pages) if isinstance(entry, Rule) else set()
    seen = tuple(_of(entry, learned.sightings.get(evidence_key(entry), ())))[:MOST_EVIDENCE]
    why = tuple(dict.fromkeys(one.says for one in seen))
    if isinstance(entry, PageRule):
        why = learned.page_evidence.get(entry.name, ())
    if own := _own_hosts(entry):
        why = (f"{own[0]} answers for the site's own pages",)
    return Line(
        id=_id(entry),
        section=_section(entry),
        text=entry_text(entry),
        permits=meaning(entry),
        seen=seen,
        why=why or ((entry.why,) if isinstance(entry, Rule) and entry.why else ()),
        needs=(
            *(_id(added[name]) for name in _names(entry) if name in added),
            *(_id(one) for one in fresh if one.page_class and one.page_class.value in about),
        ),
    )


def _of(entry: Entry, sightings: Iterable[Sighting]) -> Iterator[Sighting]:
    """Those on the pages and of the data that a rule is about; of other entries all."""
    about = entry if isinstance(entry, Rule) else None
    for one in sightings:
        pages = not about or not about.pages or one.page_class.value in about.pages
        kinds = not about or about.data is None or set(one.data) <= set(about.data)
        if pages and kinds:
            yield one


def _section(entry: Entry) -> str:
    if isinstance(entry, PageRule):
        return "pages"
    if isinstance(entry, RecipientRule):
        return "recipients"
    return "scripts" if isinstance(entry, ScriptRule) else "rules"


def _id(entry: Entry) -> str:
    undated = replace(entry, approved=None) if isinstance(entry, ScriptRule) else entry
    whole = stable_id("line", _section(entry), entry_text(undated))
    return whole[: len("line-") + _DIGITS]


def _names(entry: Entry) -> tuple[str, ...]:
    if isinstance(entry, ScriptRule):
        return (entry.owner,)
    if isinstance(entry, PageRule | RecipientRule):
        return ()
    return (*(entry.to.names if entry.to else ()), *(entry.source.names if entry.source else ()))


def _own_hosts(entry: Entry) -> tuple[str, ...]:
    return entry.hosts if isinstance(entry, RecipientRule) and entry.name == SELF else ()


def _with_own(
    recipients: tuple[RecipientRule, ...], hosts: tuple[str, ...]
) -> tuple[RecipientRule, ...]:
    """The recipients with more hosts of `self` in the policy's own file."""
    if not hosts:
        return recipients
    mine = [one for one in recipients if one.name == SELF and not one.file]
    if not mine:
        return (*recipients, RecipientRule(name=SELF, hosts=hosts))
    return tuple(replace(r, hosts=(*r.hosts, *hosts)) if r in mine else r for r in recipients)
