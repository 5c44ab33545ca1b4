"""Looks up the scripts of a capture by key, hash or address, and knows which of them wrap."""

import re
from collections.abc import Iterable

from scriptward.vocabulary.capture import Frame, RawScript

_TOOL_BANNER = re.compile(
    r"^\s*/[/*]!?[\s*]*(?:@license\s+)?(?:axios|jQuery|zone\.js|lodash|core-js|Underscore\.js)\b",
    re.IGNORECASE,
)
_LARGEST_TOOL = 400_000
"""Bytes; a bundle that begins with a tool's banner is more than the tool."""


class ScriptsSeen:
    """The scripts of a capture. Frames of stacks are resolved to keys of its `RawScript`s."""

    def __init__(self, scripts: Iterable[RawScript]) -> None:
        """`scripts`: all of one capture, each with the key of its page."""
        self.by_key = {script.key: script for script in scripts}
        self._by_hash: dict[tuple[str, str], str] = {}
        self._by_url: dict[tuple[str, str], str] = {}
        for script in self.by_key.values():
            if script.sha256:
                self._by_hash.setdefault((script.page, script.sha256), script.key)
            if script.url:
                self._by_url.setdefault((script.page, script.url), script.key)
        self._tools = {key for key, script in self.by_key.items() if _is_tool(script)}

    def key_of(self, frame: Frame, page: str) -> str:
        """Key of the script a frame ran in; empty where it can't be told."""
        if frame.script in self.by_key:
            return frame.script
        by_hash = self._by_hash.get((page, frame.sha256), "") if frame.sha256 else ""
        return by_hash or self._by_url.get((page, frame.url), "")

    def is_tool(self, key: str) -> bool:
        """Whether a script is a library that only does what it is asked, told by its content."""
        return key in self._tools

    def identity(self, key: str) -> str:
        """What is the same for a script on every page: its hash, else its address."""
        script = self.by_key.get(key)
        return (script.sha256 or script.url) if script else ""


def _is_tool(script: RawScript) -> bool:
    small = 0 < script.size <= _LARGEST_TOOL
    return small and bool(_TOOL_BANNER.match(script.source[:400]))
