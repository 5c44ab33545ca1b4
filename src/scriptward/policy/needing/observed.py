"""Needs as runs showed them: only what was seen and the policy permits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from scriptward.policy.decide import Decision, Verdict, decide
from scriptward.policy.language.matching import (
    Receiver,
    approval_problem,
    is_own,
    named,
    scripts_named,
)
from scriptward.policy.language.pattern import ADDRESSLESS, host_matches, host_problem, shaped
from scriptward.policy.language.policy import Policy
from scriptward.policy.language.words import Action, Via
from scriptward.policy.needing.needs import CodeNeed, FileNeed, Need, Needs, needs
from scriptward.policy.needing.permitted import WORKERS, permitted, script_places
from scriptward.policy.question import Question, framed_scripts, in_vendor_frame, running, sending
from scriptward.vocabulary.observations import Script, Visit
from scriptward.vocabulary.words import Outcome, ScriptKind

BY_ELEMENT = frozenset({ScriptKind.EXTERNAL, ScriptKind.MODULE})
"""Kinds whose element may have `integrity`."""
PAGE = "page"


@dataclass
class _Seen:
    """Needs so far, and the pages each was seen on."""

    policy: Policy
    today: date
    places: dict[Need, set[str]] = field(default_factory=dict)
    code: dict[CodeNeed, set[str]] = field(default_factory=dict)
    evals: dict[str, set[str]] = field(default_factory=dict)
    files: dict[str, list[tuple[Script, str]]] = field(default_factory=dict)
    """By address: each row, and who put it there."""

    def permits(self, question: Question) -> Decision | None:
        """The decision, where a rule or an approval lets it through."""
        decision = decide(self.policy, question, today=self.today)
        through = decision.verdict in {Verdict.PERMIT, Verdict.SCRUB}
        return decision if through and not decision.by_default else None

    def files_seen(self) -> Iterator[FileNeed]:
        """Every file that ran by an element and is permitted."""
        for url, rows in self.files.items():
            by = sorted({who for _, who in rows})
            yield FileNeed(
                url=url,
                sha256=tuple(sorted({script.sha256 for script, _ in rows})),
                integrity=all(script.integrity for script, _ in rows),
                loaded_by=next((who for who in by if who != PAGE), by[0]),
            )


def observed(policy: Policy, visits: Iterable[Visit], *, today: date) -> Needs:
    """What the runs needed of what the policy permits, with the pages it was seen on."""
    seen = _Seen(policy, today)
    for visit in visits:
        if is_own(policy, visit.site):
            _places(seen, visit)
            _scripts(seen, visit)
    wanted = permitted(policy, today=today)
    return needs(
        site=wanted.site,
        own=wanted.own,
        places=[
            replace(need, because=_because(need.because, at)) for need, at in seen.places.items()
        ],
        code=[replace(need, because=_because(need.because, at)) for need, at in seen.code.items()],
        evals=[_because(rule, at) for rule, at in seen.evals.items()],
        any_inline=list(wanted.any_inline),
        unkept=list(wanted.unkept),
        capabilities=list(wanted.capabilities),
        files=list(seen.files_seen()),
        plain=wanted.plain,
    )


def _places(seen: _Seen, visit: Visit) -> None:
    for flow in visit.flows:
        if in_vendor_frame(flow) or flow.outcome is Outcome.BLOCKED:
            continue
        for question in sending(visit, flow):
            decision = seen.permits(question)
            if decision is None or question.to is None or question.via is None:
                continue
            if host_problem(question.to.host):
                continue
            if question.via in {Via.SCRIPT, Via.WORKER}:
                continue
            place = _place(seen.policy, question.to)
            need = Need(via=question.via, place=place, because=_rules(decision))
            seen.places.setdefault(need, set()).add(visit.page.url)


def _scripts(seen: _Seen, visit: Visit) -> None:
    elsewhere = framed_scripts(visit)
    for script in visit.scripts:
        if script.id in elsewhere:
            continue
        question = running(visit, script)
        decision = seen.permits(question)
        if decision is None:
            continue
        if question.action is Action.EVAL:
            seen.evals.setdefault(_rules(decision), set()).add(visit.page.url)
            continue
        if script.url and script.kind in BY_ELEMENT and not script.url.startswith(ADDRESSLESS):
            seen.files.setdefault(script.url, []).append((script, _loader(visit, script)))
        for need in _of_script(seen, script, question, decision):
            if isinstance(need, CodeNeed):
                seen.code.setdefault(need, set()).add(visit.page.url)
            else:
                seen.places.setdefault(need, set()).add(visit.page.url)


def _loader(visit: Visit, script: Script) -> str:
    if script.loaded_by in {None, "document"}:
        return PAGE if script.loaded_by else ""
    by = visit.script(script.loaded_by)
    return (by.url or f"inline {by.sha256[:12]}") if by else ""


def _of_script(
    seen: _Seen, script: Script, question: Question, decision: Decision
) -> Iterator[Need | CodeNeed]:
    because = _rules(decision)
    if not script.url or script.url.startswith(ADDRESSLESS):
        code = question.loaded
        named_by = scripts_named(seen.policy, code) if code else ()
        if named_by and all(shaped(one.match) for one in named_by):
            return
        yield CodeNeed(sha256=script.sha256, kind=script.kind, because=because)
        return
    via = Via.WORKER if script.kind in WORKERS else Via.SCRIPT
    code = question.loaded
    entries = scripts_named(seen.policy, code) if code else ()
    held = [e for e in entries if code and not approval_problem(e, code, today=seen.today)]
    for entry in held:
        for need in script_places(seen.policy, entry):
            yield replace(need, via=via, because=because)
    if not held and question.to is not None:
        yield Need(via=via, place=_place(seen.policy, question.to), because=because)


def _place(policy: Policy, to: Receiver) -> str:
    """The policy's own word for a host, so that what it folded stays folded."""
    if is_own(policy, to.host):
        return ""
    recipient = named(policy, to)
    patterns = recipient.hosts if recipient else ()
    return next((one for one in patterns if host_matches(one, to.host)), to.host)


def _rules(decision: Decision) -> str:
    reasons = {
        f"{reason.rule} ({reason.place})" if reason.line else reason.rule: None
        for reason in decision.reasons
    }
    return ", ".join(reasons)


def _because(rule: str, pages: set[str]) -> str:
    first = min(pages)
    return f"{rule}, seen on {first}" if len(pages) == 1 else f"{rule}, seen on {len(pages)} pages"
