"""Names the script that caused a request, how sure that is, and why.

Sender: the script whose code called the browser, wrappers and pure tools skipped. Instigator: the
nearest other script below it on the same stack. A wrong name is worse than none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scriptward.analysis.callers import Caller, Callers, twin
from scriptward.analysis.origins import Origins
from scriptward.analysis.scripts_seen import ScriptsSeen
from scriptward.analysis.wrappers import WRAPPED, Wrappers
from scriptward.vocabulary.capture import Sending
from scriptward.vocabulary.words import Attribution, Channel


@dataclass(frozen=True, slots=True)
class Attributed:
    """Who did it: keys of the capture's scripts, empty for the document or nobody known."""

    script: str
    instigator: str
    attribution: Attribution
    reason: str


def attributions(
    sendings: Sequence[Sending], scripts: ScriptsSeen, wrappers: Wrappers | None = None
) -> dict[str, Attributed]:
    """`{key of sending: who}`; redirect hops and preflights inherit from the first request.

    `wrappers`: of the same capture, where they are known already.
    """
    wrappers = Wrappers(sendings, scripts) if wrappers is None else wrappers
    origins = Origins(sendings)
    named: dict[str, Attributed] = {}
    for sending in sendings:
        origin = origins.of(sending)
        if origin.key not in named:
            named[origin.key] = attributed(origin, scripts, wrappers)
        if origin is not sending:
            first = named[origin.key]
            named[sending.key] = replace(first, reason=f"follows a request: {first.reason}")
    return named


def attributed(sending: Sending, scripts: ScriptsSeen, wrappers: Wrappers) -> Attributed:
    """Who made one request, by the strongest witness there is."""
    if sending.sender_script in scripts.by_key:
        return _worker(sending, scripts)
    callers = Callers(page=sending.page, scripts=scripts, wrappers=wrappers)
    return _by_sensor(sending, callers) or _by_debugger(sending, callers) or _without_stack(sending)


def _worker(sending: Sending, scripts: ScriptsSeen) -> Attributed:
    """A worker's own code, or what it imported where the stack says so."""
    keys = (scripts.key_of(frame, sending.page) for frame in sending.initiator.stack)
    sender = next(filter(None, keys), sending.sender_script)
    maker = scripts.by_key[sending.sender_script].loaded_by
    return Attributed(
        sender,
        maker if maker in scripts.by_key else "",
        Attribution.CERTAIN,
        f"sent from inside the {sending.context.replace('_', ' ')} that runs this script",
    )


def _by_sensor(sending: Sending, callers: Callers) -> Attributed | None:
    call = sending.sensor
    if call is None:
        return None
    stack = tuple(twin(frame, sending.initiator.stack) for frame in call.stack)
    caller = callers.of(stack, skip_wrappers=False)
    if not caller.script:
        return None
    what = f"called {call.api} itself"
    doubtful = caller.nameless_first and caller.script in callers.wrappers
    if caller.tool_only or caller.callback or doubtful:
        return _asked_before(sending, caller, callers)
    caller = _with_instigator(caller, sending, callers)
    if caller.nameless_first:
        reason = f"{what}, from code without a name; the named frame below it is given"
        return Attributed(caller.script, caller.instigator, Attribution.LIKELY, reason)
    if callers.may_stand_in(caller.script, sending):
        reason = f"{what}; it also wraps this API for others"
        return Attributed(caller.script, caller.instigator, Attribution.LIKELY, reason)
    if call.wrapped:
        what += "; the wrapper between it and the browser is left out"
    if caller.skipped:
        what += "; the library it used is left out"
    return Attributed(caller.script, caller.instigator, Attribution.CERTAIN, what)


def _asked_before(sending: Sending, caller: Caller, callers: Callers) -> Attributed:
    """Only code on the sensor's stack that does what others ask: the tasks before tell who did."""
    reason = "callback: a wrapper ran a function that somebody gave it"
    if caller.tool_only:
        reason = "library-only: a library called; the code that asked it is not on the stack"
    for stack in (sending.initiator.stack, *sending.initiator.parents):
        found = callers.of(stack, skip_wrappers=True)
        if found.script and not found.tool_only:
            reason = f"{reason}; named by the debugger's stack of the task that led to this one"
            return Attributed(found.script, found.instigator, Attribution.LIKELY, reason)
    return Attributed(caller.script, "", Attribution.UNCERTAIN, reason)


def _with_instigator(caller: Caller, sending: Sending, callers: Callers) -> Caller:
    """Who asked, where only the tasks before show it."""
    if caller.instigator:
        return caller
    return replace(caller, instigator=callers.before(caller.script, sending.initiator.parents))


def _by_debugger(sending: Sending, callers: Callers) -> Attributed | None:
    """The first script that is no wrapper, on the stack or on those of the tasks before it."""
    initiator, skip = sending.initiator, sending.channel in WRAPPED
    if skip and (own := callers.of_recipient(sending)).script:
        reason = "on the debugger's stack, sending to its own maker"
        return Attributed(own.script, own.instigator, Attribution.LIKELY, reason)
    caller = callers.of(initiator.stack, skip_wrappers=skip)
    if caller.script and not caller.tool_only:
        reason = "on top of the debugger's stack, wrappers left out"
        return Attributed(caller.script, caller.instigator, Attribution.LIKELY, reason)
    for stack in initiator.parents:
        parent = callers.of(stack, skip_wrappers=skip)
        if parent.script and not parent.tool_only:
            reason = "on the debugger's stack of the task that led to this one"
            return Attributed(parent.script, "", Attribution.LIKELY, reason)
    if not caller.script:
        return None
    reason = "library-only: only a wrapper's or library's code is on the stack"
    return Attributed("", "", Attribution.UNCERTAIN, reason)


def _without_stack(sending: Sending) -> Attributed:
    kind = sending.initiator.type
    if sending.sensor is not None or sending.initiator.stack:
        reason = "unnamed-code: the calling code has no address and no known hash"
        return Attributed("", "", Attribution.UNCERTAIN, reason)
    if kind == "unwritten":
        reason = "unwritten: asked for by a style or element that the document's text doesn't have"
        return Attributed("", "", Attribution.UNCERTAIN, reason)
    if kind == "parser":
        reason = "asked for by the document's own markup or style"
        return Attributed("", "", Attribution.CERTAIN, reason)
    if sending.channel in {Channel.NAVIGATION, Channel.FORM}:
        reason = "no script asked: a link, a form or the visit itself"
        return Attributed("", "", Attribution.LIKELY, reason)
    if kind in {"preload", "SignedExchange"}:
        reason = "asked for by the document before any script"
        return Attributed("", "", Attribution.LIKELY, reason)
    reason = "no-record: the network saw it, no call in the page did"
    return Attributed("", "", Attribution.UNCERTAIN, reason)
