"""Known libraries inside a script, with the advisories that hold for their version.

Signatures and advisories: retire.js (data/libraries.json says version and licence). A page's code
is hostile: a signature runs only near a text that all its matches hold, on a cut of bounded
length, and all cuts of one script together are bounded, so no script takes long. What a signature
would see beyond that is not seen.
"""

import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from urllib.parse import urlsplit

import msgspec
from ahocorasick_rs import AhoCorasick, Implementation

from scriptward.knowledge.advisories import Advisory, holding
from scriptward.vocabulary.observations import Library

_MOST_TEXT = 4_000_000
"""Characters of a script that are searched."""
_CHUNK = 262_144
_REACH = 2_000
"""Characters to both sides of a text where a signature of any width looks."""
_MOST_PLACES = 3
"""Places of one text in one script where its signatures look."""
_MOST_CUT = 400_000
"""Characters of all cuts of one script."""
_LONGEST_URL = 2_000
_LONGEST_VERSION = 40
_MINIFIED = re.compile(r"(?:[.-](?:min|slim|prod|production|development|js))+$")


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """A pattern by which a library and its version are recognised."""

    pattern: str
    holds: tuple[str, ...]
    """Texts of which every match holds one; none where no such text is known."""
    width: int
    """Most characters of a match; 0 for any number."""
    version: str
    """The version, with the pattern's groups as `\\1`."""


class Component(msgspec.Struct, frozen=True, kw_only=True):
    """One library that is known."""

    name: str
    advisories: tuple[Advisory, ...]
    address: tuple[Signature, ...]
    """Of its address."""
    content: tuple[Signature, ...]
    """Of its code."""
    hashes: dict[str, str]
    """`{SHA-1 of the file: version}`."""


class _Table(msgspec.Struct, frozen=True):
    components: tuple[Component, ...]


def libraries_in(url: str, source: str) -> tuple[Library, ...]:
    """Libraries that a script's code names, or else its address; `source` may be empty."""
    found = _by_address(url) | _by_content(source) | _by_hash(source)
    known = {component.name: component for component in _components()}
    return tuple(
        _library(known[name], version)
        for name, versions in sorted(found.items())
        for version in sorted(versions)
    )


def _library(component: Component, version: str) -> Library:
    held = holding(component.advisories, version)
    return Library(
        name=component.name,
        version=version,
        vulnerabilities=tuple(dict.fromkeys(id_ for advisory in held for id_ in advisory.ids)),
        severity=held[0].severity if held else "",
    )


def _by_address(url: str) -> dict[str, set[str]]:
    try:
        path = urlsplit(url[:_LONGEST_URL]).path
    except ValueError:
        return {}
    found: dict[str, set[str]] = {}
    for component in _components() if path else ():
        for signature in component.address:
            if not signature.holds or any(text in path for text in signature.holds):
                versions = _versions(signature, path)
                found.setdefault(component.name, set()).update(versions)
    return {name: versions for name, versions in found.items() if versions}


def _by_content(source: str) -> dict[str, set[str]]:
    text = source[:_MOST_TEXT].encode("utf-8", "replace").decode()
    places = _places(text)
    found: dict[str, set[str]] = {}
    left = _MOST_CUT
    for held, starts in places.items():
        for name, signature in _held()[held]:
            for cut in _cuts(text, starts, signature.width or _REACH):
                left -= len(cut)
                if left < 0:
                    return found
                if versions := _versions(signature, cut):
                    found.setdefault(name, set()).update(versions)
                    break
    return found


def _by_hash(source: str) -> dict[str, set[str]]:
    if not source or len(source) > _MOST_TEXT:
        return {}
    digest = hashlib.sha1(source.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()
    return {
        component.name: {component.hashes[digest]}
        for component in _components()
        if digest in component.hashes
    }


def _places(text: str) -> dict[str, list[int]]:
    """`{held text: the first places where it stands}`."""
    texts, places = list(_held()), dict[str, list[int]]()
    for start in range(0, len(text), _CHUNK):
        chunk = text[start : start + _CHUNK + 128]
        for index, begin, _ in _automaton().find_matches_as_indexes(chunk, overlapping=True):
            held = places.setdefault(texts[index], [])
            if len(held) < _MOST_PLACES and start + begin not in held:
                held.append(start + begin)
    return places


def _cuts(text: str, starts: list[int], reach: int) -> Iterator[str]:
    end = -1
    for start in starts:
        if start > end:
            end = start + reach
            yield text[max(0, start - reach) : end + 128]


def _versions(signature: Signature, text: str) -> set[str]:
    found = _compiled(signature.pattern).search(text)
    if not found:
        return set()
    return {_MINIFIED.sub("", found.expand(signature.version))[:_LONGEST_VERSION]}


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@lru_cache(maxsize=1)
def _components() -> tuple[Component, ...]:
    text = (files("scriptward.knowledge") / "data" / "libraries.json").read_bytes()
    return msgspec.json.decode(text, type=_Table).components


@lru_cache(maxsize=1)
def _held() -> dict[str, tuple[tuple[str, Signature], ...]]:
    """`{text: (library, signature) pairs whose matches hold it}`."""
    held: dict[str, list[tuple[str, Signature]]] = {}
    for component in _components():
        for signature in component.content:
            for text in signature.holds:
                held.setdefault(text, []).append((component.name, signature))
    return {text: tuple(pairs) for text, pairs in held.items()}


@lru_cache(maxsize=1)
def _automaton() -> AhoCorasick:
    return AhoCorasick(list(_held()), implementation=Implementation.DFA)
