"""Names the script that caused a request, how sure that is, and why.

Sender: the script whose code called the browser, wrappers and pure tools skipped. Instigator: the
nearest other script below it on the same stack. A wrong name is worse than none.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from scriptward.analysis.askers import Askers
from scriptward.analysis.callers import Caller, Callers, twin
from scriptward.analysis.makers import settled
from scriptward.analysis.origins import Origins
from scriptward.analysis.scripts_seen import ScriptsSeen
from scriptward.analysis.wrappers import WRAPPED, Wrappers
from scriptward.analysis.writers import Writers
from scriptward.vocabulary.capture import Capture, Sending, SensorCall
from scriptward.vocabulary.words import Attribution, Channel

_NO_RECORD = "no-record: the network saw it, no call in the page did"
_BEFORE = 2
"""Stacks of a call itself, by the sensor and the debugger; then come those of tasks before it."""
_CALLED = frozenset({Channel.FETCH, Channel.XHR, Channel.BEACON, Channel.PING})
"""Channels that only a call of a script uses."""
_NOT_BY_MARKUP = _CALLED | {Channel.EVENTSOURCE, Channel.WEBSOCKET, Channel.WEBTRANSPORT}
"""Channels that no element or style uses."""


@dataclass(frozen=True, slots=True)
class Attributed:
    """Who did it: keys of the capture's scripts, empty for the document or nobody known."""

    script: str
    instigator: str
    attribution: Attribution
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """Who did what in one capture."""

    scripts: ScriptsSeen
    """With the loaders that acted on their own."""
    wrappers: Wrappers
    named: dict[str, Attributed]
    """`{key of sending: who}`."""


def account(capture: Capture, sendings: Sequence[Sending]) -> Account:
    """Everybody named. `sendings`: those of the capture that are judged."""
    raw = ScriptsSeen(capture.scripts)
    wrappers = Wrappers(sendings, raw, capture.wrapping)
    scripts = ScriptsSeen(settled(capture.scripts, raw, wrappers, sendings))
    askers = Askers(capture.askings, scripts, wrappers)
    named = attributions(sendings, scripts, wrappers, askers)
    return Account(scripts=scripts, wrappers=wrappers, named=named)


def attributions(
    sendings: Sequence[Sending],
    scripts: ScriptsSeen,
    wrappers: Wrappers | None = None,
    askers: Askers | None = None,
) -> dict[str, Attributed]:
    """`{key of sending: who}`; redirect hops and preflights inherit from the first request.

    `wrappers`, `askers`: of the same capture, where they are known.
    """
    wrappers = Wrappers(sendings, scripts) if wrappers is None else wrappers
    origins, writers = Origins(sendings), Writers(scripts)
    named: dict[str, Attributed] = {}
    firsts = {origin.key: origin for origin in map(origins.of, sendings)}
    for key, origin in firsts.items():
        named[key] = _attributed(origin, scripts, wrappers, writers)
    senders = _only_senders(firsts.values(), named, scripts)
    for key, origin in firsts.items():
        if named[key].reason == _NO_RECORD and origin.channel in _CALLED:
            named[key] = senders.get((origin.page, _target(origin)), named[key])
        if askers is not None:
            named[key] = _asked_for(origin, named[key], askers)
    for sending in sendings:
        origin = origins.of(sending)
        if origin is not sending:
            first = named[origin.key]
            named[sending.key] = replace(first, reason=f"follows a request: {first.reason}")
    return named


def _asked_for(sending: Sending, who: Attributed, askers: Askers) -> Attributed:
    """Who gave an SDK the events that it sends; nobody, where several did.

    They are surer than a task that led to the sending: the first event began that, and others
    came into the batch.
    """
    callers = askers.of(sending, who.script)
    if not callers or who.instigator in callers:
        return who
    only = callers[0] if len(callers) == 1 else ""
    by = "it was asked to, by an event's name that is sent"
    if not only:
        by = f"it holds events that {len(callers)} scripts asked for"
    return replace(who, instigator=only, reason=f"{who.reason}; {by}")


def _only_senders(
    sendings: Iterable[Sending], named: Mapping[str, Attributed], scripts: ScriptsSeen
) -> dict[tuple[str, str], Attributed]:
    """`{(page, host and path): the one script that was seen to send there}`."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for sending in sendings:
        who = named[sending.key]
        if sending.channel in _CALLED and (who.script or who.attribution is Attribution.CERTAIN):
            found[sending.page, _target(sending)].add(who.script)
    reason = "no call was seen; no other script of the page sends to this address"
    return {
        target: Attributed(key, "", Attribution.LIKELY, reason)
        for target, keys in found.items()
        if len(keys) == 1 and (key := next(iter(keys))) in scripts.by_key
    }


def _target(sending: Sending) -> str:
    return sending.request.url.partition("?")[0]


def _attributed(
    sending: Sending, scripts: ScriptsSeen, wrappers: Wrappers, writers: Writers
) -> Attributed:
    """Who made one request, by the strongest witness there is."""
    if sending.sender_script in scripts.by_key:
        return _worker(sending, scripts)
    callers = Callers(page=sending.page, scripts=scripts, wrappers=wrappers, writers=writers)
    by_stack = _by_sensor(sending, callers) or _by_debugger(sending, callers)
    return by_stack or _unwritten(sending, callers) or _without_stack(sending)


def _worker(sending: Sending, scripts: ScriptsSeen) -> Attributed:
    """A worker's own code, or what it imported where the stack says so.

    The worker's first script is fetched in its name, for who began it.
    """
    keys = (scripts.key_of(frame, sending.page) for frame in sending.initiator.stack)
    sender = next(filter(None, keys), sending.sender_script)
    own = scripts.by_key[sending.sender_script]
    maker = own.loaded_by if own.loaded_by in scripts.by_key else ""
    if sending.channel is Channel.WORKER and sending.request.url == own.url:
        if not maker:
            return Attributed("", "", Attribution.UNCERTAIN, _NO_RECORD)
        return Attributed(maker, "", Attribution.CERTAIN, "began the worker that runs this script")
    return Attributed(
        sender,
        maker,
        Attribution.CERTAIN,
        f"sent from inside the {sending.context.replace('_', ' ')} that runs this script",
    )


def _by_sensor(sending: Sending, callers: Callers) -> Attributed | None:
    call = sending.sensor
    if call is None:
        return None
    stack = tuple(twin(frame, sending.initiator.stack) for frame in call.stack)
    inside = callers.outside_wrappers(stack)
    caller = callers.of(inside, skip_wrappers=False)
    if not caller.script:
        return None
    doubtful = caller.nameless_first and caller.script in callers.wrappers
    if caller.tool_only or caller.callback or doubtful:
        return _asked_before(sending, caller, callers)
    if callers.wrappers.sends_for_others(caller.script, sending):
        return _sent_for(sending, caller, callers)
    caller = _with_instigator(caller, sending, callers)
    attribution, why = Attribution.LIKELY, ""
    if caller.nameless_first:
        why = ", from code without a name; the named frame below it is given"
    elif len(inside) < len(stack):
        why = "; the wrapper above it only passed that on"
    elif callers.may_stand_in(caller.script, sending):
        why = "; it also wraps this API for others"
    else:
        attribution, why = Attribution.CERTAIN, _left_out(call, caller)
    reason = f"called {call.api} itself{why}"
    return Attributed(caller.script, caller.instigator, attribution, reason)


def _left_out(call: SensorCall, caller: Caller) -> str:
    wrapper = "; the wrapper between it and the browser is left out" if call.wrapped else ""
    return wrapper + ("; the library it used is left out" if caller.skipped else "")


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
    if caller.callback and (writer := _writer(sending, callers)):
        return writer
    return Attributed(caller.script, "", Attribution.UNCERTAIN, reason)


def _sent_for(sending: Sending, caller: Caller, callers: Callers) -> Attributed:
    """A client that sends for others: whoever stands below it, or in the tasks before."""
    call = sending.sensor.stack if sending.sensor is not None else ()
    for at, stack in enumerate((call, sending.initiator.stack, *sending.initiator.parents)):
        found = callers.of(stack, skip_wrappers=True)
        if found.script and not found.tool_only:
            if at >= _BEFORE and callers.writers.of(sending) not in {"", found.script}:
                reason = "callback: who began the task before is not who has the address"
                return Attributed("", "", Attribution.UNCERTAIN, reason)
            reason = "asked a script to send this that sends for several; it names no such address"
            return Attributed(found.script, found.instigator, Attribution.LIKELY, reason)
    if writer := _writer(sending, callers):
        return writer
    reason = "callback: it sends for several scripts; none of them is on the stack"
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
        if not skip and parent.script in callers.wrappers:
            break  # it may only have run somebody's callback
        if parent.script and not parent.tool_only:
            reason = "on the debugger's stack of the task that led to this one"
            return Attributed(parent.script, "", Attribution.LIKELY, reason)
    if not caller.script:
        return None
    reason = "library-only: only a wrapper's or library's code is on the stack"
    return Attributed("", "", Attribution.UNCERTAIN, reason)


def _writer(sending: Sending, callers: Callers) -> Attributed | None:
    """The only script that can have given the address, where nobody on a stack did."""
    reason = "no call was seen; no other script of the page has this address in its text"
    script = callers.writers.of(sending)
    return Attributed(script, "", Attribution.LIKELY, reason) if script else None


def _unwritten(sending: Sending, callers: Callers) -> Attributed | None:
    return _writer(sending, callers) if sending.initiator.type == "unwritten" else None


def _without_stack(sending: Sending) -> Attributed:
    return Attributed("", "", *_nobody(sending))


def _nobody(sending: Sending) -> tuple[Attribution, str]:
    """How sure it is that no script asked, and why none is named."""
    kind, channel = sending.initiator.type, sending.channel
    doubt = _doubt(sending)
    if doubt:
        return Attribution.UNCERTAIN, doubt
    if channel is Channel.FORM or (channel is Channel.NAVIGATION and kind != "parser"):
        return Attribution.LIKELY, "no script asked: a link, a form or the visit itself"
    if kind == "parser":
        return Attribution.CERTAIN, "asked for by the document's own markup or style"
    if kind in {"preload", "SignedExchange"}:
        return Attribution.LIKELY, "asked for by the document before any script"
    return Attribution.UNCERTAIN, _NO_RECORD


def _doubt(sending: Sending) -> str:
    """Why a script may have asked that nobody saw; empty for no reason to think so."""
    if sending.sensor is not None or sending.initiator.stack:
        return "unnamed-code: the calling code has no address and no known hash"
    if sending.initiator.type == "unwritten":
        return "unwritten: asked for by a style, form or element that the document's text lacks"
    return _NO_RECORD if sending.channel in _NOT_BY_MARKUP else ""
