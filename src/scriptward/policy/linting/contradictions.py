"""Permits that a forbid takes back: they never do anything, and look as if they did."""

from collections.abc import Iterator

from scriptward.analysis.wording import in_words
from scriptward.policy.decide import Reason, Verdict, decide
from scriptward.policy.language.matching import Code, Receiver
from scriptward.policy.language.pattern import INLINE, url_pattern
from scriptward.policy.language.policy import Policy, Rule, ScriptRule, place
from scriptward.policy.language.words import Action, Effect, Via
from scriptward.policy.linting.covering import Covering
from scriptward.policy.linting.remark import Flaw, Remark, remark
from scriptward.policy.question import Question
from scriptward.vocabulary.words import DataKind, PageClass, Severity


def contradictions(policy: Policy, covering: Covering) -> Iterator[Remark]:
    """Permits and approvals inside a forbid."""
    forbids = [rule for rule in policy.rules if rule.effect is Effect.FORBID]
    for rule in policy.rules:
        if rule.effect is Effect.PERMIT:
            yield from _taken_back(rule, forbids, covering)
    loads = any(Action.LOAD in rule.actions for rule in forbids)
    for script in policy.scripts if loads else ():
        if script.approved is not None:
            yield from _forbidden(policy, script, covering)


def _taken_back(rule: Rule, forbids: list[Rule], covering: Covering) -> Iterator[Remark]:
    for action in rule.actions:
        over = [one for one in forbids if covering.inside(rule, one, action)]
        whole = next((one for one in over if one.data is None), None)
        if whole is not None:
            yield remark(
                Flaw.CONTRADICTION,
                Severity.MEDIUM,
                rule,
                f"rule {rule.id} permits {action.value}, and rule {whole.id} ({place(whole)}) "
                "forbids all of it: forbid wins",
                f"take {rule.id} out, or make {whole.id} narrower",
            )
            continue
        for one in over:
            kinds: set[DataKind] = set(rule.data or ()) & set(one.data or ())
            if kinds:
                yield remark(
                    Flaw.CONTRADICTION,
                    Severity.LOW,
                    rule,
                    f"rule {rule.id} permits to {action.value} {in_words(kinds)}, and rule "
                    f"{one.id} ({place(one)}) forbids that: forbid wins",
                    f"take those kinds out of {rule.id}, or make {one.id} narrower",
                )


def _forbidden(policy: Policy, script: ScriptRule, covering: Covering) -> Iterator[Remark]:
    """An approved script that rules keep from running on pages of every class."""
    reasons: list[Reason] = []
    for page_class in PageClass:
        answer = decide(policy, _running(policy, script, page_class), today=covering.today)
        if answer.verdict is not Verdict.FORBID or answer.by_default:
            return
        reasons.extend(answer.reasons)
    for reason in reasons[:1]:
        yield remark(
            Flaw.CONTRADICTION,
            Severity.MEDIUM,
            script,
            f"{script.match} is approved, and rule {reason.rule} ({reason.place}) forbids it on "
            "every page: forbid wins",
            f"take the approval out, or make {reason.rule} narrower",
        )


def _running(policy: Policy, script: ScriptRule, page_class: PageClass) -> Question:
    """Whether a script that the entry means may run, asked by the page's own markup."""
    asked = Question(action=Action.LOAD, page_class=page_class, via=Via.SCRIPT)
    if script.match.startswith(INLINE):
        code = Code(sha256=script.match.removeprefix(INLINE))
        return Question(
            action=asked.action, page_class=page_class, via=asked.via, code=code, loaded=code
        )
    pattern = url_pattern(script.match)
    host = (pattern.host or policy.site).replace("*.", "x.").replace(":*", "")
    path = "/".join(one.replace("**", "x").replace("*", "x") for one in pattern.segments)
    url = f"{pattern.scheme or 'https'}://{host}/{path}"
    return Question(
        action=asked.action,
        page_class=page_class,
        via=asked.via,
        code=Code(url=f"https://{policy.site}/"),
        loaded=Code(url=url, home=url),
        to=Receiver(host=host),
    )
