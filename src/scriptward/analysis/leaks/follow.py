"""What only several requests say: a field that grows with typing, a value sent piece by piece.

State is kept by endpoint (method, host, path without its numbers) and place of the field. It holds
what a person typed, is bounded, and is never stored.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress, count, islice
from operator import ne

from scriptward.analysis.leaks.keystrokes import ERASING, is_code, silent, typed
from scriptward.analysis.leaks.labels import below, decoded
from scriptward.analysis.leaks.layer import Layer
from scriptward.analysis.leaks.partial import HEAD, Beginnings, Form, parts
from scriptward.analysis.leaks.shape import Shape
from scriptward.analysis.leaks.split import Piece, counted, in_order, piece
from scriptward.vocabulary.words import Encoding, Where

_LONGEST = 4_096
"""Bytes of a layer whose fields are followed."""
_MOST_LAYERS = 200
_MOST_FIELDS = 400
_MOST_KNOWN = 4_000
_ADDRESS = frozenset({Where.HOST, Where.URL_PATH})
_MEMORY = 4_000_000
"""Bytes of fields kept; the endpoint that was silent longest goes first."""
_MOST_ROWS = 24
"""Beginnings that are kept of one field."""
_UNDONE = 6
"""Keys that may be erased one after another."""
_LONGEST_PIECE = 200
_REPEATS = 4
"""Times a first letter may stand doubled before anything changes."""
_NUMBERS = b"0123456789"
_BEFORE = 6
"""Bytes before an encoded field that say which one it is."""
_DATE_PIECES = 8

_Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Evident:
    """A value that what was sent before makes evident."""

    form: Form
    last: Piece
    """Where its last piece stands, or the longest beginning."""
    whole: bool
    """All of it was sent; else a beginning that grew."""
    alone: bool = True
    """No other known value begins so."""


@dataclass(slots=True)
class _Track:
    """One field that changes from request to request."""

    rows: dict[bytes, tuple[bytes, ...]] = field(default_factory=dict, repr=False)
    """Beginnings of values, each with the pieces it came in."""
    undo: list[dict[bytes, tuple[bytes, ...]]] = field(default_factory=list, repr=False)
    """The rows before each of the last pieces: a key may erase one."""
    grown: bytes = field(default=b"", repr=False)
    """The beginning that was the whole field."""


@dataclass(slots=True)
class _State:
    """One layer of an endpoint, as it was sent last."""

    texts: list[bytes] = field(repr=False)
    cost: int
    seen: int = 1
    tracks: dict[int, _Track] = field(default_factory=dict, repr=False)


class Trail:
    """What was sent before, where it may become evidence."""

    def __init__(self, beginnings: Beginnings, *, memory: int = _MEMORY) -> None:
        """`memory`: bytes of fields that may be kept."""
        self._beginnings = beginnings
        self._states: OrderedDict[_Key, _State] = OrderedDict()
        self._known: OrderedDict[bytes, None] = OrderedDict()
        self._left = memory

    def read(self, layers: Iterable[Layer], endpoint: _Key) -> Iterator[Evident]:
        """What becomes evident by these layers of a request to that endpoint."""
        told: set[int] = set()
        for layer in islice(layers, _MOST_LAYERS):
            if len(layer.data) > _LONGEST or (layer.where in _ADDRESS and self._is_known(layer)):
                continue
            texts = _labels(layer.data) if layer.where is Where.HOST else parts(in_order(layer))
            if texts and len(texts) <= _MOST_FIELDS:
                key = (*_place(layer, endpoint), len(texts))
                yield from self._evident(layer, texts, key, told)

    def _is_known(self, layer: Layer) -> bool:
        """Whether the host or path was seen before: it says nothing new."""
        if layer.data in self._known:
            return True
        self._known[layer.data] = None
        if len(self._known) > _MOST_KNOWN:
            self._known.popitem(last=False)
        return False

    def _evident(
        self, layer: Layer, texts: list[bytes], key: _Key, told: set[int]
    ) -> Iterator[Evident]:
        cost = 300 + len(layer.data) + 60 * len(texts)
        state = self._states.get(key)
        if state is None:
            self._states[key] = _State(texts, cost)
            self._spend(cost)
            return
        self._states.move_to_end(key)
        before, state.texts = state.texts, texts
        if state.tracks or before != texts:
            for at, form, whole in self._changes(state, before):
                if form.value in told:
                    continue
                last = piece(layer, *texts[max(0, at - 1) : at + 1])
                if whole or self._beginnings.may_be(form, last.written):
                    told.add(form.value)
                    alone = whole or self._beginnings.alone(form, texts[at], last.written)
                    yield Evident(form, last, whole, alone)
        state.seen += 1
        self._spend(cost - state.cost)
        state.cost = cost

    def _spend(self, cost: int) -> None:
        self._left -= cost
        while self._left < 0 and self._states:
            self._left += self._states.popitem(last=False)[1].cost

    def _changes(self, state: _State, before: list[bytes]) -> Iterator[tuple[int, Form, bool]]:
        texts, tracks, heads = state.texts, state.tracks, self._beginnings.heads
        changed = list(compress(count(), map(ne, before, texts)))
        for at in dict.fromkeys((*changed, *tracks)) if tracks else changed:
            old, new = before[at], texts[at]
            track = tracks.get(at)
            if track is None:
                if not (old[:HEAD] in heads or new[:HEAD] in heads or is_code(new)):
                    continue
                track = tracks[at] = self._begun(typed(old), state.seen)
            for form in self._grown(track, new):
                yield at, form, False
            for form in self._joined(track, new, again=old == new):
                yield at, form, True
            if not (track.rows or track.grown or any(track.undo)):
                del tracks[at]

    def _begun(self, text: bytes, times: int) -> _Track:
        """A field that stood the same until now."""
        rows = {
            text * size: (text,) * size
            for size in range(1, min(times, _REPEATS) + 1)
            if self._beginnings.begins(text * size)
        }
        return _Track(rows, grown=text if self._beginnings.begins(text) else b"")

    def _grown(self, track: _Track, text: bytes) -> tuple[Form, ...]:
        """Forms of which the field held one beginning and holds a longer one."""
        before = track.grown
        track.grown = text if len(text) >= HEAD and self._beginnings.begins(text) else b""
        return tuple(self._beginnings.grown(before, text)) if track.grown else ()

    def _joined(self, track: _Track, text: bytes, *, again: bool) -> Sequence[Form]:
        """Forms that the pieces make, of which this is the last.

        Keys pressed one by one have other keys' names between them; they stay through those.
        """
        new = typed(text)
        if len(new) > _LONGEST_PIECE:
            return ()
        again = again or silent(new)
        if new in ERASING:
            track.rows = track.undo.pop() if track.undo else {}
            return ()
        track.undo = [*track.undo[1 - _UNDONE :], track.rows]
        begins, wholes = self._beginnings.begins, self._beginnings.wholes
        rows: dict[bytes, tuple[bytes, ...]] = {}
        found: list[Form] = []
        for before, pieces in track.rows.items():
            longer = before + new
            found += [f for f in wholes.get(longer, ()) if _credible(f, (*pieces, new))]
            if begins(longer):
                rows.setdefault(longer, (*pieces, new))
            if again or (len(new) > 1 and len(before) == len(pieces) > 1):
                rows.setdefault(before, pieces)
        if begins(new):
            rows.setdefault(new, (new,))
        track.rows = dict(sorted(rows.items(), key=lambda row: -len(row[0]))[:_MOST_ROWS])
        return found


def endpoint_of(method: str, roots: Iterable[Layer]) -> _Key:
    """Method, host and path without its numbers."""
    host = path = b""
    for layer in roots:
        if layer.where is Where.HOST:
            host = host or layer.data
        elif layer.where is Where.URL_PATH:
            path = path or layer.data.translate(None, _NUMBERS)
            break
    return method, host, path


def _labels(host: bytes) -> list[bytes]:
    """Labels below the registered domain, decoded."""
    return [text for label in below(host) for text in parts(decoded(label))]


def _place(layer: Layer, endpoint: _Key) -> _Key:
    if layer.where is Where.HOST:
        labels = below(layer.data)
        return "host", layer.data[len(b".".join(labels)) :]
    if layer.where is Where.URL_PATH:
        return ("path", *endpoint[:2])
    if layer.parent is None:
        return (layer.label.partition("[")[0], *endpoint)
    root, place = layer.parent, layer.place
    while root.parent is not None:
        root = root.parent
    before = root.data[max(0, place - _BEFORE) : place].translate(None, _NUMBERS)
    chain = tuple(each for each in layer.chain if each is not Encoding.PERCENT)
    return (layer.label.partition("[")[0], before, chain, *endpoint)


def _credible(form: Form, pieces: Sequence[bytes]) -> bool:
    if form.cuts or form.shape is Shape.NAME or counted(pieces):
        return False
    return form.shape is not Shape.DATE or len(pieces) <= _DATE_PIECES
