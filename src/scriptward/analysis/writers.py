"""Finds the one script of a page in whose text an address stands, where no stack shows who asked.

Styles, fonts and what an element shows load without a call that the debugger or the sensor sees.
A host alone says little, since consent tools and monitors list the hosts of others; so the path has
to stand there as well. Two scripts that have both are none.
"""

from collections import defaultdict

from scriptward.analysis.scripts_seen import ScriptsSeen
from scriptward.lib.domains import host_of, same_site
from scriptward.vocabulary.capture import RawScript, Sending

_SHORTEST = 6
"""Characters of a path, or of its last step, that mean it wherever they stand."""
_BUDGET = 2_000_000_000
"""Characters of texts that are gone along in one capture: a second or so."""


class Writers:
    """The texts of one capture's scripts, by page."""

    def __init__(self, scripts: ScriptsSeen) -> None:
        self._texts: dict[str, dict[str, RawScript]] = defaultdict(dict)
        for script in scripts.by_key.values():
            if script.source:
                self._texts[script.page].setdefault(scripts.identity(script.key), script)
        self._known: dict[tuple[str, str], str] = {}
        self._left = _BUDGET

    def of(self, sending: Sending) -> str:
        """Key of the script; empty where none has the address, or several have."""
        place = (sending.page, sending.request.url.partition("?")[0])
        if place not in self._known:
            host = host_of(place[1])
            away = not same_site(host, host_of(sending.frame_url))
            self._known[place] = self._only(*place, host=host if away else "")
        return self._known[place]

    def _only(self, page: str, url: str, *, host: str) -> str:
        path = "/" + url.partition("://")[2].partition("/")[2]
        steps = [step for step in {path, path.rpartition("/")[2]} if len(step) >= _SHORTEST]
        texts = self._texts.get(page, {}).values()
        self._left -= sum(len(script.source) for script in texts)
        if not steps or self._left < 0:
            return ""
        holders = [
            script.key
            for script in texts
            if host in script.source and any(step in script.source for step in steps)
        ]
        return holders[0] if len(holders) == 1 else ""
