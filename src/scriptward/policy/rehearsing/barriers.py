"""What a policy forbids or takes out of all that the site did without it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from scriptward.analysis.wording import in_words, page_words, script_name, sender
from scriptward.policy.decide import Decision, Verdict, decide
from scriptward.policy.language.matching import is_own, named
from scriptward.policy.language.policy import Policy
from scriptward.policy.language.words import LOADS, Action, Via, via_of
from scriptward.policy.question import (
    LONGEST_CHAIN,
    Question,
    framed_scripts,
    in_vendor_frame,
    running,
    sending,
)
from scriptward.policy.rehearsing.naming import whom
from scriptward.vocabulary.observations import Flow, Script, Visit
from scriptward.vocabulary.words import Attribution, Party

_STOPS = frozenset({Verdict.FORBID, Verdict.SCRUB})
_TRACKING = frozenset(
    {
        *("ads", "analytics", "session_replay", "marketing_automation", "cdp", "call_tracking"),
        *("social", "tag_manager", "experimentation"),
    }
)
"""Categories of vendors that a page shows nothing of."""
UNLIKELY = 3
"""Rank from which nothing is tried: no page needs it to work."""


@dataclass(frozen=True, kw_only=True)
class Barrier:
    """One deed that the policy stands in the way of."""

    key: str
    says: str
    """The deed, in a sentence."""
    visit: Visit
    script: Script | None
    """The script that may not run; None for a request."""
    flow: Flow | None
    question: Question
    decision: Decision

    @property
    def address(self) -> str:
        """Of the script or request, masked; empty for code of the page."""
        if self.flow:
            return self.flow.request.url
        return (self.script.url or "") if self.script else ""


def barriers(policy: Policy, visits: Iterable[Visit], *, today: date) -> tuple[Barrier, ...]:
    """Every barrier on the site's own pages, each deed once."""
    found: dict[str, Barrier] = {}
    for visit in visits:
        if is_own(policy, visit.site):
            for one in (*_scripts(policy, visit, today), *_flows(policy, visit, today)):
                found.setdefault(one.key, one)
    return tuple(found.values())


def on_the_way(flow: Flow, visit: Visit, all_: Iterable[Barrier]) -> tuple[Barrier, ...]:
    """Barriers before these requests: their own, and of the code that made them."""
    chain = set(islice(_makers(visit, flow.script), LONGEST_CHAIN))
    return tuple(
        one
        for one in all_
        if one.visit.page.url == visit.page.url
        and (
            (one.flow is not None and same_requests(one.flow, flow))
            or (one.script is not None and one.script.id in chain)
        )
    )


def rank(policy: Policy, barrier: Barrier) -> int:
    """How likely a page needs it, 0 first; from `UNLIKELY` nothing is tried."""
    to = barrier.question.to
    if to is None:
        return 0
    if is_own(policy, to.host) or named(policy, to):
        return 0
    if to.category in _TRACKING:
        return UNLIKELY
    by_site = barrier.script is None and _by_the_site(barrier)
    return 1 if by_site and not barrier.question.data else 2


def shows(barrier: Barrier) -> bool:
    """Whether it is something to see, as a style or an image, or code that may draw."""
    return barrier.question.via not in {Via.CONNECT, None}


def same_requests(one: Flow, other: Flow) -> bool:
    """Whether two rows are the same requests, of whatever round."""
    return one.request == other.request and one.channel is other.channel


def _by_the_site(barrier: Barrier) -> bool:
    flow = barrier.flow
    if flow is None:
        return False
    script = barrier.visit.script(flow.script)
    certainly_none = script is None and flow.attribution is Attribution.CERTAIN
    return certainly_none or (script is not None and script.party is Party.FIRST)


def _makers(visit: Visit, script_id: str | None) -> Iterator[str]:
    while script := visit.script(script_id):
        yield script.id
        script_id = script.loaded_by


def _scripts(policy: Policy, visit: Visit, today: date) -> Iterator[Barrier]:
    elsewhere = framed_scripts(visit)
    for script in visit.scripts:
        question = running(visit, script)
        decision = decide(policy, question, today=today)
        if script.id not in elsewhere and decision.verdict in _STOPS:
            deed = "uses eval" if question.action is Action.EVAL else "runs"
            yield Barrier(
                key=f"script {visit.page.url} {script.id}",
                says=f"{script_name(script)} {deed} on {page_words(visit.page.page_class)}",
                visit=visit,
                script=script,
                flow=None,
                question=question,
                decision=decision,
            )


def _flows(policy: Policy, visit: Visit, today: date) -> Iterator[Barrier]:
    for flow in visit.flows:
        for question in () if in_vendor_frame(flow) else sending(visit, flow):
            decision = decide(policy, question, today=today)
            if decision.verdict in _STOPS:
                yield Barrier(
                    key=f"flow {flow.id} {question.action.value}",
                    says=_sentence(policy, visit, flow, question, decision),
                    visit=visit,
                    script=None,
                    flow=flow,
                    question=question,
                    decision=decision,
                )


def _sentence(
    policy: Policy, visit: Visit, flow: Flow, question: Question, decision: Decision
) -> str:
    who = sender(visit, flow.script, certain=flow.attribution is Attribution.CERTAIN)
    place, to = page_words(visit.page.page_class), whom(policy, flow)
    if question.action is Action.LOAD and via_of(flow.channel) in LOADS:
        return f"{who} shows a {flow.channel.value} of {to} on {place}"
    kinds = decision.uncovered or decision.removed or tuple(question.data)
    what = in_words(kinds) if kinds else f"a request by {flow.channel.value}"
    return f"{who} sends {what} to {to} from {place}"
