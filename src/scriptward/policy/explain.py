"""What a policy says to one address, and which sentences of it say so."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import msgspec

from scriptward.knowledge.entities import recipient_of
from scriptward.knowledge.page_classes import classified
from scriptward.lib.domains import host_of
from scriptward.policy.accounts import accounts_in
from scriptward.policy.applying import circumstances
from scriptward.policy.decide import Decision, decide
from scriptward.policy.language.matching import Code, Receiver, page_class_of
from scriptward.policy.language.pattern import INLINE, address_of, pattern_problem, shaped
from scriptward.policy.language.policy import Policy, place
from scriptward.policy.language.words import Action, Via
from scriptward.policy.question import Question, code_at
from scriptward.vocabulary.capture import RawPage
from scriptward.vocabulary.errors import UsageError
from scriptward.vocabulary.words import DataKind, PageClass

BY_SHAPE = "run code of that shape, by scriptward's middleware alone"


class Sentence(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One reason of a decision."""

    rule: str
    line: int
    says: str
    file: str = ""
    """The included file it stands in; empty for the policy's own."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One deed and what becomes of it."""

    deed: str
    data: tuple[str, ...]
    """Kinds of data this holds for; empty for a deed without any."""
    verdict: str
    reasons: tuple[Sentence, ...]


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a policy says to one address on one page."""

    url: str
    page: str
    page_class: str
    page_class_reason: str
    recipient: str
    """Name in the policy; empty where it has none."""
    baa: str | None
    script: str
    answers: tuple[Answer, ...]


def explained(
    policy: Policy,
    url: str,
    *,
    page: str = "",
    script: str = "",
    page_class: PageClass | None = None,
    today: date | None = None,
) -> Explanation:
    """The policy's answers for `url`, asked from `page` (the site's front page if left out).

    `url`: an address, or code of a page as `scripts` names it: `inline:<sha256>` by its digest,
    `inline:/path#<sha256>` by its shape, on the page of that path if `page` is left out. `script`:
    address of who asks. Raises UsageError for what is neither.
    """
    day = today or datetime.now(UTC).date()
    there = page or f"https://{policy.site}{_home(url)}"
    kind, why = _class(policy, there, page_class)
    asked = Question(
        action=Action.LOAD, page=there, page_class=kind, code=_code(script), to=_receiver(url)
    )
    if asked.to is None:
        asked = replace(asked, loaded=_inline(url, page=there))
        deed = BY_SHAPE if shaped(url) else "run that code"
        deeds = [(deed, replace(asked, via=Via.SCRIPT))]
    else:
        deeds = [
            ("run a script from there", replace(asked, loaded=_code(url), via=Via.SCRIPT)),
            ("show a frame of it", replace(asked, via=Via.FRAME)),
            ("send a request without known data", replace(asked, action=Action.SEND)),
        ]
    seen = circumstances(policy, asked, today=day)
    answers = [_answer(deed, (), decide(policy, question, today=day)) for deed, question in deeds]
    if not url.startswith(INLINE):
        answers.extend(_by_data(policy, replace(asked, action=Action.SEND), day))
    return Explanation(
        url=url,
        page=there,
        page_class=kind.value,
        page_class_reason=why,
        recipient=seen.to_name,
        baa=seen.baa.value if seen.baa else None,
        script=script,
        answers=tuple(answers),
    )


def told(explanation: Explanation) -> Iterator[str]:
    """The same in lines."""
    yield f"{explanation.url} on {explanation.page}"
    yield f"page class: {explanation.page_class} ({explanation.page_class_reason})"
    if explanation.recipient:
        baa = f", BAA {explanation.baa}" if explanation.baa else ""
        yield f"recipient: {explanation.recipient}{baa}"
    else:
        yield "recipient: not in the policy's register, BAA unknown"
    if explanation.script:
        yield f"asked by: {explanation.script}"
    for answer in explanation.answers:
        data = f" {', '.join(answer.data)}" if answer.data else ""
        yield f"{answer.verdict:7} {answer.deed}{data}"
        for number, reason in enumerate(answer.reasons, start=1):
            there = f"{reason.file} line {reason.line}: ".lstrip() if reason.line else ""
            yield f"        {number}. {there}{reason.rule}: {reason.says}"


def _by_data(policy: Policy, question: Question, day: date) -> Iterator[Answer]:
    """One answer for all kinds of data that are decided alike."""
    groups: dict[Decision, list[str]] = {}
    for kind in DataKind:
        decision = decide(policy, replace(question, data=frozenset({kind})), today=day)
        alike = replace(decision, removed=(), uncovered=())
        groups.setdefault(alike, []).append(kind.value)
    for decision, kinds in groups.items():
        yield _answer("send", kinds, decision)


def _answer(deed: str, data: Iterable[str], decision: Decision) -> Answer:
    return Answer(
        deed=deed,
        data=tuple(data),
        verdict=decision.verdict.value,
        reasons=tuple(
            Sentence(rule=reason.rule, line=reason.line, file=reason.file, says=reason.says)
            for reason in decision.reasons
        ),
    )


def _class(policy: Policy, page: str, asked: PageClass | None) -> tuple[PageClass, str]:
    if given := page_class_of(policy, page):
        return given[0], f"{place(given[1])}: page `{given[1].name}`"
    if asked is not None:
        return asked, "as asked"
    guess, why = classified(RawPage(key="", url=page))
    return guess, f"by its address alone: {why}"


def _receiver(url: str) -> Receiver | None:
    address = address_of(url)
    if address is None or not address.host:
        return None
    owner = recipient_of(host_of(url), path=f"/{'/'.join(address.segments)}")
    return Receiver(
        host=address.host,
        entity=owner.entity,
        product=owner.product,
        category=owner.category,
        accounts=accounts_in(url),
    )


def _code(url: str) -> Code:
    if not url:
        return Code()
    if url.startswith(INLINE):
        return _inline(url)
    return code_at(url)


def _inline(url: str, *, page: str = "") -> Code:
    if not url.startswith(INLINE):
        raise UsageError(
            f"{url!r} is no address",
            hint="give it whole, as https://cdn.example.test/a.js, or as inline:<sha256>",
        )
    if problem := pattern_problem(url):
        raise UsageError(f"{url!r} names no code: {problem}", hint="copy it from `scripts`")
    found = shaped(url)
    return Code(shape=found[1], page=page) if found else Code(sha256=url.removeprefix(INLINE))


def _home(url: str) -> str:
    """Path of the page that is meant where none is given."""
    found = shaped(url)
    if found is None:
        return "/"
    if "*" in found[0]:
        raise UsageError(
            f"code in {found[0]} stands in several pages", hint="say with --page on which of them"
        )
    return found[0]
