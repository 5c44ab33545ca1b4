"""YAML text as a small tree with a line and a column for each thing.

Made from the parser's events and not by its constructor: every scalar stays the text that was
written (`no` is a word, not False), and what a policy never needs (aliases, tags, several
documents, deep nesting) is refused before it costs anything.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from scriptward.vocabulary.errors import PolicyError

LARGEST = 512 * 1024
"""Bytes; some thousands of rules."""
DEEPEST = 12
_NO_ALIAS = 'write the value out; what starts with `*` or `&` needs quotes, as in "*.acme.test"'


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar, as written."""

    line: int
    column: int
    text: str
    plain: bool


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    line: int
    column: int
    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping, in the order of the file."""

    line: int
    column: int
    entries: tuple[tuple[Text, "Node"], ...]


Node = Text | Items | Table


def tree(text: bytes, *, path: str) -> Node | None:
    """The tree of a document, or None of an empty one. Raises PolicyError for all that is not."""
    if len(text) > LARGEST:
        raise PolicyError(
            f"{len(text):,} bytes are more than a policy may have ({LARGEST:,})",
            path=path,
            hint="fold scripts of one kind into a pattern with `*`",
        )
    try:
        decoded = text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = text.count(b"\n", 0, error.start) + 1
        raise PolicyError("is not UTF-8", path=path, line=line, hint="save it as UTF-8") from error
    try:
        return _Builder(path).document(_events(decoded))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise PolicyError(
            f"is not YAML: {error.problem or error.context}",
            path=path,
            line=mark.line + 1 if mark else 0,
            column=mark.column + 1 if mark else 0,
            hint="check indentation, quotes and brackets there",
        ) from error
    except ReaderError as error:
        before = decoded[: error.position]
        raise PolicyError(
            "has a character that can't be printed",
            path=path,
            line=before.count("\n") + 1,
            column=len(before) - before.rfind("\n"),
            hint="remove it",
        ) from error
    except (YAMLError, ValueError, LookupError, AssertionError) as error:
        raise PolicyError(
            f"is not YAML: {type(error).__name__}", path=path, hint="check it with a YAML linter"
        ) from error


def _events(text: str) -> Iterator[Event]:
    yield from YAML(typ="safe", pure=True).parse(io.StringIO(text))


class _Builder:
    def __init__(self, path: str) -> None:
        self.path = path

    def refused(self, event: Event, message: str, hint: str) -> PolicyError:
        mark = event.start_mark
        return PolicyError(
            message, path=self.path, line=mark.line + 1, column=mark.column + 1, hint=hint
        )

    def document(self, events: Iterator[Event]) -> Node | None:
        root: Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self.refused(
                        event, "holds a second document", "keep one policy a file, without `---`"
                    )
                root = self.node(next(events), events, depth=0)
        return root

    def node(self, event: Event, events: Iterator[Event], *, depth: int) -> Node:
        self.check(event, depth)
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if isinstance(event, ScalarEvent):
            return Text(line, column, event.value, not event.style)
        if isinstance(event, SequenceStartEvent):
            items = []
            while not isinstance(event := next(events), SequenceEndEvent):
                items.append(self.node(event, events, depth=depth + 1))
            return Items(line, column, tuple(items))
        return Table(line, column, tuple(self.entries(events, depth)))

    def entries(self, events: Iterator[Event], depth: int) -> Iterator[tuple[Text, Node]]:
        seen: dict[str, int] = {}
        while not isinstance(event := next(events), MappingEndEvent):
            key = self.node(event, events, depth=depth + 1)
            if not isinstance(key, Text):
                raise self.refused(event, "a key is a word here", "write `key: value`")
            if key.text in seen:
                raise self.refused(
                    event,
                    f"`{key.text}` stands twice, first in line {seen[key.text]}",
                    "keep one of them",
                )
            seen[key.text] = key.line
            yield key, self.node(next(events), events, depth=depth + 1)

    def check(self, event: Event, depth: int) -> None:
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None) is not None:
            raise self.refused(event, "anchors and aliases aren't read", _NO_ALIAS)
        if isinstance(event, ScalarEvent | MappingStartEvent | SequenceStartEvent) and event.tag:
            raise self.refused(event, "tags aren't read", "leave the word with `!` out")
        if depth > DEEPEST:
            raise self.refused(event, "is nested deeper than a policy is", "check the brackets")
        if isinstance(event, ScalarEvent) and not event.value.replace("\n", "").isprintable():
            raise self.refused(event, "has a character that can't be printed", "remove it")
