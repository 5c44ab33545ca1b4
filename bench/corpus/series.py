"""Values in pieces over fields, messages and requests, among clean series that look like them."""

import base64
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from corpus import forms, pieces
from corpus.noise import AGENT, KEYS, WORDS, Innocent, noise
from corpus.people import patient
from scriptward.vocabulary.request import Message, Request


@dataclass(kw_only=True)
class Series:
    """Requests that belong together."""

    kind: str
    """`split`, `tunnel`, `growing`, `increments`, `clean`, `alike`."""
    way: str
    """How the pieces are sent."""
    name: str
    """Of the value; empty for a clean one."""
    where: str
    text: str
    """All that is sent of it, in clear."""
    requests: list[Request]


Way = Callable[[list[str], str, random.Random], list[Request]]


def _request(url: str, body: bytes = b"", messages: list[bytes] | None = None) -> Request:
    headers = (("User-Agent", AGENT), ("Accept", "*/*"))
    return Request(
        url=url, method="POST" if body else "GET", headers=headers, body=body,
        messages=tuple(Message(payload=each) for each in messages or ()),
    )  # fmt: skip


def _pairs(fields: list[tuple[str, str]]) -> str:
    return "&".join(f"{quote(key)}={quote(text, safe='')}" for key, text in fields)


def _names(count: int, dice: random.Random) -> list[str]:
    """Keys that say nothing, numbered or not."""
    stem = dice.choice(("p", "u", "cd", "part", "f"))
    numbered = [f"{stem}{number}" for number in range(1, count + 1)]
    return dice.choice((numbered, dice.sample(KEYS, count)))


def by_parameters(parts: list[str], url: str, dice: random.Random) -> list[Request]:
    """Neighbouring parameters of one address or form."""
    fields = list(zip(_names(len(parts), dice), parts, strict=True))
    before = [(f"{dice.choice(WORDS)}_{n}", noise(dice)) for n in range(dice.randint(0, 4))]
    text = _pairs([*before, *fields, ("z", str(dice.getrandbits(30)))])
    return [dice.choice((_request(f"{url}?{text}"), _request(url, text.encode())))]


def by_object(parts: list[str], url: str, dice: random.Random) -> list[Request]:
    """Neighbouring fields of a JSON object."""
    fields = dict(zip(_names(len(parts), dice), parts, strict=True))
    body = {"t": dice.choice(WORDS), "data": fields, "n": 1}
    return [_request(url, json.dumps(body).encode())]


def by_array(parts: list[str], url: str, dice: random.Random) -> list[Request]:
    """Items of an array."""
    body = {"event": dice.choice(WORDS), "parts": parts, "v": 2}
    return [_request(url, json.dumps(body, ensure_ascii=False).encode())]


def by_requests(parts: list[str], url: str, dice: random.Random) -> list[Request]:
    """The same parameter of one endpoint, again and again."""
    key = dice.choice(("d", "chunk", "data", "v"))
    out = []
    for number, part in enumerate(parts):
        fields = [("seq", str(number)), (key, part), ("cb", str(dice.getrandbits(40)))]
        out.append(_request(f"{url}?{_pairs(fields)}"))
    return out


def by_messages(parts: list[str], url: str, dice: random.Random) -> list[Request]:
    """Messages of a socket: bare or in JSON."""
    bare = dice.random() < 1 / 2
    sent = [part if bare else json.dumps({"type": "d", "v": part}) for part in parts]
    return [_request(url.replace("https", "wss"), messages=[text.encode() for text in sent])]


def by_labels(parts: list[str], url: str, _dice: random.Random) -> list[Request]:
    """Labels of the host's name."""
    return [_request(url.replace("https://", "https://" + ".".join(parts) + ".").lower())]


def by_query(parts: list[str], url: str, dice: random.Random) -> list[Request]:
    """A parameter for each state of a field, among changing others."""
    key = dice.choice(("q", "term", "ep.search_term", "value", "text", "k"))
    out = []
    for part in parts:
        fields = [("sid", "77102"), (key, part), ("ts", str(dice.getrandbits(40)))]
        dice.shuffle(fields)
        out.append(_request(f"{url}?{_pairs(fields)}"))
    return out


def by_json(parts: list[str], url: str, dice: random.Random) -> list[Request]:
    """The same field of JSON bodies."""
    key = dice.choice(("value", "text", "input", "key"))
    out = []
    for number, part in enumerate(parts):
        event = {"type": "input", "id": number, "target": "#field", key: part}
        body = {"sent": 1_790_000_000 + number, "events": [event]}
        out.append(_request(url, json.dumps(body).encode()))
    return out


def by_form(parts: list[str], url: str, dice: random.Random) -> list[Request]:
    """The same field of form bodies."""
    key = dice.choice(("v", "val", "chars"))
    return [_request(url, _pairs([("a", "key"), (key, part)]).encode()) for part in parts]


def by_base64(parts: list[str], url: str, _dice: random.Random) -> list[Request]:
    """`data=` with base64 of JSON, as Mixpanel does."""
    out = []
    for part in parts:
        event = {"event": "input", "properties": {"$el_value": part, "token": "t0k"}}
        data = base64.b64encode(json.dumps(event).encode()).decode()
        out.append(_request(f"{url}?data={quote(data, safe='')}&ip=0"))
    return out


def by_socket(parts: list[str], url: str, _dice: random.Random) -> list[Request]:
    """A message for each state of a field."""
    sent = [json.dumps({"op": "input", "value": part}).encode() for part in parts]
    return [_request(url.replace("https", "wss"), messages=sent)]


ONCE = (by_parameters, by_parameters, by_object, by_array, by_requests, by_messages)
OVER = (by_query, by_query, by_json, by_form, by_base64, by_socket)


def sessions(seed: int, count: int) -> tuple[dict[str, str], list[Series]]:
    """A patient and so many series of each kind that holds a value, and as many clean ones."""
    dice = random.Random(seed + 50_000)  # noqa: S311  # repeatable, no secret
    person = patient(dice)
    innocent = Innocent(person)
    out = []
    for _ in range(count):
        out += [
            _split(person, dice), _tunnel(person, dice), _typed("growing", person, dice),
            _typed("increments", person, dice), _clean_split(person, innocent, dice),
            _clean_typed(person, innocent, dice), _clean_typed(person, innocent, dice),
            _alike(person, innocent, dice),
        ]  # fmt: skip
    return person, [series for series in out if series]


def interleaved(all_series: list[Series], seed: int) -> Iterator[tuple[Series, Request]]:
    """Requests of three series at a time, each in its own order."""
    dice = random.Random(seed)  # noqa: S311  # repeatable, no secret
    waiting = list(all_series)
    dice.shuffle(waiting)
    running: list[tuple[Series, list[Request]]] = []
    while waiting or running:
        while waiting and len(running) < 3:  # noqa: PLR2004  # three at a time
            series = waiting.pop()
            running.append((series, list(series.requests)))
        series, left = dice.choice(running)
        yield series, left.pop(0)
        running = [pair for pair in running if pair[1]]


def _url(dice: random.Random) -> str:
    host = f"r{dice.randint(1, 400)}.vendor{dice.randint(1, 300)}.test"
    return f"https://{host}/{dice.choice(WORDS)}/{dice.choice(WORDS)}"


def _where(requests: list[Request]) -> str:
    first = requests[0]
    return "body" if first.body or first.messages else "url-query"


def _split(person: dict[str, str], dice: random.Random) -> Series:
    name = dice.choice([name for name in pieces.SPLIT if name in person])
    parts = pieces.split(name, person[name], dice)
    way: Way = dice.choice(ONCE)
    plain = all(part.isascii() and part.isalnum() for part in parts)
    if plain and name in {"phone", "ssn", "username", "card_number"} and dice.random() < 1 / 2:
        way = by_labels
    requests = way(parts, _url(dice), dice)
    return Series(
        kind="split", way=way.__name__, name=name, text=person[name], requests=requests,
        where="host" if way is by_labels else _where(requests),
    )  # fmt: skip


def _tunnel(person: dict[str, str], dice: random.Random) -> Series | None:
    """Encoded text over labels; counted apart."""
    name = dice.choice([name for name in pieces.SPLIT if name in person])
    parts = pieces.labels(person[name], dice)
    if len(parts) > 4:  # noqa: PLR2004  # a name has 253 characters
        return None
    requests = by_labels(parts, _url(dice), dice)
    return Series(
        kind="tunnel", way="by_labels", name=name, where="host", text=person[name],
        requests=requests,
    )  # fmt: skip


def _typed(kind: str, person: dict[str, str], dice: random.Random) -> Series:
    name = dice.choice([name for name in pieces.TYPED if name in person and len(person[name]) > 7])  # noqa: PLR2004  # room to grow
    value = person[name]
    parts = pieces.grown(name, value, dice) if kind == "growing" else pieces.keys(value, dice)
    way: Way = dice.choice(OVER)
    requests = way(parts, _url(dice), dice)
    return Series(
        kind=kind, way=way.__name__, name=name, where=_where(requests), requests=requests,
        text=parts[-1] if kind == "growing" else value,
    )  # fmt: skip


def _clean_split(person: dict[str, str], innocent: Innocent, dice: random.Random) -> Series | None:
    """Another's value in pieces, or pieces of the own in a wrong order."""
    other = patient(dice)
    name = dice.choice([name for name in pieces.SPLIT if name in person and name in other])
    parts = pieces.split(name, other[name], dice)
    if name in {"phone", "ssn", "card_number"} and dice.random() < 1 / 3:
        parts = [part for part in pieces.split(name, person[name], dice) if part][::-1]
        if "".join(parts) == forms.digits(person[name]):
            return None
    if not innocent("".join(parts)) or not all(map(innocent, parts)):
        return None
    way: Way = dice.choice(ONCE)
    return _clean("clean", way, parts, dice)


def _clean(kind: str, way: Way, parts: list[str], dice: random.Random) -> Series:
    requests = way(parts, _url(dice), dice)
    return Series(kind=kind, way=way.__name__, name="", where="", text="", requests=requests)


def _clean_typed(person: dict[str, str], innocent: Innocent, dice: random.Random) -> Series | None:
    """Another's text as it is typed; it may begin as the patient's does."""
    other = patient(dice)
    name = dice.choice([name for name in pieces.TYPED if name in person and name in other])
    text = other[name]
    if dice.random() < 1 / 2:
        text = pieces.begun_alike(name, person[name], text, dice)
    grows = dice.random() < 1 / 2
    parts = pieces.grown(name, text, dice) if grows else pieces.keys(text, dice)
    telling = any(_tells(value, text) for value in person.values())
    if telling or not innocent(text) or not all(map(innocent, parts)):
        return None
    return _clean("clean", dice.choice(OVER), parts, dice)


def _tells(value: str, text: str) -> bool:
    """Whether the text begins with so much of the value that one may well take it for it."""
    shared = 0
    for ours, theirs in zip(value.lower(), text.lower(), strict=False):
        if ours != theirs:
            break
        shared += 1
    return shared >= max(4, len(value) // 4)


def _alike(person: dict[str, str], innocent: Innocent, dice: random.Random) -> Series | None:
    """A text whose first word is the value's: ambiguous until it goes on; counted apart."""
    name = dice.choice([name for name in pieces.TYPED if name in person])
    head = pieces.first_word(person[name])
    text = f"{head} {dice.choice(WORDS)} {dice.choice(WORDS)}"
    parts = [text[:end] for end in range(2, len(text) + 1, dice.choice((1, 2)))]
    if len(head) < 4 or not innocent(text) or not all(map(innocent, parts)):  # noqa: PLR2004  # as above
        return None
    return _clean("alike", dice.choice(OVER), parts, dice)
