"""Fields of foreign JSON: the kind that is asked for, or its empty value. Never an error."""

from collections.abc import Iterator, Mapping, Sequence

_NOTHING: Mapping[str, object] = {}


def mapping(found: object) -> Mapping[str, object]:
    """The object, or an empty one."""
    return found if isinstance(found, dict) else _NOTHING


def items(found: object) -> Sequence[object]:
    """The list, or an empty one."""
    return found if isinstance(found, list) else ()


def text(found: object) -> str:
    """The text, or an empty one."""
    return found if isinstance(found, str) else ""


def number(found: object, *, otherwise: int = 0) -> int:
    """The number as an integer; `otherwise` for anything else, infinity too."""
    if isinstance(found, bool) or not isinstance(found, int | float):
        return otherwise
    return int(found) if abs(found) < 2**53 else otherwise


def pairs(found: object) -> Iterator[tuple[str, str]]:
    """Names and values of `[{name, value}, …]`; an object of both is taken, too."""
    if isinstance(found, dict):
        yield from ((text(name), text(value)) for name, value in found.items())
    for item in items(found):
        row = mapping(item)
        if name := text(row.get("name")):
            yield name, text(row.get("value"))
