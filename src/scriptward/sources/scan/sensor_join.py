"""Which of the sensor's calls is which of the debugger's requests.

By the name of the task the native call ran in; where that is lost (a reaction inside a promise,
a parser's fetch), by page, address and time, first in, first out. Elements load in a task of their
own, which waits for a busy page, or for the element to be put in or come in sight.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping

from scriptward.sources.scan.network import Sent
from scriptward.sources.scan.sensor_channel import Said
from scriptward.sources.scan.stacks import task_id

_NEAR = 2.0
"""Seconds between a call and its request."""
_LATE: Mapping[str, frozenset[str]] = {
    "eventsource": frozenset({"EventSource"}),
    "form": frozenset({"Document"}),
    "frame": frozenset({"Document"}),
    "image": frozenset({"Image"}),
    "link": frozenset({"Stylesheet", "Prefetch", "Other", "Script", "Image", "Font"}),
    "media": frozenset({"Media", "TextTrack", "Other"}),
    "object": frozenset({"Document", "Image", "Other"}),
    "open": frozenset({"Document"}),
    "script": frozenset({"Script"}),
}
"""Calls whose request may come at any time after them, and the debugger's kinds of it."""

_STYLE = "style"
_STYLED = frozenset({"Image", "Font", "Stylesheet"})
"""What a style's text makes load."""

_SAID_BEHIND = 0.2
"""Seconds by which a call may be told after the request it made."""
_MOST_LATE = 50
"""Calls for one address that are looked at, the latest first."""


class _Waiting:
    """Calls for one address whose request is not known yet."""

    def __init__(self) -> None:
        self.queue: deque[Said] = deque()
        """In their order."""
        self.late: deque[Said] = deque(maxlen=_MOST_LATE)
        """Those whose request did not come at once."""


class SensorJoin:
    """Answers each request's call once."""

    def __init__(self, said: Iterable[Said], *, first: Callable[[str], str]) -> None:
        """`first`: gives the key of a document's first page for that of any of its screens."""
        self._first = first
        self._by_id: dict[str, Said] = {}
        self._by_url: dict[tuple[str, str], _Waiting] = defaultdict(_Waiting)
        self._styles: dict[tuple[str, str], list[Said]] = defaultdict(list)
        for one in said:
            self._by_id[one.call.id] = one
            url = _bare(one.call.url)
            if one.call.api == _STYLE:
                self._styles[first(one.page), url].append(one)
                continue
            places = {url, _queryless(url)} if one.call.api == "form" else {url}
            for place in places:
                self._by_url[first(one.page), place].queue.append(one)
        self._used: set[str] = set()

    def call(self, sent: Sent) -> Said | None:
        """The sensor's view of a request; None where only the network saw it."""
        if sent.redirected_from or sent.initiator.type == "preflight":
            return None
        found = self._by_id.get(task_id(sent.initiator))
        if found is None or _bare(found.call.url) != _bare(sent.url):
            # a microtask may begin within another call's task
            found = self._of_address(sent) or found
        if found is not None:
            self._used.add(found.call.id)
        return found

    def style(self, sent: Sent) -> Said | None:
        """The last text of a style that had a request's address before it; one may make many."""
        if sent.kind not in _STYLED or sent.redirected_from:
            return None
        given = self._styles.get((self._first(sent.page), _bare(sent.url)), ())
        return next((one for one in reversed(given) if one.at - sent.at <= _SAID_BEHIND), None)

    def _of_address(self, sent: Sent) -> Said | None:
        if sent.target.type not in {"page", "iframe"} or sent.asked_for:
            return None
        page, url = self._first(sent.page), _bare(sent.url)
        if found := self._waiting(page, url, sent):
            return found
        if sent.kind != "Document" or sent.method != "GET":
            return None
        # what a form's fields say takes the place of the query of its address
        found = self._waiting(page, _queryless(url), sent)
        return found if found is not None and found.call.api == "form" else None

    def _waiting(self, page: str, url: str, sent: Sent) -> Said | None:
        here = self._by_url.get((page, url))
        if here is None:
            return None
        while here.queue:
            one = here.queue[0]
            if one.call.id in self._used:
                here.queue.popleft()
            elif sent.at - one.at > _NEAR:
                here.late.append(here.queue.popleft())
            elif one.at - sent.at <= _NEAR:
                return one
            else:
                break
        fit = (one for one in reversed(here.late) if _may_be_late(one, sent))
        return next((one for one in fit if one.call.id not in self._used), None)


def _may_be_late(said: Said, sent: Sent) -> bool:
    if said.call.api == "fetch":  # fetchLater: nothing runs as it leaves
        return sent.initiator.stack is None
    return sent.kind in _LATE.get(said.call.api, frozenset())


def _queryless(url: str) -> str:
    return url.partition("?")[0]


def _bare(url: str) -> str:
    return url.partition("#")[0]
