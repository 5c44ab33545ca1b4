"""Reads one mapping of a policy file key by key; every mistake says its place and the mend."""

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from scriptward.policy.language.tree import Items, Node, Table, Text
from scriptward.vocabulary.errors import PolicyError
from scriptward.vocabulary.words import Word

W = TypeVar("W", bound=Word)
T = TypeVar("T")
SHOWN = 40
MEANT = {
    "allow": "permit",
    "grant": "permit",
    "deny": "forbid",
    "block": "forbid",
    "disallow": "forbid",
    "redact": "scrub",
    "strip": "scrub",
    "remove": "scrub",
    "hide": "mask",
    "until": "expires",
    "ends": "expires",
    "end": "expires",
    "valid_until": "expires",
    "includes": "include",
    "extends": "include",
    "vendors": "recipients",
    "frame": "frames",
    "iframe": "frame",
    "channel": "via",
    "reason": "why",
    "hash": "sha256",
    "url": "match",
    "domains": "hosts",
    "run": "load",
    "write": "send",
    "access": "read",
}
"""What people write that is near in meaning and not in letters."""


@dataclass(frozen=True, slots=True)
class File:
    """The file being read: makes its errors."""

    path: str

    def wrong(self, node: Node, message: str, hint: str) -> PolicyError:
        """An error at that place."""
        return PolicyError(message, path=self.path, line=node.line, column=node.column, hint=hint)

    def unknown(self, node: Node, text: str, what: str, allowed: Iterable[str]) -> PolicyError:
        """An error for a word nobody knows, with the nearest one that is known."""
        known = list(dict.fromkeys(allowed))
        meant = [word for word in (MEANT.get(text.lower()),) if word in known]
        near = meant or difflib.get_close_matches(text[:SHOWN], known, n=1, cutoff=0.6)
        hint = f"did you mean `{near[0]}`? " if near else ""
        return self.wrong(
            node,
            f"`{shown(text)}` is no {what}",
            f"{hint}one of: {', '.join(known)}" if known else f"{hint}leave it out",
        )

    def table(self, node: Node, what: str) -> Table:
        """The node as a mapping; nothing written is an empty one. Raises PolicyError."""
        if _nothing(node):
            return Table(node.line, node.column, ())
        if not isinstance(node, Table):
            raise self.wrong(node, f"{what} is a mapping", "write `key: value` lines")
        return node

    def items(self, node: Node, what: str) -> tuple[Node, ...]:
        """The node as a list; nothing written is an empty one. Raises PolicyError."""
        if _nothing(node):
            return ()
        if not isinstance(node, Items):
            raise self.wrong(node, f"{what} is a list", "write `- ` before each entry")
        return node.items

    def text(self, node: Node, what: str) -> str:
        """The node as text that isn't empty. Raises PolicyError."""
        if not isinstance(node, Text):
            raise self.wrong(node, f"{what} is one word or text", "write it without brackets")
        if not node.text.strip() or (node.plain and node.text in {"null", "~"}):
            raise self.wrong(node, f"{what} is empty", "write a value, or leave the key out")
        return node.text

    def word(self, node: Node, words: type[W], what: str) -> W:
        """The node as a word of an enum. Raises PolicyError."""
        text = self.text(node, what)
        try:
            return words(text)
        except ValueError as error:
            raise self.unknown(node, text, what, [word.value for word in words]) from error

    def day(self, node: Node, what: str) -> date:
        """The node as a day. Raises PolicyError."""
        text = self.text(node, what)
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise self.wrong(
                node, f"`{shown(text)}` is no date", "write it as 2026-11-25"
            ) from error

    def several(self, node: Node, read: Callable[[Node], T]) -> tuple[T, ...]:
        """One value or a list of them, each once, in the order of the file."""
        nodes = node.items if isinstance(node, Items) else (node,)
        return tuple(dict.fromkeys(read(item) for item in nodes))


class Fields:
    """The keys of one mapping; those not among `keys` are refused."""

    def __init__(self, file: File, node: Node, *, what: str, keys: Iterable[str]) -> None:
        """`what`: the thing's name in messages."""
        self.file, self.node, self.what = file, file.table(node, what), what
        self.entries: dict[str, Node] = {}
        known = tuple(keys)
        for key, value in self.node.entries:
            if key.text not in known:
                raise file.unknown(key, key.text, f"key of {what}", known)
            self.entries[key.text] = value

    def get(self, key: str, read: Callable[[Node], T], default: T) -> T:
        """What `read` makes of the key's value, or the default where it isn't there."""
        node = self.entries.get(key)
        return default if node is None else read(node)

    def needed(self, key: str, read: Callable[[Node], T], example: str) -> T:
        """As `get`, for a key that must be there."""
        if key not in self.entries:
            raise self.file.wrong(
                self.node, f"{self.what} has no `{key}`", f"add a line such as `{key}: {example}`"
            )
        return read(self.entries[key])

    def texts(self, key: str) -> tuple[str, ...]:
        """One text or several."""
        return self.get(key, lambda node: self.file.several(node, self._text(key)), ())

    def text(self, key: str) -> str:
        """One text; empty where it isn't there."""
        return self.get(key, self._text(key), "")

    def words(self, key: str, words: type[W]) -> tuple[W, ...]:
        """One word of an enum or several."""
        return self.get(key, self._words(key, words), ())

    def words_or_none(self, key: str, words: type[W]) -> tuple[W, ...] | None:
        """As `words`, and None where the key isn't there."""
        return self.words(key, words) if key in self.entries else None

    def day(self, key: str) -> date | None:
        """A day; None where it isn't there."""
        return self.get(key, lambda node: self.file.day(node, f"`{key}`"), None)

    def checked(self, key: str, problem: Callable[[str], str]) -> tuple[str, ...]:
        """Texts of which `problem` says what is wrong with each; empty: nothing."""

        def read(node: Node) -> str:
            text = self.file.text(node, f"`{key}`")
            if said := problem(text):
                raise self.file.wrong(node, f"`{shown(text)}` can't stand in `{key}`", said)
            return text

        return self.get(key, lambda node: self.file.several(node, read), ())

    def _text(self, key: str) -> Callable[[Node], str]:
        return lambda node: self.file.text(node, f"`{key}`")

    def _words(self, key: str, words: type[W]) -> Callable[[Node], tuple[W, ...]]:
        return lambda node: self.file.several(
            node, lambda item: self.file.word(item, words, f"word for `{key}`")
        )


def _nothing(node: Node) -> bool:
    return isinstance(node, Text) and node.plain and not node.text


def shown(text: str) -> str:
    """As much of a text as an error shows."""
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"
