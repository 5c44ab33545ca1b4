"""A patient who doesn't exist: unique, plausible values, so that a leak names its field.

Check digits are right where a form may test them (ISO/IEC 7812-1 Luhn); words are made of
syllables that stand in no dictionary; addresses lie in domains that RFC 2606 keeps for this.
"""

import random
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace

from scriptward.vocabulary.capture import Value
from scriptward.vocabulary.words import DataKind

_SYLLABLES = (
    ("mar", "tol", "bren", "kel", "var", "dor", "hes", "lin", "orm", "pell", "quin", "sor", "tam"),
    ("wen", "dri", "sta", "lo", "mi", "ra", "ne", "vi", "ga", "be"),
    ("brick", "worth", "field", "mere", "stead", "lund", "wick", "combe", "shaw", "thorpe"),
)
_CHOICES: dict[str, tuple[str, ...]] = {
    "area": ("212", "303", "312", "404", "415", "503", "512", "602", "614", "702", "713", "802"),
    "condition": (
        "psoriatic arthritis",
        "ulcerative colitis",
        "bipolar disorder",
        "opioid dependence",
        "polycystic ovaries",
        "hepatitis C",
    ),
    "medication": ("sertraline", "adalimumab", "buprenorphine", "levothyroxine", "methotrexate"),
    "reason": ("second opinion", "test results", "new symptoms", "follow-up after surgery"),
    "month": ("01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"),
}
_SHAPES: dict[str, str] = {
    "email": "{given}.{word}###@mail.example",
    "phone": "{area}-555-####",
    "full_name": "{Given} {Family}",
    "name": "{Given} {Family}",
    "given_name": "{Given}",
    "family_name": "{Family}",
    "dob": "19^#-{month}-2#",
    "ssn": "78#-^#-####",
    "mrn": "MRN 4#######",
    "member_id": "***#########",
    "street_address": "^### {Word} Hollow Road",
    "city": "{Word}ville",
    "zip": "^####",
    "search_phrase": "{reason} {word}",
    "search": "{reason} {word}",
    "condition": "{condition} since {word}",
    "symptom": "tingling near {word}",
    "medication": "{medication} ##.^ mg",
    "provider": "Dr. {Word} {Word}",
    "department": "{Word} Oncology",
    "appointment_id": "APT-**#######",
    "reason": "{reason} {word}",
    "card_number": "4000###########",
    "card": "4000###########",
    "card_expiry": "{month}/3^",
    "exp": "{month}/3^",
    "cvv": "^##",
    "username": "{word}####",
    "password": "{Word}!####**",
}
"""`#` a digit, `^` one of 4 to 9, `*` a letter; `{word}` a new word, `{given}` the first name."""
_FREE_TEXT = "please call {word} about the {word} results"
_CARDS = frozenset({"card_number", "card"})
_PLACE = re.compile(r"\{\w+\}|[#^*]")


class Patient:
    """One invented patient of a run; the same name gives the same value."""

    def __init__(
        self,
        given: Mapping[str, str] | None = None,
        *,
        bait: Iterable[Value] = (),
        seed: int | None = None,
    ) -> None:
        """`given`: values the user chose by name. `bait`: those that stand on a page already.

        `seed`: for the same patient twice, whatever is asked for, in whatever order.
        """
        self._seed = secrets.randbits(64) if seed is None else seed
        self._values: dict[str, Value] = {
            name: Value(name=name, text=text, stated=True) for name, text in (given or {}).items()
        }
        self._values |= {value.name: value for value in bait}
        self._fixed = {name: _word(self._chance(name)) for name in ("given", "family")}

    def value(self, name: str, *keys: str) -> str:
        """The value of a name; its kind is the part after the last dot, else free text.

        `keys`: names and ids of the field it goes into.
        """
        if name not in self._values:
            chance = self._chance(name)
            text = self._made(name, chance)
            if any(value.text == text for value in self._values.values()):
                text = self._made(name, chance)
            self._values[name] = Value(name=name, text=text)
        value = self._values[name]
        known = dict.fromkeys((*value.keys, *filter(None, keys)))
        self._values[name] = replace(value, keys=tuple(known))
        return value.text

    def note(self, name: str, text: str, *, kind: DataKind, stated: bool) -> None:
        """A value that was chosen or typed without a canary, to be looked for as well.

        `name`: the field's; a second text of one field gets a number.
        """
        if not text.strip() or any(value.text == text for value in self._values.values()):
            return
        names = (name, *(f"{name}{number}" for number in range(2, 1000)))
        free = next((one for one in names if one not in self._values), "")
        if free:
            self._values[free] = Value(name=free, text=text, kind=kind, keys=(name,), stated=stated)

    def values(self) -> tuple[Value, ...]:
        """Everything to look for."""
        return tuple(self._values.values())

    def _chance(self, name: str) -> random.Random:
        return random.Random(f"{self._seed} {name}")  # noqa: S311  # plausible, not secret

    def _made(self, name: str, chance: random.Random) -> str:
        kind = name.rpartition(".")[2].strip().lower().replace("-", "_")
        text = _PLACE.sub(lambda place: self._part(place[0], chance), _SHAPES.get(kind, _FREE_TEXT))
        return with_check_digit(text) if kind in _CARDS else text

    def _part(self, mark: str, chance: random.Random) -> str:
        if mark in "#^*":
            letters = {"#": "0123456789", "^": "456789", "*": "ABCDEFGHJKLMNPQRTUVWXYZ"}
            return chance.choice(letters[mark])
        name = mark.strip("{}")
        if name in _CHOICES:
            return chance.choice(_CHOICES[name])
        text = self._fixed.get(name.lower()) or _word(chance)
        return text if name.islower() else text.capitalize()


def _word(chance: random.Random) -> str:
    return "".join(map(chance.choice, _SYLLABLES))


def with_check_digit(number: str) -> str:
    """A number and its Luhn digit."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        doubled = int(digit) * (1 if place % 2 else 2)
        total += doubled - 9 if doubled > 9 else doubled  # noqa: PLR2004  # Luhn's own nine
    return number + str(-total % 10)
