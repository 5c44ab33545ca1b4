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
    page_class_of,
    pages_named,
    pattern_means,
    scripts_named,
    slug,
    trusted,
)
from scriptward.policy.language.pattern import ADDRESSLESS, Address, address_of, host_matches
from scriptward.policy.language.policy import Policy, Rule, Source, Target
from scriptward.policy.language.words import SELF, Action
from scriptward.policy.question import Question
from scriptward.vocabulary.words import Baa, PageClass, Party


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
    frame: frozenset[str] = frozenset()
    """Names of the vendor's own frame it happens in, and `*`; empty in the page itself."""


def circumstances(policy: Policy, question: Question, *, today: date) -> Circumstances:
    """What the policy calls page, script and recipient of the question."""
    given = page_class_of(policy, question.page)
    page_class = given[0] if given else question.page_class
    names = {page.name for page in pages_named(policy, question.page)}
    to = trusted(policy, question.to) if question.to else None
    to_self = to is not None and not to.inferred and is_own(policy, to.host)
    known = named(policy, to) if to is not None and not to_self else None
    party = party_of(policy, question.code)
    return Circumstances(
        page_class=page_class,
        pages=frozenset({*names, page_class.value, "*"}),
        to_self=to_self,
        to_name=SELF if to_self else (known.name if known else ""),
        baa=None if to is None or to_self else baa_of(policy, to, today=today),
        code_names=_code_names(policy, question.code, party),
        to=to,
        party=party,
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


def applies(policy: Policy, rule: Rule, question: Question, seen: Circumstances) -> bool:
    """Whether all filters of the rule but `data` hold."""
    return (
        _inside(rule, seen)
        and (not rule.pages or bool(seen.pages & set(rule.pages)))
        and (not rule.via or question.via is None or question.via in rule.via)
        and (rule.to is None or _meant(rule.to, question, seen))
        and (rule.source is None or _from(policy, rule.source, question.code, seen))
    )


def _inside(rule: Rule, seen: Circumstances) -> bool:
    """Whether the rule is about where it happens: the page itself, or that vendor's own frame."""
    return bool(seen.frame & set(rule.frames)) if seen.frame else not rule.frames


def _meant(target: Target, question: Question, seen: Circumstances) -> bool:
    """Whether `to` means who gets it; what is read or used, the script itself gets."""
    if question.action not in {Action.LOAD, Action.SEND}:
        return bool(seen.code_names & set(target.names))
    return seen.to is not None and _to(target, seen.to, seen)


def _to(target: Target, to: Receiver, seen: Circumstances) -> bool:
    if target.names:
        return seen.to_name in target.names
    return (
        (not target.baa or seen.baa in target.baa)
        and _among(target.entity, to.entity)
        and _among(target.category, to.category)
        and (not target.host or any(host_matches(pattern, to.host) for pattern in target.host))
    )


def _from(policy: Policy, source: Source, code: Code, seen: Circumstances) -> bool:
    if source.names:
        return bool(seen.code_names & set(source.names))
    maker = maker_of(policy, code)
    return (
        (source.party is None or source.party is seen.party)
        and _among(source.entity, maker.entity)
        and _among(source.category, maker.category)
        and (not source.match or any(pattern_means(policy, one, code) for one in source.match))
    )


def _code_names(policy: Policy, code: Code, party: Party | None) -> frozenset[str]:
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
    return not wanted or slug(name) in {slug(one) for one in wanted}
