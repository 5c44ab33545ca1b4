"""Values of a container's settings: variables by number, templates, lists, maps.

`["macro",3]` is a variable, `["escape",["macro",3],7]` the same made fit for its place,
`["template","a",["macro",3]]` texts joined, `["list",…]` and `["map",k,v,…]` what they say.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scriptward.lib.digests import sha256_hex

CONSTANT = "constant "
"""Begins the names of variables that never vary; texts show the rest."""
DEPTH = 40
"""Deepest nesting of a value, and longest chain of variables, that is followed."""
MARK = re.compile("\ue000(\\d{1,6})\ue001")
"""Stands in `marked` texts where a variable's value will stand."""
_MOST_NUMBER = 1_000_000
_HEAD_OF = frozenset({"list", "map", "template", "macro", "escape", "zb", "tag"})


class Work:
    """How much more may be read of one container, in values."""

    def __init__(self, steps: int) -> None:
        """`steps`: values that may be looked at."""
        self.left = steps

    @property
    def spent(self) -> bool:
        """Whether nothing more may be read."""
        return self.left <= 0

    def take(self, steps: int = 1) -> bool:
        """Take some; False where there is none left."""
        self.left -= steps
        return self.left > 0


@dataclass(frozen=True, kw_only=True)
class Values:
    """Reads values with the variables of one container."""

    names: Sequence[str]
    """Of the variables, by number."""
    work: Work

    def text(self, value: object) -> str:
        """In words, variables as `{{name}}`."""
        return self.shown(self.marked(value))

    def shown(self, marked: str) -> str:
        """A marked text with variables as `{{name}}`."""
        return MARK.sub(lambda match: self._shown(int(match[1])), marked)

    def _shown(self, number: int) -> str:
        name = self.name(number)
        constant = name.startswith(CONSTANT)
        return name.removeprefix(CONSTANT) if constant else "{{" + name + "}}"

    def name(self, number: int) -> str:
        """Name of a variable."""
        return self.names[number] if 0 <= number < len(self.names) else f"variable {number}"

    def marked(self, value: object) -> str:
        """As text, with a mark for each variable."""
        return "".join(self._pieces(value, 0))

    def _pieces(self, value: object, depth: int) -> Iterator[str]:
        if depth > DEPTH or not self.work.take():
            return
        if not isinstance(value, list) or not value:
            yield _scalar(value)
            return
        number = macro_number(value)
        if number is not None:
            yield f"\ue000{number}\ue001"
        elif value[0] == "escape":
            yield from self._pieces(value[1] if len(value) > 1 else "", depth + 1)
        elif value[0] == "template":
            for part in value[1:]:
                yield from self._pieces(part, depth + 1)
        elif value[0] == "map":
            yield "; ".join(
                f"{self._joined(key, depth)}: {self._joined(each, depth)}"
                for key, each in pairs(value)
            )
        else:
            items = value[1:] if value[0] == "list" else value
            yield ", ".join(self._joined(item, depth) for item in items)

    def _joined(self, value: object, depth: int) -> str:
        return "".join(self._pieces(value, depth + 1))


def macro_number(value: object) -> int | None:
    """Number of the variable that a value is; None for another value."""
    if isinstance(value, list) and len(value) > 1 and value[0] == "macro":
        number = value[1]
        if isinstance(number, int) and not isinstance(number, bool) and 0 <= number < _MOST_NUMBER:
            return number
    return None


def variables_in(value: object, work: Work) -> tuple[int, ...]:
    """Numbers of the variables a value speaks of, in order."""
    found: dict[int, None] = {}
    stack: list[object] = [value]
    while stack and work.take():
        item = stack.pop()
        number = macro_number(item)
        if number is not None:
            found.setdefault(number)
        elif isinstance(item, list):
            stack.extend(reversed(item))
        elif isinstance(item, dict):
            stack.extend(reversed(list(item.values())))
    return tuple(found)


def texts_in(value: object, work: Work) -> Iterator[str]:
    """Every text in a value, in order; the words of its grammar left out."""
    stack: list[object] = [value]
    while stack and work.take():
        item = stack.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, list):
            plain = bool(item) and isinstance(item[0], str) and item[0] in _HEAD_OF
            stack.extend(reversed(item[1:] if plain else item))
        elif isinstance(item, dict):
            stack.extend(reversed(list(item.values())))


def pairs(value: object) -> list[tuple[Any, Any]]:
    """Keys and values of a `["map",k,v,…]`."""
    if not isinstance(value, list) or value[:1] != ["map"]:
        return []
    return list(zip(value[1::2], value[2::2], strict=False))


def listed(value: object) -> list[Any]:
    """Items of a `["list",…]`."""
    return value[1:] if isinstance(value, list) and value[:1] == ["list"] else []


def mapped(value: object) -> dict[str, Any]:
    """A `["map",k,v,…]` as a mapping of its text keys."""
    return {key: each for key, each in pairs(value) if isinstance(key, str)}


class Digests:
    """Digests of settings that stay the same when variables get other numbers."""

    def __init__(self, macros: Sequence[Mapping[str, Any]], work: Work) -> None:
        """`macros`: the container's variables, by number."""
        self._macros = macros
        self._work = work
        self._known: dict[int, str] = {}

    def of(self, value: object) -> str:
        """Of one value: 16 hex digits."""
        return sha256_hex("\x1f".join(self._parts(value, 0)))[:16]

    def of_variable(self, number: int, depth: int = 0) -> str:
        """Of a variable by number; `?` for none, or for one that leads back to itself."""
        if number not in self._known:
            if not 0 <= number < len(self._macros) or depth > DEPTH:
                return "?"
            self._known[number] = "?"
            text = "\x1f".join(self._parts(self._macros[number], depth + 1))
            self._known[number] = sha256_hex(text)[:16]
        return self._known[number]

    def _parts(self, value: object, depth: int) -> Iterator[str]:
        if depth > DEPTH or not self._work.take():
            return
        number = macro_number(value)
        if number is not None:
            yield f"macro {self.of_variable(number, depth + 1)}"
        elif isinstance(value, list):
            yield "["
            for item in value:
                yield from self._parts(item, depth + 1)
            yield "]"
        elif isinstance(value, dict):
            for key in sorted(value):
                yield f"{key}="
                yield from self._parts(value[key], depth + 1)
        else:
            yield f"{type(value).__name__} {value}"


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, (list, dict)):
        return ""
    return str(value)
