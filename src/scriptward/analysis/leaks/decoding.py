"""One step inward: every layer that may be inside the layers of a depth, and every digest there."""

import dataclasses
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from scriptward.analysis.leaks import (
    charsets,
    escapes,
    glued,
    parted,
    runs,
    streams,
    tokens,
    yahoos,
)
from scriptward.analysis.leaks.budget import MAGICS, OUTPUT, TOKENS, Budget
from scriptward.analysis.leaks.digests import KEPT, SIZES
from scriptward.analysis.leaks.documents import documents
from scriptward.analysis.leaks.layer import Layer
from scriptward.analysis.leaks.lexicon import Lexicon
from scriptward.analysis.leaks.memory import Memory
from scriptward.analysis.leaks.sheets import ALONE, Sheet, sheets
from scriptward.analysis.leaks.text import PRINTABLE, has_controls, is_utf8
from scriptward.analysis.leaks.tokens import Judge, Meaning
from scriptward.vocabulary.words import Encoding

_ESCAPES = frozenset({b"%", b"\\"})
"""Marks beside a token that say it goes on behind an escape: it is judged in the layer inside."""
_FEW = 4
"""Tokens with a meaning that are looked for one by one."""
_INSIDE = frozenset(bytes([byte]) for byte in range(256) if tokens.TOKEN.match(bytes([byte]) * 16))
"""What makes a match behind it a part of a longer token."""
_APART = frozenset(bytes([byte]) for byte in b"\"'<>,:;=&?#/ \0\t\r\n[]{}") | {b""}
"""What may stand beside base85 without marks of its own."""
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-"
_BATCH = 500
"""Tokens that are judged together."""
_LONG = 16_384
"""Bytes of tokens after which the clock is asked."""
_LARGE = 262_144
"""Bytes of a text whose tokens are counted while they are looked for."""
_WINDOW = 65_536
"""Bytes of it that are read at once."""
_NO_RUN = (b" ", b'"')
"""What is in no token and no run."""
_GLANCE = 4_096
"""Bytes of a stream inside other bytes that are tried first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestSeen:
    """Bytes of a digest or under a key, and the value they are of."""

    value: int
    layer: Layer
    start: int
    end: int
    chain: tuple[Encoding, ...]
    """From the layer on: how the digest was written, and which it is."""


Inner = Layer | DigestSeen


_UNESCAPING: tuple[tuple[bytes, Callable[[Layer, Budget], Iterator[Layer]]], ...] = (
    (b"~", glued.items),
    (b"bel.", glued.bel_strings),
    (b"!1m", glued.maps_texts),
    (b"<![CDATA[", escapes.cdata),
    (b'""', escapes.doubled),
    (b"%", escapes.percent),
    (b"\\", escapes.json_strings),
    (b"&", escapes.html_entities),
    (b"=", escapes.quoted_printable),
)
"""(what without which there's nothing to do, what is to do)."""


class Decoder:
    """Opens layers, for as long as the budget of a request lasts."""

    def __init__(self, lexicon: Lexicon, memory: Memory, budget: Budget) -> None:
        self._digests = lexicon.digests
        self._xored = lexicon.xored
        self._judge = Judge(lexicon.digests, lexicon.xored)
        self._memory = memory
        self._budget = budget

    def inner(self, sheet: Sheet) -> Iterator[Inner]:
        """Layers one step inside, and digests. Ends early when the budget is spent."""
        if sheet.is_plain():
            yield from self._inside_text(sheet)
            return
        left: list[Layer] = []
        for layer in sheet.layers:
            if not self._budget.step():
                return
            if layer.data.isascii() and not layer.data.translate(None, PRINTABLE):
                left.append(layer)
                continue
            whole = self._whole(layer)
            if whole is not None:
                yield whole
                if streams.magic(layer.data):
                    continue
            yield from self._strange(layer)
            left.append(layer)
        for text in [sheet] if len(left) == len(sheet.layers) else sheets(left):
            yield from self._inside_text(text)

    def _inside_text(self, sheet: Sheet) -> Iterator[Inner]:
        for step in (self._escaped, self._tokens, self._base85):
            if not self._budget.in_time():
                return
            yield from step(sheet)

    def _whole(self, layer: Layer) -> Layer | None:
        """The stream that the whole layer is."""
        data = layer.data
        if is_utf8(data) and not has_controls(data):
            return None
        return self._stream(layer, 0)

    def _strange(self, layer: Layer) -> Iterator[Inner]:
        """What is inside bytes that are not plain text."""
        data = layer.data
        text = is_utf8(data)
        if text:
            yield from charsets.latin1(layer, self._budget)
        if len(data) < ALONE or self._budget.in_time():
            yield from charsets.packed(layer, self._budget)
        if text and not has_controls(data):
            return
        if not self._budget.in_time():
            return
        if len(data) in SIZES or KEPT <= len(data) <= 2 * KEPT:
            for value, chain in self._digests.of(data):
                yield DigestSeen(value=value, layer=layer, start=0, end=len(data), chain=chain)
        for value, start, end in self._xored.found(data):
            yield DigestSeen(value=value, layer=layer, start=start, end=end, chain=(Encoding.XOR,))
        yield from charsets.wide(layer)
        for document in documents(data):
            yield layer.child(document.text, ())
            for step, part in document.parts:
                yield layer.child(part, (), step=step)
        yield from parted.attributes(layer)
        yield from parted.parts(layer)
        yield from self._streams(layer)

    def _streams(self, layer: Layer) -> Iterator[Layer]:
        for count, start in enumerate(streams.magics(layer.data)):
            if count == MAGICS:
                self._budget.over(f"{MAGICS} streams in a part")
                return
            stream = self._stream(layer, start)
            if stream is not None:
                yield stream

    def _stream(self, layer: Layer, start: int) -> Layer | None:
        budget = self._budget
        if not budget.in_time():
            return None
        if start and not streams.begins(layer.data[start : start + _GLANCE]):
            return None
        limit = max(0, min(OUTPUT, budget.decoded))
        opened = streams.opened(layer.data[start:] if start else layer.data, limit)
        if opened is None:
            return None
        if not opened.complete:
            budget.over(f"{limit // 1_000_000} MB out of one {opened.encoding} stream")
        return layer.child(opened.data, (opened.encoding,), start=start, opened=start == 0)

    def _escaped(self, sheet: Sheet) -> Iterator[Layer]:
        for mark, unescaped in _UNESCAPING:
            if mark in sheet.text:
                for layer in sheet.layers:
                    yield from unescaped(layer, self._budget)

    def _tokens(self, sheet: Sheet) -> Iterator[Inner]:
        text = sheet.text
        unknown = self._memory.tokens.unknown(self._distinct(tokens.TOKEN, text))
        meant = self._meant(unknown)
        if meant:
            for start, end in self._places(text, meant):
                yield from _placed(sheet, start, end, meant[text[start:end]])
        if b"\n" in text and any(60 <= len(token) <= 76 for token in unknown):  # noqa: PLR2004  # MIME
            for layer in sheet.layers:
                yield from self._wrapped(layer)

    def _places(self, text: bytes, meant: Collection[bytes]) -> Iterator[tuple[int, int]]:
        """Where the tokens stand: a few are looked for, many are met on a walk."""
        budget = self._budget
        if len(meant) > _FEW:
            for match in tokens.TOKEN.finditer(text):
                if not budget.step():
                    return
                if match.group() in meant:
                    yield match.span()
            return
        for token in sorted(meant):
            at = text.find(token) if budget.in_time() else -1
            while at >= 0 and budget.step():
                end = at + len(token)
                whole = tokens.TOKEN.match(text, at)
                if whole and whole.end() == end and text[at - 1 : at] not in _INSIDE:
                    yield at, end
                at = text.find(token, end)

    def _distinct(self, pattern: re.Pattern[bytes], text: bytes) -> set[bytes]:
        """Every run that the pattern finds; of a large text as many as the budget allows."""
        if len(text) <= _LARGE:
            return set(pattern.findall(text))
        found: set[bytes] = set()
        at, size = 0, len(text)
        while at < size and self._budget.in_time():
            end = at + _WINDOW
            end = max(text.rfind(mark, at + 1, end) for mark in _NO_RUN) if end < size else end
            end = end if end > at else at + _WINDOW
            runs_there = pattern.findall(text, at, end)
            at = end
            if runs_there and end < size and text.endswith(runs_there[-1], 0, end):
                last = end - len(runs_there.pop())  # it may go on behind the window
                whole = pattern.match(text, last)
                if whole is not None:
                    found.add(whole.group())
                    at = whole.end()
            found.update(runs_there)
            if len(found) > TOKENS:
                self._budget.over(f"{TOKENS} tokens a request")
                break
        return found

    def _meant(self, unknown: set[bytes]) -> dict[bytes, list[Meaning]]:
        """What the tokens mean, or the pieces of those that mean nothing as a whole."""
        meant = self._judged(unknown)
        parted = {
            token: [*tokens.pieces(token)]
            for token in unknown
            if (b"/" in token or b"+" in token) and not _is_sure(meant.get(token, ()))
        }
        if parted:
            texts = {piece for found in parted.values() for _, piece in found}
            inside = self._judged(self._memory.tokens.unknown(texts))
            for token, found in parted.items() if inside else ():
                meanings = [
                    dataclasses.replace(meaning, skipped=at + meaning.skipped)
                    for at, piece in found
                    for meaning in inside.get(piece, ())
                ]
                if meanings:
                    whole = any(meaning.data[:1] in {b"{", b"["} for meaning in meanings)
                    known = [each for each in meant.get(token, ()) if not (whole and each.glued)]
                    meant[token] = known + meanings
        if not self._budget.spent:  # else some were not judged
            self._memory.tokens.update(unknown.difference(meant))
        return meant

    def _judged(self, unknown: set[bytes]) -> dict[bytes, list[Meaning]]:
        """What they mean, a batch at a time, shortest first where there are many."""
        if not unknown:
            return {}
        if len(unknown) <= _BATCH and sum(map(len, unknown)) <= _LONG:
            allowed = self._budget.tokens_of(len(unknown))
            return self._judge.meant(unknown if allowed == len(unknown) else [*unknown][:allowed])
        meant: dict[bytes, list[Meaning]] = {}
        for batch in _batches(unknown):
            allowed = self._budget.tokens_of(len(batch))
            meant |= self._judge.meant(batch[:allowed])
            if allowed < len(batch):
                break
        return meant

    def _wrapped(self, layer: Layer) -> Iterator[Inner]:
        """Base64 in lines, as MIME has it."""
        for match in tokens.WRAPPED.finditer(layer.data):
            if not self._budget.token():
                return
            joined = match.group().replace(b"\r", b"").replace(b"\n", b"")
            for meaning in self._judge.meanings(joined):
                if meaning.value < 0:
                    start, end = match.span()
                    chain = tokens.padded(meaning.chain)
                    yield layer.child(meaning.data, chain, start=start, end=end)

    def _base85(self, sheet: Sheet) -> Iterator[Inner]:
        text = sheet.text
        for run, meanings in self._runs(text).items():
            at = text.find(run) if self._budget.in_time() else -1
            while at >= 0 and self._budget.step():
                yield from _placed(sheet, at, at + len(run), meanings)
                at = text.find(run, at + len(run))
        whole: dict[bytes, list[Layer]] = {}
        for layer in sheet.layers:
            for inside in runs.whole(layer):
                whole.setdefault(inside, []).append(layer)
        if not whole or not self._budget.in_time():
            return
        for inside, meanings in self._judge.in_base85([*whole]).items():
            for layer in whole[inside]:
                start = layer.data.find(inside)
                for meaning in meanings:
                    yield from _means(layer, start, start + len(inside), meaning, meaning.chain)

    def _runs(self, text: bytes) -> dict[bytes, list[Meaning]]:
        """What runs of the alphabets mean, or their pieces between marks that may part fields."""
        found = self._distinct(runs.RUN, text)
        if b"<~" in text:
            found |= self._distinct(runs.FRAME, text)
        asked = runs.asked(found)
        if len(text) <= _LARGE and (b'"' in text or b"\\" in text):
            asked |= runs.quoted(self._distinct(runs.QUOTED, text))
        unknown = self._memory.runs.unknown(asked) if asked else asked
        meant: dict[bytes, list[Meaning]] = {}
        for batch in _batches(sorted(unknown)):
            allowed = self._budget.tokens_of(len(batch))
            meant |= self._judge.in_base85(batch[:allowed])
            if allowed < len(batch):
                break
        if not self._budget.spent:
            self._memory.runs.update(unknown.difference(meant))
        return runs.alone(meant)


def _batches(unknown: Collection[bytes]) -> Iterator[list[bytes]]:
    """Shortest first, so many that the clock is asked in time."""
    batch: list[bytes] = []
    size = 0
    for token in sorted(unknown, key=len):
        batch.append(token)
        size += len(token)
        if len(batch) == _BATCH or size > _LONG:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _is_sure(meanings: Sequence[Meaning]) -> bool:
    """Whether a token means something as a whole: letters of base85 may be a path's by chance."""
    return any(
        meaning.chain[0] is not Encoding.BASE85 and not meaning.glued for meaning in meanings
    )


def _placed(sheet: Sheet, start: int, end: int, meanings: Sequence[Meaning]) -> Iterator[Inner]:
    """What a token means, at one of its places."""
    text = sheet.text
    after = text[end : end + 2]
    if (start and text[start - 1 : start] in _ESCAPES) or after[:1] in _ESCAPES:
        return
    layer, base = sheet.at(start)
    token = text[start:end]
    padded = after[:1] == b"=" and b"-" not in token and b"_" not in token
    glued = text[start - 1 : start] not in _APART or after[:1] not in _APART
    if after[:1] == b"." and (longer := yahoos.longer(text, start, end)):
        yield layer.child(longer.data, longer.chain, start=start - base, end=end - base)
    for meaning in meanings:
        if glued and meaning.chain[0] is Encoding.BASE85 and not token.translate(None, _LETTERS):
            continue  # a part of a longer run
        chain = tokens.padded(meaning.chain) if padded else meaning.chain
        begin, finish = start - base + meaning.skipped, end - base + after.count(b"=")
        yield from _means(layer, begin, finish, meaning, chain)


def _means(
    layer: Layer, start: int, end: int, meaning: Meaning, chain: tuple[Encoding, ...]
) -> Iterator[Inner]:
    if meaning.value < 0:
        yield layer.child(meaning.data, chain, start=start, end=end)
    else:
        yield DigestSeen(value=meaning.value, layer=layer, start=start, end=end, chain=chain)
