"""What the tool says started a request: Chrome's object, chrome-har's texts."""

import dataclasses
import json
from collections.abc import Callable, Mapping

from scriptward.sources.har.fields import items, mapping, number, text
from scriptward.vocabulary.capture import Frame, Initiator

_DEEPEST = 32
"""Async parents that are followed."""
_HIGHEST = 200
"""Frames of one stack."""


def initiator_of(entry: Mapping[str, object]) -> Initiator:
    """The initiator of an entry, its frames without scripts; `other` where nothing is said."""
    found = mapping(entry.get("_initiator")) or _detail(entry)
    address = text(found.get("url")) or text(entry.get("_initiator"))
    stacks = _stacks(found)
    if not stacks and text(entry.get("_initiator_type")) == "script" and address:
        stacks = ((_named(entry, address),),)
    line = number(found.get("lineNumber"), otherwise=-1) + 1
    return Initiator(
        type=text(found.get("type")) or text(entry.get("_initiator_type")) or "other",
        url=address,
        line=line or number(entry.get("_initiator_line")),
        stack=stacks[0] if stacks else (),
        parents=stacks[1:],
    )


def resolved(initiator: Initiator, key_of: Callable[[str], str]) -> Initiator:
    """The same with scripts. `key_of`: address of a script to its key, empty where it has none."""

    def named(stack: tuple[Frame, ...]) -> tuple[Frame, ...]:
        return tuple(dataclasses.replace(frame, script=key_of(frame.url)) for frame in stack)

    if not initiator.stack and not initiator.parents:
        return initiator
    return dataclasses.replace(
        initiator,
        stack=named(initiator.stack),
        parents=tuple(map(named, initiator.parents)),
    )


def _detail(entry: Mapping[str, object]) -> Mapping[str, object]:
    try:
        return mapping(json.loads(text(entry.get("_initiator_detail")) or "{}"))
    except (ValueError, RecursionError):
        return {}


def _named(entry: Mapping[str, object], address: str) -> Frame:
    return Frame(
        url=address,
        function=text(entry.get("_initiator_function_name")),
        line=number(entry.get("_initiator_line")),
        column=number(entry.get("_initiator_column")),
    )


def _stacks(found: Mapping[str, object]) -> tuple[tuple[Frame, ...], ...]:
    stacks: list[tuple[Frame, ...]] = []
    stack = mapping(found.get("stack"))
    while stack and len(stacks) < _DEEPEST:
        frames = items(stack.get("callFrames"))[:_HIGHEST]
        if frames:
            stacks.append(tuple(_frame(mapping(item)) for item in frames))
        stack = mapping(stack.get("parent"))
    return tuple(stacks)


def _frame(found: Mapping[str, object]) -> Frame:
    """Lines and columns count from 0 in Chrome's protocol."""
    return Frame(
        url=text(found.get("url")),
        function=text(found.get("functionName")),
        line=number(found.get("lineNumber"), otherwise=-1) + 1,
        column=number(found.get("columnNumber"), otherwise=-1) + 1,
    )
