"""Values that stand in pieces in neighbouring fields of one request, wherever they were cut.

Fields are neighbours if as many other fields stand between each two: none in a list, a key in a
form or an object, more in a list of objects. So no format is parsed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress, count, islice
from urllib.parse import unquote_to_bytes

from scriptward.analysis.leaks.layer import Layer
from scriptward.analysis.leaks.partial import Beginnings, Form, head_of, parts, placed
from scriptward.analysis.leaks.shape import Shape
from scriptward.vocabulary.words import Encoding, Where

_STRIDES = (1, 2, 3, 4, 6, 8, 10, 12)
_STEPS = (*((stride, stride) for stride in _STRIDES), (2, 3), (4, 7), (6, 11))
"""Fields from one piece to the next, and from the first to the second: fewer where what stood in
between was nothing but a mark (`@`, `-`)."""
_MANY = 24
_USUAL = ((1, 1), (2, 2), (4, 4), (2, 3))
"""Of those, where there are many first pieces."""
_PAST_END = [b"\xff"] * _STRIDES[-1]
"""Fields that begin and continue nothing."""
_MOST_STARTS = 4_000
"""First pieces that are tried; a flood of them ends there."""
_MOST_TRIES = 50
"""Finds whose places are looked up."""
_MOST_PIECES = 64
_SHORT_DOCUMENT = 8_192
_JSON = frozenset({b"{", b"[", b'"'})
_NAME_PIECES = 3
_NEXT = 2
"""Fields from one to the next of a form or an object."""
_DATE_STRIDE, _DATE_PIECES = 8, 4


@dataclass(frozen=True, slots=True)
class Piece:
    """Where a piece of a value stands."""

    layer: Layer = field(repr=False)
    start: int
    end: int

    @property
    def written(self) -> str:
        """Its text, without percent signs."""
        raw = self.layer.data[self.start : self.end].replace(b"+", b" ")
        return unquote_to_bytes(raw).decode("utf-8", errors="replace")

    @property
    def chain(self) -> tuple[Encoding, ...]:
        """The encodings around it."""
        escaped = b"%" in self.layer.data[self.start : self.end]
        return (*self.layer.chain, Encoding.PERCENT) if escaped else self.layer.chain


def piece(layer: Layer, *texts: bytes) -> Piece:
    """Where a field stands, told by what stands before it and its own text.

    Walks the layer, so only for a find.
    """
    before = b""
    for text, start, end in placed(fields_in(layer)):
        if text == texts[-1] and before in {texts[0], b"", texts[-1]}:
            return Piece(layer, start, end)
        before = text
    return Piece(layer, 0, len(layer.data))


def split(front: Sequence[Layer], beginnings: Beginnings) -> Iterator[tuple[int, Piece]]:
    """Each value that stands in pieces in layers of one depth, with the place of its first."""
    texts = parts(b"\0".join([fields_in(layer) for layer in front]))
    if len(texts) < 2 or not beginnings.may_begin(texts):  # noqa: PLR2004  # two pieces at least
        return
    told: set[int] = set()
    tries = _MOST_TRIES
    for form, found in _walked(texts, beginnings):
        if form.value in told or not _credible(form, texts, found):
            continue
        tries -= 1
        if tries < 0:
            return
        pieces = _placed(front, found)
        if _together(form, pieces, [texts[at] for at in found], beginnings):
            told.add(form.value)
            yield form.value, pieces[0]


def _together(
    form: Form, pieces: Sequence[Piece], cut: Sequence[bytes], beginnings: Beginnings
) -> bool:
    """Whether the pieces are in one part of the request, and no words of an address."""
    first = pieces[0].layer
    if any(each.layer.where is not first.where for each in pieces):
        return False
    if form.shape is Shape.NAME and any(each.layer is not first for each in pieces):
        return False
    return first.where is not Where.URL_PATH or not beginnings.in_words(form, cut)


def counted(pieces: Sequence[bytes]) -> bool:
    """Whether the pieces only count up."""
    if len(pieces) < 3 or not all(len(piece) < 9 and piece.isdigit() for piece in pieces):  # noqa: PLR2004  # two numbers may follow by chance
        return False
    first = int(pieces[0])
    return [int(piece) for piece in pieces] == list(range(first, first + len(pieces)))


def _walked(texts: list[bytes], beginnings: Beginnings) -> Iterator[tuple[Form, Sequence[int]]]:
    heads, begins, size = beginnings.heads, beginnings.begins, len(texts)
    likely = compress(count(), map(heads.__contains__, map(head_of, texts)))
    starts = list(islice((at for at in likely if begins(texts[at])), _MOST_STARTS))
    steps = _STEPS if len(starts) <= _MANY else _USUAL
    texts = texts + _PAST_END
    pairs = [
        (start, stride, start + first)
        for start in starts
        for stride, first in steps
        if head_of(texts[start] + texts[start + first]) in heads
    ]
    for start, stride, second in pairs:
        joined, found, at = texts[start], [start], second
        while at < size and len(found) < _MOST_PIECES:
            if not begins(joined + texts[at]):
                at += stride - 1
                if stride == 1 or at >= size or not begins(joined + texts[at]):
                    break
            joined += texts[at]
            found.append(at)
            for form in beginnings.wholes.get(joined, ()):
                yield form, tuple(found)
            at += stride


def _placed(front: Sequence[Layer], found: Sequence[int]) -> list[Piece]:
    wanted, pieces, before = set(found), [], 0
    for layer in front:
        at = before
        for at, (_, start, end) in enumerate(placed(fields_in(layer)), before + 1):
            if at - 1 in wanted:
                pieces.append(Piece(layer, start, end))
        before = at
    return pieces


def in_order(layer: Layer) -> bytes:
    """As `fields_in`, with the fields of a form in order of their keys, which senders shuffle."""
    data = layer.data
    if b"&" in data and data[:1] not in _JSON:
        return b"&".join(sorted(data.split(b"&")))
    return fields_in(layer)


def fields_in(layer: Layer) -> bytes:
    """The bytes of a layer, with labels of a host and parts of a path apart; offsets stay.

    Prose in a short document keeps its marks: they separate no fields.
    """
    data = layer.data
    if layer.parent is None:
        if layer.where is Where.URL_PATH:
            return data.replace(b"/", b"\0")
        if layer.where is Where.HOST:
            return data.replace(b".", b"\0")
    if data[:1] not in _JSON or len(data) > _SHORT_DOCUMENT:
        return data
    return data.replace(b"& ", b"  ").replace(b"; ", b"  ").replace(b": ", b"  ")


def _credible(form: Form, texts: list[bytes], found: Sequence[int]) -> bool:
    """Whether it is no accident: a lone digit near a longer number stands in every request."""
    if counted([texts[at] for at in found]) or _goes_on(texts, found):
        return False
    if len(found) == 2 and min(len(texts[at]) for at in found) == 1:  # noqa: PLR2004  # of two
        return found[1] - found[0] <= _NEXT
    if form.shape is Shape.NAME:
        return len(found) <= _NAME_PIECES
    if form.shape is not Shape.DATE:
        return True
    if found[1] - found[0] > _DATE_STRIDE or len(found) > _DATE_PIECES:
        return False
    return not form.cuts or _is_date(form, texts, found)


def _goes_on(texts: list[bytes], found: Sequence[int]) -> bool:
    """Whether it is a part of something longer that was cut into single characters."""
    if any(len(texts[at]) > 1 for at in found):
        return False
    first, last = 2 * found[0] - found[1], 2 * found[-1] - found[-2]
    beside = ([texts[first]] if first >= 0 else []) + texts[last : last + 1]
    cut = texts[found[0]].isdigit(), texts[found[-1]].isdigit()
    return any(
        len(text) == 1 and text.isalnum() and (text.isdigit() or not digit)
        for text, digit in zip(beside, cut if first >= 0 else cut[1:], strict=False)
    )


def _is_date(form: Form, texts: list[bytes], found: Sequence[int]) -> bool:
    """Whether a date without its zeros is cut as dates are, and its keys say so."""
    if (
        tuple(len(texts[at]) for at in found) != form.cuts
        or found[1] - found[0] == 1
        or not found[0]
    ):
        return False
    keys = b" ".join(texts[at - 1] for at in found)
    return all(letter in keys for letter in (b"y", b"m", b"d"))
