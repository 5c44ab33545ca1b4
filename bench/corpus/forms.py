"""How one value is written: as typed, as sites rewrite it, and as vendors normalise and hash it."""

import base64
import hashlib
import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from corpus.people import unaccented

NEEDS_KEY = frozenset({"zip", "cvv", "card_expiry"})
"""Too short to be recognised but beside a key that names them."""
UNHASHED = frozenset({"cvv", "message", "password", "card_expiry", "page_path"})
EXACT = frozenset({"given_name", "family_name", "password"})
TEXTS = frozenset(
    [
        "full_name",
        "street_address",
        "city",
        "search_phrase",
        "condition",
        "medication",
        "provider",
        "department",
        "reason",
        "symptom",
    ]
)
DIGITS = frozenset({"phone", "ssn", "card_number"})


def digits(text: str) -> str:
    """Its digits."""
    return re.sub(r"\D", "", text)


def ten(phone: str) -> str:
    """The ten digits of a North American number."""
    return digits(phone)[-10:]


def date_of(birth: str) -> tuple[str, str, str]:
    """Year, month, day of a date as patients type it."""
    if "/" in birth:
        month, day, year = birth.split("/")
        return year, month, day
    year, month, day = birth.split("-")
    return year, month, day


def mailbox(address: str) -> str:
    """Lower case; at Gmail without dots and tag, as Google, Meta and others say."""
    name, _, host = address.strip().lower().partition("@")
    if host in {"gmail.com", "googlemail.com"}:
        name = name.partition("+")[0].replace(".", "")
    return f"{name}@{host}"


def written(kind: str, value: str) -> tuple[str, ...]:
    """Clear forms, the first as typed. Those of EXACT kinds in other cases need a key."""
    return tuple(dict.fromkeys([value, *_rewritten(kind, value)]))


def _rewritten(kind: str, value: str) -> list[str]:
    if kind in TEXTS:
        apart = unicodedata.normalize("NFD", value)
        return [value.lower(), value.upper(), value.title(), apart, unaccented(value)]
    rewrite = REWRITTEN.get(kind)
    return rewrite(value) if rewrite else []


def _phones(value: str) -> list[str]:
    n = ten(value)
    a, b, c = n[:3], n[3:6], n[6:]
    parted = [f"{a}-{b}-{c}", f"{a}.{b}.{c}", f"({a}) {b}-{c}", f"+1 {a}-{b}-{c}"]
    return [n, f"1{n}", f"+1{n}", *parted]


def _dates(value: str) -> list[str]:
    y, m, d = date_of(value)
    return [f"{y}-{m}-{d}", f"{y}{m}{d}", f"{m}/{d}/{y}", f"{d}/{m}/{y}", f"{d}.{m}.{y}"]


def _ssns(value: str) -> list[str]:
    n = digits(value)
    return [n, f"{n[:3]} {n[3:5]} {n[5:]}", f"{n[:3]}-{n[3:5]}-{n[5:]}"]


def _cards(value: str) -> list[str]:
    n = digits(value)
    return [n, *(mark.join(n[i : i + 4] for i in range(0, 16, 4)) for mark in " -")]


REWRITTEN: dict[str, Callable[[str], list[str]]] = {
    "email": lambda value: [value.lower(), mailbox(value), value.upper()],
    "phone": _phones,
    "dob": _dates,
    "ssn": _ssns,
    "card_number": _cards,
    "message": lambda value: [value.replace("\n", "\r\n")],
    **dict.fromkeys(("member_id", "mrn", "username", "appointment_id"), lambda v: [v.lower()]),
}


def hashed_texts(kind: str, value: str) -> tuple[str, ...]:
    """What vendors' documents say to hash: trimmed, lower case, and each kind's own rules."""
    trimmed = value.strip()
    texts = [trimmed.lower(), trimmed]
    if kind == "email":
        texts += [mailbox(value), mailbox(value), trimmed.upper()]
    elif kind == "phone":
        n = ten(value)
        texts = [f"+1{n}", f"1{n}", n, f"+1{n}", f"001{n}", trimmed]
    elif kind == "dob":
        y, m, d = date_of(value)
        texts = [f"{y}{m}{d}", f"{y}-{m}-{d}", f"{m}/{d}/{y}", f"{d}/{m}/{y}"]
    elif kind in DIGITS:
        texts += [digits(value)]
    elif kind in {"given_name", "family_name", "full_name", "city"}:
        texts += [re.sub(r"[^\w ]", "", trimmed.lower())]
        texts += [re.sub(r"[\W]", "", trimmed.lower())] if kind == "city" else []
    elif kind in {"mrn", "member_id"}:
        texts += [trimmed.upper()]
    return tuple(dict.fromkeys(texts))


def alone(text: str) -> str:
    """A pattern for the text standing for itself.

    No letter or digit goes on; no digit or fraction where it is a number; no longer address.
    """
    word = re.escape(text)
    if "@" in text:
        return rf"(?<![\w.+-]){word}(?!\.?\w)"
    if text.isdigit() and len(text) < 12:  # noqa: PLR2004  # as long as a number
        return rf"(?<!\d)(?<!\d\.){word}(?!\d)(?!\.\d)"
    edge = r"[^\W_]" if any(c.isalpha() for c in text) else r"\d"
    return f"(?<!{edge}){word}(?!{edge})"


def stands(name: str, value: str, texts: str) -> bool:
    """Whether one of the value's forms stands in the texts."""
    kind = name.rpartition(".")[2]
    said = texts.lower()
    if kind == "full_name" and value and _parts_of_a_name(value, said):
        return True
    known = {*written(kind, value), *hashed_texts(kind, value)} if value else ()
    return any(re.search(alone(text.lower()), said) for text in known if text)


def _parts_of_a_name(value: str, said: str) -> bool:
    """A site splits a name and sends or hashes each part; an address holds both."""
    words = value.lower().split(" ")
    plain = unaccented(said)
    return any(word in said.split("\n") for word in words) or all(
        unaccented(word) in plain for word in words
    )


@dataclass(frozen=True, kw_only=True)
class Digest:
    """A hashed value as sent."""

    data: bytes
    names: tuple[tuple[str | None, ...], ...]
    """Labels, innermost first; each with its alternatives."""
    text: str
    """What was hashed."""
    said: str = ""
    """A prefix that names vendor or algorithm."""
    is_text: bool
    prefixed: str = ""
    """The algorithm, for a key that says the digest is cut."""


WEIGHTS = {
    "sha256": 40, "md5": 14, "sha1": 10, "sha512": 6, "sha224": 3, "sha384": 3, "sha512_256": 3,
    "sha3_256": 4, "sha3_512": 2, "blake2b": 4, "blake2s": 3, "ripemd160": 3,
}  # fmt: skip


def hashed(kind: str, value: str, dice: random.Random, *, raw: bool) -> Digest:
    """One of the documented forms, hashed and written as sites do; raw bytes only if asked for."""
    text = dice.choice(hashed_texts(kind, value))
    name = dice.choices(list(WEIGHTS), weights=list(WEIGHTS.values()))[0]
    digest = _digest(name, text.encode(), dice)
    names: list[tuple[str | None, ...]] = [(name,)]
    if name in {"md5", "sha1", "sha256"} and dice.random() < 1 / 12:
        name = dice.choice(("md5", "sha1", "sha256"))
        digest = hashlib.new(name, digest.hex().encode()).digest()
        names.append((name,))
    elif name in {"md5", "sha1", "sha256"} and dice.random() < 1 / 15:
        cut = dice.choice((16, 16, 20, 24)) if name != "md5" else 16
        return Digest(
            data=digest.hex()[:cut].encode(), names=tuple(names), text=text, is_text=True,
            prefixed=name,
        )  # fmt: skip
    if raw and dice.random() < 1 / 2:
        return Digest(data=digest, names=tuple(names), text=text, is_text=False)
    prefix, writing, labels = dice.choice(WRITINGS)
    said = f"{name}:" if dice.random() < 1 / 20 else ""
    return Digest(
        data=writing(digest).encode(),
        names=(*names, labels),
        text=text,
        is_text=True,
        said=said or prefix,
    )


def _digest(name: str, data: bytes, dice: random.Random) -> bytes:
    if name == "blake2b" and dice.random() < 1 / 4:  # as long as libsodium's default
        return hashlib.blake2b(data, digest_size=32).digest()
    return hashlib.new(name, data).digest()


def _base64(digest: bytes) -> str:
    return base64.b64encode(digest).decode()


def _base64url(digest: bytes) -> str:
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


HEX = ("hex", None)
BASE64 = ("base64", "base64url", None)
WRITINGS: tuple[tuple[str, Callable[[bytes], str], tuple[str | None, ...]], ...] = (
    *(("", bytes.hex, HEX) for _ in range(6)),
    ("", lambda digest: digest.hex().upper(), HEX),
    ("FFF", bytes.hex, HEX),
    ("", _base64, BASE64),
    ("", lambda digest: _base64(digest).rstrip("="), BASE64),
    ("", _base64url, BASE64),
    ("tv.1~em.", _base64url, BASE64),
)
