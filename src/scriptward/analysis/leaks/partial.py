"""Values without punctuation, and every beginning of them: what pieces are recognised by.

A piece of a value says nothing by itself. Here are the tables by which pieces that stand or come
one after another are put together, one look-up a step, whether one person's values are known or
thousands.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from urllib.parse import unquote_to_bytes

from scriptward.analysis.leaks.forms import clear_forms
from scriptward.analysis.leaks.shape import Shape
from scriptward.vocabulary.capture import Value

SEPARATORS = b'&;,"{}[]\0\r\n=:|<>\t\x1f'
"""What stands between fields and around their keys, in forms, JSON, XML and multipart."""
_CUT = b"\x1f"
_SHORTEST = 8
"""Characters of a value under which its pieces could be anything."""
REACH = 32
"""Characters of a value whose beginnings are in the table; longer ones are compared."""
HEAD = 4
"""Characters by which a beginning is looked up."""
_WORDS = re.compile(r"\W+")
_PROSE = frozenset({Shape.TEXT, Shape.NAME, Shape.FULL_NAME})
_LEAST = {Shape.PHONE: 7, Shape.DATE: 6, Shape.SSN: 6, Shape.CARD: 8}
"""Digits of a beginning that are evidence: more than an area code, a year and month, an issuer."""
_US_DIGITS = 10
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def _tables() -> tuple[bytes, bytes, bytes]:
    table = bytearray(range(256))
    for upper in range(ord("A"), ord("Z") + 1):
        table[upper] = upper + 32
    alike = bytes(table)
    for separator in SEPARATORS:
        table[separator] = _CUT[0]
    marks = bytes(b for b in range(128) if not chr(b).isalnum() and b != ord("@"))
    return alike, bytes(table), marks


_LOWER, _PARTED, _MARKS = _tables()
_OTHER_MARKS = _MARKS.translate(None, SEPARATORS)
_ESCAPED_MARK = re.compile(
    rb"%(?:[01]\d|[01][A-Fa-f]|2\d|2[A-Fa-f]|3[A-Fa-f]|5[B-Fb-f]|60|7[B-Fb-f])"
)
_UNIT = re.compile(rb"\\u([0-9A-Fa-f]{4})")
_RUN = re.compile(b"[^" + re.escape(SEPARATORS) + b"]+")


@dataclass(frozen=True, slots=True)
class Form:
    """One writing of a value, in lower case and without punctuation."""

    value: int
    text: bytes = field(repr=False)
    shape: Shape
    least: int
    """Characters from which a beginning of it is evidence."""
    cuts: tuple[int, ...] = ()
    """The only lengths its pieces may have; empty for any."""


class Beginnings:
    """Every form of every value, whole and by its beginnings."""

    def __init__(self, values: Sequence[Value], shapes: Sequence[Shape]) -> None:
        """`shapes`: one for each value."""
        self.wholes: dict[bytes, tuple[Form, ...]] = {}
        self.starting: dict[bytes, tuple[Form, ...]] = {}
        self._long: dict[bytes, tuple[Form, ...]] = {}
        heads: set[bytes] = set()
        for form in _forms(values, shapes):
            text = form.text
            self.wholes[text] = (*self.wholes.get(text, ()), form)
            self.starting[text[:HEAD]] = (*self.starting.get(text[:HEAD], ()), form)
            heads.update(text[:size] for size in range(1, min(len(text), REACH) + 1))
            if len(text) > REACH:
                self._long[text[:REACH]] = (*self._long.get(text[:REACH], ()), form)
        self.heads = frozenset(heads)
        self._texts = tuple(value.text for value in values)

    def begins(self, text: bytes) -> bool:
        """Whether a form begins with the text."""
        if len(text) <= REACH:
            return text in self.heads
        return any(form.text.startswith(text) for form in self._long.get(text[:REACH], ()))

    def grown(self, before: bytes, text: bytes) -> Iterator[Form]:
        """Forms of which both are beginnings long enough to be evidence, the second longer."""
        if not text.startswith(before):
            return
        for form in self.starting.get(text[:HEAD], ()):
            if form.least <= len(before) < len(text) and form.text.startswith(text):
                yield form

    def in_words(self, form: Form, pieces: Sequence[bytes]) -> bool:
        """Whether the pieces are whole words, and the value is nothing but words."""
        if form.shape not in _PROSE or not form.text.isalpha():
            return False
        words = [bare(word) for word in _WORDS.split(self._texts[form.value])]
        ends = set(accumulate(map(len, filter(None, words))))
        return ends.issuperset(accumulate(map(len, pieces)))


def bare(text: str) -> bytes:
    """The text in lower case, without spaces and punctuation other than `@`."""
    return text.encode("utf-8", errors="replace").translate(_LOWER, _MARKS)


def parts(data: bytes) -> list[bytes]:
    """Keys and values of the fields in order, bare; empty ones left out.

    Percent signs are undone inside the fields: a mark behind one separates nothing.
    """
    if b"%" in data:
        data = unquote_to_bytes(_ESCAPED_MARK.sub(b"", data))
    if b"\\u" in data:
        data = _UNIT.sub(_letter, data)
    return list(filter(None, data.translate(_PARTED, _OTHER_MARKS).split(_CUT)))


def _letter(match: re.Match[bytes]) -> bytes:
    return chr(int(match[1], 16)).encode("utf-8", errors="replace")


def places(data: bytes) -> Iterator[tuple[int, int]]:
    """First and last offset of each of the `parts`."""
    for run in _RUN.finditer(data):
        for _ in parts(run.group()):
            yield run.span()


def _forms(values: Sequence[Value], shapes: Sequence[Shape]) -> Iterator[Form]:
    for index, (value, shape) in enumerate(zip(values, shapes, strict=True)):
        text = value.text.strip()
        seen: set[bytes] = set()
        for written, cuts in _written(shape, text):
            form = bare(written)
            if form not in seen and len(form) >= (6 if cuts else _SHORTEST):
                seen.add(form)
                least = _least(shape, written, len(form))
                yield Form(index, form, shape, least, cuts)


def _written(shape: Shape, text: str) -> Iterable[tuple[str, tuple[int, ...]]]:
    if shape in {Shape.ZIP, Shape.CVV, Shape.EXPIRY, Shape.SHORT}:
        return ()
    if shape is Shape.DATE:
        return _dates(text)
    if shape in {Shape.PHONE, Shape.SSN, Shape.CARD}:
        return ((form, ()) for form in clear_forms(shape, text) if form.isdecimal())
    if shape is Shape.EMAIL:
        return ((text, ()), (text.replace("@", ""), ()))
    plain = unicodedata.normalize("NFKD", text)
    forms = [text, text.lower(), "".join(c for c in plain if not unicodedata.combining(c))]
    given, _, family = text.rpartition(" ")
    if shape is Shape.FULL_NAME and given:
        forms.append(f"{family} {given}")
    if shape is Shape.CODE:
        forms += clear_forms(shape, text)
    return ((form, ()) for form in forms)


def _dates(text: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    found = next(filter(None, map(_ISO.fullmatch, clear_forms(Shape.DATE, text))), None)
    if found is None:
        return
    y, m, d = found.groups()
    yield from ((y + m + d, ()), (m + d + y, ()), (d + m + y, ()))
    if m[0] == "0" or d[0] == "0":
        for first, second in (
            (m.lstrip("0"), d),
            (m, d.lstrip("0")),
            (m.lstrip("0"), d.lstrip("0")),
        ):
            yield f"{y}{first}{second}", (4, len(first), len(second))
            yield f"{first}{second}{y}", (len(first), len(second), 4)
            yield f"{second}{first}{y}", (len(second), len(first), 4)


def _least(shape: Shape, text: str, size: int) -> int:
    """From how many characters on a beginning of the form is evidence; more than it has: never."""
    if shape is Shape.NAME:
        return size + 1
    if shape in _LEAST:
        return _LEAST[shape] + (shape is Shape.PHONE and size > _US_DIGITS)
    quarter = max(HEAD, -(-size // 4))
    first = len(bare(next(filter(None, _WORDS.split(text)), "")))
    if first == size:
        return max(quarter, size * 3 // 5)
    return max(quarter, first + 2, 8 if shape is Shape.EMAIL else 0)
