"""One value of a patient, as it goes out: written or hashed, in a document, through layers."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from corpus import documents, forms
from corpus.layers import ARMOUR, HINTS, LATIN1, Wrapped, drawn
from corpus.trail import Trail

DEPTHS = (0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4)
OWN_KEYS = {
    "zip": ("zip", "postal_code", "zp", "zipCode", "postal"),
    "cvv": ("cvv", "cvc", "securityCode", "card_cvc"),
    "card_expiry": ("exp", "card_expiry", "expiry", "cc-exp", "expirationDate"),
    "given_name": ("fn", "first_name", "firstName", "given_name"),
    "family_name": ("ln", "last_name", "lastName", "family_name"),
    "full_name": ("name", "full_name", "patientName"),
    "email": ("em", "email", "ud[em]", "user_email", "hem", "u_hem"),
    "phone": ("ph", "phone", "ud[ph]", "tel"),
    "dob": ("db", "dob", "birth_date"),
    "search_phrase": ("q", "search_term", "ep.search_term", "s"),
}
ANY_KEYS = ("v", "data", "ep.x", "el_text", "$el_text", "value", "c12", "u7", "cd[buttonText]", "p")


@dataclass(kw_only=True)
class Planted:
    """One value in a request."""

    name: str
    key: str
    wrapped: Wrapped
    text: str
    """What was written or hashed, in clear."""
    form: str
    """`typed`, `rewritten`, `cut`, `hash`, `cut hash`, `hint`."""
    variants: tuple[str, ...]
    """Layers with their variants, innermost first, for summaries."""
    where: str = ""
    place: str = ""

    @property
    def trail(self) -> Trail:
        """Its layers."""
        return self.wrapped.trail


def planted(  # all named
    name: str, value: str, dice: random.Random, text: Callable[[], str], *, binary: bool,
    latin: bool, keys: bool, plain: bool = False,
) -> Planted:  # fmt: skip
    """What may come out: `binary`, bytes; `latin`, bytes as Latin-1 text; `plain`, no layers.

    `keys`: whether the place puts the key right before the value; else a document does if needed.
    """
    kind = name.rpartition(".")[2]
    key = dice.choice(
        (*OWN_KEYS.get(kind, (kind, kind)), *ANY_KEYS[: 6 if kind not in forms.NEEDS_KEY else 0])
    )
    if kind not in forms.UNHASHED and dice.random() < 1 / 5:
        return _hashed(name, kind, value, key, dice, text, binary=binary, latin=latin, plain=plain)
    said, form = _said(kind, value, dice)
    cased = kind in forms.EXACT and said != value
    keyed = kind in forms.NEEDS_KEY or cased
    if keyed:
        key = dice.choice(OWN_KEYS.get(kind, (kind,)))
    raw = said.encode()
    core = said.lstrip("+MRNmrn ").encode() if kind in {"phone", "mrn"} else raw
    wrapped = Wrapped(data=raw, token=raw, trail=Trail(core=core))
    depth = 0 if plain else dice.choice(DEPTHS)
    if (keyed and (depth or not keys)) or (
        not plain and dice.random() < (1 / 2 if depth else 1 / 5)
    ):
        wrapped = documents.enclosed(key, wrapped, text, dice, keyed=keyed)
    hint = depth > 0 and not keyed and dice.random() < 1 / 20
    wrapped, variants = _through(wrapped, depth, dice, text, binary=binary, latin=latin, hint=hint)
    return Planted(
        name=name, key=key, wrapped=wrapped, text=said, form="hint" if hint else form,
        variants=variants,
    )  # fmt: skip


def _said(kind: str, value: str, dice: random.Random) -> tuple[str, str]:
    if kind == "message" and dice.random() < 1 / 8 and len(value) > 50:  # noqa: PLR2004  # room to cut
        return value[: dice.randint(42, len(value) - 4)].rstrip(), "cut"
    said = value if dice.random() < 1 / 2 else dice.choice(forms.written(kind, value))
    if kind in {"given_name", "family_name"} and dice.random() < 1 / 8:
        said = dice.choice((value.lower(), value.upper()))
    return said, "typed" if said == value else "rewritten"


def _hashed(
    name: str, kind: str, value: str, key: str, dice: random.Random, text: Callable[[], str], *,
    binary: bool, latin: bool, plain: bool,
) -> Planted:  # fmt: skip
    depth = 0 if plain else dice.choice((0, 0, 0, 1, 2))
    digest = forms.hashed(kind, value, dice, raw=binary or depth > 0)
    trail = Trail(core=digest.data)
    for labels in digest.names:
        trail.cover(*labels)
    data = digest.said.encode() + digest.data
    wrapped = Wrapped(data=data, token=digest.data, trail=trail, is_text=digest.is_text)
    if digest.prefixed:
        key = dice.choice((f"{key}_{digest.prefixed}_prefix", f"{key}_hash8", f"{kind}_hash_short"))
    if digest.is_text and ((digest.prefixed and depth) or dice.random() < 1 / 3) and not plain:
        wrapped = documents.enclosed(key, wrapped, text, dice, keyed=bool(digest.prefixed))
    wrapped, variants = _through(wrapped, depth, dice, text, binary=binary, latin=latin, hint=False)
    if not digest.is_text:
        trail.optional(len(digest.names), {"hex", "base64", "base64url"})
    form = "cut hash" if digest.prefixed else "hash"
    names = tuple(min(filter(None, labels)) for labels in digest.names)
    return Planted(
        name=name, key=key, wrapped=wrapped, text=digest.text, form=form,
        variants=(*names, *variants),
    )  # fmt: skip


def _through(
    wrapped: Wrapped, depth: int, dice: random.Random, text: Callable[[], str], *, binary: bool,
    latin: bool, hint: bool,
) -> tuple[Wrapped, tuple[str, ...]]:  # fmt: skip
    """Through so many layers, now and then a document between; armour where text is needed."""
    variants = []
    for number in range(depth):
        layer = drawn(dice, is_text=wrapped.is_text, size=len(wrapped.data))
        if hint and number == 0:
            layer = dice.choice(HINTS)
        wrapped = wrapped.through(layer, dice)
        variants.append(f"{layer.name} {layer.variant}".strip())
        if wrapped.is_text and dice.random() < 1 / 6:
            wrapped = documents.enclosed(dice.choice(ANY_KEYS), wrapped, text, dice)
    if not wrapped.is_text and not binary:
        layer = LATIN1 if latin and dice.random() < 1 / 3 else dice.choice(ARMOUR)
        while len(wrapped.data) > layer.most:
            layer = dice.choice(ARMOUR)
        wrapped = wrapped.through(layer, dice)
        variants.append(f"{layer.name} {layer.variant}".strip())
    return wrapped, tuple(variants)
