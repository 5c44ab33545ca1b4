"""What a learned policy never permits by itself, and the sentence that says why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from scriptward.analysis.sensitivity import (
    CARD,
    CONTENT,
    CREDENTIALS,
    HEALTH,
    IDENTIFIERS,
    SENSITIVE,
    SIGNED_IN,
)
from scriptward.policy.language.policy import Agreement, Rule, Target
from scriptward.policy.language.words import Action, Effect
from scriptward.vocabulary.words import Baa, DataKind, PageClass

SECRETS = CARD | CREDENTIALS | {DataKind.SSN}
ON_FILE = IDENTIFIERS | HEALTH
"""Kinds that go to a recipient with an agreement on file, or nowhere."""
PAGE_CONTENT = frozenset({DataKind.REPLAY_DOM, DataKind.PAGE_TEXT, DataKind.URL_QUERY})
"""What a person sees on a page, or what they asked it for."""
PAGE_NAME = frozenset({DataKind.URL_PATH, DataKind.PAGE_TITLE})
ELSEWHERE = "-elsewhere"
UNATTESTED = Target(baa=(Baa.NONE, Baa.UNKNOWN))


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """One thing that was observed and isn't permitted."""

    what: str
    """As observed, in a sentence."""
    why: str
    do: str
    """What would make it permitted, or end it."""
    script: str = ""
    """Address, or `inline:<sha256>`."""
    recipient: str = ""
    """Host."""
    data: tuple[DataKind, ...] = ()
    page_class: PageClass = PageClass.UNKNOWN


def needing_agreement(kinds: frozenset[DataKind], page_class: PageClass) -> frozenset[DataKind]:
    """Kinds that need an agreement on file when they leave a page of that class."""
    needing = kinds & ON_FILE
    if page_class in SENSITIVE | CONTENT:
        needing |= kinds & PAGE_CONTENT
    if page_class in SIGNED_IN:
        needing |= kinds & PAGE_NAME
    return needing


def uncovered_by(agreement: Agreement | None, kinds: frozenset[DataKind]) -> frozenset[DataKind]:
    """Kinds that an agreement limited to some kinds doesn't cover."""
    if agreement is None or not agreement.data:
        return frozenset()
    return kinds - set(agreement.data)


def standing_rules(
    scrubbed: Mapping[DataKind, frozenset[PageClass]] | None = None,
) -> tuple[Rule, ...]:
    """What every learned policy forbids, so that a page that is only watched is no way out.

    `scrubbed`: kinds that some recipient's rule takes out, and on pages of which classes: a forbid
    would beat that rule. There, what no rule permits is left to the default, which forbids.
    """
    taken = scrubbed or {}
    return tuple(part for rule in _standing() for part in _beside(rule, taken))


def standing_ids() -> frozenset[str]:
    """Ids that rules of every learned policy may have."""
    return frozenset(f"{rule.id}{end}" for rule in _standing() for end in ("", ELSEWHERE))


def _beside(rule: Rule, scrubbed: Mapping[DataKind, frozenset[PageClass]]) -> Iterator[Rule]:
    """The rule, without those kinds on those pages."""
    moved = frozenset(rule.data or ()) & scrubbed.keys()
    classes = frozenset(chain.from_iterable(scrubbed[kind] for kind in moved))
    about = frozenset(map(PageClass, rule.pages)) or frozenset(PageClass)
    if not classes & about:
        yield rule
        return
    yield replace(rule, data=_sorted(frozenset(rule.data or ()) - moved))
    if left := about - classes:
        apart = f"{rule.id}{ELSEWHERE}"
        yield replace(rule, id=apart, data=_sorted(moved), pages=_names(left))


def _standing() -> tuple[Rule, ...]:
    return (
        Rule(
            id="no-agreement",
            effect=Effect.FORBID,
            actions=(Action.SEND,),
            to=UNATTESTED,
            data=_sorted(ON_FILE),
            why="who a person is and what care they seek needs an agreement on file",
        ),
        Rule(
            id="no-agreement-page",
            effect=Effect.FORBID,
            actions=(Action.SEND,),
            to=UNATTESTED,
            pages=_names(SENSITIVE | CONTENT),
            data=_sorted(PAGE_CONTENT),
            why="what these pages show or were asked for tells of care",
        ),
        Rule(
            id="no-agreement-portal",
            effect=Effect.FORBID,
            actions=(Action.SEND,),
            to=UNATTESTED,
            pages=_names(SIGNED_IN),
            data=_sorted(PAGE_NAME),
            why="the address of a signed-in page is about a patient",
        ),
    )


def _sorted(kinds: frozenset[DataKind]) -> tuple[DataKind, ...]:
    return tuple(sorted(kinds))


def _names(classes: frozenset[PageClass]) -> tuple[str, ...]:
    return tuple(sorted(page_class.value for page_class in classes))
