"""Judges one observation after the other for a learned policy: permitted, or refused and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from scriptward.analysis.sensitivity import CARD, CREDENTIALS
from scriptward.analysis.wording import in_words, known, page_words, script_name
from scriptward.policy.addresses import home_of, match_of, path_of, path_pattern
from scriptward.policy.applying import party_of
from scriptward.policy.decide import Decision, Verdict, decide
from scriptward.policy.language.matching import (
    Code,
    Receiver,
    baa_of,
    is_own,
    named,
    other_account,
    trusted,
)
from scriptward.policy.language.pattern import host_problem
from scriptward.policy.language.policy import Policy, RecipientRule
from scriptward.policy.language.words import SELF, Action, Stance, Via
from scriptward.policy.learning.draft import Draft
from scriptward.policy.learning.naming import is_unowned, name_of
from scriptward.policy.learning.paging import stance_on
from scriptward.policy.learning.refusing import (
    SECRETS,
    Refusal,
    needing_agreement,
    uncovered_by,
)
from scriptward.policy.learning.scrubbing import Held, Scrubs
from scriptward.policy.learning.sighting import Sighting
from scriptward.policy.learning.varying import shape_pattern
from scriptward.policy.question import Question
from scriptward.vocabulary.observations import Flow, Script
from scriptward.vocabulary.words import Baa, DataKind, PageClass, Party

PAYMENT = "payment"
AGREE = "sign an agreement and put it in `recipients`, or keep the data from this recipient"
KEEP = "keep the script off this page, or say with a rule why it needs that"


@dataclass
class Learner:
    """Takes what no rule of the base decides."""

    policy: Policy
    today: date
    draft: Draft
    barred: dict[str, Refusal]
    refused: dict[tuple[object, ...], Refusal] = field(default_factory=dict)
    said: dict[str, None] = field(default_factory=dict)
    """Notes, each once, in order."""
    shapes: frozenset[str] = frozenset()
    """Patterns of code that is written anew for each load."""
    scrubs: Scrubs = field(default_factory=Scrubs)
    run: str = ""
    """Name of the run whose observations come now."""

    def opened(self, question: Question) -> Decision | None:
        """The decision where only a default decides; what a rule forbids is refused with it."""
        decision = decide(self.policy, question, today=self.today)
        by_rule = decision.verdict is Verdict.FORBID and not decision.by_default
        if by_rule and home_of(question.code) not in self.barred:
            self._forbidden(question, decision)
        return decision if decision.by_default else None

    def settle(self) -> None:
        """Decide of what may go on without a part, once everything was seen."""
        for held, goes in self.scrubs.settled():
            if goes and held.uncovered:
                self._scrub(held)
            else:
                self._refuse_send(held.flow, held.kinds, held.page_class, why=held.why, do=AGREE)

    def refusals(self) -> tuple[Refusal, ...]:
        """Everything refused, each once: scripts first."""
        return (*self.barred.values(), *self.refused.values())

    def notes(self) -> tuple[str, ...]:
        """What a reader should look at first."""
        return (*self.said, *_pins(self.draft.pinned()))

    def script(self, script: Script, question: Question, page_class: PageClass) -> None:
        """Code that ran; made by `eval`, it is its maker's capability."""
        code = question.loaded or question.code
        if home_of(code) in self.barred:
            return
        if question.action is Action.EVAL:
            self._capability(question)
            return
        anew = shape_pattern(path_pattern(question.page), code.shape)
        match = anew if anew in self.shapes else match_of(code)
        party = party_of(self.policy, code)
        if not match:
            self._refuse(
                ("script", script.id),
                what=f"{script_name(script)} ran on {page_words(page_class)}",
                why="it has no address and no digest that a policy could name",
                do="scan again; if it stays, keep it off the page",
            )
            return
        owner = "" if party is not Party.THIRD else self.draft.owner(code)
        if party is Party.THIRD and is_unowned(self.policy, code):
            self._note(f"nobody is known to own {match}: name its owner in `recipients`")
        self._saw(
            [f"script {match}"],
            Sighting(
                says=f"{script_name(script)} ran on {page_words(page_class)}",
                page=question.page,
                page_class=page_class,
                script=_who(code),
            ),
        )
        self.draft.script(match, script.kind, owner=owner, why=f"observed as {script.kind.value}")

    def flow(
        self,
        flow: Flow,
        question: Question,
        page_class: PageClass,
        *,
        uncovered: Iterable[DataKind],
        removable: frozenset[DataKind] = frozenset(),
    ) -> None:
        """A request, or the showing of a frame. `uncovered`: kinds that no permit names yet.

        `removable`: kinds that are taken out where a rule scrubs them.
        """
        asked = frozenset(uncovered)
        to = question.to and trusted(self.policy, question.to)
        if to is None or home_of(question.code) in self.barred or host_problem(to.host):
            return
        if question.via is Via.SCRIPT and path_of(flow.request.url) in self.barred:
            return
        if is_own(self.policy, to.host) and not to.inferred:
            name = self.draft.own(to)
            left: frozenset[DataKind] = frozenset()
        else:
            if pinned := other_account(self.policy, to):
                self._other_account(flow, pinned, to, page_class)
                return
            refused = self._not_to_send(flow, question, page_class, asked, removable)
            left = asked - refused
            if question.data and not left:
                return
            name = self.draft.recipient(to)
            self.draft.account(name, to.accounts)
        place = page_words(page_class)
        deed = "shows a frame of" if question.action is Action.LOAD else f"sends {_what(left)} to"
        sight = Sighting(
            says=f"{_who(question.code)} {deed} {to.host} on {place}",
            page=question.page,
            page_class=page_class,
            script=_who(question.code),
            recipient=to.host,
            data=tuple(sorted(left)),
        )
        self._saw([f"{question.action.value} {name}", f"recipient {name}"], sight)
        table = self.draft.loads if question.action is Action.LOAD else self.draft.sends
        self.draft.use(table, name, page_class, left, question.via)

    def read(self, question: Question, page_class: PageClass) -> None:
        """A field, cookie, key or text that was read, or a capability that was used."""
        code = question.code
        if home_of(code) in self.barred:
            return
        if question.action is not Action.READ:
            self._capability(question)
            return
        what = in_words(question.data) if question.data else "cookies, storage or text"
        sight = Sighting(
            says=f"{_who(code)} reads {what} on {page_words(page_class)}",
            page=question.page,
            page_class=page_class,
            script=_who(code),
            data=tuple(sorted(question.data)),
        )
        if party_of(self.policy, code) is Party.FIRST:
            self._saw([f"read {SELF}"], sight)
            self.draft.use(self.draft.reads, SELF, page_class, question.data)
            return
        name = self.draft.owner(code)
        secrets = question.data & SECRETS
        if secrets and (code.category != PAYMENT or code.inferred):
            self._refuse(
                ("read", home_of(code), page_class, *sorted(secrets)),
                what=f"{_who(code)} read {in_words(secrets)} on {page_words(page_class)}",
                why="only the site and a payment recipient need that",
                do=KEEP,
                script=home_of(code),
                data=tuple(sorted(secrets)),
                page_class=page_class,
            )
            if name:
                self.draft.forbid(Action.READ, name, secrets)
            return
        if question.data and not name and not home_of(code):
            self._refuse(
                ("read", _who(code), page_class, *sorted(question.data)),
                what=sight.says,
                why="a permit for it would let every script read that",
                do="see that it is the site's own code; a check tells it apart as `refused`",
                data=sight.data,
                page_class=page_class,
            )
            return
        self._saw([f"read {name}", f"recipient {name}"], sight)
        self.draft.use(self.draft.reads, name, page_class, question.data)

    def _not_to_send(
        self,
        flow: Flow,
        question: Question,
        page_class: PageClass,
        uncovered: frozenset[DataKind],
        removable: frozenset[DataKind],
    ) -> frozenset[DataKind]:
        to = question.to and trusted(self.policy, question.to)
        if to is None:
            return frozenset()
        secrets = question.data & (CARD | CREDENTIALS)
        if to.category == PAYMENT and not to.inferred:
            secrets = frozenset()
        if secrets:
            self._refuse_send(flow, secrets, page_class, why="it is no payment recipient", do=KEEP)
            self.draft.forbid(Action.SEND, self.draft.recipient(to), secrets)
        register = named(self.policy, to)
        attested = Baa.ATTESTED in {
            baa_of(self.policy, to, today=self.today),
            None if register else flow.recipient.baa,
        }
        if attested:
            needing = needing_agreement(question.data, page_class)
            needing = uncovered_by(register.agreement if register else None, needing)
            why = "the agreement on file doesn't name that"
        else:
            needing = needing_agreement(question.data, page_class)
            why = "no agreement with it is on file"
        needing -= secrets
        key = (name_of(self.policy, to), page_class, question.via)
        goes = not secrets and needing <= removable
        if needing and goes and stance_on(self.policy, page_class) is Stance.FORBID:
            held = Held(
                flow=flow,
                question=question,
                to=to,
                page_class=page_class,
                kinds=needing,
                uncovered=needing & uncovered,
                why=why,
                run=self.run,
            )
            self.scrubs.held.append((key, held))
            return needing
        if secrets or needing:
            self.scrubs.spoiled.add(key)
        if needing:
            self._refuse_send(flow, needing, page_class, why=why, do=AGREE)
        return secrets | needing

    def _scrub(self, held: Held) -> None:
        name, what = self.draft.recipient(held.to), in_words(held.kinds)
        self.draft.account(name, held.to.accounts)
        place, host = page_words(held.page_class), held.to.host
        sight = Sighting(
            says=f"{_who(held.question.code)} sends {what} to {host} on {place}",
            page=held.question.page,
            page_class=held.page_class,
            script=_who(held.question.code),
            recipient=host,
            data=tuple(sorted(held.kinds)),
        )
        for key in (f"scrub {name}", f"recipient {name}"):
            self.draft.saw(key, sight, run=held.run)
        self.draft.scrub(name, held.page_class, held.uncovered, held.question.via, held.why)
        self._note(
            f"what goes to `{name}` from {place} goes on without {what} instead of being refused: "
            f"{held.why}, and the guard takes it out"
        )

    def _other_account(
        self, flow: Flow, pinned: RecipientRule, to: Receiver, page_class: PageClass
    ) -> None:
        """A pixel that reports to somebody else's account: never permitted by learning."""
        names = ", ".join(one[:40] for one in to.accounts if one not in pinned.accounts)
        self._refuse(
            ("account", pinned.name, names),
            what=f"a request to {known(flow.recipient)} from {page_words(page_class)} names "
            f"account {names}",
            why=f"`{pinned.name}` pins its accounts, and this is none of them",
            do="find out whose account it is; add it to `accounts`, or remove that pixel",
            recipient=flow.recipient.host,
            page_class=page_class,
        )

    def _refuse_send(
        self,
        flow: Flow,
        kinds: frozenset[DataKind],
        page_class: PageClass,
        *,
        why: str,
        do: str,
    ) -> None:
        whom = known(flow.recipient)
        self._refuse(
            ("send", whom, page_class, *sorted(kinds)),
            what=f"{in_words(kinds)} went from {page_words(page_class)} to {whom}",
            why=why,
            do=do,
            recipient=flow.recipient.host,
            data=tuple(sorted(kinds)),
            page_class=page_class,
        )

    def _capability(self, question: Question) -> None:
        code = question.code
        own = party_of(self.policy, code) is Party.FIRST
        name = SELF if own else self.draft.owner(code)
        self.draft.capabilities.setdefault(question.action, set()).add(name)
        self._saw(
            [f"{question.action.value} "],
            Sighting(
                says=f"{_who(code)} uses {question.action.value}",
                page=question.page,
                page_class=question.page_class,
                script=_who(code),
            ),
        )
        self._note(f"{_who(code)} uses {question.action.value}: see whether it needs to")

    def _forbidden(self, question: Question, decision: Decision) -> None:
        host = question.to.host if question.to else ""
        reason = decision.reasons[0]
        self._refuse(
            ("rule", reason.rule, question.action, _who(question.code), host),
            what=f"{_who(question.code)} {_deed(question)} on {page_words(question.page_class)}",
            why=f"rule {reason.rule} of the policy forbids it",
            do="end it, or change that rule",
            script=home_of(question.code),
            recipient=host,
            data=tuple(sorted(question.data)),
            page_class=question.page_class,
        )

    def _saw(self, keys: Iterable[str], sight: Sighting) -> None:
        for key in keys:
            self.draft.saw(key, sight, run=self.run)

    def _refuse(self, key: tuple[object, ...], **words: object) -> None:
        self.refused.setdefault(key, Refusal(**words))  # type: ignore[arg-type]  # named by each caller

    def _note(self, text: str) -> None:
        self.said.setdefault(text)


def _pins(pinned: dict[str, tuple[str, ...]]) -> Iterator[str]:
    for name, accounts in sorted(pinned.items()):
        are = f"account {accounts[0]}" if len(accounts) == 1 else f"accounts {', '.join(accounts)}"
        theirs = "it is" if len(accounts) == 1 else "all of them are"
        yield f"`{name}` is pinned to {are}: see that {theirs} yours"


def _deed(question: Question) -> str:
    """What somebody did, as a sentence goes on."""
    host = question.to.host if question.to else ""
    if question.action is Action.SEND:
        return f"sends {_what(question.data)} to {host or 'somebody'}"
    if question.action is Action.READ:
        return f"reads {in_words(question.data) if question.data else 'cookies, storage or text'}"
    if question.action is Action.LOAD:
        return f"shows a frame of {host}" if question.via is Via.FRAME else "runs"
    return f"uses {question.action.value}"


def _what(kinds: frozenset[DataKind]) -> str:
    return in_words(kinds) if kinds else "requests"


def _who(code: Code) -> str:
    if home_of(code):
        return home_of(code)
    if code.sha256:
        return f"code {code.sha256[:8]} of the page"
    return "the page itself" if code.party is Party.FIRST else "code nobody could name"
