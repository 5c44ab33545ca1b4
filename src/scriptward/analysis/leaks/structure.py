"""The path to a place in a document: `.events[3].properties.$el_text`.

Walked only where a value was found, so it may be slow; it needs byte offsets in broken documents,
which no JSON or multipart library gives.
"""

import json
import re
from contextlib import suppress
from itertools import islice, pairwise
from typing import cast
from urllib.parse import unquote_to_bytes

from scriptward.analysis.leaks import markup, tables
from scriptward.analysis.leaks.escapes import PIECE
from scriptward.analysis.leaks.keys import key_step
from scriptward.analysis.leaks.text import has_controls

_JSON = re.compile(rb'"(?:[^"\\]++|\\.)*+"?+|[{}\[\],:]|[^"{}\[\],:\s]++|\s++', re.DOTALL)
_FORM = re.compile(rb"[^\s=&?:/\"{}<>,;]{1,64}+=")
_PART_NAME = re.compile(rb'name="?([^"\r\n;]{1,100}+)')
_MARK = "\ue001".encode()
"""A character for private use: nothing that is sent has it."""
_IN_KEY = ""
_DECODER = json.JSONDecoder()
_BEHIND = " \t\r\n\0\x1e);"
"""What may end a frame behind its document."""
_OPENING = re.compile(rb"[\[{]")
_FRAME = 200
"""Bytes in which a document behind a frame begins."""
_MOST_OPENINGS = 4
_PAGE = (b"<!doctype html", b"<html")
_DEEPEST = 12
"""Steps that are written; a longer path ends in `…`."""


def steps(data: bytes, offset: int, *, label: str) -> str:
    """The path from the beginning of `data` to the byte at `offset`; empty where there is none.

    `label`: what the document is (`query`, `cookie`, `path` … as in a layer), empty inside one.
    """
    found: list[str] = []
    start, end = 0, len(data)
    for _ in range(_DEEPEST):
        step, start, end = _step(data, start, end, offset, label=label)
        if not step:
            return "".join(found)
        found.extend(step)
        if len(found) > _DEEPEST:
            break
        label = ""
    return "".join([*found[:_DEEPEST], "…"])


def _step(
    data: bytes, start: int, end: int, offset: int, *, label: str
) -> tuple[list[str], int, int]:
    """Steps of one document between `start` and `end`, and the bounds of the one inside."""
    head = data[start : start + 80].lstrip(b"\xef\xbb\xbf\r\n\t ")
    if label == "path":
        return _path_segment(data, offset)
    if label == "cookie":
        return _pair(data, start, end, offset, separators=b";")
    if head[:1] in {b"{", b"["}:
        return _json(data, start, end, offset)
    if head.startswith(b"--") and b"ontent-" in data[start : start + 400]:
        return _part(data, start, end, offset)
    form = label != "host" and _FORM.match(head) and not has_controls(head)
    if label == "query" or form:
        return _pair(data, start, end, offset, separators=b"&\n")
    return _other(data, start, end, offset, head=head)


def _other(
    data: bytes, start: int, end: int, offset: int, *, head: bytes
) -> tuple[list[str], int, int]:
    """Steps in XML, in a document behind a frame, in a table."""
    if head[:1] == b"<" and not head[:14].lower().startswith(_PAGE):
        return markup.steps(data, start, end, offset), offset, offset
    inside = _framed(data, start, end, offset) or tables.steps(data, start, end, offset)
    return inside or ([], start, end)


def _path_segment(data: bytes, offset: int) -> tuple[list[str], int, int]:
    index = data.count(b"/", 1, offset)
    start = data.rfind(b"/", 0, offset) + 1
    end = data.find(b"/", offset)
    end = end if end >= 0 else len(data)
    found = [f"[{index}]"]
    if data.find(b";", start, offset) >= 0:  # matrix parameters
        parameter, start, end = _pair(data, start, end, offset, separators=b";")
        found += parameter
    return found, start, end


def _framed(data: bytes, start: int, end: int, offset: int) -> tuple[list[str], int, int] | None:
    """Steps in a document behind a frame of some bytes: of socket.io, STOMP, MQTT, JSONP."""
    openings = _OPENING.finditer(data, start, min(offset, start + _FRAME))
    for match in islice(openings, _MOST_OPENINGS):
        parsed = _parsed(data, match.start(), end, offset)
        if parsed is not None and parsed[-1:] != [_IN_KEY]:
            opened = data.rfind(b'"', start, offset) + 1
            piece = PIECE.match(data, opened, end)
            return parsed, opened, piece.end() if piece else offset
    return None


def _pair(
    data: bytes, start: int, end: int, offset: int, *, separators: bytes
) -> tuple[list[str], int, int]:
    """`key=value` in a form, a query or a cookie header."""
    marks = [bytes([separator]) for separator in separators]
    first = max(start, *(data.rfind(mark, start, offset) + 1 for mark in marks))
    first += len(data[first:offset]) - len(data[first:offset].lstrip(b" "))
    ends = [at for at in (data.find(mark, offset, end) for mark in marks) if at >= 0]
    last = min(ends, default=end)
    line = data.count(b"\n", start, first)
    lines = [f"[{line}]"] if line or (b"\n" in data[offset:end].rstrip() and b"\n" in marks) else []
    equals = data.find(b"=", first, last)
    if equals < 0 or equals >= offset:
        return lines, offset, offset
    return [*lines, key_step(unquote_to_bytes(data[first:equals]))], equals + 1, last


def _part(data: bytes, start: int, end: int, offset: int) -> tuple[list[str], int, int]:
    """The field of a multipart body."""
    boundary = data[start:end].lstrip().split(b"\n", 1)[0].strip()[:80]
    places = [match.start() for match in re.finditer(re.escape(boundary), data[:end])]
    for first, last in pairwise([*places, end]):
        if first <= offset < last:
            head = re.compile(rb"\r?\n\r?\n").search(data, first, last)
            name = _PART_NAME.search(data, first, head.start() if head else last)
            inside = head.end() if head else last
            if name and inside <= offset:
                return [key_step(name[1])], inside, last
    return [], start, end


def _json(data: bytes, start: int, end: int, offset: int) -> tuple[list[str], int, int]:
    """Keys and indexes down to the place, and the bounds of the string it stands in."""
    parsed = _parsed(data, start, end, offset)
    if parsed is None:
        line = data.rfind(b"\n", start, offset) + 1 or start
        line_end = data.find(b"\n", offset, end)
        line_end = end if line_end < 0 else line_end
        parsed = _parsed(data, line, line_end, offset)
        first = line - len(data[start:line].lstrip(b"\xef\xbb\xbf\r\n\t "))
        count = data.count(b"\n", first, line)
        if parsed is not None and (count or data[line_end:end].strip()):
            parsed = [f"[{count}]", *parsed]
    if parsed is None:
        return _walked(data, start, end, offset)
    if parsed[-1:] == [_IN_KEY]:
        return parsed[:-1], offset, offset
    opened = data.rfind(b'"', start, offset) + 1
    piece = PIECE.match(data, opened, end)
    return parsed, opened, piece.end() if piece else offset


def _parsed(data: bytes, start: int, end: int, offset: int) -> list[str] | None:
    """The path by a parser: the string at the place gets a mark, which is looked for.

    None where the place is in no string, or the text no JSON; then it is walked.
    """
    if _MARK in data:
        return None
    mark = _MARK.decode()
    try:
        text = (data[start:offset] + _MARK + data[offset:end]).decode("utf-8-sig")
        tree, last = _DECODER.raw_decode(text.lstrip())
    except (ValueError, RecursionError):
        return None
    if len(text.lstrip()[last:].strip(_BEHIND)) or not isinstance(tree, (dict, list)):
        return None
    open_nodes: list[tuple[object, tuple[str, ...]]] = [(tree, ())]
    while open_nodes:
        node, path = open_nodes.pop()
        items = node.items() if isinstance(node, dict) else enumerate(cast("list[object]", node))
        for key, value in items:
            if isinstance(value, str):
                if mark in value:
                    return [*path, _written(key)]
            elif isinstance(value, (dict, list)):
                open_nodes.append((value, (*path, _written(key))))
            if isinstance(key, str) and mark in key:
                return [*path, _IN_KEY]
    return None


def _written(key: str | int) -> str:
    return f"[{key}]" if isinstance(key, int) else key_step(key.encode("utf-8", "replace"))


def _walked(data: bytes, start: int, end: int, offset: int) -> tuple[list[str], int, int]:
    """The same for what is cut off or broken."""
    open_at: list[int | bytes] = []
    is_list: list[bool] = []
    documents, in_key = 0, False
    bounds = (offset, offset)
    last_string = b""
    for match in _JSON.finditer(data, start, end):
        token = match.group()
        mark = token[:1]
        if match.end() > offset:
            in_key = bool(is_list) and not is_list[-1] and open_at[-1] == b""
            if mark == b'"':
                bounds = (match.start() + 1, match.end() - (len(token) > 1 and token[-1:] == b'"'))
            break
        if mark in b"{[" and len(token) == 1:
            is_list.append(mark == b"[")
            open_at.append(0 if mark == b"[" else b"")
        elif mark in b"}]" and is_list:
            is_list.pop()
            open_at.pop()
        elif mark == b"," and open_at:
            last = open_at[-1]
            open_at[-1] = last + 1 if isinstance(last, int) else b""
        elif mark == b":" and open_at and not is_list[-1] and open_at[-1] == b"":
            open_at[-1] = _key_of(last_string) or b"?"
        elif mark == b'"':
            last_string = token
        elif b"\n" in token and not is_list:
            documents += 1
    found = [
        f"[{part}]" if isinstance(part, int) else key_step(part) for part in open_at if part != b""
    ]
    lines = [f"[{documents}]"] if documents else []
    return [*lines, *found], *((offset, offset) if in_key else bounds)


def _key_of(token: bytes) -> bytes:
    if b"\\" in token:
        with suppress(ValueError):
            return str(json.loads(token, strict=False)).encode("utf-8", "replace")
    return token.strip(b'"')
