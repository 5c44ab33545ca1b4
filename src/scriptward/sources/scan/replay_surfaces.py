"""What a replay probe puts into a page: surfaces, each with a value and a place of its own.

Values are invented for one probe and used nowhere else: words of letters that no dictionary has,
in the shape that a field takes. Places are words too, so that a recording tells them apart.
"""

import random
import secrets
from collections.abc import Iterable, Iterator

from scriptward.knowledge.recorders import room
from scriptward.vocabulary.capture import Placed, Value
from scriptward.vocabulary.replay import MARKED, Surface

_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"
_SYLLABLES = 7
_KINDS = {
    Surface.INPUT_EMAIL: "email",
    Surface.INPUT_TEL: "phone",
    Surface.INPUT_DATE: "dob",
}
_AREAS = ("212", "303", "312", "404", "415", "503", "512", "602")


def surfaces(recorders: Iterable[str], *, seed: int | None = None) -> tuple[Placed, ...]:
    """Every surface, and those marked as the recorders' vendors say. `seed`: for the same again."""
    chance = random.Random(secrets.randbits(64) if seed is None else seed)  # noqa: S311  # made up, not secret
    plain = [(surface, "") for surface in Surface if surface not in MARKED]
    return tuple(
        Placed(
            surface=surface,
            marking=marking,
            mark=Value(name=f"mark.{number}", text=_word(chance)),
            value=Value(name=_name(surface, number), text=_text(surface, chance)),
        )
        for number, (surface, marking) in enumerate((*plain, *_marked(recorders)))
    )


def end_mark(*, seed: int | None = None) -> Value:
    """The place of what is put in last."""
    chance = random.Random(secrets.randbits(64) if seed is None else seed)  # noqa: S311  # made up, not secret
    return Value(name="mark.end", text=_word(chance))


def _marked(recorders: Iterable[str]) -> Iterator[tuple[Surface, str]]:
    for name in recorders:
        for marking in room()[name].markings if name in room() else ():
            if marking.of_text:
                yield Surface.MARKED_TEXT, marking.shown
            if marking.of_input:
                yield Surface.MARKED_INPUT, marking.shown


def _name(surface: Surface, number: int) -> str:
    kind = _KINDS.get(surface)
    return f"surface.{number}.{kind}" if kind else f"surface.{number}"


def _text(surface: Surface, chance: random.Random) -> str:
    match surface:
        case Surface.INPUT_EMAIL:
            return f"{_word(chance)}@mail.example"
        case Surface.INPUT_TEL:
            return f"{chance.choice(_AREAS)}-555-{chance.randrange(1000, 10_000)}"
        case Surface.INPUT_NUMBER:
            return str(chance.randrange(10**11, 10**12))
        case Surface.INPUT_DATE:
            year, month = 1910 + chance.randrange(60), 1 + chance.randrange(12)
            return f"{year}-{month:02}-2{chance.randrange(9)}"
        case _:
            return _word(chance)


def _word(chance: random.Random) -> str:
    return "".join(
        chance.choice(letters) for _ in range(_SYLLABLES) for letters in (_CONSONANTS, _VOWELS)
    )
