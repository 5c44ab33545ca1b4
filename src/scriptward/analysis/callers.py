"""Reads one stack: who acted on its own, who asked for it, and who only stood in between."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, dropwhile

from scriptward.analysis.scripts_seen import ScriptsSeen
from scriptward.analysis.wrappers import WRAPPED, Wrappers
from scriptward.analysis.writers import Writers
from scriptward.lib.domains import host_of, same_site
from scriptward.vocabulary.capture import Frame, Sending

_GETTERS = frozenset({"get", "get value", "get cookie"})
"""What V8 calls a getter that a script put on the browser's property."""
_SETTERS = frozenset({"set", "set cookie", "setItem"})
"""The same for what sets a cookie or key, and a function put on `Storage.prototype`."""


@dataclass(frozen=True, slots=True)
class Caller:
    """First script of a stack that acts on its own, and what stood in the way."""

    script: str
    instigator: str
    tool_only: bool = False
    nameless_first: bool = False
    skipped: bool = False
    callback: bool = False
    """It only ran a function that another script had given it."""


@dataclass(frozen=True, kw_only=True)
class Callers:
    """Reads the stacks of one page."""

    page: str
    scripts: ScriptsSeen
    wrappers: Wrappers
    writers: Writers

    def of(self, stack: Iterable[Frame], *, skip_wrappers: bool) -> Caller:
        """First script that acts on its own, and the next below that is no wrapper."""
        frames = tuple(stack)
        keys = [self.scripts.key_of(frame, self.page) for frame in frames]
        by_tool = bool(keys) and self.scripts.is_tool(keys[0])  # its callbacks pass wrappers too
        senders = self._acting(keys, skip_wrappers=skip_wrappers or by_tool)
        if not senders:
            return Caller(next(filter(None, keys), ""), "", tool_only=True)
        top = frames[keys.index(senders[0])]
        return Caller(
            senders[0],
            self._below(keys, senders[0]),
            nameless_first=not keys[0],
            skipped=by_tool,
            callback=self.wrappers.runs_others(senders[0], top),
        )

    def outside_wrappers(self, stack: Sequence[Frame]) -> Sequence[Frame]:
        """A stack without the frames on its top in which wrappers pass calls on."""
        for at, frame in enumerate(stack):
            if not self.wrappers.passes_on(self.scripts.key_of(frame, self.page), frame):
                return stack[at:]
        return stack

    def before(self, sender: str, parents: Iterable[Sequence[Frame]]) -> str:
        """The nearest other script in the tasks that led to the sender's; empty if none did.

        Only as long as each task was begun by the sender itself, so that the chain is its own.
        """
        for stack in parents:
            keys = [self.scripts.key_of(frame, self.page) for frame in stack]
            acting = self._acting(keys, skip_wrappers=True)
            if not acting or acting[0] != sender:
                return ""
            if other := self._below(keys, sender):
                return other
        return ""

    def of_recipient(self, sending: Sending) -> Caller:
        """The nearest script of who gets the request, where that is not the site itself.

        A vendor's SDK sends to its vendor: whoever stands above it wraps what it called.
        """
        url = sending.request.url
        if same_site(host_of(url), host_of(sending.frame_url)):
            return Caller("", "")
        stack = [self.scripts.key_of(f, self.page) for f in sending.initiator.stack]
        before = chain.from_iterable(sending.initiator.parents)
        keys = (*stack, *(self.scripts.key_of(frame, self.page) for frame in before))
        own = (key for key in keys if key and self.wrappers.sends_for_itself(key, url))
        sender = next(own, "")
        return Caller(sender, self._below(stack, sender) if sender and sender in stack else "")

    def may_stand_in(self, key: str, sending: Sending) -> bool:
        """Whether a wrapper's script on top may only be running somebody's callback."""
        wraps = key in self.wrappers and sending.channel in WRAPPED
        return wraps and not self.wrappers.sends_for_itself(key, sending.request.url)

    def _acting(self, keys: Iterable[str], *, skip_wrappers: bool) -> list[str]:
        acting = [key for key in keys if key and not self.scripts.is_tool(key)]
        return [key for key in acting if not (skip_wrappers and key in self.wrappers)]

    def _below(self, keys: Sequence[str], sender: str) -> str:
        """The nearest other script that acts on its own, below the sender; empty if none does.

        Who made code that has no address stands below it as it first runs, but asked for nothing.
        """
        code = self.scripts.by_key[sender]
        not_it = {sender, code.loaded_by} if not code.url else {sender}
        under = self._acting(keys[keys.index(sender) :], skip_wrappers=True)
        return next((key for key in under if key not in not_it), "")


def twin(frame: Frame, stack: Iterable[Frame]) -> Frame:
    """The debugger's frame at the same place, which knows its script; else the frame itself."""
    if frame.script or not frame.line:
        return frame
    place = (frame.line, frame.column)
    twins = [f for f in stack if f.script and (f.line, f.column) == place]
    exact = [f for f in twins if f.url == frame.url]
    return next(iter(exact or twins), frame)


def setter(stack: Sequence[Frame], page: str, scripts: ScriptsSeen) -> str:
    """Key of the script that keeps something in the browser; told as for a reader."""
    return _first(stack, page, scripts, _SETTERS)


def reader(stack: Sequence[Frame], page: str, scripts: ScriptsSeen) -> str:
    """Key of the script that read something: the first that acts on its own.

    A getter that stands on the browser's own passes the reading on: frameworks put one on a
    field's `value`, consent tools on `document.cookie`.
    """
    return _first(stack, page, scripts, _GETTERS)


def _first(stack: Sequence[Frame], page: str, scripts: ScriptsSeen, passing: frozenset[str]) -> str:
    asked = list(dropwhile(lambda frame: frame.function in passing, stack)) or stack
    keys = [key for frame in asked if (key := scripts.key_of(frame, page))]
    return next((key for key in keys if not scripts.is_tool(key)), "")
