"""How a value was wrapped, from the inside out, and which chains of labels say so rightly.

Containers have no label. An escape that leaves the value as it was need not be listed; two escapes
whose order makes no difference to the value may be listed in either. Both are tried out: a claimed
chain is right if undoing what it names, on the value's own text, gives the value back.
"""

import html
import json
import quopri
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

Undo = Callable[[bytes], set[bytes]]


@dataclass(kw_only=True)
class Escapes:
    """A run of escapes with nothing opaque between them.

    What stands literally in the escaped text needs no escape undone: `50%` in `50%25`.
    """

    inner: bytes
    outer: bytes
    names: list[str]
    """Innermost first."""

    def are(self, claimed: Sequence[str]) -> bool:
        """Whether the claim (outermost first) names only layers that are there, and all needed."""
        left = list(self.names)
        for name in claimed:
            if name not in left:
                return False
            left.remove(name)
        states = {self.outer}
        for name in claimed:
            states = {after for state in states for after in UNDO[name](state)}
        return any(same(self.inner) in same(state) for state in states)


@dataclass(kw_only=True)
class Opaque:
    """A layer that changes everything; any of the names is right, None for unlisted."""

    names: frozenset[str | None]


@dataclass(kw_only=True)
class Trail:
    """Layers around one value, innermost first."""

    core: bytes = b""
    """What of the value must be there: of phones and record numbers the digits do."""
    steps: list[Escapes | Opaque] = field(default_factory=list)
    labels_count: bool = True
    """False where no label of the vocabulary fits (UTF-32)."""

    def escape(self, name: str, before: bytes, after: bytes) -> None:
        """One escape around what was there."""
        last = self.steps[-1] if self.steps else None
        before = self.core if last is None else before
        if isinstance(last, Escapes):
            last.names.append(name)
            last.outer = after
        else:
            self.steps.append(Escapes(inner=before, outer=after, names=[name]))

    def cover(self, *names: str | None) -> None:
        """One opaque layer."""
        self.steps.append(Opaque(names=frozenset(names)))

    def optional(self, number: int, names: set[str]) -> None:
        """The layer of that number need not be listed, if it is one of these."""
        step = self.steps[number] if number < len(self.steps) else None
        if isinstance(step, Opaque) and step.names & names:
            step.names |= {None}

    def full(self) -> tuple[str, ...]:
        """Every layer, outermost first, for printing and counting."""
        names: list[str] = []
        for step in self.steps:
            if isinstance(step, Escapes):
                names += step.names
            else:
                names += sorted(name for name in step.names if name)[:1]
        return tuple(reversed(names))

    def accepts(self, chain: Sequence[str]) -> bool:
        """Whether a chain, outermost first, is a right label."""
        return _accepts(list(reversed(self.steps)), list(chain))


def _accepts(steps: list[Escapes | Opaque], chain: list[str]) -> bool:
    if not steps:
        return not chain
    step, rest = steps[0], steps[1:]
    if isinstance(step, Opaque):
        taken = bool(chain) and chain[0] in step.names and _accepts(rest, chain[1:])
        return taken or (None in step.names and _accepts(rest, chain))
    most = next((n for n, name in enumerate(chain) if name not in UNDO), len(chain))
    return any(
        step.are(chain[:count]) and _accepts(rest, chain[count:]) for count in range(most, -1, -1)
    )


def same(text: bytes) -> bytes:
    """What readers of tokens don't tell apart: padding, and `+` for a space."""
    return text.replace(b"+", b" ").replace(b"\r\n", b"\n").rstrip(b"=")


def _percent(text: bytes) -> set[bytes]:
    wide = re.sub(
        rb"%u([0-9A-Fa-f]{4})", lambda m: chr(int(m[1], 16)).encode("utf-8", "replace"), text
    )
    plain = {unquote_to_bytes(wide), unquote_to_bytes(wide.replace(b"+", b" "))}
    return plain | {each.decode("latin-1").encode() for each in plain}


def _html(text: bytes) -> set[bytes]:
    unescaped = html.unescape(text.decode("utf-8", "surrogateescape"))
    return {unescaped.encode("utf-8", "surrogateescape")}


def _json(text: bytes) -> set[bytes]:
    quoted = '"' + text.decode("utf-8", "surrogateescape") + '"'
    try:
        plain = json.loads(quoted, strict=False)
    except ValueError:
        return {text}
    return {plain.encode("utf-8", "surrogatepass")} if isinstance(plain, str) else {text}


def _qp(text: bytes) -> set[bytes]:
    return {quopri.decodestring(text)}


UNDO: dict[str, Undo] = {"percent": _percent, "html": _html, "json": _json, "qp": _qp}
