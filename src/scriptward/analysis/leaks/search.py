"""Breadth first through the layers of a request: one automaton pass over all layers of a depth."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from scriptward.analysis.leaks.budget import Budget
from scriptward.analysis.leaks.decoding import DigestSeen, inner
from scriptward.analysis.leaks.layer import Layer
from scriptward.analysis.leaks.lexicon import Lexicon
from scriptward.analysis.leaks.rules import behind_key, stands_alone
from scriptward.vocabulary.words import Certainty, Encoding, Where

_SEPARATOR = b"\0"
"""Between joined layers; no pattern holds it."""
_MOST = 200
"""Matches of one value in one layer that are kept: more say nothing new."""


@dataclass(kw_only=True, slots=True, eq=False)
class Hit:
    """A value found in a layer."""

    value: int
    layer: Layer = field(repr=False)
    start: int
    end: int
    chain: tuple[Encoding, ...]
    certainty: Certainty
    superseded: bool = False
    """The same stretch was found again inside an unescaping, where its path is longer."""


def search(roots: Iterable[Layer], lexicon: Lexicon, budget: Budget) -> list[Hit]:
    """Every hit in the layers and in all that is inside them, outermost first."""
    hits = _Hits()
    front = [root for root in roots if budget.layer(len(root.data), 0)]
    seen = {_identity(layer) for layer in front}
    while front:
        for hit in _found(front, lexicon):
            hits.add(hit)
        deeper: list[Layer] = []
        for layer in sorted(front, key=lambda each: len(each.data)):
            if not budget.in_time():
                break
            for thing in inner(layer, budget):
                if isinstance(thing, DigestSeen):
                    for hit in _digested(thing, lexicon):
                        hits.add(hit)
                elif (key := _identity(thing)) not in seen:
                    seen.add(key)
                    if not budget.layer(len(thing.data), thing.depth):
                        break
                    deeper.append(thing)
        front = deeper
    return [hit for hit in hits.all if not hit.superseded]


def _identity(layer: Layer) -> tuple[bytes, str, int]:
    """The same bytes at the same place of the request are read once, which ends all loops."""
    place, outer = layer, layer.parent
    while outer is not None and outer.parent is not None:
        place, outer = outer, outer.parent
    return layer.data, layer.label, place.start


class _Hits:
    def __init__(self) -> None:
        self.all: list[Hit] = []
        self._by_layer: dict[int, dict[int, list[Hit]]] = {}

    def add(self, hit: Hit) -> None:
        """Keep the hit; what the layer outside already had in clear keeps its shorter chain."""
        mine = self._by_layer.setdefault(id(hit.layer), {}).setdefault(hit.value, [])
        if len(mine) >= _MOST:
            return
        layer = hit.layer
        if layer.parent is not None and (layer.transparent or layer.opened):
            for outer in self._by_layer.get(id(layer.parent), {}).get(hit.value, ()):
                if layer.start <= outer.start and outer.end <= layer.end:
                    outer.superseded = True
                    if layer.transparent and len(outer.chain) <= len(hit.chain):
                        hit.chain, hit.certainty = outer.chain, outer.certainty
        mine.append(hit)
        self.all.append(hit)


def _found(front: list[Layer], lexicon: Lexicon) -> Iterator[Hit]:
    joined = _SEPARATOR.join(layer.data for layer in front).lower()
    matches = lexicon.automaton.matches(joined)
    if not matches:
        return
    starts, at = [], 0
    for layer in front:
        starts.append(at)
        at += len(layer.data) + len(_SEPARATOR)
    for pattern, start, end in matches:
        index = bisect_right(starts, start) - 1
        layer = front[index]
        yield from _verified(layer, pattern, start - starts[index], end - starts[index], lexicon)


def _verified(layer: Layer, index: int, start: int, end: int, lexicon: Lexicon) -> Iterator[Hit]:
    data = layer.data
    plus_is_space = layer.where is Where.URL_QUERY and layer.parent is None
    for pattern in lexicon.patterns[index]:
        if not stands_alone(
            pattern.rule, pattern.text, data, start, end, plus_is_space=plus_is_space
        ):
            continue
        chain = pattern.chain
        if layer.chain[-1:] == chain == (Encoding.PERCENT,):
            chain = ()
        yield Hit(
            value=pattern.value,
            layer=layer,
            start=start,
            end=end,
            chain=(*layer.chain, *chain),
            certainty=pattern.certainty or _certainty((*layer.chain, *chain)),
        )
    for keyed in lexicon.keyed[index]:
        place = behind_key(data, start, end, keyed.text)
        if place is not None:
            yield Hit(
                value=keyed.value,
                layer=layer,
                start=place[0],
                end=place[1],
                chain=layer.chain,
                certainty=_certainty(layer.chain),
            )


def _digested(seen: DigestSeen, lexicon: Lexicon) -> Iterator[Hit]:
    for digest in lexicon.digests.get(seen.raw, ()):
        yield Hit(
            value=digest.value,
            layer=seen.layer,
            start=seen.start,
            end=seen.end,
            chain=(*seen.layer.chain, *seen.chain, *digest.chain),
            certainty=Certainty.OBSERVED_HASH_MATCH,
        )


def _certainty(chain: tuple[Encoding, ...]) -> Certainty:
    return Certainty.OBSERVED_DECODED if chain else Certainty.OBSERVED_PLAIN
