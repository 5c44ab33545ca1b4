"""A policy's headers beside those that the application set: never looser than either.

What browsers do with two of a header: Content-Security-Policy, both hold. Permissions-Policy, a
dictionary over all lines: the last word on a feature wins, so both are joined here.
Referrer-Policy, the last one known wins, so the stricter stays. Of all others the application's
own stays alone.
"""

import re
from collections.abc import Callable, Iterable

import structlog

Headers = list[tuple[bytes, bytes]]

_BOTH_HOLD = frozenset(
    {b"content-security-policy", b"content-security-policy-report-only", b"reporting-endpoints"}
)
_STRICTEST_FIRST = (
    b"no-referrer",
    b"same-origin",
    b"strict-origin",
    b"origin",
    b"strict-origin-when-cross-origin",
    b"origin-when-cross-origin",
    b"no-referrer-when-downgrade",
    b"unsafe-url",
)
_FEATURE = re.compile(rb"\s*([a-z*][a-z0-9_.*-]*)=(\*|self|\(([^()]*)\))[^,]*(?:,|$)")
_ANYBODY = frozenset({b"*"})
_log = structlog.get_logger(__name__)
_told: set[bytes] = set()


def merged(theirs: Headers, ours: Iterable[tuple[bytes, bytes]]) -> Headers:
    """The application's headers with the policy's. Names in lower case."""
    names = {name for name, _ in theirs}
    added: Headers = []
    for name, value in ours:
        if name not in names or name in _BOTH_HOLD:
            added.append((name, value))
        elif join := _JOINED.get(name):
            theirs = [(one, join(said, value) if one == name else said) for one, said in theirs]
        elif (name, value) not in theirs and name not in _told:
            _told.add(name)
            _log.warning(
                "header_of_the_application_kept",
                header=name.decode("latin-1"),
                do="leave this header to the policy, or leave the application's as it is",
            )
    return theirs + added


def _referrer(theirs: bytes, ours: bytes) -> bytes:
    """The stricter of the two; of a list, the last word a browser knows."""
    known = [one.strip().lower() for one in theirs.split(b",")]
    said = [one for one in known if one in _STRICTEST_FIRST]
    if not said:
        return ours
    return min((said[-1], ours), key=_strictness)


def _strictness(word: bytes) -> int:
    return _STRICTEST_FIRST.index(word) if word in _STRICTEST_FIRST else len(_STRICTEST_FIRST)


def _features(theirs: bytes, ours: bytes) -> bytes:
    """Each feature for those whom both name; a value browsers can't read says nothing."""
    said, added = _dictionary(theirs), _dictionary(ours)
    if said is None or added is None:
        return ours
    names = dict.fromkeys((*said, *added))
    return b", ".join(
        b"%b=%b" % (name, _allowed(said.get(name, _ANYBODY), added.get(name, _ANYBODY)))
        for name in names
    )


def _dictionary(value: bytes) -> dict[bytes, frozenset[bytes]] | None:
    features: dict[bytes, frozenset[bytes]] = {}
    at = 0
    while at < len(value):
        found = _FEATURE.match(value, at)
        if not found:
            return None
        words = found[3] if found[3] is not None else found[2]
        features[found[1]] = frozenset(words.split())
        at = found.end()
    return features


def _allowed(one: frozenset[bytes], other: frozenset[bytes]) -> bytes:
    both = other if b"*" in one else one if b"*" in other else one & other
    return b"*" if b"*" in both else b"(%b)" % b" ".join(sorted(both))


_JOINED: dict[bytes, Callable[[bytes, bytes], bytes]] = {
    b"referrer-policy": _referrer,
    b"permissions-policy": _features,
}
