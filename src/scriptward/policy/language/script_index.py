"""Entries of `scripts` by what a script can be looked up with, so that a large list stays quick."""

from collections.abc import Iterable
from typing import Protocol

from scriptward.policy.language.pattern import INLINE, shaped, url_pattern

_EVERYWHERE = ""


class Entry(Protocol):
    """What has a pattern."""

    @property
    def match(self) -> str:
        """URL pattern, `inline:<sha256>` or `inline:/path#<sha256>`."""
        ...


class ScriptIndex:
    """Positions of entries by digest, or by the host their pattern names."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """`entries`: in the order of the file."""
        self._places: dict[str, list[int]] = {}
        for place, entry in enumerate(entries):
            self._places.setdefault(_key(entry.match), []).append(place)

    def candidates(self, *, host: str, digest: str, shape: str = "") -> list[int]:
        """Places of all entries that could mean code from that host, with that digest or shape."""
        keys = {_EVERYWHERE, host, f"{INLINE}{digest}", f"{INLINE}#{shape}"}
        return sorted(place for key in keys for place in self._places.get(key, ()))


def _key(match: str) -> str:
    if (found := shaped(match)) is not None:
        return f"{INLINE}#{found[1]}"
    if match.startswith(INLINE):
        return match
    host = url_pattern(match).host
    return _EVERYWHERE if "*" in host else host
