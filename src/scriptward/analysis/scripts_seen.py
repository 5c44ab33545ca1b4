"""Looks up the scripts of a capture by key, hash or address, and the wrappers each page has."""

import re
from collections.abc import Iterable
from functools import cached_property

from scriptward.vocabulary.capture import Frame, RawScript, Sending

SENSOR_SCHEME = "scriptward:"
"""Address our own injected code carries in stacks; no site can serve it."""

_TOOL_BANNER = re.compile(
    r"^\s*/[/*]!?[\s*]*(?:@license\s+)?(?:axios|jQuery|zone\.js|lodash|core-js|Underscore\.js)\b",
    re.IGNORECASE,
)
_TOOL_LOADED = re.compile(r"/\*!?\s*(?:axios v|jQuery (?:JavaScript Library )?v|core-js \d)")
_LARGEST_TOOL = 400_000
"""Bytes; a bundle that begins with a tool's banner is more than the tool."""


class ScriptsSeen:
    """The scripts of a capture. Frames of stacks are resolved to keys of its `RawScript`s."""

    def __init__(self, scripts: Iterable[RawScript], sendings: Iterable[Sending] = ()) -> None:
        """`sendings`: joined ones teach which scripts wrap the browser's own functions."""
        self.by_key = {script.key: script for script in scripts}
        self._sendings = tuple(sendings)
        self._by_hash: dict[tuple[str, str], str] = {}
        self._by_url: dict[tuple[str, str], str] = {}
        for script in self.by_key.values():
            if script.sha256:
                self._by_hash.setdefault((script.page, script.sha256), script.key)
            if script.url:
                self._by_url.setdefault((script.page, script.url), script.key)

    def key_of(self, frame: Frame, page: str) -> str:
        """Key of the script a frame ran in; empty where it can't be told."""
        if frame.script in self.by_key:
            return frame.script
        by_hash = self._by_hash.get((page, frame.sha256), "") if frame.sha256 else ""
        return by_hash or self._by_url.get((page, frame.url), "")

    def is_tool(self, key: str) -> bool:
        """Whether a script is a library that only does what it is asked, told by its content."""
        script = self.by_key.get(key)
        if script is None or not script.source or script.size > _LARGEST_TOOL:
            return False
        start = script.source[:400]
        return bool(_TOOL_BANNER.match(start) or _TOOL_LOADED.match(start.lstrip()))

    def is_wrapper(self, key: str, page: str) -> bool:
        """Whether a script stands between callers and the browser on that page."""
        return (page, key) in self._wrappers

    @cached_property
    def _wrappers(self) -> frozenset[tuple[str, str]]:
        found: set[tuple[str, str]] = set()
        for sending in self._sendings:
            found.update((sending.page, key) for key in self._between(sending))
        return frozenset(found)

    def _between(self, sending: Sending) -> Iterable[str]:
        """Scripts the debugger saw above the caller that the sensor named."""
        call = sending.sensor
        if call is None or not call.wrapped or not call.stack:
            return ()
        caller = self.key_of(call.stack[0], sending.page)
        keys = [
            self.key_of(frame, sending.page)
            for frame in sending.initiator.stack
            if not is_sensor(frame)
        ]
        if not caller or caller not in keys:
            return ()
        return tuple(key for key in keys[: keys.index(caller)] if key)


def is_sensor(frame: Frame) -> bool:
    """Whether a frame is our own injected code."""
    return frame.url.startswith(SENSOR_SCHEME)
