"""Which of the sensor's calls is which of the debugger's requests.

By the name of the task the native call ran in; where that is lost (a reaction inside a promise,
a parser's fetch), by page, address and time, first in, first out.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable

from scriptward.sources.scan.network import Sent
from scriptward.sources.scan.sensor_channel import Said
from scriptward.sources.scan.stacks import task_id

_NEAR = 2.0
"""Seconds between a call and its request."""


class SensorJoin:
    """Answers each request's call once."""

    def __init__(self, said: Iterable[Said], *, first: Callable[[str], str]) -> None:
        """`first`: gives the key of a document's first page for that of any of its screens."""
        self._first = first
        self._by_id: dict[str, Said] = {}
        self._by_url: dict[tuple[str, str], deque[Said]] = defaultdict(deque)
        for one in said:
            self._by_id[one.call.id] = one
            self._by_url[first(one.page), _bare(one.call.url)].append(one)
        self._used: set[str] = set()

    def call(self, sent: Sent) -> Said | None:
        """The sensor's view of a request; None where only the network saw it."""
        if sent.redirected_from or sent.initiator.type == "preflight":
            return None
        found = self._by_id.get(task_id(sent.initiator)) or self._near(sent)
        if found is not None:
            self._used.add(found.call.id)
        return found

    def _near(self, sent: Sent) -> Said | None:
        if sent.target.type not in {"page", "iframe"} or sent.asked_for:
            return None
        waiting = self._by_url.get((self._first(sent.page), _bare(sent.url)), deque())
        while waiting:
            one = waiting[0]
            if one.call.id in self._used or sent.at - one.at > _NEAR:
                waiting.popleft()
            elif abs(one.at - sent.at) <= _NEAR:
                return waiting.popleft()
            else:
                return None
        return None


def _bare(url: str) -> str:
    return url.partition("#")[0]
