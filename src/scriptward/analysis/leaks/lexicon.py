"""The values to look for, compiled: patterns for one automaton, keys, and digests."""

import base64
import codecs
import re
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, chain
from operator import itemgetter
from typing import NamedTuple

from scriptward.analysis.leaks.automaton import Automaton
from scriptward.analysis.leaks.bases import base58, base85, z85
from scriptward.analysis.leaks.digests import Digests
from scriptward.analysis.leaks.forms import clear_forms, hashed_forms
from scriptward.analysis.leaks.layer import Layer
from scriptward.analysis.leaks.packed import Packed
from scriptward.analysis.leaks.rules import KEYS, SHORT_KEYS, Keyed, Rule, rule_of
from scriptward.analysis.leaks.shape import Shape, last_part, shape_of
from scriptward.analysis.leaks.xored import Xored
from scriptward.vocabulary.capture import Value
from scriptward.vocabulary.words import Certainty, Encoding

_SHORT = 8
"""Values of so many bytes may be too short for a token; their encoded forms are patterns."""
_TURNABLE = 8
"""Reversed and rot13 forms of fewer characters could be words of their own."""
_CUT = 40
"""Characters that are left of a long text where somebody cuts it."""
_MOST_MADE = 500
"""Texts whose patterns are kept as objects: names that many people have are words as well."""
_WORDS = frozenset({Shape.NAME, Shape.ZIP, Shape.CVV, Shape.EXPIRY, Shape.SHORT})
_ESCAPE = re.compile(rb"%[0-9a-f]{2}")
_OF_NAMES = frozenset({"full_name", "name"})
"""Values whose words are hashed one by one: many people have a doctor's first name."""
_OTHER_SPACES = ("  ", "\N{NO-BREAK SPACE}")
"""Between names where a second one was left out, and in markup."""
_LATIN = 5
"""Letters of a name whose bytes in Latin-1 are no accident."""
_TO_ITS_END = frozenset({Rule.WORD, Rule.NAME, Rule.NAME_KEYED, Rule.EXACT})
_Kind = tuple[Rule, tuple[Encoding, ...], Certainty | None]
"""All of a pattern but its value and text."""


class Pattern(NamedTuple):
    """One written form of one value."""

    value: int
    text: bytes
    """In its own case; it is searched in lower case."""
    rule: Rule
    chain: tuple[Encoding, ...] = ()
    """Encodings that are part of the form: a `+` for a space is `percent`."""
    certainty: Certainty | None = None
    """Where it is not what the chain says."""


class Entries:
    """What each text of the automaton stands for.

    By columns, since a server holds 40,000: as objects they would take 10 MB.
    """

    def __init__(
        self, patterns: Iterable[Pattern], keyed: Iterable[tuple[bytes, bytes, int]]
    ) -> None:
        """`keyed`: (key, text that counts behind it, value)."""
        numbers: dict[bytes, int] = {}
        kinds: dict[_Kind, int] = {}
        columns = [
            (
                numbers.setdefault(pattern.text.lower(), len(numbers)),
                pattern.value,
                kinds.setdefault(pattern[2:], len(kinds)),
                pattern.text,
            )
            for pattern in patterns
        ]
        columns.sort(key=itemgetter(0))
        self._keyed: dict[int, Keyed] = {}
        for key, text, value in keyed:
            number = numbers.setdefault(key, len(numbers))
            self._keyed.setdefault(number, Keyed()).add(text, value)
        self.texts = Packed(numbers)
        """In lower case."""
        self._kinds = tuple(kinds)
        self._values = array("I", [value for _, value, _, _ in columns])
        self._kind_of = array("H", [kind for _, _, kind, _ in columns])
        self._written = Packed(text for _, _, _, text in columns)
        counts = array("I", bytes(4 * len(numbers)))
        for number, _, _, _ in columns:
            counts[number] += 1
        self._ends = array("I", accumulate(counts, initial=0))
        self._made: dict[int, tuple[Pattern, ...]] = {}

    def __len__(self) -> int:
        """Number of texts."""
        return len(self.texts)

    def patterns(self, index: int) -> tuple[Pattern, ...]:
        """The forms that are written so in lower case."""
        found = self._made.get(index)
        if found is None:
            if len(self._made) >= _MOST_MADE:
                self._made.clear()
            places = range(self._ends[index], self._ends[index + 1])
            found = self._made[index] = tuple(map(self._pattern, places))
        return found

    def _pattern(self, at: int) -> Pattern:
        kind = self._kinds[self._kind_of[at]]
        return Pattern(self._values[at], self._written[at], *kind)

    def words(self) -> frozenset[int]:
        """Texts that stand for nothing where a letter or digit follows."""
        kinds = bytes(kind[0] in _TO_ITS_END for kind in self._kinds)
        return frozenset(
            index
            for index, text in enumerate(self.texts)
            if index not in self._keyed
            and text[-1:].isalnum()
            and all(
                kinds[kind] for kind in self._kind_of[self._ends[index] : self._ends[index + 1]]
            )
        )

    def keyed(self, index: int) -> Keyed | None:
        """What counts behind the text, if it is a key."""
        return self._keyed.get(index)


class Lexicon:
    """Everything that is known of the values, ready to search with."""

    def __init__(self, values: Sequence[Value]) -> None:
        """`values`: those with an empty text are left out."""
        self.values = tuple(value for value in values if value.text.replace("\0", "").strip())
        self.shapes = tuple(shape_of(value.name, value.text) for value in self.values)
        people = range(len(self.values))
        keyed = [(key, text, at) for at in people for key, text in self._keyed(at)]
        self.short: dict[bytes, list[tuple[bytes, int]]] = {}
        """(key, value) of each text that counts only behind a key."""
        for key, text, index in keyed:
            self.short.setdefault(text, []).append((key, index))
        self.longest_short = max(map(len, self.short), default=-1)
        self.entries = Entries(chain.from_iterable(map(self._patterns, people)), keyed)
        self.automaton = Automaton([*self.entries.texts], words=self.entries.words())
        self.digests = Digests(self._hashed())
        self.xored = Xored(
            (index, _utf8(form))
            for index, value in enumerate(self.values)
            for form in dict.fromkeys((value.text.strip(), value.text.strip().lower()))
        )

    def equal_to(self, text: bytes) -> tuple[int, ...]:
        """Values whose written form the whole text is, in any case; no key is asked for."""
        return tuple(self._whole.get(text.strip().lower(), ()))

    @cached_property
    def _whole(self) -> dict[bytes, dict[int, None]]:
        whole: dict[bytes, dict[int, None]] = {}
        for index, text in enumerate(self.entries.texts):
            for pattern in self.entries.patterns(index):
                whole.setdefault(text, {})[pattern.value] = None
            keyed = self.entries.keyed(index)
            for behind, values in keyed.values.items() if keyed else ():
                whole.setdefault(behind.lower(), {}).update(values)
        return whole

    def is_longer(self, value: int, layer: Layer, start: int) -> bool:
        """Whether the number of an identifier stands behind its letters, and these behind more."""
        before = self._letters.get(value)
        if before is None:
            return False
        text = layer.before(start, len(before) + 3).lower()
        if not text.endswith(before):
            return False
        ahead = text.removesuffix(before)
        return ahead[-1:].isalnum() and not _ESCAPE.fullmatch(ahead)

    @cached_property
    def _letters(self) -> dict[int, bytes]:
        """Letters that an identifier begins with, with their hyphen, in lower case."""
        return {
            index: _utf8(value.text.strip().partition(max(numbers, key=len))[0]).lower()
            for index, value in enumerate(self.values)
            if self.shapes[index] is Shape.CODE
            and (numbers := re.findall(r"\d++", value.text))
            and re.match(r"[A-Za-z]++-?\d", value.text.strip())
        }

    def _hashed(self) -> Iterator[tuple[int, bytes]]:
        for index, value in enumerate(self.values):
            parts = last_part(value.name) in _OF_NAMES
            for form in hashed_forms(self.shapes[index], value.text, parts=parts):
                yield index, _utf8(form)

    def _patterns(self, index: int) -> Iterator[Pattern]:
        value, shape = self.values[index], self.shapes[index]
        rule = rule_of(shape)
        forms = clear_forms(shape, value.text)
        if shape in KEYS or shape is Shape.SHORT:
            return
        for form in forms:
            text = _utf8(form)
            yield Pattern(index, text, rule)
            yield from _variants(index, form, rule)
            if shape is Shape.FULL_NAME and " " in form:
                for space in _OTHER_SPACES:
                    yield Pattern(index, _utf8(form.replace(" ", space)), rule)
            if len(text) <= _SHORT:
                exact = rule in {Rule.NAME, Rule.EXACT}
                for cased in (text,) if exact else {text: 0, text.lower(): 0, text.upper(): 0}:
                    yield from _encoded(index, cased)
            if len(text) >= _TURNABLE and shape not in _WORDS:
                yield from _turned(index, text, rule)
        if shape is Shape.TEXT and len(value.text) > _CUT + _SHORT:
            cut = _utf8(value.text.strip()[:_CUT])
            yield Pattern(index, cut, Rule.BEGINNING, (), Certainty.OBSERVED_PARTIAL)

    def _keyed(self, index: int) -> Iterator[tuple[bytes, bytes]]:
        """(key, text that counts behind it)."""
        value, shape = self.values[index], self.shapes[index]
        keys: Iterable[str] = KEYS.get(shape, ())
        forms: Iterable[str] = clear_forms(shape, value.text)
        if shape is Shape.SHORT:
            name = last_part(value.name)
            of_field = (key for key in value.keys if len(key) > 1)
            keys = (name, *SHORT_KEYS.get(name, ()), *of_field)
            if name in SHORT_KEYS:
                cases = (str, str.lower, str.upper, str.title)
                forms = [cased(each) for each in forms for cased in cases]
        for key in keys:
            for form in dict.fromkeys(forms):
                yield _utf8(key).lower(), _utf8(form)


def _variants(index: int, form: str, rule: Rule) -> Iterator[Pattern]:
    if " " in form:
        yield Pattern(index, _utf8(form.replace(" ", "+")), rule, (Encoding.PERCENT,))
    if form.isascii():
        return
    for cased in dict.fromkeys((form, form.lower(), form.upper())):  # caseless is ASCII only
        kept = Rule.NAME_KEYED if rule is Rule.NAME and cased != form else rule
        if cased != form:
            yield Pattern(index, _utf8(cased), kept)
        if len(form) >= _LATIN and max(cased) <= "\xff" and "\0" not in cased:
            yield Pattern(index, cased.encode("latin-1"), kept)


def _encoded(index: int, text: bytes) -> Iterator[Pattern]:
    """Short values in each base, as they are and as raw deflate, which no token is long enough for.

    Six letters and more are no word; five of base85 are none if one of them is a mark.
    """
    for raw, inside in _raw(text):
        if len(raw) > _SHORT:
            continue
        for encoded, encoding in (
            (base64.b64encode(raw).rstrip(b"="), Encoding.BASE64),
            (base64.b32encode(raw).rstrip(b"="), Encoding.BASE32),
            (base64.b32encode(raw).rstrip(b"=").lower(), Encoding.BASE32),
            (base58(raw), Encoding.BASE58),
            *((encoded, Encoding.BASE85) for encoded in {*base85(raw), z85(raw)}),
        ):
            if len(encoded) >= 6 or (len(encoded) == 5 and not encoded.isalnum()):  # noqa: PLR2004
                yield Pattern(index, encoded, Rule.EXACT, (encoding, *inside))
        in_hex = raw.hex().encode()
        if len(in_hex) >= 8:  # noqa: PLR2004  # as above
            yield Pattern(index, in_hex, Rule.WORD, (Encoding.HEX, *inside))


def _raw(text: bytes) -> Iterator[tuple[bytes, tuple[Encoding, ...]]]:
    yield text, ()
    yield _deflated(text), (Encoding.DEFLATE,)
    letters = text.decode("utf-8", "replace")
    yield letters.encode("utf-16-le"), (Encoding.UTF16LE,)
    yield letters.encode("utf-16-be"), (Encoding.UTF16BE,)


def _deflated(text: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(text) + stream.flush()


def _turned(index: int, text: bytes, rule: Rule) -> Iterator[Pattern]:
    hint = Certainty.HINT
    if (back := text[::-1]) != text and text.isascii():
        turned = Rule.WORD if rule is Rule.EMAIL else rule
        yield Pattern(index, back, turned, (Encoding.REVERSE,), hint)
    if rule in {Rule.EMAIL, Rule.WORD} and text.isascii():
        rotated = codecs.encode(text.decode(), "rot13").encode()
        if rotated != text:
            yield Pattern(index, rotated, rule, (Encoding.ROT13,), hint)


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", errors="replace").replace(b"\0", b"")
