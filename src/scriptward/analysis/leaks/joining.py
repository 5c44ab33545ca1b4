"""What one request says only in pieces, or together with those before it: hits beside the search.

It reads the layers that the search has opened, so nothing is decoded twice.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import takewhile

from scriptward.analysis.leaks.budget import Budget
from scriptward.analysis.leaks.derived import Derived
from scriptward.analysis.leaks.follow import Evident, Trail, endpoint_of
from scriptward.analysis.leaks.layer import Layer
from scriptward.analysis.leaks.partial import Beginnings
from scriptward.analysis.leaks.search import Hit
from scriptward.analysis.leaks.shape import Shape
from scriptward.analysis.leaks.split import Piece, split
from scriptward.vocabulary.capture import Value
from scriptward.vocabulary.request import Request
from scriptward.vocabulary.words import Certainty, Encoding, Where

_MESSAGE = "message["
_FEWEST_DOTS = 2
"""In a host with labels below its registered domain."""
_IN_FIELDS = frozenset(b'&=",|[{<\n')
"""Of what fields are made: what has none was read in its parent."""
_MOST = 131_072
"""Bytes of all layers together after which no deeper ones are read for pieces."""
_LONGEST = 32_768
"""Bytes of a layer in which pieces are looked for."""


class Joiner:
    """Puts pieces together: neighbours in a request, messages of a socket, requests of a visit."""

    def __init__(self, values: Sequence[Value], shapes: Sequence[Shape]) -> None:
        """`shapes`: one for each value."""
        self._beginnings = Beginnings(values, shapes)
        self._derived = Derived(values, shapes, today=datetime.now(UTC).date())

    def trail(self) -> Trail:
        """The state of a new visit."""
        return Trail(self._beginnings)

    def joined(
        self,
        request: Request,
        roots: Sequence[Layer],
        fronts: Sequence[Sequence[Layer]],
        hits: Sequence[Hit],
        trail: Trail | None,
        budget: Budget,
    ) -> list[Hit]:
        """Hits of values that don't stand whole in the same part of the request.

        `roots`: the parts of the request in order. `fronts`: the layers of each depth, in any.
        `trail`: what was sent before; None for a request alone.
        """
        reads = list(_reads(roots, fronts))
        whole = {(hit.value, hit.layer.where) for hit in hits} if hits else set()
        found: list[Hit] = []
        for hit in self._found(request, roots, reads, trail):
            if (hit.value, hit.layer.where) not in whole:
                whole.add((hit.value, hit.layer.where))
                found.append(hit)
        if whole:
            layers = [layer for front in fronts for layer in front if _is_read(layer)]
            inside = takewhile(lambda _: budget.step(), layers)
            for value, piece in self._derived.found(inside, {value for value, _ in whole}):
                found.append(_hit(value, piece, Certainty.HINT))
        return found

    def _found(
        self,
        request: Request,
        roots: Iterable[Layer],
        reads: Sequence[Sequence[Layer]],
        trail: Trail | None,
    ) -> Iterator[Hit]:
        for front in reads:
            for value, piece in split(front, self._beginnings):
                yield _hit(value, piece, Certainty.OBSERVED_DECODED)
        if trail is None and len(request.messages) < 2:  # noqa: PLR2004  # one has nothing before it
            return
        followed = [layer for front in reads for layer in front]
        if trail is None:
            followed = [layer for layer in followed if layer.label.startswith(_MESSAGE)]
            trail = self.trail()
        for evident in trail.read(followed, endpoint_of(request.method, roots)):
            yield _hit(evident.form.value, evident.last, _certainty(evident))


def _certainty(evident: Evident) -> Certainty:
    if evident.whole:
        return Certainty.OBSERVED_DECODED
    return Certainty.OBSERVED_PARTIAL if evident.alone else Certainty.HINT


def _reads(roots: Sequence[Layer], fronts: Sequence[Sequence[Layer]]) -> Iterator[list[Layer]]:
    """The layers of each depth that may hold pieces, as they stand in the request."""
    layers = [layer for layer in roots if _is_read(layer) and not _is_short_host(layer)]
    if layers:
        yield layers
    order: dict[str, int] = {}
    left = _MOST - sum([len(layer.data) for layer in layers])
    for front in fronts[1:]:
        if left < 0:
            return
        layers = [layer for layer in front if _is_read(layer) and _is_new(layer)]
        if len(layers) > 1:
            order = order or {layer.label: at for at, layer in enumerate(roots)}
            layers.sort(key=lambda layer: (order.get(layer.label, 0), layer.place))
        if layers:
            yield layers
        left -= sum([len(layer.data) for layer in layers])


def _is_read(layer: Layer) -> bool:
    if layer.where is Where.HEADER or len(layer.data) > _LONGEST:
        return False
    return b"\0" not in layer.data  # else each letter of UTF-16 would be a piece


def _is_short_host(layer: Layer) -> bool:
    """Whether it is a host without labels below its registered domain."""
    return layer.where is Where.HOST and layer.data.count(b".") < _FEWEST_DOTS


def _is_new(layer: Layer) -> bool:
    """Whether the layer may hold pieces that its parent does not show."""
    data = layer.data
    if _is_short_host(layer):
        return False
    percent = layer.transparent and layer.chain[-1:] == (Encoding.PERCENT,)
    return not percent or b"%" in data or not _IN_FIELDS.isdisjoint(data)


def _hit(value: int, piece: Piece, certainty: Certainty) -> Hit:
    return Hit(
        value=value,
        layer=piece.layer,
        start=piece.start,
        end=piece.end,
        chain=piece.chain,
        certainty=certainty,
    )
