"""What ran, was sent or was read that a policy doesn't permit, as findings.

What a page's default only watches is told as `low`. What happens inside a permitted vendor's own
frame is that vendor's page and not judged here.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

from scriptward.analysis.detector import Detector, folded
from scriptward.analysis.sensitivity import PAYMENT
from scriptward.analysis.sent import whose
from scriptward.analysis.wording import in_words, known, page_words, script_name, sender
from scriptward.policy.decide import Decision, Verdict, decide
from scriptward.policy.grading import of_load, of_read, of_send
from scriptward.policy.language.matching import is_own
from scriptward.policy.language.policy import Policy
from scriptward.policy.language.words import LOADS, Via, via_of
from scriptward.policy.question import Question, framed_scripts, reading, running, sending
from scriptward.vocabulary.finding import Finding, Remedy
from scriptward.vocabulary.observations import Flow, Read, Script, Visit
from scriptward.vocabulary.words import Attribution, Audience, Confidence, Severity


def _nothing(_: Visit) -> Iterator[Finding]:
    yield from ()


policy_deviation = Detector(
    name="policy_deviation",
    severity=Severity.MEDIUM,
    audience=Audience.SECURITY,
    controls=("PC-01", "PC-02", "HT-06"),
    judge=_nothing,
)
"""Shared words of all findings here; the judging needs a policy and is `checked`."""


def checked(
    policy: Policy, visits: Iterable[Visit], *, today: date | None = None
) -> tuple[Finding, ...]:
    """Everything in the visits that the policy doesn't permit, folded, worst first.

    `today`: UTC, for approvals and agreements that run out. A page that isn't the site's own is
    not judged, and a finding says so.
    """
    day = today or datetime.now(UTC).date()
    return folded(finding for visit in visits for finding in _judged(policy, visit, day))


def _judged(policy: Policy, visit: Visit, day: date) -> Iterator[Finding]:
    if not is_own(policy, visit.site):
        yield _foreign(policy, visit)
        return
    elsewhere = framed_scripts(visit)
    for script in visit.scripts:
        if script.id not in elsewhere:
            yield from _script(policy, visit, script, day)
    for flow in visit.flows:
        if not flow.frame:
            yield from _flow(policy, visit, flow, day)
    for read in visit.reads:
        if not read.frame:
            yield from _read(policy, visit, read, day)


def _script(policy: Policy, visit: Visit, script: Script, day: date) -> Iterator[Finding]:
    decision = decide(policy, running(visit, script), today=day)
    if decision.verdict is Verdict.PERMIT:
        return
    place = page_words(visit.page.page_class)
    yield policy_deviation.finding(
        visit=visit,
        says=f"{script_name(script)} runs on {place}; {_because(decision)}",
        severity=of_load(decision, visit.page.page_class, script.party),
        script=script,
        recipient=_host(running(visit, script)),
        fold=("load", script.id, visit.page.page_class.value),
        controls=("PC-01", "PC-02") if visit.page.page_class in PAYMENT else ("PC-01",),
        remedy=Remedy(
            text="find out who put it there; remove it, or add it to `scripts` with an approval",
            actor="web team",
        ),
    )


def _flow(policy: Policy, visit: Visit, flow: Flow, day: date) -> Iterator[Finding]:
    for question in sending(visit, flow):
        decision = decide(policy, question, today=day)
        if decision.verdict is Verdict.PERMIT:
            continue
        kinds = frozenset(decision.uncovered or decision.removed or question.data)
        yield policy_deviation.finding(
            visit=visit,
            says=_sentence(visit, flow, kinds, decision),
            severity=of_send(decision, visit.page.page_class, flow),
            confidence=Confidence.HIGH if flow.script else Confidence.MEDIUM,
            flows=(flow,),
            script=flow.script,
            recipient=flow.recipient.host,
            data=kinds,
            controls=("HT-06",) if kinds else ("PC-01",),
            fold=(
                *(question.action.value, flow.script or "", whose(flow.recipient)),
                *(visit.page.page_class.value, ",".join(sorted(kinds))),
            ),
            remedy=Remedy(
                text=(
                    f"keep it from reaching {flow.recipient.host}, or permit it with a rule for "
                    "this recipient, page class and data"
                ),
                actor="web team",
            ),
        )


def _read(policy: Policy, visit: Visit, read: Read, day: date) -> Iterator[Finding]:
    question = reading(visit, read)
    decision = decide(policy, question, today=day)
    if decision.verdict is Verdict.PERMIT:
        return
    script = visit.script(read.script)
    who = sender(visit, read.script, certain=False)
    what = in_words([read.kind]) if read.kind else f"a {read.target.value}"
    place = page_words(visit.page.page_class)
    yield policy_deviation.finding(
        visit=visit,
        says=f"{who} read {what} on {place}; {_because(decision)}",
        severity=of_read(decision, read.kind, script.party if script else None),
        confidence=Confidence.HIGH if script else Confidence.MEDIUM,
        script=read.script,
        data=question.data,
        controls=("PC-01",),
        fold=(
            *("read", read.script or "", read.kind or read.target.value),
            visit.page.page_class.value,
        ),
        remedy=Remedy(
            text="keep this script off the page, or permit the reading with a rule `permit: read`",
            actor="web team",
        ),
    )


def _foreign(policy: Policy, visit: Visit) -> Finding:
    return policy_deviation.finding(
        visit=visit,
        says=f"Pages of {visit.site} were not judged: the policy is for {policy.site}",
        severity=Severity.INFO,
        recipient=visit.site,
        fold=("site", visit.site),
        remedy=Remedy(
            text="check them with their own policy, or name the host under `recipients: self`",
            actor="web team",
        ),
    )


def _sentence(visit: Visit, flow: Flow, kinds: frozenset[str], decision: Decision) -> str:
    certain = flow.attribution is Attribution.CERTAIN
    who, whom = sender(visit, flow.script, certain=certain), known(flow.recipient)
    place = page_words(visit.page.page_class)
    via = via_of(flow.channel)
    if kinds:
        return f"{who} sent {in_words(kinds)} from {place} to {whom}; {_because(decision)}"
    if via in LOADS:
        thing = "a frame" if via is Via.FRAME else f"a {via.value}"
        return f"{who} showed {thing} of {whom} on {place}; {_because(decision)}"
    return f"{who} sent a request by {flow.channel.value} from {place} to {whom}; " + _because(
        decision
    )


def _because(decision: Decision) -> str:
    """The sentence of the policy that decided, with its line."""
    if decision.verdict in {Verdict.SCRUB, Verdict.MASK}:
        deed = "takes out" if decision.verdict is Verdict.SCRUB else "masks"
        return f"rule {decision.reasons[0].rule} {deed} that"
    last = decision.reasons[-1]
    if decision.by_default:
        notes = [reason.says for reason in decision.reasons if reason.rule == "scripts"]
        return "; ".join((*notes, last.says))
    line = f" (line {last.line})" if last.line else ""
    return f"rule {last.rule}{line} forbids it"


def _host(question: Question) -> str | None:
    return question.to.host if question.to else None
