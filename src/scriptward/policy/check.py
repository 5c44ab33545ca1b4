"""What ran, was sent or was read that a policy doesn't permit, as findings.

A script that may not run is one finding with all it did. What a page's default only watches is
told as `low`. What happens inside a permitted vendor's own frame is that vendor's page, and
judged only where a rule names its frames. What the policy lists under
`refused` was known when it was learned, and is told apart.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

from scriptward.analysis.detector import folded
from scriptward.analysis.sent import whose
from scriptward.analysis.wording import in_words, known, page_words, sender
from scriptward.policy.addresses import key_of
from scriptward.policy.checking.stories import Story, story
from scriptward.policy.checking.wording import because, fix, policy_deviation
from scriptward.policy.decide import Decision, Verdict, decide
from scriptward.policy.grading import grouped, of_read, of_send
from scriptward.policy.language.matching import is_own, named, other_account
from scriptward.policy.language.policy import Policy
from scriptward.policy.language.words import LOADS, Action, Via, via_of
from scriptward.policy.question import (
    Question,
    framed_scripts,
    in_vendor_frame,
    reading,
    ruled_reads,
    running,
    sending,
)
from scriptward.vocabulary.finding import Finding
from scriptward.vocabulary.observations import Flow, Read, Visit
from scriptward.vocabulary.words import Attribution, Confidence, DataKind, Severity


def checked(
    policy: Policy, visits: Iterable[Visit], *, today: date | None = None
) -> tuple[Finding, ...]:
    """Everything new in the visits that the policy doesn't permit, folded, worst first.

    `today`: UTC, for approvals and agreements that run out. A page that isn't the site's own is
    not judged, and a finding says so.
    """
    refused = {one.finding for one in policy.refused}
    found = deviations(policy, visits, today=today)
    return tuple(finding for finding in found if finding.id not in refused)


def deviations(
    policy: Policy, visits: Iterable[Visit], *, today: date | None = None
) -> tuple[Finding, ...]:
    """As `checked`, with what was known when the policy was learned."""
    day = today or datetime.now(UTC).date()
    return folded(finding for visit in visits for finding in _judged(policy, visit, day))


def _judged(policy: Policy, visit: Visit, day: date) -> Iterator[Finding]:
    if not is_own(policy, visit.site):
        yield _foreign(policy, visit)
        return
    stories = _stories(policy, visit, day)
    framed = any(rule.frames for rule in policy.rules)
    for flow in visit.flows:
        if framed or not in_vendor_frame(flow):
            yield from _flow(policy, visit, flow, day, stories)
    for read in ruled_reads(visit, framed=framed):
        yield from _read(policy, visit, read, day, stories)
    yield from (one.finding(visit) for one in stories.values())


def _stories(policy: Policy, visit: Visit, day: date) -> dict[str, Story]:
    """Scripts that may not run, by what is the same for all they did."""
    found: dict[str, Story] = {}
    elsewhere = framed_scripts(visit)
    for script in visit.scripts:
        question = running(visit, script)
        decision = decide(policy, question, today=day)
        if script.id in elsewhere or decision.verdict is Verdict.PERMIT:
            continue
        by_eval = question.action is Action.EVAL
        key = key_of(question.code if by_eval else question.loaded or question.code)
        host = question.to.host if question.to else ""
        begun = story(
            visit, script, key=f"eval {key}" if by_eval else key, host=host, decision=decision
        )
        if by_eval and key not in found:
            found.setdefault(begun.key, begun)
        elif not by_eval:
            found.pop(f"eval {key}", None)
            found.setdefault(key, begun)
    return found


def _flow(
    policy: Policy, visit: Visit, flow: Flow, day: date, stories: dict[str, Story]
) -> Iterator[Finding]:
    for question in sending(visit, flow):
        decision = decide(policy, question, today=day)
        if decision.verdict is Verdict.PERMIT:
            continue
        kinds = frozenset(decision.uncovered or decision.removed or question.data)
        if teller := stories.get(key_of(question.code)):
            teller.sending(visit, flow, decision, kinds)
            continue
        for group, some in grouped(kinds):
            yield _sent(policy, visit, flow, question, decision, group=group, kinds=some)


def _sent(
    policy: Policy,
    visit: Visit,
    flow: Flow,
    question: Question,
    decision: Decision,
    *,
    group: str,
    kinds: frozenset[DataKind],
) -> Finding:
    return policy_deviation.finding(
        visit=visit,
        says=_sentence(visit, flow, kinds, decision, whom=_whom(policy, question, flow)),
        severity=of_send(decision, visit.page.page_class, flow, kinds),
        confidence=Confidence.HIGH if flow.script else Confidence.MEDIUM,
        flows=(flow,),
        script=flow.script,
        recipient=flow.recipient.host,
        data=kinds,
        controls=("HT-06",) if kinds else ("PC-01",),
        fold=(
            *(question.action.value, key_of(question.code), whose(flow.recipient)),
            *(visit.page.page_class.value, group),
            *([question.frame] if question.frame else ()),
            *(question.to.accounts if question.to and other_account(policy, question.to) else ()),
        ),
        remedy=fix(
            f"keep it from reaching {flow.recipient.host}, or permit it with a rule for this "
            "recipient, page class and data"
        ),
    )


def _read(
    policy: Policy, visit: Visit, read: Read, day: date, stories: dict[str, Story]
) -> Iterator[Finding]:
    question = reading(visit, read)
    decision = decide(policy, question, today=day)
    if decision.verdict is Verdict.PERMIT:
        return
    if teller := stories.get(key_of(question.code)):
        teller.reading(read, decision)
        return
    script = visit.script(read.script)
    who = sender(visit, read.script, certain=False)
    what = in_words([read.kind]) if read.kind else f"a {read.target.value}"
    place = page_words(visit.page.page_class)
    yield policy_deviation.finding(
        visit=visit,
        says=f"{who} read {what} on {place}{_framed(read)}; {because(decision)}",
        severity=of_read(decision, read.kind, script.party if script else None),
        confidence=Confidence.HIGH if script else Confidence.MEDIUM,
        script=read.script,
        data=question.data,
        controls=("PC-01",),
        fold=(
            *("read", key_of(question.code), read.kind or read.target.value),
            visit.page.page_class.value,
            *([question.frame] if question.frame else ()),
        ),
        remedy=fix(
            "keep this script off the page, or permit the reading with a rule `permit: read`"
        ),
    )


def _foreign(policy: Policy, visit: Visit) -> Finding:
    return policy_deviation.finding(
        visit=visit,
        says=f"Pages of {visit.site} were not judged: the policy is for {policy.site}",
        severity=Severity.INFO,
        recipient=visit.site,
        fold=("site", visit.site),
        remedy=fix("check them with their own policy, or name the host under `recipients: self`"),
    )


def _framed(deed: Flow | Read) -> str:
    return f" (in the frame of {deed.frame})" if deed.frame else ""


def _whom(policy: Policy, question: Question, flow: Flow) -> str:
    """Who got it: by the policy's own name where no list knows anybody."""
    named_as = named(policy, question.to) if question.to else None
    if named_as is None or flow.recipient.entity not in {"", "unknown"}:
        return known(flow.recipient)
    return f"{named_as.name} ({flow.recipient.host})"


def _sentence(
    visit: Visit, flow: Flow, kinds: frozenset[DataKind], decision: Decision, *, whom: str
) -> str:
    certain = flow.attribution is Attribution.CERTAIN
    who = sender(visit, flow.script, certain=certain)
    place = page_words(visit.page.page_class) + _framed(flow)
    via = via_of(flow.channel)
    if kinds:
        return f"{who} sent {in_words(kinds)} from {place} to {whom}; {because(decision)}"
    if via in LOADS:
        thing = "a frame" if via is Via.FRAME else f"a {via.value}"
        return f"{who} showed {thing} of {whom} on {place}; {because(decision)}"
    return (
        f"{who} sent a request by {flow.channel.value} from {place} to {whom}; {because(decision)}"
    )
