"""What a value looks like on the wire: decides its written forms and what must stand beside it.

Finer than a data kind: a given name and a full name are one kind, but only one of them is a word
that stands in every other text.
"""

import re
from enum import Enum, auto


class Shape(Enum):
    """How a value is written and matched."""

    TEXT = auto()
    """Words: any case."""
    EMAIL = auto()
    PHONE = auto()
    NAME = auto()
    """One name, often a word as well: exact case, or any case behind a key."""
    FULL_NAME = auto()
    DATE = auto()
    SSN = auto()
    CARD = auto()
    SECRET = auto()
    """Exact case."""
    CODE = auto()
    """An identifier of letters and digits."""
    ZIP = auto()
    """Only behind a key."""
    CVV = auto()
    EXPIRY = auto()
    SHORT = auto()
    """Under four characters: only behind a key of its own name."""


_BY_NAME = {
    "email": Shape.EMAIL,
    "phone": Shape.PHONE,
    "full_name": Shape.FULL_NAME,
    "name": Shape.FULL_NAME,
    "given_name": Shape.NAME,
    "family_name": Shape.NAME,
    "city": Shape.NAME,
    "provider": Shape.FULL_NAME,
    "dob": Shape.DATE,
    "ssn": Shape.SSN,
    "mrn": Shape.CODE,
    "member_id": Shape.CODE,
    "appointment_id": Shape.CODE,
    "zip": Shape.ZIP,
    "card": Shape.CARD,
    "card_number": Shape.CARD,
    "card_expiry": Shape.EXPIRY,
    "exp": Shape.EXPIRY,
    "cvv": Shape.CVV,
    "password": Shape.SECRET,
}
_WRITTEN = {
    Shape.EMAIL: re.compile(r"[^@\s]++@[^@\s]++"),
    Shape.PHONE: re.compile(r"\D*+(?:\d\D{0,4}+){7,15}+"),
    Shape.DATE: re.compile(r"\d{1,4}\D++\d{1,2}\D++\d{1,4}|\d{8}"),
    Shape.SSN: re.compile(r"(?:\d\D?+){9}+"),
    Shape.CARD: re.compile(r"(?:\d\D?+){12,19}+"),
    Shape.ZIP: re.compile(r"\d{5}(?:-\d{4})?"),
    Shape.CVV: re.compile(r"\d{3,4}"),
}
_SHORTEST = 4
_LONG_CITY = 6
"""Letters of a city that is hardly another word."""
_LIKE_WORDS = (
    "buffalo concord corona enterprise hampton independence liberty mobile normal orange phoenix"
    " plains providence racing reading sterling stockton surprise temple victoria windsor"
)
"""Cities that are words as well, or companies."""
_CITIES_LIKE_WORDS = frozenset(_LIKE_WORDS.split())


def last_part(name: str) -> str:
    """The part of a value's name after its last dot: `p001.email` → `email`."""
    return name.rpartition(".")[2].lower()


def shape_of(name: str, text: str) -> Shape:
    """The shape of a value by its name, where its text fits that; by the text otherwise."""
    shape = _BY_NAME.get(last_part(name))
    if shape is None:
        shape = Shape.EMAIL if _WRITTEN[Shape.EMAIL].fullmatch(text) else Shape.TEXT
    written = _WRITTEN.get(shape)
    if written is not None and not written.fullmatch(text.strip()):
        shape = Shape.TEXT
    long_city = last_part(name) == "city" and _is_long_city(text.strip())
    if shape is Shape.NAME and (" " in text.strip() or long_city):
        shape = Shape.FULL_NAME
    if len(text.strip()) < _SHORTEST and shape not in {Shape.CVV, Shape.NAME}:
        return Shape.SHORT
    return shape


def _is_long_city(text: str) -> bool:
    return len(text) >= _LONG_CITY and text.lower() not in _CITIES_LIKE_WORDS
