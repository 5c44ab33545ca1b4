"""Names the script that caused a request, how sure that is, and why.

Sender: the script whose code called the browser, wrappers and pure tools skipped. Instigator: the
nearest other script below it on the same stack. A wrong name is worse than none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from scriptward.analysis.scripts_seen import ScriptsSeen, is_sensor
from scriptward.vocabulary.capture import Frame, Sending
from scriptward.vocabulary.words import Attribution, Channel

_INHERITING = frozenset({"preflight", "redirect"})


@dataclass(frozen=True, slots=True)
class Attributed:
    """Who did it: keys of the capture's scripts, empty for the document or nobody known."""

    script: str
    instigator: str
    attribution: Attribution
    reason: str


@dataclass(frozen=True, slots=True)
class _Caller:
    """First script of a stack that acts on its own, and what stood in the way."""

    script: str
    instigator: str
    tool_only: bool = False
    nameless_first: bool = False
    skipped: bool = False


def attributions(sendings: Sequence[Sending], scripts: ScriptsSeen) -> dict[str, Attributed]:
    """`{key of sending: who}`; redirect hops and preflights inherit from the first request."""
    by_key = {sending.key: sending for sending in sendings}
    named: dict[str, Attributed] = {}
    for sending in sendings:
        origin = _origin(sending, by_key)
        if origin.key not in named:
            named[origin.key] = attributed(origin, scripts)
        if origin is not sending:
            first = named[origin.key]
            named[sending.key] = replace(first, reason=f"follows a request: {first.reason}")
    return named


def attributed(sending: Sending, scripts: ScriptsSeen) -> Attributed:
    """Who made one request, by the strongest witness there is."""
    if sending.sender_script in scripts.by_key:
        return _worker(sending, scripts)
    return (
        _by_sensor(sending, scripts)
        or _by_debugger(sending, scripts)
        or _by_parents(sending, scripts)
        or _without_stack(sending)
    )


def reader(stack: Iterable[Frame], page: str, scripts: ScriptsSeen) -> str:
    """Key of the script that read something: the top of the stack, no wrapper sits on getters."""
    for frame in stack:
        if not is_sensor(frame) and (key := scripts.key_of(frame, page)):
            return "" if scripts.is_tool(key) and _tools_only(stack, page, scripts) else key
    return ""


def _tools_only(stack: Iterable[Frame], page: str, scripts: ScriptsSeen) -> bool:
    return all(scripts.is_tool(scripts.key_of(f, page)) for f in stack if not is_sensor(f))


def _origin(sending: Sending, by_key: dict[str, Sending]) -> Sending:
    seen = {sending.key}
    while True:
        before = sending.redirected_from
        if not before and sending.initiator.type in _INHERITING:
            before = sending.initiator.request
        if before not in by_key or before in seen:
            return sending
        seen.add(before)
        sending = by_key[before]


def _worker(sending: Sending, scripts: ScriptsSeen) -> Attributed:
    maker = scripts.by_key[sending.sender_script].loaded_by
    return Attributed(
        sending.sender_script,
        maker if maker in scripts.by_key else "",
        Attribution.CERTAIN,
        f"sent from inside the {sending.context.replace('_', ' ')} that this script runs",
    )


def _by_sensor(sending: Sending, scripts: ScriptsSeen) -> Attributed | None:
    call = sending.sensor
    if call is None:
        return None
    stack = tuple(_twin(frame, sending.initiator.stack) for frame in call.stack)
    caller = _caller(stack, sending.page, scripts, skip_wrappers=False)
    if not caller.script:
        return None
    what = f"called {call.api} itself"
    if caller.tool_only:
        return Attributed(
            caller.script,
            "",
            Attribution.UNCERTAIN,
            "library-only: a library called; the code that asked it is not on the stack",
        )
    if caller.nameless_first:
        reason = f"{what}, from code without a name; the named frame below it is given"
        return Attributed(caller.script, caller.instigator, Attribution.LIKELY, reason)
    if scripts.is_wrapper(caller.script, sending.page):
        reason = f"{what}; it also wraps this API for others"
        return Attributed(caller.script, caller.instigator, Attribution.LIKELY, reason)
    if call.wrapped:
        what += "; the wrapper between it and the browser is left out"
    if caller.skipped:
        what += "; the library it used is left out"
    return Attributed(caller.script, caller.instigator, Attribution.CERTAIN, what)


def _twin(frame: Frame, stack: Iterable[Frame]) -> Frame:
    """The debugger's frame at the same place, which knows its script; else the frame itself."""
    if frame.script or not frame.line:
        return frame
    place = (frame.line, frame.column)
    twins = [f for f in stack if f.script and (f.line, f.column) == place]
    exact = [f for f in twins if f.url == frame.url]
    return next(iter(exact or twins), frame)


def _by_debugger(sending: Sending, scripts: ScriptsSeen) -> Attributed | None:
    caller = _caller(sending.initiator.stack, sending.page, scripts, skip_wrappers=True)
    if not caller.script:
        return None
    if caller.tool_only:
        reason = "library-only: only a wrapper's or library's code is on the stack"
        return Attributed("", "", Attribution.UNCERTAIN, reason)
    reason = "on top of the debugger's stack, wrappers left out"
    return Attributed(caller.script, caller.instigator, Attribution.LIKELY, reason)


def _by_parents(sending: Sending, scripts: ScriptsSeen) -> Attributed | None:
    for stack in sending.initiator.parents:
        caller = _caller(stack, sending.page, scripts, skip_wrappers=True)
        if caller.script and not caller.tool_only:
            reason = "on the debugger's stack of the task that led to this one"
            return Attributed(caller.script, "", Attribution.LIKELY, reason)
    return None


def _caller(
    stack: Iterable[Frame], page: str, scripts: ScriptsSeen, *, skip_wrappers: bool
) -> _Caller:
    frames = [frame for frame in stack if not is_sensor(frame)]
    keys = [scripts.key_of(frame, page) for frame in frames]
    passive = {
        key
        for key in keys
        if scripts.is_tool(key) or (skip_wrappers and scripts.is_wrapper(key, page))
    }
    acting = [key for key in keys if key and key not in passive]
    if not acting:
        return _Caller(next((key for key in keys if key), ""), "", tool_only=True)
    sender = acting[0]
    below = keys[keys.index(sender) :]
    others = (k for k in below if k and k != sender and k not in passive)
    instigator = next((k for k in others if not scripts.is_wrapper(k, page)), "")
    return _Caller(
        sender,
        instigator,
        nameless_first=not keys[0],
        skipped=keys[0] in passive,
    )


def _without_stack(sending: Sending) -> Attributed:
    kind = sending.initiator.type
    if sending.sensor is not None or sending.initiator.stack:
        reason = "unnamed-code: the calling code has no address and no known hash"
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
