"""What the tool says started a request: Chrome's object, chrome-har's texts."""

import json
from collections.abc import Callable, Mapping

from scriptward.sources.har.fields import items, mapping, number, text
from scriptward.vocabulary.capture import Frame, Initiator

_DEEPEST = 32
"""Async parents that are followed."""

KeyOf = Callable[[str], str]
"""Address of a script to its key in the capture; empty where it has none."""


def initiator_of(entry: Mapping[str, object], key_of: KeyOf) -> Initiator:
    """The initiator of an entry; `other` where the tool says nothing."""
    found = mapping(entry.get("_initiator")) or _detail(entry)
    address = text(found.get("url")) or text(entry.get("_initiator"))
    stacks = _stacks(found, key_of)
    if not stacks and text(entry.get("_initiator_type")) == "script" and address:
        stacks = ((_named(entry, address, key_of),),)
    line = number(found.get("lineNumber"), otherwise=-1) + 1
    return Initiator(
        type=text(found.get("type")) or text(entry.get("_initiator_type")) or "other",
        url=address,
        line=line or number(entry.get("_initiator_line")),
        stack=stacks[0] if stacks else (),
        parents=stacks[1:],
    )


def _detail(entry: Mapping[str, object]) -> Mapping[str, object]:
    try:
        return mapping(json.loads(text(entry.get("_initiator_detail")) or "{}"))
    except (ValueError, RecursionError):
        return {}


def _named(entry: Mapping[str, object], address: str, key_of: KeyOf) -> Frame:
    return Frame(
        url=address,
        script=key_of(address),
        function=text(entry.get("_initiator_function_name")),
        line=number(entry.get("_initiator_line")),
        column=number(entry.get("_initiator_column")),
    )


def _stacks(found: Mapping[str, object], key_of: KeyOf) -> tuple[tuple[Frame, ...], ...]:
    stacks: list[tuple[Frame, ...]] = []
    stack = mapping(found.get("stack"))
    while stack and len(stacks) < _DEEPEST:
        frames = tuple(_frame(mapping(item), key_of) for item in items(stack.get("callFrames")))
        if frames:
            stacks.append(frames)
        stack = mapping(stack.get("parent"))
    return tuple(stacks)


def _frame(found: Mapping[str, object], key_of: KeyOf) -> Frame:
    """Lines and columns count from 0 in Chrome's protocol."""
    url = text(found.get("url"))
    return Frame(
        url=url,
        script=key_of(url),
        function=text(found.get("functionName")),
        line=number(found.get("lineNumber"), otherwise=-1) + 1,
        column=number(found.get("columnNumber"), otherwise=-1) + 1,
    )
