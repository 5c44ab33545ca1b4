"""Boundary rules: what must and must not stand beside a form for it to be the value.

Without them every longer number, other person's address and word that holds a name would accuse.
"""

import re
from collections.abc import Iterable, Iterator
from enum import Enum, auto

from scriptward.analysis.leaks import tables
from scriptward.analysis.leaks.layer import Layer
from scriptward.analysis.leaks.shape import Shape


class Rule(Enum):
    """How the neighbours of a match are judged."""

    WORD = auto()
    """A letter or digit at its edge has no letter or digit beside it."""
    BEGINNING = auto()
    """As WORD, at its beginning only."""
    NUMBER = auto()
    """No digit beside it; letters may stand there."""
    PHONE = auto()
    """As NUMBER; no other country's code before it."""
    EMAIL = auto()
    """Nothing beside it that would make it another address."""
    NAME = auto()
    """As WORD in the same case; in another case only behind a key of names."""
    NAME_KEYED = auto()
    """A name in another case than its own: only behind a key of names."""
    EXACT = auto()
    """As WORD, in the same case."""


KEYS: dict[Shape, tuple[str, ...]] = {
    Shape.ZIP: ("zip", "zp", "postal", "postcode", "plz", "codigopostal"),
    Shape.CVV: ("cvv", "cvc", "csc", "cvn", "security", "verification"),
    Shape.EXPIRY: ("exp", "expiry", "expires", "expiration", "valid", "mmyy", "mm/yy"),
}
"""Keys without which such a short value is no evidence."""

SHORT_KEYS: dict[str, tuple[str, ...]] = {
    "condition": ("diagnosis", "dx", "reason", "symptom", "complaint", "problem"),
    "symptom": ("condition", "reason", "complaint", "problem"),
    "reason": ("condition", "diagnosis", "dx", "symptom", "complaint"),
    "search_phrase": ("q", "query", "search", "term", "keyword", "kw"),
    "search": ("q", "query", "term", "keyword", "kw"),
    "medication": ("drug", "rx", "medicine", "prescription"),
    "provider": ("doctor", "physician", "dr"),
    "department": ("dept", "specialty", "clinic"),
    "username": ("user", "login", "uname"),
}
"""The same of a value under four characters beside its own name, by the last part of that."""

_RULES = {
    Shape.EMAIL: Rule.EMAIL,
    Shape.PHONE: Rule.PHONE,
    Shape.DATE: Rule.NUMBER,
    Shape.SSN: Rule.NUMBER,
    Shape.CARD: Rule.NUMBER,
    Shape.NAME: Rule.NAME,
    Shape.SECRET: Rule.EXACT,
}
_ALNUM = frozenset(b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_LETTERS = _ALNUM | frozenset(range(0x80, 0x100))
"""And all bytes of letters in UTF-8."""
_DIGIT = frozenset(b"0123456789")
_BEFORE_AT = _ALNUM | frozenset(b"._-+")
"""Characters before a match that make it the end of a longer address. Others that RFC 5322 allows
there (`|`, `'`, `~` …) are separators in traffic."""
_DECIMALS = 12
"""A number of fewer digits may be part of a decimal or a version."""
_NAME_KEY = re.compile(
    rb"(?:name|nam|first|last|given|family|middle|(?:(?<![a-z])|(?<=%5b))(?:fn|ln|sur|patient"
    rb"|contact|city|town|ct|nm))(?:%5d)?\W{1,8}(?:(?:val(?:ue)?|stringvalue|cdata"
    rb"|filename=\x22[^\x22\r\n]{0,40}\x22\r\n"
    rb"content-type: [a-z]{1,11}/[a-z0-9.+-]{1,30})\W{1,8}){0,2}$",
    re.ASCII,
)
_AFTER_KEY = re.compile(
    rb"[_ -]?(?:code|number|num|no|date|term|phrase|thru|id|\d)?+(?:%5[Dd])?+"
    rb"[^0-9A-Za-z]{1,9}+(?:\s{1,60}+[^\w\s]{0,3}+)?+"
    rb"(?:(?:val(?:ue)?|(?:string|integer)Value|CDATA|(?:filename=\x22[^\x22\r\n]{0,40}+\x22\r\n)?+"
    rb"Content-Type: [a-z]{1,11}+/[a-z0-9.+-]{1,30}+(?:; ?charset=[a-z0-9-]{1,12}+)?+)"
    rb"[^0-9A-Za-z]{1,9}+){0,2}+",
    re.IGNORECASE,
)
KEY_REACH = 110
"""Bytes before a value in which its key is looked for."""
_MONTHS = frozenset({b"May", b"June", b"April", b"August", b"Jan", b"Jun", b"Augustus"})
_DIGIT_BEFORE = re.compile(rb"\d\W{1,3}$")
_DIGIT_AFTER = re.compile(rb"\W{0,3}\d")
_ITEM = re.compile(rb"~[a-z][a-z0-9]")
"""A key of two letters glued to its value, as in the items of Google Analytics 4."""
_SPACES = frozenset({b" ", b"+"})
_POINT = re.compile(rb"\d(?:(?:&|%26)(?:#|%23)(?:46|x2[Ee])(?:;|%3[Bb])|%2[Ee]|\\u002[Ee])$")
"""A decimal point that is escaped, once or twice."""
_ESCAPED_POINT = 16
_ABROAD = re.compile(rb"(?:\+|%2[Bb]|\b00)(?!1\D)\d{1,3}[ ().+-]{0,3}$")
"""A country code that is not 1: forms with the value's own code begin before it."""
_COUNTRY = 10
"""Bytes of a country code and what is around it."""
_IN_ADDRESS = re.compile(
    rb"[a-z0-9._-]{0,40}+(?:@|%(?:25)?40|\\u0040|&#(?:64|x40);)[a-z0-9]", re.IGNORECASE
)
"""What follows a name in front of an address's sign; of the person's own the address is told."""
_SHORT_NAME = 4
"""Names of fewer letters stand alone in their field, or behind a key."""


def rule_of(shape: Shape) -> Rule:
    """The rule for forms of that shape."""
    return _RULES.get(shape, Rule.WORD)


def stands_alone(
    rule: Rule, pattern: bytes, layer: Layer, start: int, end: int, *, plus_is_space: bool
) -> bool:
    """Whether the match from `start` to `end` is the whole value and not a part of another.

    `pattern`: the form in its own case. `plus_is_space`: `+` ends a word in this layer.
    """
    data = layer.data
    if rule is Rule.NUMBER or rule is Rule.PHONE:
        return _number_alone(data, start, end) and not (
            rule is Rule.PHONE and _ABROAD.search(data, max(0, start - _COUNTRY), start)
        )
    if rule is Rule.EMAIL:
        return _address_alone(data, start, end, plus_is_space=plus_is_space)
    if not _word_alone(data, start, end, to_its_end=rule is not Rule.BEGINNING):
        return False
    if pattern.isdigit() and not _number_alone(data, start, end):
        return False
    if rule is Rule.NAME or rule is Rule.NAME_KEYED:
        own_case = rule is Rule.NAME and data[start:end] == pattern
        usual = own_case and not _other_word(data, start, end)
        told = usual or _behind_name_key(layer.before(start, KEY_REACH))
        return told and not _IN_ADDRESS.match(data, end)
    return rule is not Rule.EXACT or data[start:end] == pattern


class Keyed:
    """Texts that count only behind a key of theirs."""

    def __init__(self) -> None:
        self.values: dict[bytes, dict[int, None]] = {}
        """Values of each text."""
        self.lengths: list[int] = []
        """Of the texts, longest first."""

    def add(self, text: bytes, value: int) -> None:
        """Take in one written form of a value."""
        self.values.setdefault(text, {})[value] = None
        if len(text) not in self.lengths:
            self.lengths = sorted((*self.lengths, len(text)), reverse=True)


def is_behind(key: bytes, before: bytes) -> bool:
    """Whether the text before a value ends in the key and what may stand between them."""
    before = before.lower()
    at = before.rfind(key)
    if at < 0 or not _begins_word(before, at, len(key)):
        return False
    gap = _AFTER_KEY.match(before, at + len(key))
    return gap is not None and gap.end() == len(before)


def behind_key(
    data: bytes, start: int, end: int, keyed: Keyed
) -> Iterator[tuple[int, int, Iterable[int]]]:
    """(start, end, values) of the text that stands behind the key from `start` to `end`."""
    if not _begins_word(data, start, end - start):
        return
    for first, last in tables.under(data, start, end) if b"\n" in data else ():
        if values := keyed.values.get(data[first:last].strip()):
            yield first, last, values
    gap = _AFTER_KEY.match(data, end, end + KEY_REACH)
    if gap is None:
        return
    at = gap.end()
    for length in keyed.lengths:
        values = keyed.values.get(data[at : at + length])
        after = data[at + length : at + length + 2]
        if values and not (after[:1].isalnum() or (after[:1] == b"." and after[1:].isdigit())):
            yield at, at + length, values
            return


def _begins_word(data: bytes, start: int, size: int) -> bool:
    """Whether a key there is no end of a longer one; of three letters and more it may be."""
    if size > 2 or not start or data[start - 1] not in _ALNUM:  # noqa: PLR2004  # two letters end many words
        return True
    return data[max(0, start - 3) : start].lower() == b"%5b"


def _word_alone(data: bytes, start: int, end: int, *, to_its_end: bool) -> bool:
    if start and data[start] in _LETTERS and _letter(data[start - 1], data, start - 1):
        item = _ITEM.match(data, start - 3, start) if start > 2 else None  # noqa: PLR2004
        if item is None:
            return False
    more = to_its_end and end < len(data) and data[end - 1] in _LETTERS
    return not (more and _letter(data[end], data, end))


def _other_word(data: bytes, start: int, end: int) -> bool:
    """Whether a name is more likely a month, or a word that begins a sentence."""
    if data[start:end] in _MONTHS and (
        _DIGIT_BEFORE.search(data, max(0, start - 4), start) or _DIGIT_AFTER.match(data, end)
    ):
        return True
    spaced = data[start - 1 : start] in _SPACES or data[end : end + 1] in _SPACES
    return spaced and end - start < _SHORT_NAME


def _behind_name_key(before: bytes) -> bool:
    return _NAME_KEY.search(before.lower()) is not None


def _letter(byte: int, data: bytes, at: int) -> bool:
    if byte in _ALNUM:
        return True
    return byte >= 0x80 and _in_text(data, at)  # noqa: PLR2004  # part of a letter in UTF-8


def _in_text(data: bytes, at: int) -> bool:
    """Whether the byte at that place belongs to a letter of valid UTF-8."""
    start = at
    while start > max(0, at - 4) and data[start] & 0xC0 == 0x80:  # noqa: PLR2004  # continuation
        start -= 1
    for size in (2, 3, 4):
        try:
            letter = data[start : start + size].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return len(letter) == 1 and letter.isalpha() and start + size > at
    return False


def _number_alone(data: bytes, start: int, end: int) -> bool:
    before, after = data[max(0, start - 2) : start], data[end : end + 2]
    if data[start] in _DIGIT and before[-1:].isdigit():
        return False
    if data[end - 1] in _DIGIT and after[:1].isdigit():
        return False
    if end - start < _DECIMALS and data[start:end].isdigit():
        decimal = len(before) == 2 and before[1:] == b"." and before[:1].isdigit()  # noqa: PLR2004  # digit and point
        decimal = decimal or _POINT.search(data, max(0, start - _ESCAPED_POINT), start) is not None
        return not (decimal or (after[:1] == b"." and after[1:].isdigit()))
    return True


def _address_alone(data: bytes, start: int, end: int, *, plus_is_space: bool) -> bool:
    if start and data[start - 1] in _BEFORE_AT and not (plus_is_space and data[start - 1] == 0x2B):  # noqa: PLR2004  # `+`
        return False
    if start and data[start - 1] >= 0x80 and _in_text(data, start - 1):  # noqa: PLR2004  # as in _letter
        return False
    after = data[end : end + 2]
    if after[:1].isalnum():
        return False
    return not (after[:1] in {b".", b"-"} and after[1:].isalnum())
