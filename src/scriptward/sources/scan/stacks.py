"""The debugger's stacks in the words of a capture, the sensor's own frames left out."""

from collections.abc import Iterator

from scriptward.sources.scan import bounds
from scriptward.sources.scan.protocol import CallFrame, NetworkInitiator, StackTrace
from scriptward.sources.scan.scripts import Parsed, Scripts
from scriptward.vocabulary.capture import Frame, Initiator

TASK = "sw:"
"""What every id of a call begins with; it is the name of the task the call runs in."""


def chain(stack: StackTrace | None) -> Iterator[StackTrace]:
    """A stack and its async parents, nearest first."""
    left = bounds.EVENT_STACK
    while stack is not None and left:
        yield stack
        stack, left = stack.parent, left - 1


def task_id(initiator: NetworkInitiator) -> str:
    """Id of the sensor's call that a request was made in; empty where there is none."""
    for stack in chain(initiator.stack):
        if stack.description.startswith(TASK):
            return stack.description
    return ""


class Stacks:
    """Names the scripts of call frames."""

    def __init__(self, scripts: Scripts, keys: dict[str, str]) -> None:
        """`keys`: from a parsed script's key to that of the capture's script it was folded into."""
        self._scripts, self._keys = scripts, keys

    def initiator(self, session: str, initiator: NetworkInitiator, *, request: str) -> Initiator:
        """What started a request. `request`: key of the request before it, if it follows one."""
        stacks = [self.frames(session, stack) for stack in chain(initiator.stack)]
        return Initiator(
            type=initiator.type,
            url=initiator.url,
            line=int(initiator.line_number) + 1,
            stack=stacks[0] if stacks else (),
            parents=tuple(stack for stack in stacks[1:] if stack),
            request=request,
        )

    def frames(self, session: str, stack: StackTrace | None) -> tuple[Frame, ...]:
        """The synchronous frames, innermost first."""
        calls = stack.call_frames if stack is not None else ()
        return tuple(
            self._frame(session, call)
            for call in calls[: bounds.EVENT_STACK]
            if not self._scripts.is_injected(session, call.script_id)
        )

    def nearest(self, session: str, stack: StackTrace | None) -> Parsed | None:
        """The innermost script of a stack, looking along its async parents."""
        for one in chain(stack):
            for call in one.call_frames:
                if parsed := self._scripts.find(session, call.script_id):
                    return parsed
        return None

    def _frame(self, session: str, call: CallFrame) -> Frame:
        parsed = self._scripts.find(session, call.script_id)
        return Frame(
            url=parsed.url if parsed else call.url,
            script=self._keys.get(parsed.key, "") if parsed else "",
            function=call.function_name[:200],
            line=call.line_number + 1,
            column=call.column_number + 1,
            sha256=parsed.event.hash if parsed else "",
        )
