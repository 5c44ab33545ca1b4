"""Needs as the policy's own permits say them, observed or not."""

from collections.abc import Iterator
from datetime import date

from scriptward.policy.language.matching import Code, approval_problem, is_own
from scriptward.policy.language.names import slug
from scriptward.policy.language.pattern import INLINE, shaped, url_pattern
from scriptward.policy.language.policy import (
    Policy,
    RecipientRule,
    Rule,
    ScriptRule,
    Target,
    place,
)
from scriptward.policy.language.words import LOADS, SELF, Action, Effect, Stance, Via
from scriptward.policy.needing.needs import (
    ANYWHERE,
    CapabilityNeed,
    CodeNeed,
    FileNeed,
    Need,
    Needs,
    needs,
)
from scriptward.vocabulary.words import ScriptKind

SENT_BY = (Via.CONNECT, Via.SOCKET, Via.IMAGE, Via.MEDIA, Via.FONT, Via.STYLE, Via.FORM)
SHOWN_BY = (Via.SCRIPT, Via.FRAME)
NO_CAPABILITY = frozenset({Action.LOAD, Action.SEND, Action.READ, Action.EVAL})
WORKERS = frozenset({ScriptKind.WORKER, ScriptKind.SHARED_WORKER, ScriptKind.SERVICE_WORKER})


def permitted(policy: Policy, *, today: date) -> Needs:
    """All that the policy permits that day."""
    places: list[Need] = []
    code: list[CodeNeed] = []
    unkept = list(_unkept(policy))
    for script in policy.scripts:
        if not approval_problem(script, Code(sha256=_bound(script)), today=today):
            places.extend(script_places(policy, script))
            code.extend(script_code(script))
    any_inline: list[str] = []
    evals: list[str] = []
    for rule in policy.rules:
        if rule.frames or (rule.expires and rule.expires < today):
            continue
        if rule.effect is Effect.PERMIT and Action.EVAL in rule.actions:
            evals.append(said(rule))
        vias = ways(rule)
        if not vias:
            continue
        hosts = hosts_of(policy, rule.to, today=today)
        if hosts is None:
            unkept.append(f"{said(rule)} names recipients by what they are: give a RUN")
            continue
        places.extend(
            Need(via=via, place=host, because=said(rule)) for via in vias for host in hosts
        )
        if Via.SCRIPT in vias and rule.to is None:
            any_inline.append(said(rule))
        if Via.SCRIPT in vias and "" in hosts:
            places.append(Need(via=Via.WORKER, place="", because=said(rule)))
    shut = set(_shut(policy, today))
    return needs(
        site=policy.site,
        own=own_hosts(policy),
        places=[need for need in places if (need.via in LOADS, need.place) not in shut],
        code=code,
        evals=evals,
        any_inline=any_inline,
        unkept=unkept,
        capabilities=list(_capabilities(policy, today)),
        files=list(_files(policy, today)),
        plain=any(script.match.startswith("http://") for script in policy.scripts),
    )


def own_hosts(policy: Policy) -> tuple[str, ...]:
    """The site and what is named under `self`."""
    return tuple(dict.fromkeys((policy.site, *sorted(policy.own_hosts))))


def ways(rule: Rule) -> tuple[Via, ...]:
    """The ways a rule opens."""
    sends = rule.effect is Effect.SCRUB or Action.SEND in rule.actions
    loads = Action.LOAD in rule.actions
    if rule.effect not in {Effect.PERMIT, Effect.SCRUB}:
        return ()
    wide = (*(SHOWN_BY if loads else ()), *(SENT_BY if sends else ()))
    if not rule.via:
        return wide
    return tuple(via for via in rule.via if (loads if via in LOADS else sends))


def hosts_of(policy: Policy, target: Target | None, *, today: date) -> tuple[str, ...] | None:
    """Hosts a rule's `to` means; empty text for the site; None where only a run can say."""
    if target is None:
        return (ANYWHERE,)
    if target.host and not (target.baa or target.entity or target.category):
        return target.host
    if target.category:
        return None
    meant = [one for one in policy.recipients if _means(target, one, today)]
    own = SELF in target.names
    if any(not one.hosts and one.name != SELF for one in meant):
        return None
    hosts = [host for one in meant if one.name != SELF for host in one.hosts]
    return (*([""] if own else []), *hosts)


def script_places(policy: Policy, script: ScriptRule) -> Iterator[Need]:
    """Where approved code with an address comes from."""
    if script.match.startswith(INLINE):
        return
    pattern = url_pattern(script.match)
    host = pattern.host
    where = host + _fixed(pattern.segments)
    if not host or host == policy.site:
        where = ""
    elif is_own(policy, host):
        where = host
    because = f"scripts {place(script)}" if script.line else script.match
    if script.kind not in WORKERS:
        yield Need(via=Via.SCRIPT, place=where, because=because)
    if script.kind in WORKERS or (script.kind is None and "*" in script.match and not where):
        yield Need(via=Via.WORKER, place=where, because=because)


def script_code(script: ScriptRule) -> Iterator[CodeNeed]:
    """Approved code without an address."""
    if script.match.startswith(INLINE) and shaped(script.match) is None:
        yield CodeNeed(
            sha256=script.match.removeprefix(INLINE),
            kind=script.kind or ScriptKind.INLINE,
            because=f"scripts {place(script)}" if script.line else script.match,
        )


def _capabilities(policy: Policy, today: date) -> Iterator[CapabilityNeed]:
    """What rules permit; a vendor's frame needs its host beside the site's own pages."""
    for rule in policy.rules:
        if rule.effect is not Effect.PERMIT or (rule.expires and rule.expires < today):
            continue
        hosts = [""]
        if "*" in rule.frames:
            hosts.append(ANYWHERE)
        for one in policy.recipients:
            hosts += one.hosts if one.name in rule.frames else ()
        for action in rule.actions:
            if action not in NO_CAPABILITY:
                yield from (
                    CapabilityNeed(action=action, host=host, because=said(rule)) for host in hosts
                )


def _files(policy: Policy, today: date) -> Iterator[FileNeed]:
    for script in policy.scripts:
        bound = _bound(script)
        exact = script.match.startswith("https://") and "*" not in script.match
        if bound and exact and not approval_problem(script, Code(sha256=bound), today=today):
            yield FileNeed(url=script.match, sha256=(bound,), integrity=False, loaded_by="")


def said(rule: Rule) -> str:
    """A rule by its id and line."""
    return f"{rule.id} ({place(rule)})" if rule.line else rule.id


def _fixed(segments: tuple[str, ...]) -> str:
    """The path up to the first `*`, ending in `/` where it was cut."""
    fixed: list[str] = []
    for segment in segments:
        if "*" in segment:
            return "/" + "/".join([*fixed, ""])
        fixed.append(segment)
    return "/" + "/".join(fixed)


def _bound(script: ScriptRule) -> str:
    """The bytes it is approved with: a header can't tell others apart."""
    return script.approved.sha256 if script.approved else ""


def _means(target: Target, recipient: RecipientRule, today: date) -> bool:
    if target.names:
        return recipient.name in target.names
    names = {slug(recipient.entity), slug(recipient.name)}
    return (
        recipient.name != SELF
        and (not target.baa or recipient.baa_on(today) in target.baa)
        and (not target.entity or bool(names & {slug(one) for one in target.entity}))
    )


def _shut(policy: Policy, today: date) -> Iterator[tuple[bool, str]]:
    """`(whether loading, host)` that a rule forbids on all pages, whatever the data and script."""
    for rule in policy.rules:
        whole = rule.effect is Effect.FORBID and not (
            rule.pages or rule.frames or rule.source or rule.via or rule.data is not None
        )
        hosts = hosts_of(policy, rule.to, today=today) if whole and rule.to else None
        for host in hosts or ():
            if Action.SEND in rule.actions:
                yield False, host
            if Action.LOAD in rule.actions:
                yield True, host


def _unkept(policy: Policy) -> Iterator[str]:
    for rule in policy.rules:
        limits = [
            word
            for word, given in (
                ("data", rule.data not in (None, ())),
                ("pages", rule.pages),
                ("scripts", rule.source),
            )
            if given
        ]
        if rule.frames:
            yield f"{said(rule)} is about vendors' own frames: the page's header doesn't reach them"
        elif rule.effect in {Effect.FORBID, Effect.MASK, Effect.SCRUB}:
            deed = rule.effect.value
            yield f"{said(rule)} ({deed}) needs the guard: a header only leaves hosts out"
        elif limits and not set(rule.actions) <= {Action.READ}:
            by = " and ".join(limits)
            yield f"{said(rule)} is limited by {by}: the header lets it through for all"
        elif Action.READ in rule.actions:
            yield f"{said(rule)} is about reading: no header governs that"
    for script in policy.scripts:
        if shaped(script.match) is not None:
            yield f"{script.match} is written anew for each view: only the middleware lets it run"
        if script.approved and script.approved.sha256 and not script.match.startswith(INLINE):
            how = "only `integrity` in the page keeps that"
            yield f"{script.match} is approved with its bytes: {how}"
    if any(stance is not Stance.FORBID for _, stance in policy.defaults):
        yield "what the defaults only watch or permit is blocked unless a rule permits it"
