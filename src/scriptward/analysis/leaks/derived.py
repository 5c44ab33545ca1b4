"""What says something of a value without holding it: an age, a birth year, initials, a masked card.

Each is a hint, and only where a key or the mask says so and another value of the same person stands
in the same request: by themselves such short texts are everybody's.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice, pairwise

from scriptward.analysis.leaks.forms import clear_forms
from scriptward.analysis.leaks.layer import Layer
from scriptward.analysis.leaks.partial import bare, parts
from scriptward.analysis.leaks.shape import Shape
from scriptward.analysis.leaks.split import Piece, piece
from scriptward.vocabulary.capture import Value

_WHOSE = ("", "patient", "user", "customer", "member", "client", "person")
_KEYS = {
    "age": ("age", "ageyears", "ageinyears"),
    "year": ("yob", "birthyear", "yearofbirth", "dobyear", "bdayyear"),
    "initials": ("initials",),
    "area": ("areacode", "npa", "phonearea", "phoneareacode"),
    "bin": ("bin", "iin", "cardbin", "ccbin", "first6", "cardfirst6", "firstsix"),
    "last": ("last4", "lastfour", "last4digits", "cardlast4", "cclast4", "cardlastfour"),
    "ssn": ("ssnlast4", "ssn4", "last4ssn", "ssnlastfour"),
    "length": ("passwordlength", "passwordlen", "pwdlength", "pwdlen", "pwlen", "passlen"),
}
"""Keys, bare, behind which a derived text is believed; by what it is."""
_FACT_OF = {
    f"{whose}{key}".encode(): fact for fact, ks in _KEYS.items() for key in ks for whose in _WHOSE
}
_NAMED = frozenset(_FACT_OF)
_MASK = re.compile(rb"\*\*|(?:\xe2\x80\xa2){2}|[xX]{3}")
_MASKS = (b"**", "••".encode(), b"xxx", b"XXX")
_BEFORE, _BEHIND = 40, 160
"""Bytes around a mask that are looked at."""
_MOST_MASKS = 20
_MASKED = re.compile(rb"(?<![0-9A-Za-z])(?:[0-9*xX#-]|\xe2\x80\xa2| (?=[0-9*xX#\xe2])){7,60}+")
_MASKED_ADDRESS = re.compile(
    rb"([A-Za-z0-9._+-]{1,6})(?:\*|\xe2\x80\xa2){2,40}+([A-Za-z0-9._+-]{0,6})@([A-Za-z0-9.-]{1,200}+)"
)
_MOST_PEOPLE = 4
"""Persons in one request whose derived texts are looked for."""
_TELLING = frozenset(
    {Shape.EMAIL, Shape.PHONE, Shape.SSN, Shape.CARD, Shape.CODE, Shape.FULL_NAME, Shape.SECRET}
)
"""Values that stand for one person."""
_SHOWN = 4
"""Digits of a masked number that must show."""
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


@dataclass(frozen=True, slots=True)
class _Person:
    """What can be derived from one person's values: `{(fact, text): value}`."""

    facts: dict[tuple[str, bytes], int] = field(repr=False)
    numbers: tuple[tuple[int, str], ...] = field(repr=False)
    """Digits of cards and social security numbers."""
    addresses: tuple[tuple[int, bytes], ...] = field(repr=False)


class Derived:
    """Looks for texts derived from the values of persons who are in a request."""

    def __init__(self, values: Sequence[Value], shapes: Sequence[Shape], *, today: date) -> None:
        """`shapes`: one for each value. `today`: the day ages are counted to."""
        self._values, self._shapes, self._today = values, shapes, today
        self._indexes: dict[str, list[int]] = {}
        for index, value in enumerate(values):
            self._indexes.setdefault(_whose(value), []).append(index)
        self._people: dict[str, _Person] = {}

    def found(self, layers: Iterable[Layer], hits: Iterable[int]) -> Iterator[tuple[int, Piece]]:
        """Values that a text in the layers is derived from, with its place.

        `hits`: values that stand in the request; what is derived from them says nothing more.
        """
        known = set(hits)
        names = {_whose(self._values[at]) for at in known if self._shapes[at] in _TELLING}
        if not names:
            return
        people = [self._person(name) for name in sorted(names)[:_MOST_PEOPLE]]
        for layer in layers:
            for value, where in _in_layer(layer, people, known):
                known.add(value)
                yield value, where

    def _person(self, name: str) -> _Person:
        person = self._people.get(name)
        if person is None:
            person = self._people[name] = self._derived(self._indexes[name])
        return person

    def _derived(self, indexes: Iterable[int]) -> _Person:
        facts: dict[tuple[str, bytes], int] = {}
        numbers: list[tuple[int, str]] = []
        addresses: list[tuple[int, bytes]] = []
        for index in indexes:
            text, shape = self._values[index].text.strip(), self._shapes[index]
            for fact, derived in self._facts(shape, text):
                facts[fact, bare(derived)] = index
            if shape in {Shape.CARD, Shape.SSN}:
                numbers.append((index, _digits(text)))
            elif shape is Shape.EMAIL:
                addresses.append((index, text.lower().encode("utf-8", errors="replace")))
        return _Person(facts, tuple(numbers), tuple(addresses))

    def _facts(self, shape: Shape, text: str) -> Iterator[tuple[str, str]]:
        digits = _digits(text)
        match shape:
            case Shape.DATE:
                yield from _of_date(text, self._today)
            case Shape.FULL_NAME:
                yield "initials", "".join(word[0] for word in text.split())
            case Shape.PHONE if len(digits) >= 10:  # noqa: PLR2004  # area, exchange, line
                yield "area", digits[-10:-7]
            case Shape.CARD:
                yield from (("bin", digits[:6]), ("bin", digits[:8]), ("last", digits[-4:]))
            case Shape.SSN:
                yield "ssn", digits[-4:]
            case Shape.SECRET:
                yield "length", str(len(text))
            case _:
                pass


def _of_date(text: str, today: date) -> Iterator[tuple[str, str]]:
    found = next(filter(None, map(_ISO.fullmatch, clear_forms(Shape.DATE, text))), None)
    if found is None:
        return
    year, month, day = map(int, found.groups())
    age = today.year - year - ((today.month, today.day) < (month, day))
    yield from (("year", str(year)), ("age", str(age)))


def _in_layer(
    layer: Layer, people: Sequence[_Person], known: Container[int]
) -> Iterator[tuple[int, Piece]]:
    data = layer.data
    texts = parts(data)
    if not _NAMED.isdisjoint(texts):
        for key, text in pairwise(texts):
            fact = _FACT_OF.get(key)
            if fact is None:
                continue
            derived = fact, text.replace(b".", b"") if fact == "initials" else text
            for person in people:
                value = person.facts.get(derived)
                if value is not None and value not in known:
                    yield value, piece(layer, key, text)
    if any(mask in data for mask in _MASKS):
        yield from (hit for hit in _masked(layer, people) if hit[0] not in known)


def _masked(layer: Layer, people: Sequence[_Person]) -> Iterator[tuple[int, Piece]]:
    read = 0
    for mask in islice(_MASK.finditer(layer.data), _MOST_MASKS):
        if mask.start() < read:
            continue
        first, last = max(read, mask.start() - _BEFORE), mask.end() + _BEHIND
        for match in _MASKED.finditer(layer.data, first, last):
            read = match.end()
            for person in people:
                for value in _numbered(match.group(), person):
                    yield value, Piece(layer, *match.span())
        for match in _MASKED_ADDRESS.finditer(layer.data, first, last):
            read = match.end()
            for person in people:
                for value in _addressed(match, person):
                    yield value, Piece(layer, *match.span())


def _numbered(masked: bytes, person: _Person) -> Iterator[int]:
    shown = re.sub(rb"[ -]", b"", masked.replace("•".encode(), b"*"))
    text = re.sub(rb"[xX#]", b"*", shown).decode("ascii", errors="replace")
    yield from (value for value, digits in person.numbers if _fits(text, digits))


def _addressed(masked: re.Match[bytes], person: _Person) -> Iterator[int]:
    first, last, domain = (group.lower() for group in masked.groups())
    for value, address in person.addresses:
        local, _, own = address.partition(b"@")
        if own == domain and local.startswith(first) and local.endswith(last):
            yield value


def _fits(shown: str, digits: str) -> bool:
    """Whether a masked number shows this one's last digits, and no other's."""
    if len(shown) != len(digits) or not 0 < shown.count("*") <= len(digits) - _SHOWN:
        return False
    return shown[-_SHOWN:] == digits[-_SHOWN:] and all(
        a in {"*", b} for a, b in zip(shown, digits, strict=True)
    )


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _whose(value: Value) -> str:
    """The person a value is of: its name before the last dot."""
    return value.name.rpartition(".")[0]
