"""Whether a rule's filters hold for a question: who, to whom, where, by which way."""

from dataclasses import dataclass, replace
from datetime import date

from scriptward.knowledge.entities import recipient_of
from scriptward.lib.domains import same_site
from scriptward.policy.language.matching import (
    Code,
    Receiver,
    baa_of,
    is_own,
    named,
    pages_named,
    pattern_means,
    scripts_named,
    trusted,
)
from scriptward.policy.language.names import slug
from scriptward.policy.language.pattern import ADDRESSLESS, Address, address_of, spellings
from scriptward.policy.language.policy import Policy, Rule, Source, Target
from scriptward.policy.language.words import SELF, Action, Effect
from scriptward.policy.question import Question
from scriptward.vocabulary.words import Baa, PageClass, Party

GETS = frozenset({Action.LOAD, Action.SEND})
"""Actions by which somebody else may get something."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Circumstances:
    """A question in the words of one policy."""

    page_class: PageClass
    pages: frozenset[str]
    """Names and class of the page, and `*`."""
    to_self: bool
    to_name: str
    """Recipient's name; empty where the register has none."""
    baa: Baa | None
    """None where nobody gets anything."""
    code_names: frozenset[str]
    """Recipients whose script it is."""
    to: Receiver | None
    """Who gets it, by the names that may be believed."""
    party: Party | None
    """None for code nobody could name: no rule about a party holds for it."""
    to_hosts: frozenset[str] = frozenset()
    """Its host in every way a policy may write it."""
    frame: frozenset[str] = frozenset()
    """Names of the vendor's own frame it happens in, and `*`; empty in the page itself."""


def circumstances(policy: Policy, question: Question, *, today: date) -> Circumstances:
    """What the policy calls page, script and recipient of the question."""
    pages = pages_named(policy, question.page)
    given = next((page.page_class for page in pages if page.page_class), None)
    page_class = given or question.page_class
    to = trusted(policy, question.to) if question.to else None
    to_self = to is not None and not to.inferred and is_own(policy, to.host)
    known = named(policy, to) if to is not None and not to_self else None
    party = party_of(policy, question.code)
    return Circumstances(
        page_class=page_class,
        pages=frozenset({*(page.name for page in pages), page_class.value, "*"}),
        to_self=to_self,
        to_name=SELF if to_self else (known.name if known else ""),
        baa=None if to is None or to_self else baa_of(policy, to, today=today),
        code_names=_code_names(policy, question.code, party),
        to=to,
        party=party,
        to_hosts=frozenset(spellings(to.host)) if to else frozenset(),
        frame=_frame_names(policy, question.frame) if question.frame else frozenset(),
    )


def _frame_names(policy: Policy, domain: str) -> frozenset[str]:
    """Recipients whose frame it is, by a host below its domain, or by whose domain it is."""
    names = {
        one.name
        for one in policy.recipients
        if any(same_site(pattern.removeprefix("*."), domain) for pattern in one.hosts)
    }
    owner = recipient_of(domain)
    known = named(policy, Receiver(host=domain, entity=owner.entity, product=owner.product))
    return frozenset({"*", *names, *([known.name] if known else ())})


def party_of(policy: Policy, code: Code) -> Party | None:
    """Code without an address of its own is the site's, as code in its pages is."""
    address = _home(code)
    if address is None:
        return code.party or (Party.FIRST if code.sha256 else None)
    own = is_own(policy, address.host) and not code.inferred
    return Party.FIRST if own else Party.THIRD


def rules_on(policy: Policy, question: Question, seen: Circumstances) -> list[Rule]:
    """Rules about the action of which all filters but `data` hold, in the order of the file."""
    return [
        rule
        for rule in _about(policy, question, seen)
        if (rule.to is None or rule.to.names or _to(rule.to, seen))
        and (rule.source is None or _from(policy, rule.source, question.code, seen))
    ]


def _about(policy: Policy, question: Question, seen: Circumstances) -> tuple[Rule, ...]:
    """Rules of the action, page, frame, way and names; remembered, since few are asked of.

    What is read or used, the script itself gets: `to` then means whose script it is.
    """
    gets = question.action in GETS
    names = frozenset([seen.to_name] if seen.to else ()) if gets else seen.code_names
    somebody = gets and seen.to is not None
    key = (question.action, seen.pages, question.via, seen.frame, names, somebody)
    found = policy.remembered.rules.get(key)
    if found is None:
        found = tuple(
            rule
            for rule in policy.rules
            if _speaks_of(rule, question.action)
            and _inside(rule, seen)
            and (not rule.pages or not seen.pages.isdisjoint(rule.pages))
            and (not rule.via or question.via is None or question.via in rule.via)
            and (rule.to is None or _may_mean(rule.to, names, somebody=somebody))
        )
        policy.remembered.make_room()
        policy.remembered.rules[key] = found
    return found


def _may_mean(target: Target, names: frozenset[str], *, somebody: bool) -> bool:
    """Whether `to` names one of them, or says in other words who gets it, where somebody does."""
    return not names.isdisjoint(target.names) if target.names else somebody


def _speaks_of(rule: Rule, action: Action) -> bool:
    """A scrub speaks of what is sent, a mask of what is read."""
    if rule.effect is Effect.SCRUB:
        return action is Action.SEND
    return action is Action.READ if rule.effect is Effect.MASK else action in rule.actions


def _inside(rule: Rule, seen: Circumstances) -> bool:
    """Whether the rule is about where it happens: the page itself, or that vendor's own frame."""
    return bool(seen.frame & set(rule.frames)) if seen.frame else not rule.frames


def _to(target: Target, seen: Circumstances) -> bool:
    """Whether a target without names means who gets it."""
    to = seen.to
    return (
        to is not None
        and (not target.baa or seen.baa in target.baa)
        and (not target.entity or _among(target.entity, to.entity))
        and (not target.category or _among(target.category, to.category))
        and (not target.host or not seen.to_hosts.isdisjoint(target.host))
    )


def _from(policy: Policy, source: Source, code: Code, seen: Circumstances) -> bool:
    if source.names:
        return bool(seen.code_names & set(source.names))
    maker = maker_of(policy, code)
    return (
        (source.party is None or source.party is seen.party)
        and (not source.entity or _among(source.entity, maker.entity))
        and (not source.category or _among(source.category, maker.category))
        and (not source.match or any(pattern_means(policy, one, code) for one in source.match))
    )


def _code_names(policy: Policy, code: Code, party: Party | None) -> frozenset[str]:
    found = policy.remembered.names.get(code)
    if found is None:
        policy.remembered.make_room()
        found = policy.remembered.names[code] = _names_of(policy, code, party)
    return found


def _names_of(policy: Policy, code: Code, party: Party | None) -> frozenset[str]:
    maker = replace(code, url=code.home) if code.home else code
    entries = (*scripts_named(policy, code), *scripts_named(policy, maker))
    owners = {entry.owner for entry in entries if entry.owner}
    if party is Party.FIRST:
        return frozenset({SELF, *owners})
    known = named(policy, maker_of(policy, code))
    return frozenset({*owners, known.name} if known else owners)


def maker_of(policy: Policy, code: Code) -> Receiver:
    """Whose code it is, as somebody who could be in the register."""
    address = _home(code)
    return trusted(
        policy,
        Receiver(
            host=address.host if address else policy.site if code.inferred else "",
            entity=code.entity,
            product=code.product,
            category=code.category,
            inferred=code.inferred,
        ),
    )


def _home(code: Code) -> Address | None:
    """Where code belongs: its own address, or its maker's; None for code of the page itself."""
    for url in (code.url, code.home):
        if url and not url.startswith(ADDRESSLESS):
            return address_of(url)
    return None


def _among(wanted: tuple[str, ...], name: str) -> bool:
    return slug(name) in map(slug, wanted)
