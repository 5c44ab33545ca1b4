"""Fields of foreign JSON: the kind that is asked for, or its empty value. Never an error."""

import json
from collections.abc import Iterator, Mapping, Sequence

_NOTHING: Mapping[str, object] = {}
_LONGEST = 16
"""Digits of a number that is a size, a status or a line."""


def mapping(found: object) -> Mapping[str, object]:
    """The object, or an empty one."""
    return found if isinstance(found, dict) else _NOTHING


def items(found: object) -> Sequence[object]:
    """The list, or an empty one."""
    return found if isinstance(found, list) else ()


def text(found: object) -> str:
    """The text, or an empty one."""
    return found if isinstance(found, str) else ""


def written(found: object) -> str:
    """The text; anything else as JSON writes it, null as nothing: a tool may have parsed it."""
    if isinstance(found, str):
        return found
    try:
        return "" if found is None else json.dumps(found, ensure_ascii=False)
    except (RecursionError, ValueError):
        return ""


def number(found: object, *, otherwise: int = 0) -> int:
    """The number as an integer, of a text with digits, too; else `otherwise`, for infinity, too."""
    if isinstance(found, str) and len(found) < _LONGEST and found.isascii() and found.isdigit():
        return int(found)
    if isinstance(found, bool) or not isinstance(found, (int, float)):
        return otherwise
    return int(found) if abs(found) < 2**53 else otherwise


def pairs(found: object) -> Iterator[tuple[str, str]]:
    """Names and values of `[{name, value}, …]`; an object of both, or a list of two, is taken, too.

    A value that is no text is given as JSON writes it.
    """
    if isinstance(found, dict):
        yield from ((name, written(value)) for name, value in found.items())
    for item in items(found):
        row = item if isinstance(item, dict) else _pair(item)
        name, value = row.get("name"), row.get("value")
        if isinstance(name, str) and isinstance(value, str):  # nearly always
            if name or value:
                yield name, value
        elif name is not None or value is not None:
            yield written(name), written(value)


def _pair(item: object) -> Mapping[str, object]:
    two = items(item)
    return {"name": two[0], "value": two[1]} if len(two) == 2 else _NOTHING  # noqa: PLR2004  # a pair
