"""`Detector`: finds known values in a request, in whatever encoding, and masks them in text."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import overload
from urllib.parse import unquote_to_bytes

from scriptward.analysis.leaks.budget import SECONDS, Budget
from scriptward.analysis.leaks.follow import Trail
from scriptward.analysis.leaks.joining import Joiner
from scriptward.analysis.leaks.labels import chunks
from scriptward.analysis.leaks.layer import Layer
from scriptward.analysis.leaks.lexicon import Lexicon
from scriptward.analysis.leaks.memory import Memory
from scriptward.analysis.leaks.search import Hit, search
from scriptward.analysis.leaks.segments import segments
from scriptward.analysis.leaks.structure import steps
from scriptward.knowledge.field_kinds import kind_of_name
from scriptward.vocabulary.capture import Value
from scriptward.vocabulary.observations import Leak
from scriptward.vocabulary.request import Request
from scriptward.vocabulary.words import Certainty, DataKind, Where

_HASHED = {DataKind.EMAIL: DataKind.EMAIL_HASH, DataKind.PHONE: DataKind.PHONE_HASH}
_BODY_MISSING = "not fully read: the body is missing from the capture"
_LONGEST_PATH = 240
_SMALL, _SURE_PATHS = 16_384, 131_072
"""Bytes of layers whose paths are told in any case, each and together."""
_PER_PATH = 1_000
_KEY_CHARACTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._$[]-/:"
_MARK = re.compile(rb"[^A-Za-z0-9]++")
_SHORT = 8
"""Characters under which a word hides nothing."""


class Leaks(Sequence[Leak]):
    """The leaks of one request, and whether all of it was read."""

    def __init__(self, leaks: Iterable[Leak], *, not_fully_read: str) -> None:
        """`not_fully_read`: why the request is not known to be clean; empty where all was read."""
        self._leaks = tuple(leaks)
        self.not_fully_read = not_fully_read

    @overload
    def __getitem__(self, index: int) -> Leak: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Leak, ...]: ...

    def __getitem__(self, index: int | slice) -> Leak | tuple[Leak, ...]:
        """The leak or leaks at that index."""
        return self._leaks[index]

    def __len__(self) -> int:
        """Number of leaks."""
        return len(self._leaks)

    def __repr__(self) -> str:
        """Leaks hold no value, so they may be shown."""
        return f"Leaks({list(self._leaks)!r}, not_fully_read={self.not_fully_read!r})"


class Detector:
    """Finds given values in requests. Made once for a set of values, then used for every request.

    `values`: those to look for, or a mapping of name to text. The part of a name after its last
    dot says what the value is (`p001.email`).
    """

    def __init__(self, values: Iterable[Value] | Mapping[str, str]) -> None:
        if isinstance(values, Mapping):
            values = [Value(name=name, text=text) for name, text in values.items()]
        self._lexicon = Lexicon(tuple(values))
        self._memory = Memory()
        self._joiner = Joiner(self._lexicon.values, self._lexicon.shapes)
        self._kinds = tuple(
            value.kind or kind_of_name(value.name) for value in self._lexicon.values
        )

    def find(self, request: Request, *, seconds: float = SECONDS) -> Leaks:
        """Every value in the request: where, at which path, how encoded. Never raises.

        `seconds`: processor time it may take; what it does not suffice for is said.
        """
        return self._find(request, None, seconds)

    def follow(self) -> "Follower":
        """A reader of one visit's requests, in order, that knows what was sent before."""
        trail = self._joiner.trail()
        return Follower(lambda request: self._find(request, trail))

    def _find(self, request: Request, trail: Trail | None, seconds: float = SECONDS) -> Leaks:
        budget = Budget(seconds=seconds)
        memory = self._memory
        roots = segments(request, memory.headers)
        fronts: list[list[Layer]] = []
        hosts = [root for root in roots[:1] if not memory.hosts.knows(root.data)]
        hits = search([*roots, *chunks(hosts)], self._lexicon, budget, memory, fronts)
        budget.searched()
        hits += self._joiner.joined(request, roots, fronts, hits, trail, budget)
        leaks = list(self._leaks(hits, budget)) if hits else ()
        missing = _BODY_MISSING if request.body_missing else ""
        unread = "; ".join(filter(None, (budget.not_fully_read, missing)))
        return Leaks(leaks, not_fully_read=unread)

    def masked(self, text: str, *, stated: bool = True) -> str:
        """The text with every value replaced by `[kind]`, in clear or in any encoding.

        `stated`: also those that the user's own journey or command line states.
        """
        data = text.encode("utf-8", errors="replace")
        spans = [
            (*_at_root(hit), self._kinds[hit.value])
            for hit in self._hits_in(data)
            if stated or not self._lexicon.values[hit.value].stated
        ]
        return _replaced(data, spans) if spans else text

    def kinds_in(self, text: str) -> tuple[DataKind, ...]:
        """Kinds of the values in a text, in clear or in any encoding; each once."""
        data = text.encode("utf-8", errors="replace")
        found = [hit.value for hit in self._hits_in(data)] or self._lexicon.equal_to(data)
        return tuple(dict.fromkeys(self._kinds[index] for index in found))

    def named(self, text: str) -> DataKind | None:
        """Kind of the value that the text is, percent-encoded or not; None if it is none.

        Values that the user's own journey or command line states are left out.
        """
        for index in self._lexicon.equal_to(unquote_to_bytes(text)):
            if not self._lexicon.values[index].stated:
                return self._kinds[index]
        return None

    def _hits_in(self, data: bytes) -> list[Hit]:
        if _is_words(data) and not any(self._lexicon.automaton.starts(data)):
            return []
        root = Layer(data, Where.BODY, "text")
        return search([root], self._lexicon, Budget(), self._memory)

    def _leaks(self, hits: Sequence[Hit], budget: Budget) -> Iterator[Leak]:
        shortest: dict[tuple[int, Where, str], Hit] = {}
        for hit, path in zip(hits, _paths(hits, budget), strict=True):
            place = hit.value, hit.layer.where, path
            known = shortest.get(place)
            if known is None or len(hit.chain) < len(known.chain):
                shortest[place] = hit
        outer = {
            (value, where, hit.chain, above)
            for (value, where, path), hit in shortest.items()
            for above in _above(path)
        }
        keys: dict[str, str] = {}
        for (value, where, path), hit in shortest.items():
            if (value, where, hit.chain, path) not in outer:
                key = path.removeprefix(hit.layer.label)
                if key not in keys:
                    keys[key] = self.masked(key)
                yield self._leak(hit, where, keys[key])

    def _leak(self, hit: Hit, where: Where, key: str) -> Leak:
        kind = self._kinds[hit.value]
        if hit.certainty is Certainty.OBSERVED_HASH_MATCH:
            kind = _HASHED.get(kind, kind)
        return Leak(
            kind=kind,
            name=self._lexicon.values[hit.value].name,
            where=where,
            path=hit.layer.label + key,
            encoding=hit.chain,
            certainty=hit.certainty,
            excerpt=_excerpt(key, kind),
        )


class Follower:
    """Reads the requests of one visit in order."""

    def __init__(self, read: Callable[[Request], Leaks]) -> None:
        """`read`: finds in a request, with what the visit sent before."""
        self._read = read

    def find(self, request: Request) -> Leaks:
        """As `Detector.find`, and what became evident through earlier requests. Never raises."""
        return self._read(request)


def _paths(hits: Sequence[Hit], budget: Budget) -> Iterator[str]:
    """The path of each hit; beyond what time there is, of small layers only, or just the label."""
    left = _SURE_PATHS
    known: dict[tuple[int, int], str] = {}
    for hit in hits:
        place = id(hit.layer), hit.start
        if place in known:  # of several people
            yield known[place]
            continue
        size, layer = 0, hit.layer
        while layer.parent is not None:
            size += len(layer.data)
            layer = layer.parent
        size += len(layer.data) + _PER_PATH
        if size <= left and size <= _SMALL:
            left -= size
            known[place] = _path(hit)
        else:
            known[place] = _path(hit) if budget.in_time() else layer.label
        yield known[place]


def _is_words(data: bytes) -> bool:
    """Whether it is words, numbers and what parts them in a path: nothing is encoded there."""
    return not data.translate(None, _KEY_CHARACTERS) and all(
        len(word) < _SHORT
        or (word.isdigit() and len(word) < 2 * _SHORT)
        or (word.isalpha() and word.islower())
        for word in _MARK.split(data)
    )


def _above(path: str) -> Iterator[str]:
    """The paths that lead to this one."""
    return (path[:at] for at, mark in enumerate(path) if mark in ".[")


def _path(hit: Hit) -> str:
    """`query.email`, `body.events[3].properties.$el_text`: from the outermost layer inward."""
    parts: list[str] = []
    layer, start = hit.layer, hit.start
    while layer.parent is not None:
        outer, _ = layer.outward(start, start)
        inner = layer.step + steps(layer.data, start, label="")
        if layer.back is None or not _at_layer(layer.parent, outer):
            parts.append(inner)
        layer, start = layer.parent, outer
    path = layer.label + "".join(reversed([*parts, _at_layer(layer, start)]))
    return path if len(path) <= _LONGEST_PATH else f"{path[:_LONGEST_PATH]}…"


def _at_layer(layer: Layer, start: int) -> str:
    """Steps inside one layer; a plain header has none."""
    if layer.parent is not None:
        return steps(layer.data, start, label="")
    if layer.label.startswith("header.") and layer.data[:1] not in {b"{", b"["}:
        return ""
    return steps(layer.data, start, label=layer.label)


def _excerpt(key: str, kind: DataKind) -> str:
    """The key it stood behind and the masked value: nothing else of the request is kept."""
    _, dot, last = key.rpartition(".")
    return f"{last}=[{kind}]" if dot else f"[{kind}]"


def _at_root(hit: Hit) -> tuple[int, int]:
    layer, start, end = hit.layer, hit.start, hit.end
    while layer.parent is not None:
        start, end = layer.outward(start, end)
        layer = layer.parent
    return start, end


def _replaced(data: bytes, spans: Iterable[tuple[int, int, DataKind]]) -> str:
    """Each stretch replaced by its kind; where they overlap, the longest says which."""
    out: list[bytes] = []
    at = 0
    ordered = sorted(spans, key=lambda span: (span[0], -span[1]))
    for _, group in groupby(ordered, key=lambda span: span[0]):
        start, end, kind = next(group)
        if end <= at:
            continue
        out += [data[at : max(at, start)], f"[{kind}]".encode() if start >= at else b""]
        at = end
    return b"".join([*out, data[at:]]).decode("utf-8", errors="replace")
