"""Values without punctuation, and every beginning of them: what pieces are recognised by.

A piece of a value says nothing by itself. Here are the tables by which pieces that stand or come
one after another are put together, one look-up a step, whether one person's values are known or
thousands.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import itemgetter
from urllib.parse import unquote_to_bytes

from scriptward.analysis.leaks.forms import clear_forms
from scriptward.analysis.leaks.shape import Shape
from scriptward.vocabulary.capture import Value

SEPARATORS = b'&;,"{}[]\0\r\n=:|<>\t\x1f'
"""What stands between fields and around their keys, in forms, JSON, XML and multipart."""
_CUT = b"\x1f"
_KEPT = b"@."
"""Marks that tell an address from a name."""
HEAD = 4
"""Characters by which a beginning is looked up."""
_REACH = 8
"""Characters of a value whose beginnings are in the table; longer ones are compared."""
head_of = itemgetter(slice(_REACH))
"""For many texts at once."""
_SHORTEST, _SHORTEST_TEXT = 8, 6
"""Characters of a value under which its pieces could be anything: digits, and words."""
_DIGITS = {Shape.PHONE: (7, 9), Shape.DATE: (4, 6), Shape.SSN: (4, 6), Shape.CARD: (6, 8)}
"""Of a beginning that says something, and of one that is evidence beside it."""
_US_DIGITS = 10
_TITLES = frozenset({"dr", "mr", "mrs", "ms", "prof"})
"""First words that many names have."""
_PROSE = frozenset({Shape.TEXT, Shape.NAME, Shape.FULL_NAME})
_TEXTS = frozenset({Shape.TEXT, Shape.FULL_NAME})
_UNSPLIT = frozenset({Shape.ZIP, Shape.CVV, Shape.EXPIRY, Shape.SHORT})
_WORDS = re.compile(r"\W+")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def _tables() -> tuple[bytes, bytes, bytes]:
    table = bytearray(range(256))
    for upper in range(ord("A"), ord("Z") + 1):
        table[upper] = upper + 32
    alike = bytes(table)
    for separator in SEPARATORS:
        table[separator] = _CUT[0]
    marks = bytes(b for b in range(128) if not chr(b).isalnum() and b not in _KEPT)
    return alike, bytes(table), marks


_LOWER, _PARTED, _MARKS = _tables()
_OTHER_MARKS = _MARKS.translate(None, SEPARATORS)
_ESCAPED_MARK = re.compile(
    rb"%(?:[01]\d|[01][A-Fa-f]|2\d|2[A-DFa-df]|3[A-Fa-f]|5[B-Fb-f]|60|7[B-Fb-f])"
)
_UNESCAPED = re.compile(rb"\\(?:u([0-9A-Fa-f]{4})|[nrtbf])")
_RUN = re.compile(b"[^" + re.escape(SEPARATORS) + b"]+")


@dataclass(frozen=True, slots=True)
class Form:
    """One writing of a value, in lower case and without punctuation."""

    value: int
    text: bytes = field(repr=False)
    shape: Shape
    least: int
    """Characters from which a beginning of it says something."""
    proof: int
    """Characters from which it is evidence beside a shorter one."""
    cuts: tuple[int, ...] = ()
    """The only lengths its pieces may have; empty for any."""


class Beginnings:
    """Every form of every value, whole and by its beginnings."""

    def __init__(self, values: Sequence[Value], shapes: Sequence[Shape]) -> None:
        """`shapes`: one for each value."""
        self.wholes: dict[bytes, tuple[Form, ...]] = {}
        self.starting: dict[bytes, tuple[Form, ...]] = {}
        heads: set[bytes] = set()
        for form in _forms(values, shapes):
            text = form.text
            self.wholes[text] = (*self.wholes.get(text, ()), form)
            self.starting[text[:HEAD]] = (*self.starting.get(text[:HEAD], ()), form)
            heads.update(text[:size] for size in range(1, _REACH + 1))
        self.heads = frozenset(heads)
        """The first characters of each form, up to eight."""
        self._sorted = sorted(self.wholes)
        self._texts = tuple(value.text for value in values)

    def may_begin(self, texts: Sequence[bytes]) -> bool:
        """Whether one of the texts may be a first piece."""
        return not self.heads.isdisjoint(map(head_of, texts)) and any(map(self.begins, texts))

    def begins(self, text: bytes) -> bool:
        """Whether a form begins with the text."""
        if head_of(text) not in self.heads:
            return False
        if len(text) <= _REACH:
            return True
        at = bisect_left(self._sorted, text)
        return at < len(self._sorted) and self._sorted[at].startswith(text)

    def grown(self, before: bytes, text: bytes) -> Iterator[Form]:
        """Forms of which both are beginnings long enough to be evidence, the second longer."""
        if not text.startswith(before):
            return
        for form in self.starting.get(text[:HEAD], ()):
            enough = form.least <= len(before) < len(text) and form.proof <= len(text)
            if enough and form.text.startswith(text):
                yield form

    def may_be(self, form: Form, written: str) -> bool:
        """Whether a beginning as it was sent is one of this value, not of another written alike.

        `maria quill` begins a name, `maria.quill` an address.
        """
        if form.shape is not Shape.EMAIL:
            return True
        address = self._texts[form.value].lower().replace("+", " ")
        return address.startswith(written.strip().lower().replace("+", " "))

    def alone(self, form: Form, text: bytes, written: str) -> bool:
        """Whether the beginning is of no other known value: `1EG4-TE` begins many a member id.

        `text`: the beginning, bare; `written`: as it was sent, which may tell them apart.
        """
        own = self._texts[form.value].strip().lower()
        literal = own.startswith(written.strip().lower())
        rivals = {
            self._texts[other.value].strip().lower()
            for other in self.starting.get(text[:HEAD], ())
            if other.text.startswith(text) and self.may_be(other, written)
        }
        if literal:
            rivals = {rival for rival in rivals if rival.startswith(written.strip().lower())}
        return rivals <= {own}

    def in_words(self, form: Form, pieces: Sequence[bytes]) -> bool:
        """Whether the pieces are whole words, and the value is nothing but words."""
        if form.shape not in _PROSE or not form.text.isalpha():
            return False
        words = [bare(word) for word in _WORDS.split(self._texts[form.value])]
        ends = set(accumulate(map(len, filter(None, words))))
        return ends.issuperset(accumulate(map(len, pieces)))


def bare(text: str) -> bytes:
    """The text in lower case, without spaces and punctuation other than `@` and `.`."""
    return text.encode("utf-8", errors="replace").translate(_LOWER, _MARKS)


def parts(data: bytes) -> list[bytes]:
    """Keys and values of the fields in order, bare; empty ones left out.

    Percent signs are undone inside the fields: a mark behind one separates nothing.
    """
    if b"%" in data:
        data = unquote_to_bytes(_ESCAPED_MARK.sub(b"", data))
    if b"\\" in data:
        data = _UNESCAPED.sub(_letter, data)
    return list(filter(None, data.translate(_PARTED, _OTHER_MARKS).split(_CUT)))


def placed(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """The `parts`, each with its first and last offset."""
    for run in _RUN.finditer(data):
        for text in parts(run.group()):
            yield text, *run.span()


def _letter(match: re.Match[bytes]) -> bytes:
    return chr(int(match[1], 16)).encode("utf-8", errors="replace") if match[1] else b""


def _forms(values: Sequence[Value], shapes: Sequence[Shape]) -> Iterator[Form]:
    for index, (value, shape) in enumerate(zip(values, shapes, strict=True)):
        seen: set[bytes] = set()
        for written, cuts in _written(shape, value.text.strip()):
            form = bare(written)
            shortest = _SHORTEST_TEXT if cuts or shape in _TEXTS else _SHORTEST
            if form not in seen and len(form) >= shortest:
                seen.add(form)
                yield Form(index, form, shape, *_evidence(shape, written, len(form)), cuts)


def _written(shape: Shape, text: str) -> Iterable[tuple[str, tuple[int, ...]]]:
    """Writings of a value, each with the lengths its pieces must have."""
    if shape in _UNSPLIT:
        return ()
    if shape is Shape.DATE:
        return _dates(text)
    if shape in {Shape.PHONE, Shape.SSN, Shape.CARD}:
        forms = (form for form in clear_forms(shape, text) if not form.startswith("00"))
        return ((form, ()) for form in forms if form.replace(".", "").isdecimal())
    if shape is Shape.EMAIL:
        return ((text, ()), (text.replace("@", ""), ()), (re.sub(r"[@.]", "", text), ()))
    return ((form, ()) for form in _spelt(shape, text))


def _spelt(shape: Shape, text: str) -> Iterator[str]:
    yield from (text, text.lower())
    yield "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    given, _, family = text.rpartition(" ")
    if shape is Shape.FULL_NAME and given:
        yield f"{family} {given}"
    if shape is Shape.CODE:
        yield from clear_forms(shape, text)


def _dates(text: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    found = next(filter(None, map(_ISO.fullmatch, clear_forms(Shape.DATE, text))), None)
    if found is None:
        return
    y, m, d = found.groups()
    for separator in ("", "."):
        for order in ((y, m, d), (m, d, y), (d, m, y)):
            yield separator.join(order), ()
    short_m, short_d = m.lstrip("0"), d.lstrip("0")
    for month, day in ((short_m, d), (m, short_d), (short_m, short_d)):
        if (month, day) != (m, d):
            for order in ((y, month, day), (month, day, y), (day, month, y)):
                yield "".join(order), tuple(map(len, order))


def _evidence(shape: Shape, text: str, size: int) -> tuple[int, int]:
    """From how many characters on a beginning of the form says something, and is evidence."""
    if shape is Shape.NAME:
        return size + 1, size + 1
    if shape in _DIGITS:
        more = text.count(".") + (shape is Shape.PHONE and size > _US_DIGITS and "." not in text)
        least, proof = _DIGITS[shape]
        return least + more, proof + more
    quarter = max(HEAD, -(-size // 4))
    words = [word.lower() for word in _WORDS.split(text) if word]
    telling = 2 if words and words[0] in _TITLES else 1
    told = len(bare("".join(words[:telling])))
    proof = min(told + 2, -(-size * 13 // 20))
    if shape is Shape.EMAIL:
        return max(quarter, 7), max(quarter, 8, proof)
    if shape is Shape.FULL_NAME:
        return max(quarter, told + 1), max(quarter, told + 1)
    return quarter, max(quarter, proof)
