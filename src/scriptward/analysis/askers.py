"""Who asked an SDK for what a request of it holds: by the names of the events.

An SDK sends in batches, from a timer of its own, so that no stack of the request shows who asked
(measured: naming by stacks is right for a quarter of real batches and invents for a third). The
public function was called with the event's name, and the name stands in what is sent.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from scriptward.analysis.leaks import Detector
from scriptward.analysis.scripts_seen import ScriptsSeen
from scriptward.analysis.wrappers import Wrappers
from scriptward.knowledge.hits import decode
from scriptward.vocabulary.capture import Asking, Sending
from scriptward.vocabulary.words import Channel

_CARRIES = frozenset(
    {
        *(Channel.FETCH, Channel.XHR, Channel.BEACON, Channel.PING, Channel.IMAGE),
        *(Channel.WEBSOCKET, Channel.SCRIPT),
    }
)
_DISTINCTIVE = re.compile(r"(?=.{8,})(?=.*[\s\d_:-]|.*[a-z][A-Z])")
"""Two words, digits or capitals within: what nobody writes by chance."""
_MOST_WORDS = 2_000
"""Event names of one page that are looked for."""


class Askers:
    """The event names of each page, with the scripts that gave them to an SDK."""

    def __init__(self, askings: Iterable[Asking], scripts: ScriptsSeen, wrappers: Wrappers) -> None:
        """`askings`: all of one capture."""
        self._callers: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for asking in askings:
            keys = (scripts.key_of(frame, asking.page) for frame in asking.stack)
            acting = (k for k in keys if k and k not in wrappers and not scripts.is_tool(k))
            caller = next(acting, "")
            for word in asking.words if caller else ():
                known = self._callers[asking.page]
                if word in known or len(known) < _MOST_WORDS:
                    known[word].add(caller)
        self._detectors: dict[str, tuple[Detector, tuple[str, ...]]] = {}

    def of(self, sending: Sending, sender: str) -> tuple[str, ...]:
        """Keys of the scripts whose events a request holds, its sender left out; sorted."""
        words = self._callers.get(sending.page)
        if not words or not sender or sending.channel not in _CARRIES:
            return ()
        found = self._distinctive(sending, words) | self._told(sending, words)
        return tuple(sorted({key for word in found for key in words[word]} - {sender}))

    def _distinctive(self, sending: Sending, words: Mapping[str, set[str]]) -> set[str]:
        """Names that stand in it, of those that mean what they say wherever they stand."""
        if sending.page not in self._detectors:
            names = tuple(word for word in words if _DISTINCTIVE.match(word))
            values = {f"event.{index}": word for index, word in enumerate(names)}
            self._detectors[sending.page] = Detector(values), names
        detector, names = self._detectors[sending.page]
        if not names:
            return set()
        leaks = detector.find(sending.request)
        return {names[int(leak.name.partition(".")[2])] for leak in leaks if leak.name}

    @staticmethod
    def _told(sending: Sending, words: Mapping[str, set[str]]) -> set[str]:
        """Names of events that a known wire format tells."""
        return {hit.event for hit in decode(sending.request)} & words.keys()
