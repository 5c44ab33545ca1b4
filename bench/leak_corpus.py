"""Seeded requests with and without a patient's values: what the leak detector is measured on.

Written from wire formats, not from the detector's tables. Truth is (value, where, layers that are
no mere escapes), so that recall and labels are measured and never asserted.
"""

import base64
import gzip
import hashlib
import html
import json
import quopri
import random
import uuid
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, quote_plus, urlencode

import brotli
import zstandard

from scriptward.vocabulary.request import Request

GIVEN = [
    "Rose",
    "Mark",
    "Hope",
    "Priya",
    "Xavier",
    "Ingrid",
    "Tomás",
    "Wei",
    "Amara",
    "Dmitri",
    "Chloe",
    "Grace",
    "Jordan",
    "May",
]
FAMILY = [
    "Quill",
    "Okafor",
    "Lindqvist",
    "Harlow",
    "Nakamura",
    "Peña",
    "Brightwater",
    "Stone",
    "Young",
    "Feather",
]
STREETS = ["Juniper Ln", "Old Mill Rd", "N 34th St", "Harbor View Dr", "Saint Claude Ave"]
CITIES = ["Portland", "Tacoma", "Eugene", "Boise", "Missoula", "Yakima"]
CONDITIONS = ["type 2 diabetes", "anxiety disorder", "breast cancer", "chronic back pain", "asthma"]
DRUGS = ["sertraline 50 mg", "metformin", "lisinopril 10mg", "albuterol inhaler"]
WORDS = [
    "the",
    "a",
    "of",
    "to",
    "visit",
    "care",
    "page",
    "doctor",
    "find",
    "clinic",
    "rosemary",
    "market",
    "hopeful",
    "maybe",
    "click",
    "view",
    "menu",
    "button",
    "health",
    "portal",
    "session",
    "event",
    "value",
    "type",
    "track",
    "time",
    "scroll",
    "window",
    "screen",
    "load",
]

Fields = dict[str, object]
Step = Callable[[str, random.Random], tuple[str, tuple[str, ...]]]


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A request and what is in it."""

    request: Request
    truth: tuple[tuple[str, str, tuple[str, ...]], ...]
    """(name, where, layers), empty for a clean one."""


def patient(dice: random.Random) -> dict[str, str]:
    """18 invented values."""
    given, family = dice.choice(GIVEN), dice.choice(FAMILY)
    number = dice.randint(10, 9999)
    mailbox = f"{given}.{family}{number}".lower().encode("ascii", "ignore").decode()
    birth = f"{dice.randint(1931, 2004)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    return {
        "email": f"{mailbox}@example{dice.randint(1, 99)}.test",
        "phone": f"({dice.randint(201, 989)}) {dice.randint(200, 999)}-{dice.randint(1000, 9999)}",
        "full_name": f"{given} {family}",
        "given_name": given,
        "family_name": family,
        "dob": birth,
        "ssn": f"{dice.randint(100, 665)}-{dice.randint(10, 99)}-{dice.randint(1000, 9999)}",
        "mrn": f"MRN{dice.randint(10**7, 10**8 - 1)}",
        "member_id": f"XQH{dice.randint(10**8, 10**9 - 1)}",
        "street_address": f"{dice.randint(10, 9999)} {dice.choice(STREETS)}",
        "zip": str(dice.randint(10000, 99999)),
        "search_phrase": f"{dice.choice(CONDITIONS)} specialist {dice.choice(CITIES)}",
        "condition": dice.choice(CONDITIONS),
        "medication": dice.choice(DRUGS),
        "card_number": " ".join(str(dice.randint(1000, 9999)) for _ in range(4)),
        "cvv": str(dice.randint(100, 999)),
        "password": base64.b32encode(dice.randbytes(8)).decode().rstrip("=").title() + "!7",
        "message": " ".join(dice.choices(WORDS, k=9)) + f" & I can't sleep {number}; “please”",
    }


def _json(text: str) -> str:
    return json.dumps({"d": text, "n": 3}, ensure_ascii=len(text) % 2 == 0)


def _deflated(data: bytes) -> bytes:
    stream = zlib.compressobj(9, zlib.DEFLATED, -15)
    return stream.compress(data) + stream.flush()


def _packed(name: str, pack: Callable[[bytes], bytes]) -> Step:
    def step(text: str, dice: random.Random) -> tuple[str, tuple[str, ...]]:
        data = pack(text.encode())
        if dice.random() < 0.5:  # noqa: PLR2004  # either alphabet
            return base64.b64encode(data).decode(), ("base64", name)
        return base64.urlsafe_b64encode(data).decode().rstrip("="), ("base64url", name)

    return step


def _plain(name: str, encode: Callable[[str], str]) -> Step:
    return lambda text, _: (encode(text), (name,) if name else ())


STEPS: tuple[Step, ...] = (
    _plain("", quote),
    _plain("", lambda text: quote(text, safe="")),
    _plain("", quote_plus),
    _plain("", _json),
    _plain("", html.escape),
    _plain("", lambda text: quopri.encodestring(text.encode()).decode().replace("=\n", "")),
    _plain("base64", lambda text: base64.b64encode(text.encode()).decode()),
    _plain("base64url", lambda text: base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")),
    _plain("hex", lambda text: text.encode().hex()),
    _plain("base32", lambda text: base64.b32encode(text.encode()).decode()),
    _packed("gzip", gzip.compress),
    _packed("zlib", zlib.compress),
    _packed("deflate", _deflated),
    _packed("brotli", brotli.compress),
    _packed("zstd", zstandard.compress),
    _packed("utf16le", lambda data: data.decode().encode("utf-16-le")),
)
BODIES: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (
    ("gzip", gzip.compress),
    ("zlib", zlib.compress),
    ("brotli", brotli.compress),
    ("zstd", zstandard.compress),
)
HASHES = ("sha256", "sha256", "sha256", "md5", "sha1", "sha512")
KEYS = {
    "zip": ("zip", "postal_code", "zp"),
    "cvv": ("cvv", "cvc", "securityCode"),
    "given_name": ("fn", "first_name"),
    "family_name": ("ln", "last_name"),
}
NEEDS_KEY = frozenset({"zip", "cvv"})
UNHASHED = frozenset({"cvv", "message", "password"})


def _noise(dice: random.Random) -> str:
    """An id, a number, words or an address that mean nobody."""
    makers: tuple[Callable[[], str], ...] = (
        lambda: dice.randbytes(dice.randint(8, 40)).hex(),
        lambda: base64.urlsafe_b64encode(dice.randbytes(dice.randint(9, 60))).decode().rstrip("="),
        lambda: base64.b64encode(dice.randbytes(dice.randint(9, 60))).decode(),
        lambda: str(uuid.UUID(int=dice.getrandbits(128))),
        lambda: str(dice.randint(10**9, 10**17)),
        lambda: " ".join(dice.choices(WORDS, k=dice.randint(2, 12))),
        lambda: f"https://w.test/{'/'.join(dice.choices(WORDS, k=3))}?utm={dice.randint(1, 999)}",
        lambda: f"GA1.2.{dice.randint(10**8, 10**10)}.{dice.randint(10**9, 10**10)}",
        lambda: f"{dice.uniform(0, 1):.12f}",
    )
    return dice.choice(makers)()


def _lookalike(person: dict[str, str], dice: random.Random) -> str:
    """Something near a value that is none."""
    other = patient(dice)
    digits = "".join(c for c in person["phone"] if c.isdigit())
    salted = hashlib.sha256(f"salt{person['email']}".encode()).hexdigest()
    return dice.choice(
        [
            other["email"],
            other["phone"],
            other["ssn"],
            "x" + person["email"],
            person["email"] + ".au",
            person["given_name"].lower() + "mary likes",
            "1" + digits + "7",
            f"{person['zip']}{dice.randint(10, 99)}",
            f"item {person['zip']}",
            f"{person['cvv']} views",
            salted,
            hashlib.sha256(other["email"].encode()).hexdigest(),
            person["member_id"] + "9",
            person["card_number"].replace(" ", "") + "4",
            f"0.{person['ssn'].replace('-', '')}",
            base64.b64encode(other["email"].encode()).decode(),
        ]
    )


def _filling(dice: random.Random, person: dict[str, str]) -> Fields:
    roll = dice.random()
    size = dice.randint(2, 24)
    if roll < 0.06:  # noqa: PLR2004  # one request in sixteen is large
        size = 3000 if roll < 0.006 else dice.randint(60, 300)  # noqa: PLR2004  # and few are replays
    return {
        f"{dice.choice(WORDS)}{index}": (
            _lookalike(person, dice) if dice.random() < 0.15 else _noise(dice)  # noqa: PLR2004  # a share
        )
        for index in range(size)
    }


def _embedded(
    person: dict[str, str], name: str, dice: random.Random
) -> tuple[str, str, tuple[str, ...]]:
    """(key, text, layers): one value behind a key, through zero to four steps or hashed."""
    value = person[name]
    key = dice.choice(KEYS.get(name, (name, "v", "data", "ep.x", "el_text")))
    if name not in UNHASHED | NEEDS_KEY and dice.random() < 0.2:  # noqa: PLR2004  # a fifth
        digest = hashlib.new(dice.choice(HASHES), value.strip().lower().encode())
        return key, digest.hexdigest(), (digest.name,)
    depth = dice.choice((0, 0, 0, 1, 1, 2, 3, 4))
    text = value
    layers: tuple[str, ...] = ()
    if depth or dice.random() < 0.3:  # noqa: PLR2004  # the rest stands alone
        text = json.dumps({"a": 1, key: value, "t": _noise(dice)}, ensure_ascii=False)
    for _ in range(depth):
        text, step = dice.choice(STEPS)(text, dice)
        layers = (*step, *layers)
    return key, text, layers


def samples(seed: int, count: int) -> tuple[dict[str, str], tuple[Sample, ...]]:
    """A patient and `count` requests, about half of them clean."""
    dice = random.Random(seed)  # noqa: S311  # repeatable, no secret
    person = patient(dice)
    return person, tuple(_sample(person, dice) for _ in range(count))


def _sample(person: dict[str, str], dice: random.Random) -> Sample:
    clean = dice.random() < 0.45  # noqa: PLR2004  # nearly half
    names = [] if clean else dice.sample(list(person), dice.randint(1, 3))
    inside = [(name, *_embedded(person, name, dice)) for name in names]
    kept = {key: text for _, key, text, _ in inside}
    fields: Fields = {**_filling(dice, person), **kept}
    order = list(fields)
    dice.shuffle(order)
    where, outer, request = _placed({key: fields[key] for key in order}, dice)
    truth = tuple(
        (name, where, (*outer, *layers)) for name, key, text, layers in inside if kept[key] == text
    )
    return Sample(request=request, truth=truth)


def _placed(fields: Fields, dice: random.Random) -> tuple[str, tuple[str, ...], Request]:
    """(where, layers around all, request)."""
    place = dice.choice(("query", "json", "json", "form", "multipart", "packed", "cookie", "lines"))
    url = f"https://t{dice.randint(1, 9)}.test/{dice.choice(WORDS)}/collect"
    headers = (
        ("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0"),
        ("Referer", "https://w.test/find?page=2"),
        ("Accept", "*/*"),
    )
    if place == "query":
        return "url-query", (), Request(url=f"{url}?{urlencode(fields)}", headers=headers)
    if place == "cookie":
        jar = "; ".join(f"{key}={quote(str(value))}" for key, value in fields.items())
        return "cookie", (), Request(url=url, headers=(*headers, ("Cookie", jar)))
    body, outer = _body(place, fields), ()
    if place == "packed":
        name, pack = dice.choice(BODIES)
        return "body", (name,), Request(url=url, headers=headers, body=pack(body))
    return "body", outer, Request(url=url, method="POST", headers=headers, body=body)


def _body(place: str, fields: Fields) -> bytes:
    if place == "form":
        return urlencode(fields).encode()
    if place == "multipart":
        return b"".join(
            f'--b0\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in fields.items()
        )
    if place == "lines":
        return b"\n".join(json.dumps({key: value}).encode() for key, value in fields.items())
    return json.dumps({"events": [1, {"p": fields}]}, ensure_ascii=False).encode()
