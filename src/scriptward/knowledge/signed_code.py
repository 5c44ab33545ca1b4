"""Says whose code a script is by its text, where its address names nobody or the site itself.

Whoever writes a script can put a vendor's signs into it. So this name tells who probably gets
what the script takes; it is no proof, and nothing may be permitted because of it.
"""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, Implementation

from scriptward.knowledge import script_signs
from scriptward.knowledge.entities import UNKNOWN, recipient_of
from scriptward.knowledge.script_sign import ScriptSign
from scriptward.knowledge.wire import wire_of
from scriptward.lib.found import found
from scriptward.vocabulary.observations import Owner
from scriptward.vocabulary.request import Request
from scriptward.vocabulary.words import NamedBy

_SHORTEST = 4_000
"""Characters: shorter code calls or loads a vendor's script and isn't it."""
_MOST_TEXT = 2_000_000
_MOST_BUNDLE = 8_000_000
_CHUNK = 262_144
_BUNDLE = (
    "react.dev/errors",
    "reactjs.org/docs/error-decoder",
    "__REACT_DEVTOOLS_GLOBAL_HOOK__",
    "__NEXT_DATA__",
    "__NUXT__",
    "__vue_app__",
    "vite:preloadError",
    "webpackChunk",
    "jQuery requires a window with a document",
    "data-bs-",
    "ɵcmp",
)
"""Texts of what sites are built with, which are in no vendor's script that is known here."""
_LONGEST_VALUE = 300
_LONGEST_URL = 4_000
_CLEAR = 2
"""How many times more signs one vendor needs where code holds those of several."""


@lru_cache(maxsize=1)
def room() -> dict[str, ScriptSign]:
    """Every vendor's signs by name."""
    return found(script_signs, ScriptSign)


def signed_owner(source: str) -> Owner | None:
    """Whose code it is; None where no vendor's signs are in it, or several vendors' alike."""
    if not _SHORTEST <= len(source) <= _MOST_TEXT:
        return None
    seen = _seen(source)
    if any(not name for name, _ in seen):
        return None  # the site's own bundle, with whatever SDK in it
    counts = Counter(name for name, _ in seen)
    signed = [(n, name) for name, n in counts.items() if n >= room()[name].needed]
    if not signed:
        return None
    most, name = max(signed)
    if any(n * _CLEAR > most for n, other in signed if other != name):
        return None
    vendor = room()[name]
    owner = recipient_of(vendor.host, path=vendor.path)
    if owner.entity == UNKNOWN.entity or len(source) > vendor.longest:
        return None
    return Owner(
        entity=owner.entity, product=owner.product, category=owner.category, by=NamedBy.CODE
    )


def products_in(source: str) -> tuple[Owner, ...]:
    """Vendors' code that a longer script has in it, as a site's bundle has; by entity and product.

    All of them, also the one whose the whole script is; none in code that only calls one.
    """
    if len(source) < _SHORTEST:
        return ()
    counts = Counter(name for name, _ in _seen(source[:_MOST_BUNDLE]) if name)
    signed = (room()[name] for name, n in counts.items() if n >= room()[name].needed)
    owners = {recipient_of(vendor.host, path=vendor.path) for vendor in signed} - {UNKNOWN}
    return tuple(
        Owner(entity=one.entity, product=one.product, category=one.category, by=NamedBy.CODE)
        for one in sorted(owners, key=lambda one: (one.entity, one.product))
    )


def speaks(owner: Owner, request: Request) -> bool:
    """Whether a request has what all the vendor's code collects has."""
    sends = _sends().get((owner.entity, owner.product), ())
    return bool(sends) and any(send in text for text in _texts(request) for send in sends)


def _texts(request: Request) -> Iterator[str]:
    """Address, names of headers, and every parameter's place and value, in lower case."""
    yield request.url[:_LONGEST_URL].lower()
    yield from (name.lower() for name, _ in request.headers)
    for bag in wire_of(request).lines:
        for parameter in bag.parameters:
            yield f"{parameter.path}={parameter.value[:_LONGEST_VALUE]}".lower()


@lru_cache(maxsize=1)
def _sends() -> dict[tuple[str, str], tuple[str, ...]]:
    named = ((recipient_of(one.host, path=one.path), one.sends) for one in room().values())
    return {(owner.entity, owner.product): sends for owner, sends in named}


@lru_cache(maxsize=64)
def _seen(source: str) -> frozenset[tuple[str, str]]:
    """`(vendor, sign)` of all signs in the text."""
    automaton, places = _automaton()
    width = max(len(sign) for _, sign in places)
    numbers: set[int] = set()
    for start in range(0, len(source), _CHUNK):
        chunk = source[start : start + _CHUNK + width]
        numbers.update(n for n, _, _ in automaton.find_matches_as_indexes(chunk, overlapping=True))
    return frozenset(places[number] for number in numbers)


@lru_cache(maxsize=1)
def _automaton() -> tuple[AhoCorasick, tuple[tuple[str, str], ...]]:
    signs = ((name, sign) for name, vendor in room().items() for sign in vendor.signs)
    places = (*(("", text) for text in _BUNDLE), *signs)
    texts = [sign for _, sign in places]
    return AhoCorasick(texts, implementation=Implementation.DFA), places
