"""The values to look for, compiled: patterns for one automaton, keys, and digests."""

import base64
import codecs
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from scriptward.analysis.leaks.automaton import Automaton
from scriptward.analysis.leaks.digests import Digest, digests
from scriptward.analysis.leaks.forms import clear_forms, hashed_forms
from scriptward.analysis.leaks.rules import KEYS, Rule, rule_of
from scriptward.analysis.leaks.shape import Shape, last_part, shape_of
from scriptward.vocabulary.capture import Value
from scriptward.vocabulary.words import Certainty, Encoding

_SHORT = 8
"""Values of fewer bytes are too short for a token; their encoded forms are patterns."""
_TURNABLE = 8
"""Reversed and rot13 forms of fewer characters could be words of their own."""
_CUT = 40
"""Characters that are left of a long text where somebody cuts it."""
_WORDS = frozenset({Shape.NAME, Shape.ZIP, Shape.CVV, Shape.EXPIRY, Shape.SHORT})


@dataclass(frozen=True, kw_only=True, slots=True)
class Pattern:
    """One written form of one value."""

    value: int
    text: bytes = field(repr=False)
    """In its own case; it is searched in lower case."""
    rule: Rule
    chain: tuple[Encoding, ...] = ()
    """Encodings that are part of the form: a `+` for a space is `percent`."""
    certainty: Certainty | None = None
    """Where it is not what the chain says."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Keyed:
    """A value that counts only behind its key."""

    value: int
    text: bytes = field(repr=False)


class Lexicon:
    """Everything that is known of the values, ready to search with."""

    def __init__(self, values: Sequence[Value]) -> None:
        """`values`: those with an empty text are left out."""
        self.values = tuple(value for value in values if value.text.strip())
        self.shapes = tuple(shape_of(value.name, value.text) for value in self.values)
        by_text: dict[bytes, list[Pattern]] = {}
        by_key: dict[bytes, list[Keyed]] = {}
        for index in range(len(self.values)):
            for pattern in self._patterns(index):
                by_text.setdefault(pattern.text.lower(), []).append(pattern)
            for key, keyed in self._keyed(index):
                by_key.setdefault(key, []).append(keyed)
        self._whole: dict[bytes, dict[int, None]] = {}
        for patterns in by_text.values():
            for pattern in patterns:
                self._whole.setdefault(pattern.text.lower(), {})[pattern.value] = None
        for keyed in chain.from_iterable(by_key.values()):
            self._whole.setdefault(keyed.text.lower(), {})[keyed.value] = None
        texts = tuple(dict.fromkeys((*by_text, *by_key)))
        self.automaton = Automaton(texts)
        self.patterns = tuple(tuple(by_text.get(text, ())) for text in texts)
        self.keyed = tuple(tuple(by_key.get(text, ())) for text in texts)
        self.digests: dict[bytes, tuple[Digest, ...]] = digests(self._hashed())

    def equal_to(self, text: bytes) -> tuple[int, ...]:
        """Values whose written form the whole text is, in any case; no key is asked for."""
        return tuple(self._whole.get(text.strip().lower(), ()))

    def _hashed(self) -> Iterator[tuple[int, str]]:
        for index, value in enumerate(self.values):
            for form in hashed_forms(self.shapes[index], value.text):
                yield index, form

    def _patterns(self, index: int) -> Iterator[Pattern]:
        value, shape = self.values[index], self.shapes[index]
        rule = rule_of(shape)
        forms = clear_forms(shape, value.text)
        if shape in KEYS or shape is Shape.SHORT:
            return
        for form in forms:
            text = _utf8(form)
            yield Pattern(value=index, text=text, rule=rule)
            yield from _variants(index, form, rule)
            if len(text) < _SHORT:
                yield from _encoded(index, text)
            elif len(text) >= _TURNABLE and shape not in _WORDS:
                yield from _turned(index, text, rule)
        if shape is Shape.TEXT and len(value.text) > _CUT + _SHORT:
            cut = _utf8(value.text.strip()[:_CUT])
            rule = Rule.BEGINNING
            yield Pattern(value=index, text=cut, rule=rule, certainty=Certainty.OBSERVED_PARTIAL)

    def _keyed(self, index: int) -> Iterator[tuple[bytes, Keyed]]:
        value, shape = self.values[index], self.shapes[index]
        keys: Iterable[str] = KEYS.get(shape, ())
        if shape is Shape.SHORT:
            keys = (last_part(value.name),)
        forms = clear_forms(shape, value.text)
        for key in keys:
            for form in forms:
                yield _utf8(key).lower(), Keyed(value=index, text=_utf8(form))


def _variants(index: int, form: str, rule: Rule) -> Iterator[Pattern]:
    if " " in form:
        text = _utf8(form.replace(" ", "+"))
        yield Pattern(value=index, text=text, rule=rule, chain=(Encoding.PERCENT,))
    if not form.isascii() and len(form) >= 6:  # noqa: PLR2004  # shorter ones could be other words
        if max(form) <= "\xff":
            yield Pattern(value=index, text=form.encode("latin-1"), rule=rule)
        if (lower := form.lower()) != form:
            yield Pattern(value=index, text=_utf8(lower), rule=rule)


def _encoded(index: int, text: bytes) -> Iterator[Pattern]:
    for encoded, encoding in (
        (base64.b64encode(text).rstrip(b"="), Encoding.BASE64),
        (base64.b32encode(text).rstrip(b"="), Encoding.BASE32),
    ):
        if len(encoded) >= 6:  # noqa: PLR2004  # shorter ones are words
            yield Pattern(value=index, text=encoded, rule=Rule.EXACT, chain=(encoding,))
    in_hex = text.hex().encode()
    if len(in_hex) >= 8:  # noqa: PLR2004  # as above
        yield Pattern(value=index, text=in_hex, rule=Rule.WORD, chain=(Encoding.HEX,))


def _turned(index: int, text: bytes, rule: Rule) -> Iterator[Pattern]:
    hint = Certainty.HINT
    if (back := text[::-1]) != text and text.isascii():
        turned = Rule.WORD if rule is Rule.EMAIL else rule
        chain = (Encoding.REVERSE,)
        yield Pattern(value=index, text=back, rule=turned, chain=chain, certainty=hint)
    if rule in {Rule.EMAIL, Rule.WORD} and text.isascii():
        rotated = codecs.encode(text.decode(), "rot13").encode()
        if rotated != text:
            chain = (Encoding.ROT13,)
            yield Pattern(value=index, text=rotated, rule=rule, chain=chain, certainty=hint)


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", errors="replace").replace(b"\0", b"")
