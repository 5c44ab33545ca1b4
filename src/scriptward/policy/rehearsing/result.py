"""What `policy rehearse` prints."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from scriptward.lib.domains import host_of
from scriptward.policy.amending import Line
from scriptward.policy.explain import Sentence
from scriptward.policy.language.policy import Policy
from scriptward.policy.rehearsing.barriers import Barrier
from scriptward.policy.rehearsing.comparing import Difference, stopped_flow
from scriptward.policy.rehearsing.naming import whom
from scriptward.policy.rehearsing.records import Run
from scriptward.vocabulary.observations import Flow, Visit
from scriptward.vocabulary.words import Outcome

SCHEMA = "scriptward.policy-rehearse/1"
_REFUSAL = re.compile(r"'?(?P<url>(?:https?|wss?)://[^\s']+)'? .*?directive: \"(?P<name>[a-z-]+)")


class Cause(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing the policy stands in the way of."""

    says: str
    """The deed, in a sentence."""
    verdict: str
    """`forbid` or `scrub`; `directive` where a header stops what the policy permits."""
    script: str = ""
    """Address of the script that does it."""
    recipient: str = ""
    """Host."""
    data: tuple[str, ...] = ()
    """Kinds that no rule permits, or that are taken out."""
    directive: str = ""
    """Of the Content-Security-Policy that stopped it, where the browser said so."""
    reasons: tuple[Sentence, ...] = ()
    """Rules, defaults and entries that say so, as `policy explain` gives them."""


class Break(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that doesn't work under the policy."""

    kind: str
    """`step`, `page`, `page_error`, `console_error`, `request`, `value` or `pixels`."""
    page: str
    says: str
    line: int
    """Of the journey file; 0 where it is about no step."""
    warm: bool
    """Only in a browser that was there before."""
    proved: bool
    """Taking the causes away mended it when it was rehearsed again; else they are suspected."""
    causes: tuple[Cause, ...]
    mended_by: tuple[str, ...]
    """Ids of lines; empty where none is proposed."""
    no_line: str = ""
    """Why none is."""


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """Requests under the policy."""

    page: str
    says: str
    recipient: str
    channel: str
    """Empty where the browser blocked it before it said by what it was sent."""
    outcome: str
    data: tuple[str, ...]
    forbidden: bool
    """The policy forbids it."""


class Loosening(msgspec.Struct, frozen=True, kw_only=True):
    """The fewest lines that mend what may be mended."""

    lines: tuple[Line, ...] = ()
    diff: str = ""
    """The same as a unified diff of the policy file."""
    rehearsed: bool = False
    """The journey was done again with them."""
    breaks_left: int = 0
    escaped: tuple[Request, ...] = ()
    """Forbidden requests that got out when it was; lines that let one out are never proposed."""
    written: str = ""
    """File they were written to; empty for none."""


class Rehearsal(msgspec.Struct, frozen=True, kw_only=True):
    """The whole rehearsal."""

    schema: str = SCHEMA
    policy: str
    site: str
    journey: str
    complete: bool
    failures: tuple[str, ...]
    """Why it isn't, a sentence each."""
    steps: int
    """Of the journey, those of a login with them."""
    warm: bool
    """The journey was also done under the policy in a browser that was there before."""
    breaks: tuple[Break, ...]
    stopped: tuple[Cause, ...]
    """What the policy forbids, was stopped, and broke nothing."""
    escaped: tuple[Request, ...]
    """Requests to others that the policy forbids and that got out in spite of it."""
    instead: tuple[Request, ...]
    """Requests that nobody made without the policy: what is tried instead."""
    loosening: Loosening


def cause(barrier: Barrier, refused: Iterable[tuple[str, str]] = ()) -> Cause:
    """A barrier, told. `refused`: as of `refusals`."""
    decision, visit = barrier.decision, barrier.visit
    kinds = decision.uncovered or decision.removed or tuple(sorted(barrier.question.data))
    script = barrier.script or visit.script(barrier.flow.script if barrier.flow else None)
    address = barrier.address
    return Cause(
        says=barrier.says,
        verdict=decision.verdict.value,
        script=(script.url or f"inline:{script.sha256}") if script else "",
        recipient=barrier.question.to.host if barrier.question.to else "",
        data=tuple(kind.value for kind in kinds),
        directive=next((name for url, name in refused if url == address), ""),
        reasons=tuple(
            Sentence(rule=one.rule, line=one.line, file=one.file, says=one.says)
            for one in decision.reasons
        ),
    )


def refusals(tried: Run) -> tuple[tuple[str, str], ...]:
    """`(address, directive)` of what the browser said it blocked; query values left out.

    What the guard refuses goes to a port no browser opens, and is told as what it was.
    """
    found = (_REFUSAL.search(trouble.text) for one in tried.passes for trouble in one.troubles)
    pairs = ((_asked(match["url"]), match["name"]) for match in found if match)
    return tuple(dict.fromkeys(pairs))


def attempts(bare: Run, tried: Run) -> Iterator[str]:
    """Addresses asked for that nobody asked for without the policy, and that were blocked."""
    known = {
        _asked(flow.request.url)
        for one in bare.passes
        for visit in one.visits
        for flow in visit.flows
    }
    found = (address for address, _ in refusals(tried))
    yield from (address for address in dict.fromkeys(found) if address not in known)


def blocked(address: str, page: str) -> Request:
    """An attempt that came to nothing, told."""
    host = host_of(address)
    return Request(
        page=page,
        says=f"a request to {address.partition('://')[2]}: blocked",
        recipient=host,
        channel="",
        outcome=Outcome.BLOCKED.value,
        data=(),
        forbidden=True,
    )


def _asked(url: str) -> str:
    return url.partition("?")[0].replace(":1/", "/", 1)


def headers_alone(
    difference: Difference, refused: Iterable[tuple[str, str]], barriers: Iterable[Barrier]
) -> Iterator[Cause]:
    """What a header stopped though the policy permits it, where nothing else explains a break."""
    forbidden = {one.address.partition("?")[0] for one in barriers}
    wanted = {flow.request.url.partition("?")[0] for _, flow in difference.flows}
    for url, name in refused:
        if url not in forbidden and (not wanted or url in wanted):
            yield Cause(
                says=f"the browser blocked {url}, which the policy permits",
                verdict="directive",
                directive=name,
            )


def request(policy: Policy, visit: Visit, flow: Flow, *, today: date) -> Request:
    """A row of requests, told."""
    kinds = tuple(sorted({leak.kind.value for leak in flow.data}))
    what = f" with {', '.join(kinds)}" if kinds else ""
    return Request(
        page=visit.page.url,
        says=f"{flow.channel.value} to {whom(policy, flow)}{what}: {flow.outcome.value}",
        recipient=flow.recipient.host,
        channel=flow.channel.value,
        outcome=flow.outcome.value,
        data=kinds,
        forbidden=stopped_flow(policy, visit, flow, today=today),
    )
