"""Parameters in a query, a form, a document, and in documents inside a parameter."""

import base64
import binascii
import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import unquote, unquote_plus

from scriptward.knowledge.bag import Bag, Parameter
from scriptward.knowledge.inflating import inflated
from scriptward.vocabulary.words import Encoding, Where

MOST = 2_000
"""Parameters that are read of one body or address; the rest is left out."""
_DEEPEST = 12
_MOST_DOCUMENTS = 5
"""Documents inside one another (WIRE formats nest two or three)."""
_LONGEST_NAME = 200
_LONGEST_DOCUMENT = 2_000_000
_QUOTES = 1_000
"""Characters in which an escaped document shows its quotes."""
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}+={0,2}+")
_PERCENT = re.compile(r"%[57]B|%22", re.IGNORECASE)


@dataclass
class Unfolding:
    """Gathers the parameters of one part of a request."""

    where: Where
    label: str
    """First word of every path: `query`, `body` …"""
    most: int = MOST
    """Parameters that are taken."""
    found: list[Parameter] = field(default_factory=list)

    @property
    def bag(self) -> Bag:
        """What was gathered."""
        return Bag(tuple(self.found))

    def pairs(self, pairs: Iterable[str], *, plus: bool, layers: tuple[Encoding, ...] = ()) -> None:
        """Take `name=value` texts. `plus`: a `+` is a space, as in forms."""
        decode = unquote_plus if plus else unquote
        for pair in pairs:
            if len(self.found) >= self.most:
                return
            name, _, raw = pair.partition("=")
            if name:
                value = decode(raw, errors="replace")
                changed = (Encoding.PERCENT,) if value != raw else ()
                self.take(decode(name, errors="replace"), value, layers=(*layers, *changed))

    def take(
        self, name: str, value: object, *, layers: tuple[Encoding, ...] = (), nested: int = 0
    ) -> None:
        """Take a value, and what stands in it where it is a document."""
        if not isinstance(value, str):
            self._tree(name, value, layers=layers, nested=nested, depth=0)
            return
        self._add(name, value, layers)
        inside = document(value) if nested < _MOST_DOCUMENTS else None
        if inside:
            self._tree(name, inside[0], layers=(*layers, *inside[1]), nested=nested + 1, depth=0)

    def _tree(
        self, name: str, value: object, *, layers: tuple[Encoding, ...], nested: int, depth: int
    ) -> None:
        if len(self.found) >= self.most:
            return
        if isinstance(value, str):
            self.take(name, value, layers=layers, nested=nested)
        elif isinstance(value, dict | list) and value and depth < _DEEPEST:
            for step, below in islice(_steps(name, value), self.most):
                self._tree(step, below, layers=layers, nested=nested, depth=depth + 1)
        else:
            self._add(name, _plain(value), layers)

    def _add(self, name: str, value: str, layers: tuple[Encoding, ...]) -> None:
        if len(self.found) < self.most:
            name = name[:_LONGEST_NAME]
            joint = "" if name.startswith("[") or not name else "."
            path = f"{self.label}{joint}{name}"
            self.found.append(
                Parameter(name=name, value=value, where=self.where, path=path, layers=layers)
            )


def document(text: str) -> tuple[object, tuple[Encoding, ...]] | None:
    """A JSON object or list in a text, and what it was wrapped in; None where there is none."""
    text = text[:_LONGEST_DOCUMENT].strip()
    layers: tuple[Encoding, ...] = ()
    if _PERCENT.match(text):
        text, layers = unquote(text, errors="replace"), (Encoding.PERCENT,)
    if text[:1] in {"{", "["}:
        tree = _json(html.unescape(text) if "&quot;" in text[:_QUOTES] else text)
        return (tree, layers) if isinstance(tree, dict | list) else None
    if _BASE64.fullmatch(text):
        inner, below = unwrapped(text)
        tree = _json(inner) if inner[:1] in {"{", "["} else None
        return (tree, (*layers, *below)) if isinstance(tree, dict | list) else None
    return None


def unwrapped(text: str) -> tuple[str, tuple[Encoding, ...]]:
    """What a base64 text holds, inflated where it is compressed; empty where it is no text."""
    packed = text.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        data = base64.b64decode(packed + "=" * (-len(packed) % 4), validate=True)
    except (binascii.Error, ValueError):
        return "", ()
    data, layers = inflated(data)
    try:
        return data.decode("utf-8").strip(), (Encoding.BASE64, *layers)
    except UnicodeDecodeError:
        return "", ()


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _steps(name: str, value: dict[str, object] | list[object]) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield (f"{name}.{key}" if name else key), below
    else:
        for index, below in enumerate(value):
            yield f"{name}[{index}]", below


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None or isinstance(value, dict | list) else str(value)
