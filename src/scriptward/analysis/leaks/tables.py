"""Tables with a head, as CSV has them: which column a value stands in, and what stands in one.

RFC 4180; also with semicolons and tabs. A first line that has no names is no head.
"""

import re
from collections.abc import Iterator
from itertools import takewhile

from scriptward.analysis.leaks.keys import key_step

_HEAD = 4_096
"""Bytes of a head, at most."""
_MOST_ROWS = 500
_OTHERS = frozenset({b"{", b"[", b"<"})
"""What JSON and markup begin with."""
_MARKS = (b",", b";", b"\t")
_CELLS = {
    mark: re.compile(
        rb' *+(?:"((?:[^"]++|"")*+)" *+|([^\r\n' + mark + rb"]*+))(?=$|[\r\n]|" + mark + b")"
    )
    for mark in _MARKS
}
_NAME = re.compile(rb"[A-Za-z_$][\w$. \[\]-]{0,60}+")
_Cell = tuple[bytes, int, int]
"""Its text and offsets, without quotes."""


def steps(data: bytes, start: int, end: int, offset: int) -> tuple[list[str], int, int] | None:
    """`[0].email` for a place in the first row below the head; None where there is no table."""
    mark, head_end, columns = _head(data, start)
    if not columns or offset <= head_end:
        return None
    for number, (first, last) in enumerate(_rows(data, head_end + 1, end)):
        if first <= offset <= last:
            cells = list(_cells(data, first, last, mark))
            for (name, _, _), (_, left, right) in zip(columns, cells, strict=False):
                if left <= offset < right and len(cells) == len(columns):
                    return [f"[{number}]", key_step(name)], left, right
            return None
    return None


def under(data: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Places of the cells below a head that holds the key from `start` to `end`."""
    mark, head_end, columns = _head(data, 0) if start < _HEAD else (b"", -1, ())
    at = next((n for n, (_, left, right) in enumerate(columns) if left <= start < right), None)
    if at is None or end > head_end:
        return
    for first, last in _rows(data, head_end + 1, len(data)):
        cells = list(_cells(data, first, last, mark))
        if len(cells) != len(columns):
            return
        yield cells[at][1:]


def _head(data: bytes, start: int) -> tuple[bytes, int, tuple[_Cell, ...]]:
    """What parts the columns, where the head ends, and their names; none if it is no table."""
    if data[start : start + 1] not in _OTHERS:
        end = data.find(b"\n", start, start + _HEAD)
        mark = next((mark for mark in _MARKS if data.find(mark, start, end) >= 0), b"")
        if end > 0 and mark:
            cells = tuple(takewhile(_is_named, _cells(data, start, end, mark)))
            if cells and cells[-1][2] >= end - 2:  # else one is no name
                return mark, end, cells
    return b"", -1, ()


def _is_named(cell: _Cell) -> bool:
    return _NAME.fullmatch(cell[0]) is not None


def _rows(data: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """First and last offset of each line; one with a line break in quotes goes on."""
    for _ in range(_MOST_ROWS):
        if start >= end:
            return
        last = data.find(b"\n", start, end)
        quotes = data.count(b'"', start, last) if last >= 0 else 0
        while last >= 0 and quotes % 2:
            following = data.find(b"\n", last + 1, end)
            quotes += data.count(b'"', last, following if following >= 0 else end)
            last = following
        last = end if last < 0 else last
        yield start, last
        start = last + 1


def _cells(data: bytes, start: int, end: int, mark: bytes) -> Iterator[_Cell]:
    """Each cell of a line; fewer where its quotes are broken."""
    if data[end - 1 : end] == b"\r":
        end -= 1
    while start <= end:
        match = _CELLS[mark].match(data, start, end)
        if match is None:
            return
        which = 1 if match[1] is not None else 2
        yield match[which].strip(), *match.span(which)
        start = match.end() + 1
