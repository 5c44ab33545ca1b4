"""Learns which scripts send what others ask, to wherever these say.

A page's own client for requests, or one that takes the place of `XMLHttpRequest` itself, tops the
stack of everybody's requests, and no shim lies between it and the browser. Its text tells it from
a vendor's SDK: it names none of the hosts it sends to, and those that call it each name theirs.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import chain

from scriptward.analysis.scripts_seen import ScriptsSeen
from scriptward.lib.domains import host_of, registrable
from scriptward.vocabulary.capture import RawScript, Sending

_SEVERAL = 2
_MOST_MAKERS = 8
_BUDGET = 4_000_000_000
"""Characters of texts in which hosts are looked for, over and over: a second or two."""


class GoBetweens:
    """The go-betweens of one capture, by identity."""

    def __init__(
        self,
        sendings: Sequence[Sending],
        scripts: ScriptsSeen,
        wrappers: Collection[str] = frozenset(),
    ) -> None:
        """`sendings`: all by a wrapped API. `wrappers`: those that are known, by identity."""
        self._scripts, self._wrappers = scripts, wrappers
        self._known: dict[tuple[str, str], bool] = {}
        self._whole: dict[str, bool] = {}
        self._left = _BUDGET
        asked: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for sending in sendings:
            host = host_of(sending.request.url)
            for top, below in self._ends(sending) if host else ():
                if registrable(host) == self._owner(top):
                    continue
                if self._names(below, host) and not self._may_name(top, host):
                    asked[scripts.identity(top)].add((self._owner(below), registrable(host)))
        self.identities = frozenset(filter(None, (one for one in asked if _several(asked[one]))))
        """Of scripts that each of several owners had send to a host of its own."""

    def passes_on(self, key: str, url: str) -> bool:
        """Whether a script is one, and a request none that its own text knows of."""
        known = self._scripts.identity(key) in self.identities
        return known and not self._may_name(key, host_of(url))

    def _ends(self, sending: Sending) -> set[tuple[str, str]]:
        """Script on top of each stack, and the nearest other below it or before it.

        The sensor's own stack begins outside of wrappers, the debugger's inside; and wrappers of
        timers and promises stand between a script and its client.
        """
        call = sending.sensor
        stacks = (call.stack if call else (), sending.initiator.stack)
        ends = set()
        for stack in stacks:
            frames = (*stack, *chain.from_iterable(sending.initiator.parents))
            keys = [key for f in frames if (key := self._scripts.key_of(f, sending.page))]
            acting = [key for key in keys if not self._scripts.is_tool(key)]
            alone = [key for key in acting if self._scripts.identity(key) not in self._wrappers]
            for top in {*acting[:1], *alone[:1]}:
                if below := next((key for key in alone if key != top), ""):
                    ends.add((top, below))
        return ends

    def _may_name(self, key: str, host: str) -> bool:
        """Whether a script's text has a host, or is not known as a whole."""
        if key not in self._whole:
            self._whole[key] = _is_whole(self._scripts.by_key[key])
        return not self._whole[key] or self._names(key, host) is not False

    def _names(self, key: str, host: str) -> bool | None:
        """Whether a script's text has a host; None beyond what is looked for."""
        place = (key, host)
        if place not in self._known:
            source = self._scripts.by_key[key].source
            self._left -= len(source)
            if self._left < 0:
                return None
            self._known[place] = host in source
        return self._known[place]

    def _owner(self, key: str) -> str:
        """Domain of a script, of the one that made it where it has none."""
        script = self._scripts.by_key[key]
        for _ in range(_MOST_MAKERS):
            if host_of(script.url) or script.loaded_by not in self._scripts.by_key:
                break
            script = self._scripts.by_key[script.loaded_by]
        return registrable(host_of(script.url) or host_of(script.frame_url))


def _is_whole(script: RawScript) -> bool:
    return len(script.source.encode("utf-8", "replace")) == script.size > 0


def _several(asked: set[tuple[str, str]]) -> bool:
    """Whether several owners asked, and each for hosts that no other did."""
    owners: dict[str, set[str]] = defaultdict(set)
    for owner, target in asked:
        owners[target].add(owner)
    alone = {next(iter(those)) for those in owners.values() if len(those) == 1}
    return len(alone) >= _SEVERAL
