"""One step inward: every layer that may be inside a layer, and every digest that stands in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from scriptward.analysis.leaks import charsets, escapes, streams, tokens
from scriptward.analysis.leaks.budget import MAGICS, OUTPUT, Budget
from scriptward.analysis.leaks.digests import SIZES
from scriptward.analysis.leaks.layer import Layer
from scriptward.analysis.leaks.text import has_controls, is_plain, is_utf8
from scriptward.vocabulary.words import Encoding


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestSeen:
    """Bytes of a digest's size, to be looked up."""

    raw: bytes
    layer: Layer
    start: int
    end: int
    chain: tuple[Encoding, ...] = ()
    """How the digest itself was written, where not in hex or raw."""


_ESCAPES = frozenset({b"%", b"\\"})
"""Marks beside a token that say it goes on behind an escape: it is judged in the layer inside."""

Inner = Layer | DigestSeen


def inner(layer: Layer, budget: Budget) -> Iterator[Inner]:
    """Layers one step inside, and digests. Ends early, and says so, when the budget is spent."""
    data = layer.data
    plain = is_plain(data)
    text = plain or is_utf8(data)
    if not text or has_controls(data):
        whole = _stream(layer, 0, budget)
        if whole is not None:
            yield whole
            return
        yield from _binary(layer, budget)
    elif layer.depth and streams.is_bare(data):
        whole = _stream(layer, 0, budget)
        if whole is not None:
            yield whole
    if not plain and text:
        yield from charsets.latin1(layer)
    yield from escapes.percent(layer)
    yield from escapes.json_strings(layer)
    yield from escapes.html_entities(layer)
    yield from escapes.quoted_printable(layer)
    yield from _tokens(layer, budget)


def _binary(layer: Layer, budget: Budget) -> Iterator[Inner]:
    data = layer.data
    if len(data) in SIZES:
        yield DigestSeen(raw=data, layer=layer, start=0, end=len(data))
    yield from charsets.utf16(layer)
    for count, start in enumerate(streams.magics(data)):
        if count == MAGICS:
            budget.over(f"{MAGICS} streams in a part")
            return
        stream = _stream(layer, start, budget)
        if stream is not None:
            yield stream


def _stream(layer: Layer, start: int, budget: Budget) -> Layer | None:
    if not budget.in_time():
        return None
    limit = max(0, min(OUTPUT, budget.decoded))
    opened = streams.opened(layer.data[start:] if start else layer.data, limit)
    if opened is None:
        return None
    if not opened.complete:
        budget.over(f"{limit // 1_000_000} MB out of one {opened.encoding} stream")
    return layer.child(opened.data, opened.encoding, start=start, opened=start == 0)


def _tokens(layer: Layer, budget: Budget) -> Iterator[Inner]:
    data = layer.data
    for match in tokens.TOKEN.finditer(data):
        if not budget.token():
            return
        start, end = match.span()
        after = data[end : end + 2]
        if data[start - 1 : start] in _ESCAPES or after[:1] in _ESCAPES:
            continue
        padded = after.count(b"=")
        end += padded
        for meaning in tokens.meanings(match.group(), padded=padded > 0):
            if meaning.digest:
                chain = () if meaning.encoding is Encoding.HEX else (meaning.encoding,)
                yield DigestSeen(raw=meaning.data, layer=layer, start=start, end=end, chain=chain)
            else:
                yield layer.child(meaning.data, meaning.encoding, start=start, end=end)
    if b"\n" in data:
        yield from _wrapped(layer, budget)


def _wrapped(layer: Layer, budget: Budget) -> Iterator[Inner]:
    """Base64 in lines, as MIME has it."""
    for match in tokens.WRAPPED.finditer(layer.data):
        if not budget.token():
            return
        joined = match.group().replace(b"\r", b"").replace(b"\n", b"")
        for meaning in tokens.meanings(joined, padded=True):
            if not meaning.digest:
                start, end = match.span()
                yield layer.child(meaning.data, meaning.encoding, start=start, end=end)
