"""The ways one value is written: in clear, and before it is hashed.

Normalised forms follow the vendors' matching documents (Meta, Google, TikTok, Snap: trimmed, lower
case, phone as digits with country code, Gmail without dots and tag).
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date

from scriptward.analysis.leaks.shape import Shape

_NOT_DIGIT = re.compile(r"\D++")
_SPACES = re.compile(r"\s++")
_GMAIL = ("gmail.com", "googlemail.com")
_US_DIGITS = 10
_MONTHS = 12
_LONG_NUMBER = 7
"""Digits from which the number of an identifier stands for it without its letters."""
_WITHOUT_STROKE = str.maketrans("ŁłØøĐđıĦħ", "LlOoDdiHh") | str.maketrans(
    {"ß": "ss", "Æ": "AE", "æ": "ae", "Œ": "OE", "œ": "oe", "Þ": "Th", "þ": "th", "ð": "d"}
)
"""Letters that Unicode does not take apart."""
_AMEX = 15
"""Digits of an American Express number, printed 4-6-5."""


def clear_forms(shape: Shape, text: str) -> tuple[str, ...]:
    """Every way the value is written in clear, as typed first; without doubles."""
    return _distinct(text, [text, text.strip(), *_written(shape, text.strip())])


def hashed_forms(shape: Shape, text: str, *, parts: bool = True) -> tuple[str, ...]:
    """Every form that is hashed by somebody: the clear ones in lower and upper case, and bare.

    `parts`: also the words of a full name, each alone.
    """
    trimmed = text.strip()
    bare = _SPACES.sub("", trimmed)
    forms = [text, *clear_forms(shape, text), bare, _plain(trimmed)]
    if shape in {Shape.NAME, Shape.FULL_NAME}:
        forms += re.split(r"[\s,]++", trimmed) if parts and shape is Shape.FULL_NAME else []
        forms += (re.sub(r"[\W_]++", "", each) for each in (trimmed, _plain(trimmed)))
    cased = [form for each in forms for form in (each, each.lower(), each.upper())]
    return _distinct(text, cased)


def _written(shape: Shape, text: str) -> Iterable[str]:
    return _WRITERS[shape](text) if shape in _WRITERS else ()


def _emails(text: str) -> Iterator[str]:
    yield text.lower()
    local, _, domain = text.lower().partition("@")
    untagged = local.partition("+")[0]
    yield f"{untagged}@{domain}"
    if domain in _GMAIL:
        yield f"{local.replace('.', '')}@{domain}"
        yield f"{untagged.replace('.', '')}@{domain}"


def _phones(text: str) -> Iterator[str]:
    digits = _NOT_DIGIT.sub("", text)
    national = digits.removeprefix("00") if text.startswith("00") else digits
    yield from (digits, national, f"+{national}", f"00{national}")
    if len(national) == _US_DIGITS + 1 and national.startswith("1"):
        national = national[1:]
    if len(national) != _US_DIGITS:
        return
    area, exchange, line = national[:3], national[3:6], national[6:]
    yield from (national, f"1{national}", f"+1{national}", f"001{national}")
    for separator in "-. ":
        yield separator.join((area, exchange, line))
    yield from (f"({area}) {exchange}-{line}", f"({area}){exchange}-{line}")
    yield from (f"({area}) {exchange} {line}", f"{area} {exchange}-{line}")
    yield f"{area}-{exchange}{line}"


def _dates(text: str) -> Iterator[str]:
    day = _parsed(text)
    if day is None:
        return
    y, m, d = f"{day:%Y}", f"{day:%m}", f"{day:%d}"
    yield from (f"{y}-{m}-{d}", f"{y}{m}{d}", f"{y}/{m}/{d}", f"{y}.{m}.{d}")
    for separator in "/-.":
        yield separator.join((m, d, y))
        yield separator.join((d, m, y))
        yield separator.join((str(day.month), str(day.day), y))
        yield separator.join((str(day.day), str(day.month), y))
    yield from (f"{m}{d}{y}", f"{d}{m}{y}")
    yield from (f"{day:%B} {day.day}, {y}", f"{day.day} {day:%B} {y}")
    yield from (f"{day:%b} {day.day}, {y}", f"{day.day} {day:%b} {y}")


def _parsed(text: str) -> date | None:
    numbers = [int(part) for part in _NOT_DIGIT.split(text) if part]
    if len(numbers) == 1 and len(text) == len("YYYYMMDD"):
        numbers = [int(text[:4]), int(text[4:6]), int(text[6:])]
    if len(numbers) != 3:  # noqa: PLR2004  # year, month, day
        return None
    with suppress(ValueError):
        if numbers[0] > 31:  # noqa: PLR2004  # no day of a month: ISO order
            return date(*numbers)
        month, day, year = numbers
        return date(year, day, month) if month > _MONTHS else date(year, month, day)
    return None


def _expiries(text: str) -> Iterator[str]:
    parts = [part for part in _NOT_DIGIT.split(text) if part]
    if len(parts) == 1 and len(parts[0]) == len("MMYY"):
        parts = [parts[0][:2], parts[0][2:]]
    if len(parts) != 2:  # noqa: PLR2004  # month and year
        return
    month, year = parts if len(parts[0]) <= 2 else parts[::-1]  # noqa: PLR2004  # a year of four digits comes first
    for y in (year[-2:], f"20{year[-2:]}"):
        for separator in ("/", "-", " / ", ""):
            yield f"{month.zfill(2)}{separator}{y}"
    yield f"20{year[-2:]}-{month.zfill(2)}"


def _socials(text: str) -> Iterator[str]:
    return _grouped(_NOT_DIGIT.sub("", text), (3, 2, 4))


def _cards(text: str) -> Iterator[str]:
    digits = _NOT_DIGIT.sub("", text)
    return _grouped(digits, (4, 6, 5) if len(digits) == _AMEX else (4, 4, 4, 4, 4))


def _grouped(digits: str, sizes: tuple[int, ...]) -> Iterator[str]:
    yield digits
    groups, at = [], 0
    for size in sizes:
        groups.append(digits[at : at + size])
        at += size
    for separator in "- .":
        yield separator.join(filter(None, groups))


def _codes(text: str) -> Iterator[str]:
    yield re.sub(r"[\s#:-]++", "", text)
    digits = max(re.findall(r"\d++", text), key=len, default="")
    if len(digits) >= _LONG_NUMBER:
        yield digits


def _full_names(text: str) -> Iterator[str]:
    yield from _texts(text)
    yield from _turned(text)


def _turned(text: str) -> Iterator[str]:
    given, _, family = text.rpartition(" ")
    if given and "," not in text:
        yield from (f"{family}, {given}", f"{family},{given}")


def _texts(text: str) -> Iterator[str]:
    yield _SPACES.sub(" ", text)
    if "\n" in text:
        yield text.replace("\r\n", "\n")
        yield text.replace("\r\n", "\n").replace("\n", "\r\n")
    yield from (unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text))
    yield _plain(text)


def _plain(text: str) -> str:
    """Without accents."""
    apart = unicodedata.normalize("NFKD", text).translate(_WITHOUT_STROKE)
    return "".join(c for c in apart if not unicodedata.combining(c))


def _distinct(text: str, forms: Iterable[str]) -> tuple[str, ...]:
    shortest = min(3, len(text))
    return tuple(dict.fromkeys(form for form in forms if len(form) >= shortest and form.strip()))


_WRITERS: dict[Shape, Callable[[str], Iterator[str]]] = {
    Shape.EMAIL: _emails,
    Shape.PHONE: _phones,
    Shape.DATE: _dates,
    Shape.SSN: _socials,
    Shape.CARD: _cards,
    Shape.EXPIRY: _expiries,
    Shape.CODE: _codes,
    Shape.FULL_NAME: _full_names,
    Shape.TEXT: _texts,
}
