"""What stands beside values: ids, words, addresses, and texts that look like a value and are none.

`Innocent` keeps what holds one of the patient's values by chance out of clean texts.
"""

import base64
import hashlib
import json
import random
import re
import uuid
import zlib
from collections.abc import Callable, Iterable, Sequence

from corpus import forms

WORDS = [
    "the", "a", "of", "to", "in", "on", "visit", "care", "page", "doctor", "find", "clinic",
    "rosemary", "market", "hopeful", "maybe", "click", "view", "menu", "button", "health",
    "portal", "session", "event", "value", "type", "track", "time", "scroll", "window",
    "screen", "load", "graceful", "rubylike", "willing", "markdown", "stones", "youngest",
    "holiday", "daylight", "featherweight", "quilling", "appointment", "schedule", "location",
    "directions", "insurance", "billing", "contact", "header", "footer", "section", "hero",
    "carousel", "banner", "article", "related", "default", "primary", "secondary", "active",
    "hidden", "container", "wrapper", "results", "filter", "submit", "cancel", "continue",
    "privacy", "terms", "cookie", "consent", "accept", "decline", "support", "virtual",
    "urgent", "emergency", "primary", "specialty", "wellness", "nutrition", "patient",
    "visitor", "guide", "map",
]  # fmt: skip
KEYS = [
    "id", "uid", "cid", "sid", "tid", "v", "z", "cb", "ts", "t", "e", "ev", "en", "ea", "el",
    "dl", "dr", "dt", "ul", "sr", "vp", "gtm", "gcs", "uaa", "rnd", "seq", "ver", "lang", "tz",
    "ref", "src", "medium", "campaign", "content", "term", "label", "action", "category",
    "status", "state", "mode", "variant", "bucket", "duration", "count", "index", "total",
    "version", "build", "locale", "viewport", "platform", "props", "meta", "ctx", "payload",
    "data",
]  # fmt: skip
CAMEL = [
    "onClick", "getState", "useEffect", "innerText", "parentNode", "queryParam", "dataLayer",
    "utmSource",
]  # fmt: skip
AGENT = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Safari/537.36"
)
Maker = Callable[[random.Random], str]


def words(dice: random.Random, least: int, most: int) -> str:
    """Words that mean nobody."""
    return " ".join(dice.choices(WORDS, k=dice.randint(least, most)))


def _address(dice: random.Random) -> str:
    path = "/".join(dice.choices(WORDS, k=dice.randint(1, 4)))
    return f"https://www.w{dice.randint(1, 40)}.test/{path}?utm_id={dice.randint(1, 99999)}"


def _markup(dice: random.Random) -> str:
    name, text = dice.choice(WORDS), words(dice, 1, 6)
    return (
        f'<div class="{name}-{dice.randint(1, 99)}" data-id="{dice.getrandbits(24)}">{text}</div>'
    )


def _object(dice: random.Random) -> str:
    keys = dice.sample(KEYS, 3)
    return json.dumps({key: dice.choice((1, True, None, dice.choice(WORDS))) for key in keys})


def _image(dice: random.Random) -> str:
    raw = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + dice.randbytes(dice.randint(30, 300))
    return "data:image/png;base64," + base64.b64encode(raw).decode()


def _moment(dice: random.Random) -> str:
    day = f"20{dice.randint(20, 29)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    return f"{day}T08:{dice.randint(10, 59)}:5{dice.randint(0, 9)}.{dice.randint(100, 999)}Z"


MAKERS: tuple[Maker, ...] = (
    lambda d: d.randbytes(d.randint(8, 40)).hex(),
    lambda d: base64.urlsafe_b64encode(d.randbytes(d.randint(9, 60))).decode().rstrip("="),
    lambda d: base64.b64encode(d.randbytes(d.randint(9, 60))).decode(),
    lambda d: str(uuid.UUID(int=d.getrandbits(128), version=4)),
    lambda d: str(d.randint(10**9, 10**17)),
    lambda d: str(1_790_000_000_000 + d.randint(0, 10**10)),
    lambda d: words(d, 2, 12),
    lambda d: words(d, 1, 2),
    _address,
    lambda d: f"GA1.2.{d.randint(10**8, 10**10)}.{d.randint(10**9, 10**10)}",
    lambda d: f"{d.uniform(-180, 180):.{d.randint(2, 14)}f}",
    lambda d: f"{d.randint(0, 30)}.{d.randint(0, 99)}.{d.randint(0, 9999)}",
    _moment,
    lambda d: d.choice(CAMEL) + d.choice(CAMEL).title() + d.choice(WORDS),
    lambda d: f"{d.choice((320, 768, 1440, 1920))}x{d.randint(500, 1200)}",
    lambda d: "".join(d.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=d.randint(6, 24))),
    lambda d: "".join(d.choices("ABCDEFGHJKMNPQRSTVWXYZ0123456789", k=26)),
    lambda d: f"G-{''.join(d.choices('ABCDEFGHJKLMNPQRSTUVWXYZ0123456789', k=10))}",
    lambda d: str(d.randint(0, 999)),
    _markup,
    _object,
)


def noise(dice: random.Random) -> str:
    """One text that means nobody."""
    return _image(dice) if dice.random() < 1 / 150 else dice.choice(MAKERS)(dice)


def _shifted(text: str, dice: random.Random) -> str:
    """The text with one of its digits made another; a letter where it has none."""
    digits = [place for place, c in enumerate(text) if c.isdigit()]
    place = dice.choice(digits or range(len(text)))
    new = str((int(text[place]) + dice.randint(1, 9)) % 10) if digits else dice.choice("qzxkj")
    return text[:place] + new + text[place + 1 :]


def lookalike(person: dict[str, str], other: dict[str, str], dice: random.Random) -> str:
    """Something near one of the person's values, or another's."""
    phone, ssn = forms.ten(person["phone"]), forms.digits(person["ssn"])
    card, email, zipcode = forms.digits(person["card_number"]), person["email"], person["zip"]
    salt = dice.randbytes(8).hex()
    makers = (
        lambda: dice.choice(list(other.values())),
        lambda: dice.choice(forms.written("phone", other["phone"])),
        lambda: "x" + email,
        lambda: email + dice.choice((".au", "x", "9")),
        lambda: f"{dice.choice('abc')}.{email}",
        lambda: email.partition("@")[0] + "9@" + email.partition("@")[2],
        lambda: _shifted(email.partition("@")[0], dice) + "@" + email.partition("@")[2],
        lambda: _shifted(person[dice.choice(("ssn", "phone", "mrn", "card_number"))], dice),
        lambda: f"{person['given_name'].lower()}mary likes",
        lambda: f"the {person['given_name'].lower()} of {dice.choice(WORDS)}",
        lambda: f"{dice.choice(WORDS)}{person['family_name'].lower()} {dice.choice(WORDS)}",
        lambda: f"{person['given_name'].upper()}S {dice.randint(1, 99)}",
        lambda: f"{person['given_name']} {other['family_name']}s"
        if person["given_name"] == other["given_name"]
        else other["full_name"],
        lambda: dice.choice("123456789") + phone + str(dice.randint(0, 9)),
        lambda: phone + str(dice.randint(10, 999)),
        lambda: f"0.{ssn}",
        lambda: f"{dice.randint(1, 99)}.{phone}",
        lambda: f"{ssn}.{dice.randint(10, 99)}",
        lambda: f"1{ssn}",
        lambda: card + str(dice.randint(0, 9)),
        lambda: dice.choice("123456789") + card,
        lambda: f"{zipcode}{dice.randint(10, 99)}",
        lambda: f"item {zipcode}",
        lambda: f"{person['cvv']} views",
        lambda: f"{person['cvv']}px",
        lambda: hashlib.sha256(f"{salt}{email}".encode()).hexdigest(),
        lambda: hashlib.sha256(f"{email}{salt}".encode()).hexdigest(),
        lambda: hashlib.sha256(other["email"].encode()).hexdigest(),
        lambda: hashlib.md5(forms.ten(other["phone"]).encode()).hexdigest(),  # noqa: S324  # as sites do
        lambda: hashlib.sha256(email[1:].encode()).hexdigest(),
        lambda: person["member_id"] + "9",
        lambda: "A" + person["member_id"],
        lambda: person["mrn"] + str(dice.randint(0, 9)),
        lambda: f"{person['condition']}s" if person["condition"][-1].isalpha() else "x",
    )  # fmt: skip
    return dice.choice(makers)()


class Innocent:
    """Says whether a text is free of one patient's values, in clear or hashed, as words."""

    def __init__(self, person: dict[str, str]) -> None:
        free = {name: value for name, value in person.items() if name not in forms.NEEDS_KEY}
        texts = {
            text for name, value in free.items() if name not in forms.EXACT
            for text in (*forms.written(name, value), *forms.hashed_texts(name, value))
            if not (text.isdigit() and len(text) < 8)  # noqa: PLR2004  # no known form is shorter
        }  # fmt: skip
        texts |= {person["message"][:24]}  # the beginning of a long text is a leak of it, cut off
        names = {person["given_name"].lower(), person["family_name"].lower()}
        self._any = _patterns(text.lower() for text in texts if text.lower() not in names)
        self._exact = _patterns(value for name, value in free.items() if name in forms.EXACT)

    def __call__(self, text: str) -> bool:
        """Whether none of the values stands in the text."""
        low = text.lower()
        return not any(
            word in said and pattern.search(said)
            for said, patterns in ((low, self._any), (text, self._exact))
            for word, pattern in patterns
        )


def _patterns(texts: Iterable[str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each text, and a pattern for it standing for itself."""
    return tuple((text, re.compile(forms.alone(text))) for text in set(texts))


DISGUISES: tuple[Callable[[str], str], ...] = (
    lambda text: base64.b64encode(text.encode()).decode(),
    lambda text: text.encode().hex(),
    lambda text: base64.b64encode(zlib.compress(text.encode())).decode(),
    lambda text: json.dumps({"t": text}),
    lambda text: hashlib.sha1(text.encode()).hexdigest(),  # noqa: S324  # as sites do
)


def clean_text(
    person: dict[str, str],
    others: Sequence[dict[str, str]],
    innocent: Innocent,
    dice: random.Random,
) -> tuple[str, str]:
    """Noise, or in one of seven a look-alike: as it is, and as it is sent."""
    for _ in range(20):
        text = (
            lookalike(person, dice.choice(others), dice) if dice.random() < 1 / 7 else noise(dice)
        )
        if innocent(text):
            return text, dice.choice(DISGUISES)(text) if dice.random() < 1 / 40 else text
    return "none", "none"
