"""Comments of a YAML text, and their return where a rewriting lost them.

Round-trip dumping keeps nearly all: one after a key whose value stands on the next lines is lost.
"""

import io
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.events import ScalarEvent

_COMMENT = re.compile(r"(?m)(?:^|(?<=[ \t]))#(?=([^\n]*)$)")


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment with what it stands beside, or over."""

    text: str
    """From its `#` to the end of the line."""
    code: str
    """What stands before it in its line; of one alone, the next line that holds something."""
    alone: bool
    number: int
    """How many lines before it hold the same code."""


def comments(text: str) -> Iterator[Comment]:
    """Every comment, in order; a `#` in a text is none. `text`: YAML that can be read."""
    spans = _scalars(text)
    starts = [start for start, _ in spans]
    ends: dict[int, str] = {}
    line, counted = 0, 0
    for found in _COMMENT.finditer(text):
        line, counted = line + text.count("\n", counted, found.start()), found.start()
        place = bisect_right(starts, counted) - 1
        if place < 0 or counted >= spans[place][1]:
            ends.setdefault(line, f"#{found[1]}")
    codes = [
        _code(held[: len(held) - len(ends[number])] if number in ends else held)
        for number, held in enumerate(text.split("\n"))
    ]
    before: Counter[str] = Counter()
    waiting: list[str] = []
    for number, code in enumerate(codes):
        if number in ends and not code:
            waiting.append(ends[number])
        if code:
            for one in waiting:
                yield Comment(text=one.rstrip(), code=code, alone=True, number=before[code])
            waiting.clear()
            if number in ends:
                beside = ends[number].rstrip()
                yield Comment(text=beside, code=code, alone=False, number=before[code])
            before[code] += 1
    for one in waiting:
        yield Comment(text=one.rstrip(), code="", alone=True, number=0)


def with_comments(text: str, *, of: str) -> str:
    """The text with every comment of `of` that it lacks, near what it stood beside."""
    there = Counter(one.text for one in comments(text))
    lost = []
    for one in comments(of):
        there[one.text] -= 1
        if there[one.text] < 0:
            lost.append(one)
    if not lost:
        return text
    lines = text.split("\n")
    for one in lost:
        _put(lines, one)
    placed = "\n".join(lines)
    if _meaning(placed) == _meaning(text) and _lacks_none(placed, of):
        return placed
    return text.rstrip("\n") + "\n" + "".join(f"{one.text}\n" for one in lost)


def _put(lines: list[str], one: Comment) -> None:
    at = [number for number, line in enumerate(lines) if _code(_bare(line)) == one.code]
    if not one.code or not at:
        lines.insert(len(lines) - 1 if lines[-1:] == [""] else len(lines), one.text)
        return
    place = at[min(one.number, len(at) - 1)]
    line = lines[place]
    if one.alone or line != _bare(line):
        lines.insert(place, line[: len(line) - len(line.lstrip())] + one.text)
    else:
        lines[place] = f"{line.rstrip()}  {one.text}"


def _bare(line: str) -> str:
    """A line without its comment, or what looks like one."""
    found = _COMMENT.search(line)
    return line[: found.start()] if found else line


def _code(text: str) -> str:
    """What a line holds, however it is quoted and spaced."""
    return re.sub(r"[\s\"']", "", text)


def _scalars(text: str) -> list[tuple[int, int]]:
    events = YAML(typ="safe", pure=True).parse(io.StringIO(text))
    return [
        (event.start_mark.index, event.end_mark.index)
        for event in events
        if isinstance(event, ScalarEvent)
    ]


def _lacks_none(text: str, of: str) -> bool:
    return not Counter(c.text for c in comments(of)) - Counter(c.text for c in comments(text))


def _meaning(text: str) -> object:
    return YAML(typ="safe", pure=True).load(text)
