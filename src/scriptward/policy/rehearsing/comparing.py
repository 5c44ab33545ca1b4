"""What a person, or a permitted recipient, misses when a journey is done under a policy."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import auto
from itertools import islice
from urllib.parse import urlsplit

from scriptward.lib.pictures import apart
from scriptward.lib.plain import cut
from scriptward.policy.decide import Verdict, decide
from scriptward.policy.language.matching import is_own
from scriptward.policy.language.policy import Policy
from scriptward.policy.language.words import Via, via_of
from scriptward.policy.question import in_vendor_frame, kinds_in, running, sending
from scriptward.policy.rehearsing.naming import whom
from scriptward.policy.rehearsing.records import Pass, Run, StepDone, Trouble
from scriptward.vocabulary.observations import Flow, Leak, Visit
from scriptward.vocabulary.words import Certainty, DataKind, Outcome, PageStatus, Word

SEEN = 0.002
"""Share of a picture that has to differ: two thousandths are a line of text."""
MOST_ERRORS = 50
"""Told of one round: a page may throw as many as it likes."""
_CONSEQUENCE = re.compile(
    r"violates the following|net::ERR_|Failed to load resource|Refused to |blocked by CORS policy"
    r"|Connection-Allowlist"
)
"""The browser's own words on what it blocked: what that does to the page is compared apart."""
_GUESSED = frozenset({Certainty.INFERRED, Certainty.CONFIG_ONLY, Certainty.HINT})
_DIGITS = re.compile(r"\d+")
_WIDTH = 300


class BreakKind(Word):
    """What broke."""

    STEP = auto()
    """A step of the journey failed."""
    PAGE = auto()
    """A page failed, or never came to rest."""
    PAGE_ERROR = auto()
    """An exception nobody caught."""
    CONSOLE_ERROR = auto()
    REQUEST = auto()
    """A permitted request never went out, or the script that came of it never ran."""
    VALUE = auto()
    """A permitted value didn't reach its permitted recipient any more."""
    PIXELS = auto()


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One break."""

    kind: BreakKind
    key: str
    """The same in every round."""
    page: str
    says: str
    line: int = 0
    """Of the journey; 0 where it is about none."""
    address: str = ""
    """Of the script or resource an error names."""
    flows: tuple[tuple[Visit, Flow], ...] = ()
    """What was missed, as it was without the policy."""
    ours: bool = False
    """The guard itself failed, whatever the policy says."""
    warm: bool = False
    """Only in a browser that was there before."""


def differences(policy: Policy, bare: Run, tried: Run, *, today: date) -> tuple[Difference, ...]:
    """Every break of a run under the policy, each once, steps first."""
    found: dict[str, Difference] = {}
    for one in sorted(tried.passes, key=lambda done: done.warm):
        for difference in _between(policy, bare.passes, one, today):
            found.setdefault(difference.key, replace(difference, warm=one.warm))
    return tuple(sorted(found.values(), key=lambda one: list(BreakKind).index(one.kind)))


def new_requests(bare: Run, tried: Run) -> Iterator[tuple[Visit, Flow]]:
    """Requests that nobody made without the policy: what is tried instead of what was blocked."""
    known_ = {_address(flow) for one in bare.passes for visit in one.visits for flow in visit.flows}
    seen: set[tuple[str, ...]] = set()
    for one in tried.passes:
        for visit in one.visits:
            for flow in visit.flows:
                if (there := _address(flow)) not in known_ | seen:
                    seen.add(there)
                    yield visit, flow


def stopped_flow(policy: Policy, visit: Visit, flow: Flow, *, today: date) -> bool:
    """Whether the policy forbids a row of requests."""
    asked = list(sending(visit, flow))
    if via_of(flow.channel) in {Via.SCRIPT, Via.WORKER}:
        asked += [running(visit, one) for one in visit.scripts if one.url == flow.request.url]
    return any(decide(policy, one, today=today).verdict is Verdict.FORBID for one in asked)


def escaped(policy: Policy, tried: Run, *, today: date) -> Iterator[tuple[Visit, Flow]]:
    """Requests to others that got out though the policy forbids them, or a value still in them.

    That the page's own words are still there is inferred of many a vendor's wire format: a value
    counts where it was seen.
    """
    seen: set[tuple[str, ...]] = set()
    for one in tried.passes:
        for visit in one.visits:
            for flow in visit.third_party if is_own(policy, visit.site) else ():
                fresh = _address(flow) not in seen and flow.outcome is Outcome.SENT
                if fresh and not in_vendor_frame(flow):
                    seen.add(_address(flow))
                    forbidden = stopped_flow(policy, visit, flow, today=today)
                    if forbidden or _unscrubbed(policy, visit, flow, today):
                        yield visit, flow


def _unscrubbed(policy: Policy, visit: Visit, flow: Flow, today: date) -> bool:
    """Whether a value was seen in it that the policy takes out."""
    seen = {leak.kind for leak in flow.data if leak.certainty not in _GUESSED}
    decisions = (decide(policy, one, today=today) for one in sending(visit, flow))
    return any(seen & set(one.removed) for one in decisions if one.verdict is Verdict.SCRUB)


def _between(
    policy: Policy, bare: tuple[Pass, ...], tried: Pass, today: date
) -> Iterator[Difference]:
    yield from _steps(bare, tried)
    yield from _pages(bare, tried)
    yield from _troubles(bare, tried)
    reached = {visit.page.url for visit in tried.visits}
    was = [(visit, flow) for visit in bare[0].visits for flow in visit.flows]
    was = [(v, f) for v, f in was if is_own(policy, v.site) and f.outcome is Outcome.SENT]
    steady = [_sent(one.visits) for one in bare]
    was = [(v, f) for v, f in was if all(_place(f) in sent for sent in steady)]
    here = [(v, f) for v, f in was if v.page.url in reached]
    yield from _requests(policy, here, tried, today)
    yield from _scripts(policy, here, bare, tried, today)
    yield from _values(policy, was, tried, today)
    yield from _pixels(bare, tried)


def _steps(bare: tuple[Pass, ...], tried: Pass) -> Iterator[Difference]:
    well = {step.line for one in bare for step in one.steps if not step.reason}
    for step in tried.steps:
        if step.reason and step.line in well:
            says = f"line {step.line} of the journey, {step.words}: {cut(step.reason, _WIDTH)}"
            key = f"step {step.line}"
            yield Difference(
                kind=BreakKind.STEP, key=key, page=step.page, says=says, line=step.line
            )


def _pages(bare: tuple[Pass, ...], tried: Pass) -> Iterator[Difference]:
    well = {
        visit.page.url
        for one in bare
        for visit in one.visits
        if visit.page.status is PageStatus.COMPLETE
    }
    for visit in tried.visits:
        page = visit.page
        if page.status is not PageStatus.COMPLETE and page.url in well:
            says = f"the page is {page.status.value}: {cut(page.reason, _WIDTH)}"
            yield Difference(kind=BreakKind.PAGE, key=f"page {page.url}", page=page.url, says=says)


def _troubles(bare: tuple[Pass, ...], tried: Pass) -> Iterator[Difference]:
    before = {_gist(trouble) for one in bare for trouble in one.troubles}
    fresh = {
        _gist(trouble): trouble
        for trouble in reversed(tried.troubles)
        if _gist(trouble) not in before and not _CONSEQUENCE.search(trouble.text)
    }
    for gist, trouble in islice(reversed(fresh.items()), MOST_ERRORS):
        kind = BreakKind.PAGE_ERROR if trouble.uncaught else BreakKind.CONSOLE_ERROR
        words = "nobody catches" if trouble.uncaught else "the console shows"
        yield Difference(
            kind=kind,
            key=f"{kind.value} {gist}",
            page=trouble.page,
            says=f"{words} {cut(trouble.text, _WIDTH)!r}",
            address=trouble.url,
            ours=trouble.ours,
        )


def _gist(trouble: Trouble) -> str:
    return _DIGITS.sub("#", trouble.text)


def _requests(
    policy: Policy, was: Iterable[tuple[Visit, Flow]], tried: Pass, today: date
) -> Iterator[Difference]:
    now = _sent(tried.visits)
    for visit, flow in was:
        if _place(flow) in now or in_vendor_frame(flow):
            continue
        if not stopped_flow(policy, visit, flow, today=today):
            host, path = _place(flow)[1:]
            yield Difference(
                kind=BreakKind.REQUEST,
                key=f"request {' '.join(_place(flow))}",
                page=visit.page.url,
                says=f"a permitted {flow.channel.value} request to {host}{path} never went out",
                flows=((visit, flow),),
            )


def _scripts(
    policy: Policy,
    was: Iterable[tuple[Visit, Flow]],
    bare: tuple[Pass, ...],
    tried: Pass,
    today: date,
) -> Iterator[Difference]:
    """Answers that no code came of: a browser drops one that integrity or a redirect forbids."""
    always = frozenset.intersection(*(_ran(one.visits) for one in bare))
    lost = always - _ran(tried.visits)
    now = {(visit.page.url, place) for visit in tried.visits for place in _sent((visit,))}
    for visit, flow in was:
        page, place = visit.page.url, _place(flow)
        if via_of(flow.channel) is not Via.SCRIPT or (page, place) not in now:
            continue
        host, path = place[1:]
        if (page, host, path) in lost and not stopped_flow(policy, visit, flow, today=today):
            yield Difference(
                kind=BreakKind.REQUEST,
                key=f"request {' '.join(place)}",
                page=page,
                says=f"a permitted script from {host}{path} was answered and did not run",
                flows=((visit, flow),),
            )


def _values(
    policy: Policy, was: Iterable[tuple[Visit, Flow]], tried: Pass, today: date
) -> Iterator[Difference]:
    got = {
        (flow.recipient.host, leak.name, leak.kind)
        for visit in tried.visits
        for flow in visit.flows
        if flow.outcome is Outcome.SENT
        for leak in _real(flow)
    }
    lost: dict[tuple[str, DataKind, str], list[tuple[Visit, Flow]]] = {}
    for visit, flow in was:
        for leak in () if in_vendor_frame(flow) else _real(flow):
            found = (flow.recipient.host, leak.name, leak.kind)
            if found not in got and _is_permitted(policy, visit, flow, leak.kind, today):
                key = (whom(policy, flow), leak.kind, leak.name or "")
                lost.setdefault(key, []).append((visit, flow))
    for (who, kind, name), flows in lost.items():
        what = f"{name} ({kind.value})" if name and name != kind.value else kind.value
        yield Difference(
            kind=BreakKind.VALUE,
            key=f"value {who} {kind.value} {name}",
            page=flows[0][0].page.url,
            says=f"{what.replace('_', ' ')} does not reach {who} any more, who may have it",
            flows=tuple(flows),
        )


def _is_permitted(policy: Policy, visit: Visit, flow: Flow, kind: DataKind, today: date) -> bool:
    """Whether the recipient may have that kind from there, whatever else the request holds."""
    *_, asked = sending(visit, flow)
    alone = replace(asked, data=frozenset({kind}))
    verdict = decide(policy, alone, today=today).verdict
    return kind in kinds_in(flow) and verdict in {Verdict.PERMIT, Verdict.WATCH}


def _real(flow: Flow) -> Iterator[Leak]:
    return (leak for leak in flow.data if leak.certainty is not Certainty.HINT)


def _pixels(bare: tuple[Pass, ...], tried: Pass) -> Iterator[Difference]:
    before: dict[int, list[StepDone]] = {step.line: [] for one in bare for step in one.steps}
    for one in bare:
        for step in one.steps:
            before[step.line].append(step)
    for step in tried.steps:
        shown = tuple(one.picture for one in before.get(step.line, ()) if one.picture)
        if step.picture is None or not shown:
            continue
        share = apart(step.picture, shown)
        if share >= SEEN:
            yield Difference(
                kind=BreakKind.PIXELS,
                key=f"pixels {step.line}",
                page=step.page,
                says=f"{share:.1%} of the window looks otherwise after line {step.line} of the "
                f"journey, {step.words}",
                line=step.line,
            )


def _sent(visits: Iterable[Visit]) -> frozenset[tuple[str, str, str]]:
    return frozenset(
        _place(flow) for visit in visits for flow in visit.flows if flow.outcome is Outcome.SENT
    )


def _ran(visits: Iterable[Visit]) -> frozenset[tuple[str, str, str]]:
    """`(page, host and port, path)` of the code that ran."""
    found = (
        (visit.page.url, urlsplit(script.url))
        for visit in visits
        for script in visit.scripts
        if script.url
    )
    return frozenset((page, parts.netloc, parts.path) for page, parts in found)


def _place(flow: Flow) -> tuple[str, str, str]:
    parts = urlsplit(flow.request.url)
    return flow.request.method, parts.netloc, parts.path


def _address(flow: Flow) -> tuple[str, ...]:
    return (flow.channel.value, *_place(flow))
