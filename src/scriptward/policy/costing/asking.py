"""What a run does that only a default forbids, so that a person has to decide on it."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import auto

from scriptward.analysis.comparing_continued import Continued
from scriptward.analysis.comparing_keys import Keys, keys
from scriptward.analysis.sent import whose
from scriptward.analysis.wording import in_words, known, page_words, script_name, sender
from scriptward.policy.addresses import key_of
from scriptward.policy.decide import Decision, Verdict, decide
from scriptward.policy.grading import grouped
from scriptward.policy.language.matching import is_own
from scriptward.policy.language.policy import Policy
from scriptward.policy.language.words import Action
from scriptward.policy.question import (
    Question,
    framed_scripts,
    in_vendor_frame,
    reading,
    ruled_reads,
    running,
    sending,
)
from scriptward.vocabulary.observations import Flow, Visit
from scriptward.vocabulary.words import Attribution, Word


class Asked(Word):
    """Why a person is asked."""

    NEW_SCRIPT = auto()
    NEW_BYTES = auto()
    """Other bytes than were approved, and it doesn't behave as before."""
    NEW_RECIPIENT = auto()
    NEW_DATA = auto()
    """Another kind of data, page class or sender, to somebody who got something before."""
    NEW_READ = auto()
    NEW_CAPABILITY = auto()
    RUN_OUT = auto()


NOBODY_YET = Continued()
_CODE = frozenset({Asked.NEW_SCRIPT, Asked.NEW_BYTES})
Key = tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """One thing to decide on."""

    why: Asked
    says: str
    row: str = ""
    """Id of the script, where it is about its code."""
    script: str = ""
    """What names the script in every run."""
    whom: str = ""
    """Who got something."""


def asked(policy: Policy, visits: Iterable[Visit], *, today: date) -> dict[Key, Ask]:
    """All that nobody has decided on, each once. `today`: UTC.

    A script that may not run is one thing, whatever it did. What one with other bytes than were
    approved did is asked beside its bytes: it may behave as before. Nobody decides on the reading
    of a key that the script alone keeps.
    """
    visits = tuple(visits)
    kept = keys(visits)
    found: dict[Key, Ask] = {}
    for visit in visits:
        if is_own(policy, visit.site):
            for key, ask in _of_page(policy, visit, today, kept):
                found.setdefault(key, ask)
    return found


def fresh(
    found: Mapping[Key, Ask],
    *,
    earlier: Container[Key] = (),
    met: Container[str] = (),
    continued: Continued = NOBODY_YET,
) -> list[Ask]:
    """The decisions of a run: what no earlier one asked, but not code that goes on as it was.

    `earlier`: `lasting` keys. Who decides on new code of a script decides on all that it does. A
    recipient that no earlier run `met` is one decision, whatever it got; and what one script sends
    to one recipient, or reads, on pages of several classes is one.
    """
    new = {
        key: ask
        for key, ask in _news(found, earlier, continued)
        if not (ask.why in _CODE and ask.row in continued.alike)
    }
    code = {ask.script for ask in new.values() if ask.why is Asked.NEW_BYTES}
    kept: dict[Key, Ask] = {}
    for key, ask in new.items():
        if ask.why is Asked.NEW_BYTES:
            kept.setdefault(("bytes", ask.script), ask)
        elif ask.script in code:
            continue
        elif not ask.whom:
            kept.setdefault(key[:3] if key[0] == "read" else lasting(key), ask)
        elif ask.whom not in met:
            kept.setdefault(("met", ask.whom), ask)
        else:
            kept.setdefault((*key[:3], key[-1]), replace(ask, why=Asked.NEW_DATA))
    return list(kept.values())


def lasting(key: Key) -> Key:
    """What is remembered of a thing that was asked: of a script not which of its rows."""
    return key[:2] if key[0] == "script" else key


def _news(
    found: Mapping[Key, Ask], earlier: Container[Key], continued: Continued
) -> Iterator[tuple[Key, Ask]]:
    """What wasn't asked, and the scripts that were and do something else now."""
    for key, ask in found.items():
        if lasting(key) not in earlier:
            yield key, ask
        elif ask.why is Asked.NEW_SCRIPT and ask.row in continued.changed:
            says = f"{ask.says}, where it does something else than when it was asked about"
            yield key, replace(ask, why=Asked.NEW_BYTES, says=says)


def recipients(visits: Iterable[Visit]) -> frozenset[str]:
    """Whoever got something, by one name each."""
    return frozenset(whose(flow.recipient) for visit in visits for flow in visit.flows)


def _of_page(policy: Policy, visit: Visit, today: date, kept: Keys) -> Iterator[tuple[Key, Ask]]:
    barred: set[str] = set()
    elsewhere = framed_scripts(visit)
    for script in visit.scripts:
        question = running(visit, script)
        decision = decide(policy, question, today=today)
        if script.id in elsewhere or not _is_open(decision):
            continue
        code = question.loaded or question.code
        key, name = key_of(code), script_name(script)
        place = page_words(visit.page.page_class)
        if question.action is Action.EVAL:
            says = f"{name} runs code made of a string on {place}"
            yield ("eval", key), Ask(why=Asked.NEW_CAPABILITY, says=says, script=key)
            continue
        if any("other bytes" in one.says for one in decision.reasons):
            says = f"{name} is other code than was approved, and does something else"
            yield (
                ("bytes", key, script.sha256),
                Ask(why=Asked.NEW_BYTES, says=says, row=script.id, script=key),
            )
            continue
        barred.add(key)
        if not _has_run_out(decision):
            says = f"{name} runs on {place}"
            yield (
                ("script", key, script.id),
                Ask(why=Asked.NEW_SCRIPT, says=says, row=script.id, script=key),
            )
    for flow in visit.flows:
        for question in () if in_vendor_frame(flow) else sending(visit, flow):
            if key_of(question.code) not in barred:
                yield from _sent(policy, visit, flow, question, today)
    yield from _read(policy, visit, today, barred, kept)


def _read(
    policy: Policy, visit: Visit, today: date, barred: set[str], kept: Keys
) -> Iterator[tuple[Key, Ask]]:
    for read in ruled_reads(visit):
        if kept.is_own(read):
            continue
        question = reading(visit, read)
        decision = decide(policy, question, today=today)
        key = key_of(question.code)
        if key in barred or not _is_open(decision) or _has_run_out(decision):
            continue
        what = in_words([read.kind]) if read.kind else f"a {read.target.value}"
        place = page_words(visit.page.page_class)
        yield (
            ("read", key, read.kind or read.target.value, visit.page.page_class.value),
            Ask(
                why=Asked.NEW_READ if question.action is Action.READ else Asked.NEW_CAPABILITY,
                says=f"{sender(visit, read.script, certain=False)} reads {what} on {place}",
                script=key,
            ),
        )


def _sent(
    policy: Policy, visit: Visit, flow: Flow, question: Question, today: date
) -> Iterator[tuple[Key, Ask]]:
    decision = decide(policy, question, today=today)
    if not _is_open(decision) or _has_run_out(decision):
        return
    who = sender(visit, flow.script, certain=flow.attribution is Attribution.CERTAIN)
    recipient = whose(flow.recipient)
    place = page_words(visit.page.page_class)
    for group, kinds in grouped(frozenset(decision.uncovered)):
        what = in_words(kinds) if kinds else "requests"
        deed = "shows a frame of" if question.action is Action.LOAD else f"sends {what} to"
        yield (
            (
                question.action.value,
                key_of(question.code),
                recipient,
                visit.page.page_class.value,
                group,
            ),
            Ask(
                why=Asked.NEW_RECIPIENT,
                says=f"{who} {deed} {known(flow.recipient)} from {place}",
                whom=recipient,
                script=key_of(question.code),
            ),
        )


def _is_open(decision: Decision) -> bool:
    """Whether nobody has decided on it: only a default forbids it."""
    return decision.verdict is Verdict.FORBID and decision.by_default


def _has_run_out(decision: Decision) -> bool:
    return any("until" in one.says and one.rule != "defaults" for one in decision.reasons)
