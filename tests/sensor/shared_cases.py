"""Cases that both leak detectors are asked: values, a payload, and what the scan's detector says.

Seeded, and written from wire formats. What is no part of the live form's declared scope, as
docs/sensor.md has it, is left out of the expected answers or not asked.
"""

import base64
import hashlib
import json
import random
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, quote_plus

from scriptward.analysis.leaks import Detector
from scriptward.analysis.leaks.forms import clear_forms
from scriptward.analysis.leaks.rules import KEYS
from scriptward.analysis.leaks.shape import Shape, last_part, shape_of
from scriptward.vocabulary.request import Request
from scriptward.vocabulary.words import Certainty, Encoding

ENCODINGS = frozenset(
    {
        Encoding.PERCENT,
        Encoding.JSON,
        Encoding.BASE64,
        Encoding.BASE64URL,
        Encoding.HEX,
        Encoding.SHA256,
        Encoding.SHA1,
        Encoding.MD5,
    }
)
"""What the live form knows."""
CERTAINTIES = frozenset(
    {
        Certainty.OBSERVED_PLAIN,
        Certainty.OBSERVED_DECODED,
        Certainty.OBSERVED_HASH_MATCH,
    }
)

A_PATIENT = 40
PIECES = ("p.given_name", "p.family_name")
"""Never both in one payload: the scan's detector puts a full name together from them."""

Ways = dict[tuple[str, str, bool], set[tuple[str, tuple[str, ...]]]]
"""(name, where, hashed) to the shortest ways it is written there: (certainty, encodings)."""

GIVEN = ("Rose", "Mark", "Hope", "Priya", "Tomás", "Zoë", "May", "Ingrid", "Wei", "Al", "Jo")
FAMILY = ("Quill", "Okafor", "Peña", "Brightwater", "Young", "O'Hara", "Lindqvist", "Núñez", "Ng")
WORDS = (
    "rosemary",
    "market",
    "hopeful",
    "maybe",
    "click",
    "health",
    "portal",
    "young",
    "2026",
    "v2",
)
CONDITIONS = ("type 2 diabetes", "chronic back pain", "asthma", "anxiety disorder", "breast cancer")
FREE = (
    "please call me about the knee, it hurts since March & I can't sleep",
    "meine Tochter hört schlecht – können Sie „bald“ zurückrufen?",
    "line one\nline two of the same message, typed in a box",
    "Seit Tagen Schmerzen im Knie, auch nachts",
    "short note",
    "50% off? 100%25",
)


@dataclass(frozen=True, kw_only=True)
class Case:
    """One payload, what to look for in it, and what there is."""

    values: Mapping[str, str]
    request: Request
    expected: Ways
    parts: frozenset[tuple[str, str]]
    """(name, where) of which the scan saw a part at least: how sure it is depends on where in a
    document it stands, which the live form doesn't know."""

    def agrees(self, found: Ways) -> bool:
        """Whether the live form's answer is the expected one."""
        mine, wanted = (
            {
                place: way
                for place, way in each.items()
                if place[2] or (place[0], place[1]) not in self.parts
            }
            for each in (found, self.expected)
        )
        missing = {place for place in wanted.keys() - mine.keys() if not self._far(place)}
        return not missing and all(way <= wanted.get(place, set()) for place, way in mine.items())

    def _far(self, place: tuple[str, str, bool]) -> bool:
        """Whether it needs a key and stands in a layer of its own, with no key before it."""
        name, _, hashed = place
        shape = shape_of(name, self.values[name])
        keyed = shape in KEYS or shape in {Shape.SHORT, Shape.NAME}
        return keyed and not hashed and all(chain for _, chain in self.expected[place])

    def wire(self) -> dict[str, object]:
        """As the page takes it; a value's shape is the one its name says."""
        return {
            "values": [
                {
                    "shape": list(Shape).index(shape_of(name, text)),
                    "key": last_part(name),
                    "text": text,
                }
                for name, text in self.values.items()
            ],
            "url": self.request.url,
            "headers": self.request.headers,
            "body": self.request.body.decode(),
        }


def cases(number: int, *, seed: int) -> list[Case]:
    """So many cases, of a new patient now and then."""
    dice = random.Random(seed)  # noqa: S311  # the same cases each time
    made: list[Case] = []
    while len(made) < number:
        values = patient(dice)
        detector = Detector(values)
        requests = [_request(_fields(values, dice), dice) for _ in range(A_PATIENT)]
        made += [_case(values, detector, request) for request in requests]
    return made[:number]


def _case(values: Mapping[str, str], detector: Detector, request: Request) -> Case:
    """What the scan's detector says of a request, as far as the live form can know it."""
    found: Ways = {}
    parts: set[tuple[str, str]] = set()
    for leak in detector.find(request):
        if leak.certainty is Certainty.OBSERVED_PARTIAL:
            parts.add((str(leak.name), leak.where.value))
        if not ENCODINGS.issuperset(leak.encoding) or leak.certainty not in CERTAINTIES:
            continue
        if leak.certainty is Certainty.OBSERVED_DECODED and not leak.encoding:
            continue  # put together from pieces
        hashed = leak.certainty is Certainty.OBSERVED_HASH_MATCH
        place = (str(leak.name), leak.where.value, hashed)
        way = (leak.certainty.value, tuple(map(alphabet_apart, leak.encoding)))
        known = found.setdefault(place, {way})
        shortest = min(len(chain) for _, chain in known)
        if len(way[1]) < shortest:
            found[place] = {way}
        elif len(way[1]) == shortest:
            known.add(way)
    return Case(values=values, request=request, expected=found, parts=frozenset(parts))


def alphabet_apart(encoding: str) -> str:
    """Base64 in either alphabet: without its last two characters nothing tells them apart."""
    return Encoding.BASE64.value if encoding == Encoding.BASE64URL else str(encoding)


def patient(dice: random.Random) -> dict[str, str]:
    """Invented values of one person, as a person types them."""
    given, family = dice.choice(GIVEN), dice.choice(FAMILY)
    plain = (given + "." + family).lower().encode("ascii", "ignore").decode().replace("'", "")
    area, line = dice.randint(201, 989), f"{dice.randint(200, 999)}-{dice.randint(1000, 9999)}"
    year, month, day = dice.randint(1931, 2004), dice.randint(1, 12), dice.randint(1, 28)
    host = dice.choice(("gmail.com", "mail.example", "googlemail.com", "clinic.test"))
    tag = dice.choice(("", "", "+news"))
    return {
        "p.email": dice.choice((str, str.title))(f"{plain}{dice.randint(1, 99)}{tag}@{host}"),
        "p.phone": dice.choice(
            (f"({area}) {line}", f"+1 {area}-{line}", f"{area}{line}".replace("-", ""))
        ),
        "p.full_name": f"{given} {family}",
        "p.given_name": given,
        "p.family_name": family,
        "p.dob": dice.choice((f"{year}-{month:02}-{day:02}", f"{month}/{day}/{year}")),
        "p.ssn": f"{dice.randint(100, 665)}-{dice.randint(10, 99)}-{dice.randint(1000, 9999)}",
        "p.mrn": f"MRN {dice.randint(10**7, 10**8 - 1)}",
        "p.member_id": f"XQH{dice.randint(10**8, 10**9 - 1)}-{dice.randint(1, 9):02}",
        "p.street_address": f"{dice.randint(10, 9999)} Juniper Ln",
        "p.city": dice.choice(("Portland", "Boise", "São Paulo", "Ada")),
        "p.zip": dice.choice((f"{dice.randint(10000, 99999)}", "97201-4417")),
        "p.condition": dice.choice(CONDITIONS),
        "p.card_number": dice.choice(
            (" ".join(str(dice.randint(1000, 9999)) for _ in range(4)), "371449635398431")
        ),
        "p.card_expiry": f"{month:02}/{dice.randint(27, 39)}",
        "p.cvv": str(dice.randint(100, 999)),
        "p.password": dice.choice(("Tr0ub4dor$3x", "hunter2!", "Zq7w", "pass word 9")),
        "p.message": dice.choice(FREE),
        "p.q7": dice.choice(("no", "12", "yes", "A1")),
        "p.username": f"user{dice.randint(100, 9999)}",
    }


def _fields(values: Mapping[str, str], dice: random.Random) -> list[tuple[str, str]]:
    """Keys and texts of one payload: noise, and mostly something of the patient's."""
    texts = [_noise(dice) for _ in range(dice.randint(0, 4))]
    names = sorted(values.keys() - {dice.choice(PIECES)})
    texts += [
        (_key(name, dice), _nested(_written(name, values[name], dice), dice))
        for name in dice.sample(names, dice.choice((0, 1, 1, 1, 2, 3)))
    ]
    dice.shuffle(texts)
    return list(dict(texts).items())  # under one key the scan's detector tells one way of a value


def live_forms(shape: Shape, text: str) -> list[str]:
    """Ways to write it that the live form knows: no names of months."""
    return [
        form
        for form in clear_forms(shape, text)
        if shape is not Shape.DATE or not any(map(str.isalpha, form))
    ]


def _key(name: str, dice: random.Random) -> str:
    own = last_part(name)
    return dice.choice((own, own, "d", "x", f"user_{own}", own.replace("_", ""), "field-7"))


def _written(name: str, text: str, dice: random.Random) -> str:
    """A value as somebody sends it: a form of it, its digest, or what only looks like it."""
    shape = shape_of(name, text)
    way = dice.random()
    forms = live_forms(shape, text)
    if way < 0.2:
        form = dice.choice(forms)
        return _digest(dice.choice((form, form.lower())), dice)
    form = dice.choice(forms)
    form = dice.choice((form, form, form, form.lower(), form.upper()))
    if way < 0.45:
        return _lookalike(form, dice)
    if way < 0.55:
        return f"{dice.choice(WORDS)} {form}, {dice.choice(WORDS)}"
    return form


def _lookalike(form: str, dice: random.Random) -> str:
    """Something beside it that may make it another thing."""
    beside = dice.choice(("x", "7", ".", "-", "_", "é", "–", " ", "3.", ".5", "痛", "+", "a@", "s"))
    way = dice.randint(0, 3)
    if way == 0:
        return form + beside
    if way == 1:
        return beside + form
    if way == 2:
        return dice.choice("QZ4é") + form[1:]
    at = dice.randint(0, len(form))
    return form[:at] + dice.choice("x7é") + form[at:]


def _digest(text: str, dice: random.Random) -> str:
    data = text.encode()
    raw = hashlib.new(dice.choice(("sha256", "sha256", "sha1", "md5")), data).digest()
    return dice.choice(
        (
            raw.hex(),
            raw.hex().upper(),
            base64.b64encode(raw).decode(),
            base64.urlsafe_b64encode(raw).decode().rstrip("="),
            "em." + raw.hex(),
            raw.hex().translate(str.maketrans("0123456789abcdef", "123456789abcdef0")),
        )
    )


def _escaped(text: str) -> str:
    units = text.encode("utf-16-be", errors="replace").hex()
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))


def _inside(text: str) -> str:
    return json.dumps({"id": "7f3a", "v": text, "n": 3})


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


TOKENS: tuple[Callable[[str], str], ...] = (
    _base64,
    lambda text: base64.urlsafe_b64encode(text.encode()).decode().rstrip("="),
    lambda text: text.encode().hex(),
    lambda text: text.encode().hex().upper(),
)
SHORTEST = 12
"""Characters under which a token may be anything: each detector has its own gates for those."""
STEPS: tuple[Callable[[str], str], ...] = (
    quote,
    lambda text: quote(text, safe=""),
    lambda text: "".join(f"%{byte:02x}" for byte in text.encode()),
    _inside,
    lambda text: json.dumps([text], ensure_ascii=False),
    _escaped,
    lambda text: json.dumps(_inside(text)),
    lambda text: _base64(_inside(text)),
    *TOKENS,
    lambda text: f"email={text}&utm=1",
    lambda text: f"https://www.clinic.test/a?q={quote(text)}#top",
)


def _nested(text: str, dice: random.Random) -> str:
    for _ in range(dice.choice((0, 0, 0, 1, 1, 1, 2, 2, 3))):
        step = dice.choice(STEPS)
        text = step(_inside(text) if step in TOKENS and len(text) < SHORTEST else text)
        if len(text) > 20_000:
            break
    return text


def _noise(dice: random.Random) -> tuple[str, str]:
    return dice.choice(
        (
            ("sid", uuid.UUID(int=dice.getrandbits(128)).hex),
            ("cid", str(uuid.UUID(int=dice.getrandbits(128)))),
            ("t", str(dice.randint(10**12, 10**13))),
            ("h", hashlib.sha256(dice.randbytes(9)).hexdigest()),
            ("k", base64.b64encode(dice.randbytes(dice.randint(6, 90))).decode()),
            ("w", " ".join(dice.choices(WORDS, k=6))),
            ("r", f"{dice.random():.12f}"),
            ("p", "+".join(str(dice.randint(0, 99999)) for _ in range(4))),
            ("e", f"someone.else{dice.randint(1, 99)}@mail.example"),
            ("zip", str(dice.randint(10000, 99999))),
            ("ua", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0"),
        )
    )


def _request(fields: list[tuple[str, str]], dice: random.Random) -> Request:
    """The fields put somewhere: query, path, fragment, header, or a body of one sort."""
    url = "https://in.vendor.test/collect"
    headers: tuple[tuple[str, str], ...] = ()
    body = ""
    form = "&".join(f"{key}={quote_plus(text)}" for key, text in fields)
    raw = "&".join(f"{key}={text}" for key, text in fields)
    way = dice.randint(0, 9)
    if way == 0:
        url += f"?{form}"
    elif way == 1:
        url += "?" + raw.replace("#", "%23")
    elif way == 2:
        url += "/" + "/".join(quote(text, safe="") for _, text in fields)
    elif way == 3:
        url += f"#{form}"
    elif way == 4:
        headers = tuple((f"X-{key}", text) for key, text in fields)
    elif way == 5:
        body = json.dumps({"events": [dict(fields)], "v": 1}, ensure_ascii=dice.random() < 0.5)
    elif way == 6:
        body = form
    elif way == 7:
        body = " \n".join(text for _, text in fields)
    elif way == 8:
        parts = "".join(
            f'--b7\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{text}\r\n'
            for key, text in fields
        )
        body = f"{parts}--b7--\r\n"
    else:
        body = json.dumps({"batch": json.dumps([{"k": k, "value": v} for k, v in fields])})
    return Request(url=url, method="POST", headers=headers, body=body.encode())
