"""The text of a script, parsed: names it uses, calls it makes, texts it holds.

Parsed by tree-sitter, which can hang or end its process on hostile text: run it in a process of
its own, with a limit of time and memory. Nothing here runs a script.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser, Query, QueryCursor

_LANGUAGE = Language(tree_sitter_javascript.language())
TYPES = (
    *("member_expression", "subscript_expression", "call_expression", "new_expression"),
    *("assignment_expression", "binary_expression", "debugger_statement", "switch_statement"),
    *("string", "template_string", "regex", "ERROR"),
)
_QUERY = Query(_LANGUAGE, " ".join(f"({name}) @{name}" for name in TYPES))
_GLOBALS = frozenset({"window", "self", "globalThis", "top", "parent"})
_MEMBERS = frozenset({"member_expression", "subscript_expression"})
_ALIAS = re.compile(
    rb"([A-Za-z_$][\w$]*)\s*=\s*(?:window\s*\.\s*)?(document|navigator|window)\b(?!\s*[.(\[])"
)
_ASSIGNED = re.compile(rb"([A-Za-z_$][\w$]*)\s*=(?![=>])")
_LONGEST_CHAIN = 12
_LONGEST_NAME = 60


@dataclass(frozen=True, kw_only=True)
class Call:
    """A call of something that has a name."""

    name: str
    """Dotted; `new Function` is `Function`."""
    arguments: tuple[Node, ...]
    node: Node


class Code:
    """One script's text. Places are numbers of bytes from its beginning."""

    def __init__(self, source: bytes) -> None:
        """Parse it: may take for ever on hostile text."""
        self.source = source
        self._tree = Parser(_LANGUAGE).parse(source)

    @property
    def first_error(self) -> int | None:
        """Where the text is no JavaScript; None where all of it is."""
        if not self._tree.root_node.has_error:
            return None
        errors = self.found("ERROR")
        return errors[0].start_byte if errors else 0

    @property
    def is_module(self) -> bool:
        """Whether it imports or exports."""
        children = self._tree.root_node.children
        return any(node.type in {"import_statement", "export_statement"} for node in children)

    def found(self, *types: str) -> list[Node]:
        """Nodes of these types, each one of `TYPES`, in order."""
        nodes = [node for name in types for node in self._captured.get(name, ())]
        return sorted(nodes, key=lambda node: node.start_byte)

    def text(self, node: Node, most: int = 400) -> str:
        """The beginning of a node's text."""
        end = min(node.end_byte, node.start_byte + most)
        return self.source[node.start_byte : end].decode("utf-8", "replace")

    def string(self, node: Node) -> str | None:
        """What stands in a string's literal, escapes as written; None for anything else."""
        if node.type not in {"string", "template_string"}:
            return None
        inner = self.source[node.start_byte + 1 : node.end_byte - 1]
        return inner.decode("utf-8", "replace")

    def name(self, node: Node | None) -> str:
        """`navigator.clipboard` of a name, however written; empty for what has none."""
        parts: list[str] = []
        while node is not None and node.type in _MEMBERS and len(parts) < _LONGEST_CHAIN:
            part = node.child_by_field_name("property") or node.child_by_field_name("index")
            parts.append(self._part(part))
            node = node.child_by_field_name("object")
        if node is None:
            return ""
        parts.append(self._root(node))
        parts.reverse()
        while len(parts) > 1 and parts[0] in _GLOBALS:
            del parts[0]
        return ".".join(parts)

    @cached_property
    def uses(self) -> tuple[tuple[str, Node], ...]:
        """Every dotted name, the longest of each chain, with its node."""
        nodes = self.found(*_MEMBERS)
        return tuple(
            (self.name(node), node)
            for node in nodes
            if node.parent is None
            or node.parent.type not in _MEMBERS
            or node.parent.child_by_field_name("object") != node
        )

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """Every call and `new` of something named."""
        return tuple(self._calls())

    @cached_property
    def assigned(self) -> tuple[tuple[str, Node], ...]:
        """Every dotted name or name that something is assigned to."""
        nodes = self.found("assignment_expression")
        return tuple((self.name(node.child_by_field_name("left")), node) for node in nodes)

    def used(self, *names: str) -> Iterator[int]:
        """Where one of these names is used: whole, or with more behind it."""
        longer = tuple(f"{name}." for name in names)
        for name, node in self.uses:
            if name in names or name.startswith(longer):
                yield node.start_byte

    def listens(self, events: Iterable[str]) -> Iterator[int]:
        """Where handlers of these events are set."""
        wanted = frozenset(events)
        for call in self.calls:
            if call.name.rpartition(".")[2] == "addEventListener" and call.arguments:
                event = self.string(call.arguments[0])
                if event in wanted:
                    yield call.node.start_byte
        for name, node in self.assigned:
            if name.rpartition(".")[2].removeprefix("on") in wanted and ".on" in f".{name}":
                yield node.start_byte

    @cached_property
    def _captured(self) -> dict[str, list[Node]]:
        return QueryCursor(_QUERY).captures(self._tree.root_node)

    @cached_property
    def _aliases(self) -> dict[str, str]:
        """Names that a build gives to the browser's own objects, and to nothing else."""
        found = dict(_ALIAS.findall(self.source))
        times = Counter(_ASSIGNED.findall(self.source))
        once = (alias for alias in found if times[alias] == 1)
        return {alias.decode("ascii"): found[alias].decode("ascii") for alias in once}

    def _root(self, node: Node) -> str:
        if node.type == "identifier":
            name = self.text(node, _LONGEST_NAME)
            return self._aliases.get(name, name)
        if node.type == "this":
            return "this"
        if node.type in {"call_expression", "new_expression"}:
            inner = node.child_by_field_name("function") or node.child_by_field_name("constructor")
            return f"{self._last(inner)}()"
        return "…"

    def _last(self, node: Node | None) -> str:
        if node is not None and node.type in _MEMBERS:
            part = node.child_by_field_name("property") or node.child_by_field_name("index")
            return self._part(part)
        return self.text(node, _LONGEST_NAME) if node and node.type == "identifier" else "…"

    def _part(self, node: Node | None) -> str:
        if node is None:
            return "…"
        if node.type in {"property_identifier", "private_property_identifier"}:
            return self.text(node, _LONGEST_NAME)
        return (self.string(node) or "…")[:_LONGEST_NAME]

    def _calls(self) -> Iterator[Call]:
        for node in self.found("call_expression", "new_expression"):
            callee = node.child_by_field_name("function") or node.child_by_field_name("constructor")
            arguments = node.child_by_field_name("arguments")
            given = arguments.named_children if arguments and arguments.type == "arguments" else ()
            name = self.name(callee)
            if name:
                yield Call(name=name, arguments=tuple(given), node=node)
