"""Unescaping of text: percent by field, JSON string by string, HTML entities, quoted-printable.

Whole-document unescapes lose where a field or a literal ends; a decoded `&` or `"` would glue.
"""

import html
import json
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote_to_bytes

from scriptward.analysis.leaks.budget import Budget
from scriptward.analysis.leaks.layer import Layer
from scriptward.vocabulary.words import Encoding, Where

_SEPARATORS = b'&=;"<> ' + bytes(range(0x20)) + b"\x7f"
"""What stands between fields as they are sent."""
_PARTED = bytes.maketrans(_SEPARATORS, b"\x1f" * len(_SEPARATORS))
_PATH_PARTED = bytes.maketrans(_SEPARATORS + b"/", b"\x1f" * (len(_SEPARATORS) + 1))
PERCENT = re.compile(rb"%(?:[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4})")
_CDATA = b"<![CDATA["
PIECE = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
"""It can't fail, so a search with it never begins again behind its first try."""
_IN_STRING = bytes([9, 10, 13, *range(0x20, 0x100)])
_ESCAPE = re.compile(rb"((?:\\u[0-9A-Fa-f]{4})++)|\\x([0-9A-Fa-f]{2})|\\(.)", re.DOTALL)
_UNIT = re.compile(rb"\\u([0-9A-Fa-f]{4})")
ENTITY = re.compile(rb"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
QUOTED = re.compile(rb"=(?:2[0-9A-F]|3[A-F]|40|5[B-F]|60|7[B-E]|[89A-F][0-9A-F]|\r?\n|0[9AD])")
"""What somebody has to escape: letters and digits stand as they are (RFC 2045, 6.7)."""
_QUOTED_ANY = re.compile(rb"=(?:[0-7][0-9A-F]|[89A-F][0-9A-F]|\r?\n)")
"""What is undone in a field that has one of those."""
_QUOTED_HIGH = re.compile(rb"=[89A-F][0-9A-F]")
_FEWEST_HIGH = 4
_COOKIES = re.compile(rb"; [A-Za-z_][\w.-]{0,40}+=")
_KEYED = re.compile(rb"[A-Za-z0-9_\])]=(?!(?:20|40)[A-Za-z]|3D|\r?\n)")
"""`key=value` more likely than text with one escape."""
_QP_MARKS = b'&"<>'
_QP_SEPARATORS = _QP_MARKS + bytes(range(9))
_QP_PARTED = bytes.maketrans(_QP_SEPARATORS, b"\x1f" * len(_QP_SEPARATORS))
_QP_STRINGS = bytes.maketrans(b'"' + _QP_SEPARATORS[4:], b"\x1f" * len(_QP_SEPARATORS[3:]))
_QP_LINES = bytes.maketrans(_QP_SEPARATORS[4:], b"\x1f" * len(_QP_SEPARATORS[4:]))
_HARD_BREAK = re.compile(rb"(?<!=)(?<!=\r)\r?\n")
_CELL = re.compile(rb'(?:(?<=[,;\t\n])|\A)"((?:[^"]++|"")*+)"(?=[,;\t\r\n]|\Z)')
_STRETCH = 32_768
"""Bytes of a field that are unescaped at once."""
_LONGEST_ESCAPE = 40
_SHORT = {98: b"\b", 102: b"\f", 110: b"\n", 114: b"\r", 116: b"\t"}


def percent(layer: Layer, budget: Budget) -> Iterator[Layer]:
    """One layer for each field with percent signs; perhaps two where it has a `+`."""
    data = layer.data
    at = data.find(b"%")
    if at < 0:
        return
    in_path = layer.where is Where.URL_PATH and layer.parent is None
    parted = data.translate(_PATH_PARTED if in_path else _PARTED)
    while at >= 0 and budget.step():
        start = parted.rfind(b"\x1f", 0, at) + 1
        end = parted.find(b"\x1f", at)
        if end < 0:
            end = len(data)
        field = data[start:end]
        if PERCENT.search(field):
            for text in _unquoted(field, budget):
                yield layer.child(text, (Encoding.PERCENT,), start=start, end=end, transparent=True)
            if b"," in field and (b"%2C" in field or b"%2c" in field):
                yield from _cells(layer, field, start, budget)
        at = data.find(b"%", end)


def _cells(layer: Layer, field: bytes, start: int, budget: Budget) -> Iterator[Layer]:
    """What stands between the commas of a field that escapes others."""
    for cell in field.split(b","):
        if not budget.step():
            return
        if b"%2" in cell:
            end = start + len(cell)
            text = _unquote(cell, budget)
            yield layer.child(text, (Encoding.PERCENT,), start=start, end=end, transparent=True)
        start += len(cell) + 1


def cdata(layer: Layer, budget: Budget) -> Iterator[Layer]:
    """The text of each CDATA section, which has marks of its own beside it."""
    data = layer.data
    start = data.find(_CDATA)
    while start >= 0 and budget.step():
        start += len(_CDATA)
        end = data.find(b"]]>", start)
        if end < 0:
            return
        yield layer.child(data[start:end], (), start=start, end=end, transparent=True)
        start = data.find(_CDATA, end)


def _unquoted(field: bytes, budget: Budget) -> Iterator[bytes]:
    """A `+` is a space where pluses are escaped, itself where spaces are, else either.

    JavaScript's `escape` writes `%u` beside the others: all in one pass, or some are undone twice.
    """
    if b"%u" in field:
        bytes_too = _replaced(PERCENT, _byte_or_unit, b"%", field, budget)
        if not _is_letters(bytes_too):  # `escape` writes Latin-1 as one byte
            bytes_too = _replaced(PERCENT, _letter_or_unit, b"%", field, budget)
        yield _paired(bytes_too)
        return
    if b"+" not in field or b"%20" in field:
        yield _unquote(field, budget)
        return
    spaced = _unquote(field.replace(b"+", b" "), budget)
    if b"%2B" in field or b"%2b" in field:
        yield spaced
        return
    yield spaced
    yield _unquote(field, budget)


def _unquote(field: bytes, budget: Budget) -> bytes:
    if len(field) <= _STRETCH:
        return unquote_to_bytes(field)
    return b"".join(map(unquote_to_bytes, _stretches(field, b"%", budget)))


def json_strings(layer: Layer, budget: Budget) -> Iterator[Layer]:
    r"""One layer for each stretch between quotes that has a backslash, closed or not."""
    data, done = layer.data, 0
    at = data.find(b"\\")
    while at >= 0 and budget.step():
        start = max(data.rfind(b'"', done, at) + 1, done)
        match = PIECE.match(data, start)
        if match is None or match.end() <= at:
            return
        done = match.end()
        if not match.group().translate(None, _IN_STRING):  # else bytes that are no text
            decoded = _unescaped(match.group(), budget)
            yield layer.child(decoded, (Encoding.JSON,), start=start, end=done, transparent=True)
        at = data.find(b"\\", done)


def _unescaped(piece: bytes, budget: Budget) -> bytes:
    """A JSON or JavaScript string's text as UTF-8; broken escapes as they stand."""
    try:
        text = json.loads(b'"' + piece + b'"', strict=False)
    except ValueError:
        return _replaced(_ESCAPE, _one, b"\\", piece, budget)
    try:
        return str(text).encode()
    except UnicodeEncodeError:  # half of a pair, as LZ-string makes them
        return str(text).encode("utf-8", "surrogatepass")


def html_entities(layer: Layer, budget: Budget) -> Iterator[Layer]:
    """Each text between tags without its entities; the whole where there are no tags."""
    data = layer.data
    if b"&" not in data:
        return
    done = 0
    match = ENTITY.search(data)
    while match is not None and budget.step():
        at = match.start()
        start = max(data.rfind(b"<", done, at), data.rfind(b">", done, at)) + 1 or done
        ends = [end for end in (data.find(b"<", at), data.find(b">", at)) if end >= 0]
        done = min(ends, default=len(data))
        field = data[start:done]
        yield layer.child(
            _replaced(ENTITY, _entity, b"&", field, budget),
            (Encoding.HTML,),
            start=start,
            end=done,
            transparent=True,
            back=_backward(field, start, ENTITY, _entity),
        )
        if b'"' in field:
            yield from _attributes(layer, field, start, budget)
        match = ENTITY.search(data, done)


def _attributes(layer: Layer, field: bytes, start: int, budget: Budget) -> Iterator[Layer]:
    """Each quoted text with entities alone: unescaped with its tag it would end at their quotes."""
    for number, text in enumerate(field.split(b'"')):
        if not budget.step():
            return
        if number % 2 and ENTITY.search(text):
            yield layer.child(
                _replaced(ENTITY, _entity, b"&", text, budget),
                (Encoding.HTML,),
                start=start,
                end=start + len(text),
                transparent=True,
                back=_backward(text, start, ENTITY, _entity),
            )
        start += len(text) + 1


def quoted_printable(layer: Layer, budget: Budget) -> Iterator[Layer]:
    """Each field with `=XX` inside, where every `=` is one; the first of `key=value` parts them.

    Also the whole string or line that it stands in, where marks of other formats are its own text.
    """
    data = layer.data
    if QUOTED.search(data) is None:
        return
    parted = data.translate(_QP_PARTED)
    told = dict.fromkeys(_quoted_fields(data, parted, budget))
    if told and len(data.translate(None, _QP_MARKS)) < len(data):  # wide fields hold narrow ones
        lines = _HARD_BREAK.sub(_breaks, data)
        for table in (_QP_STRINGS, _QP_LINES):
            told |= dict.fromkeys(_quoted_fields(data, lines.translate(table), budget))
    for start, end in told:
        yield _unquoted_printable(layer, start, end, budget)


def _quoted_fields(data: bytes, parted: bytes, budget: Budget) -> Iterator[tuple[int, int]]:
    match = QUOTED.search(data)
    while match and budget.step():
        start = parted.rfind(b"\x1f", 0, match.start()) + 1
        end = parted.find(b"\x1f", match.start())
        if end < 0:
            end = len(data)
        field = data[start:end]
        if not _is_quoted(field, budget):
            equals = field.find(b"=") + 1
            field, start = field[equals:], start + equals
        if _is_quoted(field, budget):
            yield start, end
        match = QUOTED.search(data, end)


def _unquoted_printable(layer: Layer, start: int, end: int, budget: Budget) -> Layer:
    field = layer.data[start:end]
    return layer.child(
        _replaced(_QUOTED_ANY, _quoted, b"=", field, budget),
        (Encoding.QP,),
        start=start,
        end=end,
        transparent=True,
        back=_backward(field, start, _QUOTED_ANY, _quoted),
    )


def _breaks(match: re.Match[bytes]) -> bytes:
    return b"\x1f" * len(match.group())


def doubled(layer: Layer, budget: Budget) -> Iterator[Layer]:
    """Each cell of a table whose quotes are doubled (RFC 4180, 2.7)."""
    for match in _CELL.finditer(layer.data):
        if not budget.step():
            return
        if b'""' in match[1]:
            text = match[1].replace(b'""', b'"')
            yield layer.child(text, (), start=match.start(1), end=match.end(1), transparent=True)


def _replaced(
    pattern: re.Pattern[bytes],
    replaced: Callable[[re.Match[bytes]], bytes],
    mark: bytes,
    field: bytes,
    budget: Budget,
) -> bytes:
    """The field with each match, which begins with `mark`, replaced as far as the time goes."""
    if len(field) <= _STRETCH:
        return pattern.sub(replaced, field)
    return b"".join(pattern.sub(replaced, each) for each in _stretches(field, mark, budget))


def _stretches(field: bytes, mark: bytes, budget: Budget) -> Iterator[bytes]:
    """The field in parts that cut no escape, until the time is over."""
    at, size = 0, len(field)
    while at < size and budget.in_time():
        end = at + _STRETCH
        if end < size:
            last = field.rfind(mark, end - _LONGEST_ESCAPE, end)
            last -= (last - len(field[at:last].rstrip(mark)) - at) % 2  # `\\\\` is one escape
            end = last if last > at else end
        yield field[at:end]
        at = end


def _is_quoted(field: bytes, budget: Budget) -> bool:
    """Whether each `=` begins an escape; a lone one behind a word is only an `@` or a space."""
    count = field.count(b"=") - field.endswith(b"=")
    if not count or _COOKIES.search(field, 0, _STRETCH):
        return False
    if _escapes_in(field, QUOTED, budget) != count:  # bytes have control characters and letters
        if _escapes_in(field, _QUOTED_ANY, budget) != count:
            return False
        return len(_QUOTED_HIGH.findall(field, 0, _STRETCH)) >= _FEWEST_HIGH
    return count > 1 or not _KEYED.search(field)


def _escapes_in(field: bytes, pattern: re.Pattern[bytes], budget: Budget) -> int:
    if len(field) <= _STRETCH:
        return len(pattern.findall(field))
    return sum(len(pattern.findall(each)) for each in _stretches(field, b"=", budget))


def _byte_or_unit(match: re.Match[bytes]) -> bytes:
    digits = match.group()[1:]
    return _letter_or_unit(match) if digits.startswith(b"u") else bytes([int(digits, 16)])


def _letter_or_unit(match: re.Match[bytes]) -> bytes:
    digits = match.group()[1:].removeprefix(b"u")
    return chr(int(digits, 16)).encode("utf-8", "surrogatepass")


def _is_letters(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _paired(data: bytes) -> bytes:
    """Each two halves of a letter made one; lone halves stay, as LZ-string has them."""
    if b"\xed" not in data or not _is_letters(data):
        return data
    units = data.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
    return units.decode("utf-16-le", "surrogatepass").encode("utf-8", "surrogatepass")


def _one(match: re.Match[bytes]) -> bytes:
    if match[1]:
        units = bytes.fromhex(b"".join(_UNIT.findall(match[1])).decode())
        return units.decode("utf-16-be", errors="replace").encode("utf-8", errors="replace")
    if match[2]:
        return chr(int(match[2], 16)).encode()
    return _SHORT.get(match[3][0], match[3])


def _entity(match: re.Match[bytes]) -> bytes:
    return html.unescape(match.group().decode()).encode("utf-8", errors="replace")


def _quoted(match: re.Match[bytes]) -> bytes:
    digits = match.group()[1:]
    return b"" if digits.endswith(b"\n") else bytes([int(digits, 16)])


def _backward(
    source: bytes,
    base: int,
    pattern: re.Pattern[bytes],
    replaced: Callable[[re.Match[bytes]], bytes],
) -> Callable[[int], int]:
    """Offset in the decoded text to offset in the parent, where `source` begins at `base`.

    Walks it, so only for a hit.
    """

    def back(offset: int) -> int:
        shift = 0
        for match in pattern.finditer(source):
            if match.start() - shift >= offset:
                break
            after = match.end() - match.start() - len(replaced(match))
            if match.end() - shift - after > offset:
                return base + match.start()
            shift += after
        return base + offset + shift

    return back
