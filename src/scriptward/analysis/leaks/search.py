"""Breadth first through the layers of a request: one automaton pass over all layers of a depth."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from scriptward.analysis.leaks.budget import Budget
from scriptward.analysis.leaks.decoding import Decoder, DigestSeen, Sheet, sheets
from scriptward.analysis.leaks.layer import Layer
from scriptward.analysis.leaks.lexicon import Lexicon
from scriptward.analysis.leaks.memory import Memory
from scriptward.analysis.leaks.recorded import shows_states, typed
from scriptward.analysis.leaks.rules import (
    KEY_REACH,
    Rule,
    behind_key,
    is_behind,
    stands_alone,
)
from scriptward.vocabulary.words import Certainty, Encoding, Where

_MOST = 200
"""Matches of one value in one layer that are kept: more say nothing new."""
_GUESSED = {Encoding.REVERSE, Encoding.ROT13, Encoding.XOR}
"""Steps that are tried everywhere: what shows behind them is a hint."""


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


def search(  # noqa: C901, PLR0912  # one loop over depths, sheets and what is inside them
    roots: Iterable[Layer],
    lexicon: Lexicon,
    budget: Budget,
    memory: Memory,
    fronts: list[list[Layer]] | None = None,
) -> list[Hit]:
    """Every hit in the layers and in all that is inside them, outermost first.

    Small layers come first at each depth, so that a flood in a body doesn't hide the address.
    `fronts`: takes the layers, depth by depth. Headers that said nothing once are not read again:
    they are the same in every request.
    """
    hits = _Hits()
    decoder = Decoder(lexicon, memory, budget)
    read = list(roots)
    front = [
        each
        for each in read
        if each.where is not Where.HEADER or not memory.headers.knows(each.data)
    ]
    quiet = {each.data for each in front if each.where is Where.HEADER}
    seen = {(layer.data, layer.label, 0) for layer in front}
    while front:
        if fronts is not None:
            fronts.append(read)
        front.sort(key=_size)
        deeper: list[Layer] = []
        for sheet in sheets(front):
            for hit in _found(sheet, lexicon, budget):
                hits.add(hit)
                quiet.discard(hit.layer.data)
            for thing in decoder.inner(sheet) if budget.in_time() else ():
                if isinstance(thing, DigestSeen):
                    hits.add(_digested(thing))
                    quiet.discard(thing.layer.data)
                    continue
                if quiet and thing.parent is not None:  # also where another one said the same
                    quiet.discard(thing.parent.data)
                if (key := (thing.data, thing.label, thing.place)) not in seen:
                    seen.add(key)
                    if budget.layer(thing):
                        deeper.append(thing)
                        if len(thing.data) <= lexicon.longest_short:
                            hits.extend(_alone(thing, lexicon))
                    elif budget.ended:
                        break
                elif not budget.step():
                    break
        if not budget.spent:
            memory.headers.update(quiet)
        quiet = set()
        front = read = deeper
    return [hit for hit in hits.all if not hit.superseded]


def _size(layer: Layer) -> int:
    return len(layer.data)


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

    def extend(self, hits: Iterable[Hit]) -> None:
        """Keep them all."""
        for hit in hits:
            self.add(hit)


def _found(sheet: Sheet, lexicon: Lexicon, budget: Budget) -> Iterator[Hit]:
    entries = lexicon.entries
    for start, candidates in lexicon.automaton.starts(sheet.text):
        if not budget.step():
            return
        layer, base = sheet.at(start)
        at = start - base
        for candidate in candidates:
            text = entries[candidate].text
            end = at + len(text)
            if layer.data[at:end].lower() == text:
                yield from _verified(layer, candidate, at, end, lexicon)
    if lexicon.short and shows_states(sheet.text):
        for layer in sheet.layers:
            yield from _typed(layer, lexicon)


def _verified(layer: Layer, index: int, start: int, end: int, lexicon: Lexicon) -> Iterator[Hit]:
    data = layer.data
    entry = lexicon.entries[index]
    plus_is_space = layer.where is Where.URL_QUERY and layer.parent is None
    alone: dict[tuple[Rule, bytes], bool] = {}
    for pattern in entry.patterns:
        form = pattern.rule, pattern.text
        if form not in alone:  # many people have the same name
            alone[form] = stands_alone(*form, layer, start, end, plus_is_space=plus_is_space)
        if not alone[form]:
            continue
        chain = pattern.chain
        if layer.chain[-1:] == chain == (Encoding.PERCENT,):
            chain = ()
        chain = layer.chain + chain
        yield Hit(
            value=pattern.value,
            layer=layer,
            start=start,
            end=end,
            chain=chain,
            certainty=pattern.certainty or _certainty(chain),
        )
    if entry.keyed is None:
        return
    for at, till, values in behind_key(data, start, end, entry.keyed):
        for value in values:
            yield _clear(value, layer, at, till)


def _typed(layer: Layer, lexicon: Lexicon) -> Iterator[Hit]:
    """Short values that were recorded letter by letter."""
    for text, start in typed(layer, lexicon.short):
        for value in dict.fromkeys(value for _, value in lexicon.short[text]):
            yield _clear(value, layer, start, start + len(text))


def _alone(layer: Layer, lexicon: Lexicon) -> Iterator[Hit]:
    """Short values that are a whole layer, with their keys in the layers outside."""
    for key, value in lexicon.short.get(layer.data, ()):
        if is_behind(key, layer.before(0, KEY_REACH)):
            yield _clear(value, layer, 0, len(layer.data))


def _clear(value: int, layer: Layer, start: int, end: int) -> Hit:
    """A value that stands in the layer as it is."""
    return Hit(
        value=value,
        layer=layer,
        start=start,
        end=end,
        chain=layer.chain,
        certainty=_certainty(layer.chain),
    )


def _digested(seen: DigestSeen) -> Hit:
    chain = seen.layer.chain + seen.chain
    hint = not _GUESSED.isdisjoint(chain)
    return Hit(
        value=seen.value,
        layer=seen.layer,
        start=seen.start,
        end=seen.end,
        chain=chain,
        certainty=Certainty.HINT if hint else Certainty.OBSERVED_HASH_MATCH,
    )


def _certainty(chain: tuple[Encoding, ...]) -> Certainty:
    if not chain:
        return Certainty.OBSERVED_PLAIN
    return Certainty.OBSERVED_DECODED if _GUESSED.isdisjoint(chain) else Certainty.HINT
