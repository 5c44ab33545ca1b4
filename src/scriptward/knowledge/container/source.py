"""Finds a container's settings in its text: `var data = {"resource": {…}, "runtime": […], …}`.

The object is JSON, so the standard decoder reads it up to its end, whatever code follows. Where
that fails (cut, broken), each list is read by itself, item by item, as far as it goes.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

LISTS = ("macros", "tags", "predicates", "rules")
_BEGIN = re.compile(r"data\s{0,20}=\s{0,20}(?=\{)")
_BEGINNINGS = 4
"""Most places that are tried."""
_NEAR = 400
"""Characters from the beginning within which the resource is named."""
LONGEST = 2_500_000
"""Characters of a text that are looked at; containers have under one million."""
MOST_ITEMS = 5_000
"""Of each list, where the lists are read one by one."""
_GAP = re.compile(r"[\s,]{0,10000}")
_DECODER = json.JSONDecoder(strict=False)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The parts of a container, still as JSON values."""

    version: str = ""
    macros: list[Any] = field(default_factory=list)
    tags: list[Any] = field(default_factory=list)
    predicates: list[Any] = field(default_factory=list)
    rules: list[Any] = field(default_factory=list)
    runtime: list[Any] = field(default_factory=list)
    permissions: Mapping[str, Any] = field(default_factory=dict)
    blob: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""


def settings(source: str) -> Settings | None:
    """The settings in a text; None where it holds no container."""
    source = source[:LONGEST]
    if '"resource"' not in source:
        return None
    near = (
        match.end()
        for match in _BEGIN.finditer(source)
        if '"resource"' in source[match.end() : match.end() + _NEAR]
    )
    starts = tuple(islice(near, _BEGINNINGS))
    ways = ((way, start) for way in (_whole, _piecewise) for start in starts)
    return next(filter(None, (way(source, start) for way, start in ways)), None)


def _whole(source: str, start: int) -> Settings | None:
    try:
        value, _ = _DECODER.raw_decode(source, start)
    except (ValueError, RecursionError):
        return None
    resource = value.get("resource") if isinstance(value, dict) else None
    if not isinstance(resource, dict) or not any(key in resource for key in LISTS):
        return None
    return Settings(
        version=_version(resource.get("version")),
        runtime=_listed(value.get("runtime")),
        permissions=_mapped(value.get("permissions")),
        blob=_mapped(value.get("blob")),
        macros=_listed(resource.get("macros")),
        tags=_listed(resource.get("tags")),
        predicates=_listed(resource.get("predicates")),
        rules=_listed(resource.get("rules")),
    )


def _piecewise(source: str, start: int) -> Settings | None:
    resource = source.find('"resource"', start)
    parts: dict[str, list[Any]] = {}
    broken: list[str] = []
    for key in (*LISTS, "runtime"):
        items, whole = _items(source, key, resource)
        parts[key] = items
        if not whole:
            broken.append(key)
    if not any(parts[key] for key in LISTS):
        return None
    version = re.compile(r'"version"\s{0,20}:\s{0,20}"([^"]{0,40})"').search(
        source, resource, resource + 2_000
    )
    return Settings(
        version=version[1] if version else "",
        reason=f"the container's text is broken or cut; {', '.join(broken)} may lack items"
        if broken
        else "the container's text is broken after its settings",
        macros=parts["macros"],
        tags=parts["tags"],
        predicates=parts["predicates"],
        rules=parts["rules"],
        runtime=parts["runtime"],
    )


def _items(source: str, key: str, start: int) -> tuple[list[Any], bool]:
    """Items of the first list under that key, and whether its end was reached."""
    head = re.compile(rf'"{key}"\s{{0,20}}:\s{{0,20}}\[').search(source, start)
    if not head:
        return [], False
    items: list[Any] = []
    at = head.end()
    while len(items) < MOST_ITEMS:
        gap = _GAP.match(source, at)
        at = gap.end() if gap else at
        if source[at : at + 1] == "]":
            return items, True
        try:
            item, at = _DECODER.raw_decode(source, at)
        except (ValueError, RecursionError):
            return items, False
        items.append(item)
    return items, False


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _mapped(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _version(value: object) -> str:
    return str(value)[:40] if isinstance(value, (str, int)) else ""
