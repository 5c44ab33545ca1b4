"""Workers from their making to their first code: no page is left while one is on its way.

A service worker's file is asked for by the browser and not by the page, so that a page which waits
for nothing else looks quiet meanwhile.
"""

from collections.abc import Iterable

from scriptward.sources.scan.activity import Activity
from scriptward.sources.scan.network import INSIDE, Sent
from scriptward.sources.scan.targets import WORKERS, Target
from scriptward.vocabulary.sensor import Call

_REGISTERS = "serviceworker"
_OK = range(200, 400)


class Workers:
    """Every worker of the site that was made, and whether code of it was seen."""

    def __init__(self) -> None:
        self._made: dict[str, Target] = {}
        """By the target's id, which several sessions of it share."""
        self._ran: set[str] = set()
        self.early = 0
        """Workers that ran before they were listened to."""
        self._waiting: dict[str, Activity] = {}
        self._registered: dict[tuple[str, str], Activity] = {}
        """By browser context and address, from the call on."""

    def made(self, target: Target) -> None:
        """One was attached, perhaps once more by a page that has it too."""
        if target.type not in WORKERS or target.tab.apart:
            return
        self._made.setdefault(target.id, target)
        known = target.id in self._waiting or target.id in self._ran
        if target.tab.type == "page" and not known:
            self._waiting[target.id] = target.tab.activity
            target.tab.activity.begins(target.id)

    def registers(self, target: Target, call: Call) -> None:
        """The sensor saw a call; the first for a service worker's file is waited for."""
        identity = (target.browser_context, call.url)
        if call.api != _REGISTERS or identity in self._registered:
            return
        self._registered[identity] = target.tab.activity
        if not any(identity == (one.browser_context, one.url) for one in self._made.values()):
            target.tab.activity.begins(call.url)

    def ran(self, target: Target) -> bool:
        """Code of a target was seen; gives whether it is a worker that ran before we listened."""
        if target.type not in WORKERS or target.id in self._ran:
            return False
        self._ran.add(target.id)
        self.ended(target)
        too_soon = target.told is not None and not target.told.done()
        self.early += too_soon
        return too_soon

    def ended(self, target: Target) -> None:
        """Nothing more is to be waited for."""
        if waiting := self._waiting.get(target.id):
            waiting.ends(target.id)
        if waiting := self._registered.get((target.browser_context, target.url)):
            waiting.ends(target.url)

    def unseen(self, sent: Iterable[Sent]) -> int:
        """How many were made, their file fetched, and no code of them seen."""
        fetched = {one.url for one in sent if one.status in _OK}
        return sum(
            one.url.startswith(INSIDE) or one.url in fetched
            for name, one in self._made.items()
            if name not in self._ran
        )
