"""The parts that drive consent banners: autoconsent's engine with our entry, and its rules."""

import re
from functools import lru_cache
from typing import Any

import msgspec


class _Rules(msgspec.Struct):
    rules: tuple[dict[str, Any], ...]


class Driver(msgspec.Struct, frozen=True, kw_only=True):
    """What is put into a world of the scanner's own; see `tools/consent_build.py`."""

    script: str
    rules: tuple[dict[str, Any], ...] = ()
    """In autoconsent's own format."""

    def rules_for(self, url: str, *, main: bool) -> bytes:
        """Rules that may run in a frame with that address, as JSON."""
        fitting = [rule for rule in self.rules if _fits(rule.get("runContext") or {}, url, main)]
        return msgspec.json.encode(fitting)


def driver(script: str, rules: bytes) -> Driver:
    """The driver from its two built files. Raises ValueError for a file of another format."""
    return Driver(script=script, rules=msgspec.json.decode(rules, type=_Rules).rules)


def _fits(context: dict[str, Any], url: str, main: bool) -> bool:  # noqa: FBT001  # as in the rule
    if not (context.get("main", True) if main else context.get("frame", False)):
        return False
    pattern = context.get("urlPattern")
    return not pattern or _matches(pattern, url)


@lru_cache(maxsize=4_096)
def _matches(pattern: str, url: str) -> bool:
    try:
        return bool(re.search(pattern, url))
    except re.error:
        return True  # the engine asks its own pattern again
