"""Breadth first through the layers of a request: one automaton pass over all layers of a depth."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from scriptward.analysis.leaks.budget import Budget
from scriptward.analysis.leaks.decoding import Decoder, DigestSeen
from scriptward.analysis.leaks.layer import Layer
from scriptward.analysis.leaks.lexicon import Lexicon
from scriptward.analysis.leaks.memory import Memory
from scriptward.analysis.leaks.recorded import shows_states, typed
from scriptward.analysis.leaks.rules import (
    KEY_REACH,
    behind_key,
    is_behind,
    stands_alone,
)
from scriptward.analysis.leaks.sheets import Sheet, sheets
from scriptward.vocabulary.words import Certainty, Encoding, Where

_MOST = 200
"""Matches of one value in one layer that are kept: more say nothing new."""
_MOST_KEPT = 500
"""Layers of a request beyond which none of them is remembered."""
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


def search(
    roots: Sequence[Layer],
    lexicon: Lexicon,
    budget: Budget,
    memory: Memory,
    fronts: list[list[Layer]] | None = None,
) -> list[Hit]:
    """Every hit in the layers and in all that is inside them, outermost first.

    Small layers come first at each depth, so that a flood in a body doesn't hide the address.
    `fronts`: takes the layers, depth by depth. Roots that said nothing once are not read again:
    headers, hosts and paths are the same in every other request.
    """
    found = _Search(lexicon, budget, memory)
    found.read(roots)
    if fronts is not None:
        fronts += found.fronts
    return [hit for hit in found.hits if not hit.superseded]


class _Search:
    """The search of one request."""

    def __init__(self, lexicon: Lexicon, budget: Budget, memory: Memory) -> None:
        self._lexicon, self._budget, self._memory = lexicon, budget, memory
        self._decoder = Decoder(lexicon, memory, budget)
        self._seen: dict[tuple[bytes, str, int], Layer] = {}
        self._by_layer: dict[int, dict[int, list[Hit]]] = {}
        self._shared: set[int] = set()
        """Roots inside of which something was dropped, since another one had it as well."""
        self.hits: list[Hit] = []
        self.fronts: list[list[Layer]] = []

    def read(self, roots: Sequence[Layer]) -> None:
        """Find everything in the roots that are not known."""
        known = [self._memory.parts.inside(root) for root in roots]
        unread = [root for root, inside in zip(roots, known, strict=True) if inside is None]
        if unread:
            self._seen = {(root.data, root.label, 0): root for root in unread}
            self._read(unread)
            if not self._budget.spent:
                self._remember(unread)
            self.fronts[0] = [*roots]
        else:
            self.fronts.append([*roots])
        for layer in chain.from_iterable(filter(None, known)):
            if layer.depth == len(self.fronts):
                self.fronts.append([])
            self.fronts[layer.depth].append(layer)

    def _read(self, front: list[Layer]) -> None:
        budget = self._budget
        while front:
            if len(front) > 1:
                front.sort(key=_size)
            self.fronts.append(front)
            deeper: list[Layer] = []
            for sheet in sheets(front):
                for hit in _found(sheet, self._lexicon, budget):
                    self._add(hit)
                if budget.in_time():
                    self._open(sheet, deeper)
            front = deeper

    def _open(self, sheet: Sheet, deeper: list[Layer]) -> None:
        """Put the layers one step inside to the deeper ones, unless they were seen."""
        budget, seen = self._budget, self._seen
        for thing in self._decoder.inner(sheet):
            if isinstance(thing, DigestSeen):
                self._add(_digested(thing))
                continue
            first = seen.setdefault((thing.data, thing.label, thing.place), thing)
            if first is not thing:
                if (root := _root(thing)) is not _root(first):
                    self._shared.add(id(root))
                if not budget.step():
                    return
            elif budget.layer(thing):
                deeper.append(thing)
                if len(thing.data) <= self._lexicon.longest_short:
                    for hit in _alone(thing, self._lexicon):
                        self._add(hit)
            elif budget.ended:
                return

    def _add(self, hit: Hit) -> None:
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
        self.hits.append(hit)

    def _remember(self, roots: Iterable[Layer]) -> None:
        """Keep which of the roots said nothing, with what is inside them."""
        if sum(map(len, self.fronts)) > _MOST_KEPT:
            return
        told = self._shared | {id(_root(hit.layer)) for hit in self.hits}
        inside: dict[int, list[Layer]] = {}
        for layer in chain.from_iterable(self.fronts[1:]):
            inside.setdefault(id(_root(layer)), []).append(layer)
        memory = self._memory
        for root in roots:
            if id(root) in told:
                continue
            if root.where is Where.HEADER:
                memory.headers.add(root.data)
            else:
                memory.parts.add(root, inside.get(id(root), ()))
        hosts = {id(root): root.data for root in roots if root.where is Where.HOST}
        if hosts and told.isdisjoint(hosts):
            memory.hosts.update({*hosts.values()})


def _size(layer: Layer) -> int:
    return len(layer.data)


def _root(layer: Layer) -> Layer:
    while layer.parent is not None:
        layer = layer.parent
    return layer


def _found(sheet: Sheet, lexicon: Lexicon, budget: Budget) -> Iterator[Hit]:
    texts = lexicon.entries.texts
    for start, candidates in lexicon.automaton.starts(sheet.text):
        if not budget.step():
            return
        layer, base = sheet.at(start)
        at = start - base
        for candidate in candidates:
            text = texts[candidate]
            end = at + len(text)
            if layer.data[at:end].lower() == text:
                yield from _verified(layer, candidate, at, end, lexicon)
    if lexicon.short and shows_states(sheet.text):
        for layer in sheet.layers:
            yield from _typed(layer, lexicon)


def _verified(layer: Layer, index: int, start: int, end: int, lexicon: Lexicon) -> Iterator[Hit]:
    data = layer.data
    plus_is_space = layer.where is Where.URL_QUERY and layer.parent is None
    before: tuple[object, ...] = ()
    alone, whole, certainty = False, layer.chain, Certainty.HINT
    for pattern in lexicon.entries.patterns(index):
        if pattern[1:] != before:  # many people have the same name
            _, text, rule, added, said = pattern
            before = pattern[1:]
            alone = stands_alone(rule, text, layer, start, end, plus_is_space=plus_is_space)
            alone = alone and not (
                text.isdigit() and lexicon.is_longer(pattern.value, layer, start)
            )
            if layer.chain[-1:] == added == (Encoding.PERCENT,):
                added = ()
            whole = layer.chain + added
            certainty = said or _certainty(whole)
        if alone:
            yield Hit(
                value=pattern.value,
                layer=layer,
                start=start,
                end=end,
                chain=whole,
                certainty=certainty,
            )
    keyed = lexicon.entries.keyed(index)
    if keyed is None:
        return
    for at, till, values in behind_key(data, start, end, keyed):
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
    whole = seen.layer.chain + seen.chain
    hint = not _GUESSED.isdisjoint(whole)
    return Hit(
        value=seen.value,
        layer=seen.layer,
        start=seen.start,
        end=seen.end,
        chain=whole,
        certainty=Certainty.HINT if hint else Certainty.OBSERVED_HASH_MATCH,
    )


def _certainty(steps: tuple[Encoding, ...]) -> Certainty:
    if not steps:
        return Certainty.OBSERVED_PLAIN
    return Certainty.OBSERVED_DECODED if _GUESSED.isdisjoint(steps) else Certainty.HINT
