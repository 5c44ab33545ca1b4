"""Learns which scripts stand between callers and the browser's own fetch and XMLHttpRequest.

Monitors and some analytics put their own function around them, so that they top the stack of
everybody's requests. A list of names fails on real pages; what a page does tells it: a script on
top for others of several owners, sending to several owners' hosts, is in the way.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from scriptward.analysis.go_betweens import GoBetweens
from scriptward.analysis.scripts_seen import ScriptsSeen
from scriptward.knowledge.entities import owner_of, recipient_of
from scriptward.lib.domains import host_of, registrable
from scriptward.vocabulary.capture import Frame, Sending
from scriptward.vocabulary.words import Channel

WRAPPED = frozenset({Channel.FETCH, Channel.XHR})
"""Channels whose API is put into a wrapper by somebody on most pages."""
Place = tuple[str, int, int]
"""Identity of a script, line and column in it."""
_SEVERAL = 2
_MOST_LAYERS = 8


class Wrappers:
    """The wrappers of one capture, by identity: the same script wraps on every page."""

    def __init__(
        self,
        sendings: Sequence[Sending],
        scripts: ScriptsSeen,
        wrapping: Iterable[tuple[str, Sequence[Frame]]] = (),
    ) -> None:
        """`sendings`, `wrapping`: all of the capture; sendings that the sensor saw teach more."""
        self._scripts = scripts
        known = [s for s in sendings if s.channel in WRAPPED]
        self._passes = {place for s in known for place in self._between(s)}
        """Places of wrappers that pass calls on: `(identity, line, column)`."""
        self._identities = {identity for identity, _, _ in self._passes}
        self._identities |= {scripts.identity(key) for key in self._told(wrapping)}
        self._go_betweens = GoBetweens(known, scripts, frozenset(self._identities))
        self._identities |= self._go_betweens.identities
        stacks = [(s, tuple(self._keys(s))) for s in known if s.sensor is None]
        for _ in range(_MOST_LAYERS):
            found = self._in_the_way(stacks) - self._identities
            if not found:
                break
            self._identities |= found
        self._runs = set(self._trampolines(sendings))

    def __contains__(self, key: object) -> bool:
        """Whether the script of that key is one."""
        return isinstance(key, str) and self._scripts.identity(key) in self._identities

    def sends_for_itself(self, key: str, url: str) -> bool:
        """Whether a request goes to the wrapper's own maker: then it is its own upload."""
        script = self._scripts.by_key[key].url
        host = host_of(url)
        if registrable(host_of(script)) == registrable(host):
            return True
        maker = owner_of(script).entity
        return maker not in {"", "unknown"} and maker == recipient_of(host).entity

    def runs_others(self, key: str, frame: Frame) -> bool:
        """Whether a wrapper, at this place of its code, runs functions that others gave it."""
        return (self._scripts.identity(key), frame.line, frame.column) in self._runs

    def passes_on(self, key: str, frame: Frame) -> bool:
        """Whether a wrapper, at this place of its code, calls the function that it wraps."""
        return (self._scripts.identity(key), frame.line, frame.column) in self._passes

    def sends_for_others(self, key: str, sending: Sending) -> bool:
        """Whether a script sends what others ask, and this request is not its own."""
        url = sending.request.url
        return sending.channel in WRAPPED and self._go_betweens.passes_on(key, url)

    def _trampolines(self, sendings: Iterable[Sending]) -> Iterator[Place]:
        """Places of wrappers straight below another script's frame."""
        for page, frames in self._stacks(sendings):
            keys = [self._scripts.key_of(frame, page) for frame in frames]
            for upper, key, frame in zip(keys, keys[1:], frames[1:], strict=False):
                if upper and key in self and upper not in self and frame.line:
                    yield self._scripts.identity(key), frame.line, frame.column

    @staticmethod
    def _stacks(sendings: Iterable[Sending]) -> Iterator[tuple[str, Sequence[Frame]]]:
        """Every stack that was seen, with its page."""
        for sending in sendings:
            if sending.sensor is not None:
                yield sending.page, sending.sensor.stack
            for stack in (sending.initiator.stack, *sending.initiator.parents):
                yield sending.page, stack

    def _told(self, wrapping: Iterable[tuple[str, Sequence[Frame]]]) -> Iterator[str]:
        """Scripts that the sensor saw putting themselves in front of the browser."""
        for page, stack in wrapping:
            keys = (self._scripts.key_of(frame, page) for frame in stack)
            acting = (key for key in keys if key and not self._scripts.is_tool(key))
            yield from list(acting)[:1]

    def _between(self, sending: Sending) -> Iterator[Place]:
        """Where the debugger saw scripts above the caller that the sensor named."""
        call = sending.sensor
        if call is None or not call.wrapped or not call.stack:
            return
        caller = self._scripts.key_of(call.stack[0], sending.page)
        frames = sending.initiator.stack
        keys = [self._scripts.key_of(frame, sending.page) for frame in frames]
        if not caller or caller not in keys:
            return
        for key, frame in zip(keys[: keys.index(caller)], frames, strict=False):
            if key:
                yield self._scripts.identity(key), frame.line, frame.column

    def _keys(self, sending: Sending) -> Iterator[str]:
        frames: Iterable[Frame] = chain(sending.initiator.stack, *sending.initiator.parents)
        return (key for f in frames if (key := self._scripts.key_of(f, sending.page)))

    def _in_the_way(self, stacks: Sequence[tuple[Sending, tuple[str, ...]]]) -> set[str]:
        """Identities of scripts on top for callers and hosts of several owners."""
        callers: dict[str, set[str]] = defaultdict(set)
        targets: dict[str, set[str]] = defaultdict(set)
        for sending, keys in stacks:
            acting = [key for key in keys if key not in self and not self._scripts.is_tool(key)]
            below = next((key for key in acting if key != acting[0]), "")
            if not below:
                continue
            top, own = self._scripts.identity(acting[0]), self._domain(acting[0])
            callers[top] |= {self._domain(below)} - {own}
            targets[top] |= {registrable(host_of(sending.request.url))} - {own}
        return {
            top
            for top, domains in callers.items()
            if len(domains) >= _SEVERAL and len(targets[top]) >= _SEVERAL
        }

    def _domain(self, key: str) -> str:
        script = self._scripts.by_key[key]
        return registrable(host_of(script.url or script.frame_url))
