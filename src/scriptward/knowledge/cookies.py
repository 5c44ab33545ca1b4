"""What a cookie or storage key is known to be for, and who sets it.

From the Open Cookie Database (data/cookies.json says version and licence), and for a few SDKs that
it doesn't know, or knows under a customer's name, from their own sources. A purpose is what the
database says, not what a site uses it for.
"""

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

import msgspec

_TELLING = 4
"""Characters of a name from which it says something without its domain; `_ga` does with three."""
_LONGEST = 200


class Purpose(msgspec.Struct, frozen=True, array_like=True):
    """One known cookie or key."""

    name: str
    prefix: bool
    """Every name that begins so."""
    domain: str
    """Where it is set by a third party; empty where it is set on the site's own domain."""
    purpose: str
    """`functional`, `marketing`, `analytics`, `security`, `necessary`, `personalization`."""
    platform: str
    controller: str
    ending: str = ""
    """What such a name ends with, behind what varies."""

    def shape(self, name: str) -> str:
        """A name that it knows, with `…` for what varies from visitor to visitor."""
        varies = self.prefix and len(name) > len(self.name) + len(self.ending)
        return f"{self.name}…{self.ending}" if varies else name[:_LONGEST]


def _of_sdk(name: str, ending: str, platform: str) -> Purpose:
    prefix = bool(ending)
    return Purpose(name, prefix, "", "analytics", platform, platform, ending)


_OF_SDKS = (
    _of_sdk("ph_", "_posthog", "PostHog"),
    _of_sdk("mp_", "_mixpanel", "Mixpanel"),
    _of_sdk("ajs_anonymous_id", "", "Segment"),
    _of_sdk("ajs_user_id", "", "Segment"),
    _of_sdk("ajs_user_traits", "", "Segment"),
    _of_sdk("_dd_s", "", "Datadog"),
)
"""Set by posthog-js, mixpanel-browser, @segment/analytics-next and @datadog/browser-rum."""


class _Table(msgspec.Struct, frozen=True):
    cookies: tuple[Purpose, ...]


def purpose_of(name: str, *, host: str = "") -> Purpose | None:
    """What is known of a cookie or key by its name. `host`: that set it, where it is known.

    None where nobody knows it, where only several that disagree are known, and where a short name
    stands on a domain other than the known one.
    """
    return _purpose(name[:_LONGEST], host.lower().rstrip(".")[:255])


@lru_cache(maxsize=4_096)
def _purpose(name: str, host: str) -> Purpose | None:
    for own in _OF_SDKS:
        varies = own.prefix and name.startswith(own.name) and name.endswith(own.ending)
        if name == own.name or varies:
            return own
    for known in _known(name):
        on_domain = [row for row in known if row.domain and _below(host, row.domain)]
        if on_domain:
            return on_domain[0]
        length = len(known[0].name) + known[0].name.startswith("_")
        if length >= _TELLING and len({row.purpose for row in known}) == 1:
            return known[0]
    return None


def _known(name: str) -> Iterator[tuple[Purpose, ...]]:
    """Rows of the very name, then of beginnings, longest first."""
    exact, beginnings = _tables()
    if name in exact:
        yield exact[name]
    for length in range(len(name), 0, -1):
        if name[:length] in beginnings:
            yield beginnings[name[:length]]


def _below(host: str, domain: str) -> bool:
    return host == domain or host.endswith(f".{domain}")


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, tuple[Purpose, ...]], dict[str, tuple[Purpose, ...]]]:
    """Rows by name: of whole names, and of beginnings."""
    text = (files("scriptward.knowledge") / "data" / "cookies.json").read_bytes()
    rows = msgspec.json.decode(text, type=_Table).cookies
    return _by_name(rows, prefix=False), _by_name(rows, prefix=True)


def _by_name(rows: tuple[Purpose, ...], *, prefix: bool) -> dict[str, tuple[Purpose, ...]]:
    found: dict[str, list[Purpose]] = {}
    for row in rows:
        if row.prefix is prefix and row.name:
            found.setdefault(row.name, []).append(row)
    return {name: tuple(group) for name, group in found.items()}
