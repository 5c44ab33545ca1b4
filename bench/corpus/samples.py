"""Seeded requests of real sizes, two in five without any value, and the truth about each."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from corpus import bodies, layers
from corpus.bodies import Body, Item, clean
from corpus.forms import stands
from corpus.noise import KEYS, WORDS, Innocent, clean_text, words
from corpus.people import patient
from corpus.planting import Planted, planted
from corpus.side import SIDES
from corpus.vendors import ALL, KEYED
from scriptward.vocabulary.request import Message, Request


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A request and what is in it."""

    request: Request
    truth: tuple[Planted, ...]
    """Empty for a clean one."""
    place: str
    said: str
    """Every clean text in it, to judge what other patients' detectors find."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the fields of a request stand."""

    name: str
    make: Callable[[list[Item], random.Random], Body]
    weight: int
    binary: bool = False
    """Bytes may stand there."""
    latin: bool = False
    """Bytes may stand there as Latin-1 text."""
    keys: bool = True
    """A key stands right before its value."""
    most: int = 1 << 20
    """Bytes that fit."""
    packed: bool = True
    """The whole body may be compressed or encoded."""


PLACES = (
    Place(name="query", make=bodies.query, weight=14, binary=True, most=6000, packed=False),
    Place(name="form", make=bodies.form, weight=8, binary=True),
    Place(name="json", make=bodies.nested, weight=22, latin=True),
    Place(name="json lines", make=bodies.lines, weight=5, latin=True),
    Place(name="graphql", make=bodies.graphql, weight=5, latin=True, packed=False),
    Place(name="xml", make=bodies.xml, weight=4),
    Place(name="multipart", make=bodies.multipart, weight=5, binary=True),
    Place(name="csv", make=bodies.table, weight=3, keys=False),
    Place(name="msgpack", make=bodies.msgpack, weight=4, binary=True),
    Place(name="cbor", make=bodies.cbor, weight=4, binary=True),
    Place(name="protobuf", make=bodies.protobuf, weight=4, binary=True, keys=False),
    Place(name="envelope", make=bodies.envelope, weight=4, latin=True),
    Place(name="beacon", make=bodies.beacon, weight=5),
    Place(name="ga4 batch", make=bodies.batch, weight=5, packed=False),
    Place(name="websocket", make=bodies.socket, weight=6, latin=True, packed=False),
    Place(
        name="webrtc", make=bodies.peer, weight=3, binary=True, keys=False, most=3000,
        packed=False,
    ),
)  # fmt: skip
VENDORS = tuple(
    Place(name=f"vendor {name}", make=make, weight=1, most=5000, packed=False, keys=name in KEYED)
    for name, make in ALL.items()
)
PLACES = (*PLACES, *VENDORS)
WRAPS = (*layers.PACKERS, *(each for each in layers.ARMOUR if each.name in {"base64", "hex"}))


def samples(seed: int, count: int) -> tuple[dict[str, str], tuple[Sample, ...]]:
    """A patient and `count` requests."""
    dice = random.Random(seed)  # noqa: S311  # repeatable, no secret
    person = patient(dice)
    maker = Maker(person, dice)
    return person, tuple(maker.sample() for _ in range(count))


class Maker:
    """Makes requests that hold a patient's values or none of them."""

    def __init__(self, person: dict[str, str], dice: random.Random) -> None:
        self.person, self.dice = person, dice
        self.others = [patient(dice) for _ in range(50)]
        self.innocent = Innocent(person)
        self.said: list[str] = []
        self._holds = {
            name: {
                other for other in person
                if other != name and stands(other, person[other], value)
            }
            for name, value in person.items()
        }  # fmt: skip

    def text(self) -> str:
        """A clean text."""
        plain, sent = clean_text(self.person, self.others, self.innocent, self.dice)
        self.said.append(plain)
        return sent

    def sample(self) -> Sample:
        """One request."""
        dice, self.said = self.dice, []
        names = [] if dice.random() < 0.42 else self._names()  # noqa: PLR2004  # the clean share
        size = self._size()
        replay = size > 100_000  # noqa: PLR2004  # only replays are as large
        place = self._place(size)
        aside = [name for name in names if dice.random() < 1 / 4]
        inside = [self._planted(name, place) for name in names if name not in aside]
        items = [Item(key=each.key, wrapped=each.wrapped, planted=each) for each in inside]
        filler = [clean(key, text) for key, text in self._filling(size, replay=replay)]
        everything = [*filler, *items]
        if place.name != "webrtc":
            dice.shuffle(everything)
        body = place.make(_apart(everything), dice)
        usual = "url-query" if body.query and not body.data and not body.messages else "body"
        where = body.where or usual
        for each in inside:
            each.where, each.place = where, "replay" if replay else place.name
        body = self._wrapped(body, place, items)
        request, others = self._request(body, aside)
        return Sample(
            request=request, truth=(*inside, *others), place=place.name,
            said="\n".join(self.said),
        )  # fmt: skip

    def _names(self) -> list[str]:
        """Values none of which stands in another: else either may have been found."""
        while True:
            names = self.dice.sample(list(self.person), self.dice.choice((1, 1, 1, 2, 2, 3)))
            if not any(self._holds[name] & set(names) for name in names):
                return names

    def _size(self) -> int:
        if self.dice.random() < 0.006:  # noqa: PLR2004  # the share of replays
            return self.dice.randint(120_000, 700_000)
        return int(min(self.dice.lognormvariate(6.55, 1.72), 60_000))

    def _place(self, size: int) -> Place:
        fitting = [p for p in PLACES if size <= p.most]
        if size > 100_000:  # noqa: PLR2004  # only replays are as large
            fitting = [p for p in fitting if p.name in {"json", "json lines", "envelope"}]
        return self.dice.choices(fitting, weights=[p.weight for p in fitting])[0]

    def _planted(self, name: str, place: Place) -> Planted:
        return planted(
            name, self.person[name], self.dice, self.text, binary=place.binary, latin=place.latin,
            keys=place.keys,
        )  # fmt: skip

    def _filling(self, size: int, *, replay: bool) -> list[tuple[str, str]]:
        dice = self.dice
        out, filled = [], 0
        pool = [self._node() for _ in range(150)] if replay else []
        while filled < size:
            key = f"{dice.choice(KEYS)}{len(out) if dice.random() < 1 / 2 else dice.choice(WORDS)}"
            text = "".join(dice.choices(pool, k=40)) if replay else self.text()
            out.append((key, text))
            filled += len(key) + len(text) + 6
        return out

    def _node(self) -> str:
        """A piece of a recorded page that means nobody."""
        dice = self.dice
        text = words(dice, 1, 14)
        attributes = {"class": dice.choice(WORDS), "data-id": f"{dice.getrandbits(40):x}"}
        node = {"type": 2, "tagName": "div", "attributes": attributes, "id": dice.randint(1, 9999)}
        return json.dumps(node | {"childNodes": [{"type": 3, "textContent": text}]})

    def _wrapped(self, body: Body, place: Place, items: list[Item]) -> Body:
        dice = self.dice
        if not (place.packed and body.data and dice.random() < 1 / 4):
            return body
        layer = dice.choice(WRAPS)
        body.data = layer.encode(body.data, dice)
        for item in items:
            if item.planted and item.planted.where == "body":
                item.covered(layer, body.data)
                item.planted.place += " whole"
        return body

    def _received(self, body: Body) -> list[bytes]:
        """What a socket's server sends to the page, now and then with the patient's own values."""
        if body.scheme != "wss" or self.dice.random() < 1 / 2:
            return []
        own = self.person[self.dice.choice(list(self.person))]
        return [json.dumps({"echo": own, "t": self.text()}).encode()]

    def _request(self, body: Body, aside: list[str]) -> tuple[Request, list[Planted]]:
        dice = self.dice
        draft = {
            "host": f"t{dice.randint(1, 9)}.vendor{dice.randint(1, 30)}.test",
            "path": body.path or "/" + "/".join(dice.choices(WORDS, k=dice.randint(1, 3))),
            "query": body.query,
            "fragment": "",
        }
        headers = [*bodies.HEADERS, *body.headers]
        if body.content_type:
            headers.append(("Content-Type", body.content_type))
        if dice.random() < 9 / 10:
            headers.append(("Referer", f"https://www.w.test/{dice.choice(WORDS)}?page=2"))
        if dice.random() < 1 / 3:
            jar = "; ".join(f"_{key}={quote(self.text())[:300]}" for key in dice.sample(KEYS, 3))
            headers.append(("Cookie", jar))
        others: list[Planted] = []
        for name in aside:
            used = {each.place for each in others}
            free = [side for side in SIDES if side.name not in used]
            side = dice.choices(free, weights=[each.weight for each in free])[0]
            each = planted(
                name, self.person[name], dice, self.text, binary=False, latin=False,
                keys=side.keys,
            )  # fmt: skip
            if len(each.wrapped.data) < side.most and side.put(each, draft, headers, dice):
                each.where, each.place = side.where, side.name
                others.append(each)
        url = f"{body.scheme}://{draft['host']}{draft['path']}"
        url += f"?{draft['query']}" if draft["query"] else ""
        url += f"#{draft['fragment']}" if draft["fragment"] else ""
        request = Request(
            url=url, method="POST" if body.data else "GET", headers=tuple(headers),
            body=body.data, messages=(
                *(Message(payload=each, sent=False) for each in self._received(body)),
                *(Message(payload=each) for each in body.messages),
            ),
        )  # fmt: skip
        return request, others


def _apart(items: list[Item]) -> list[Item]:
    """The same with each key once: the first planted field keeps it."""
    taken: set[str] = set()
    for number, item in enumerate(sorted(items, key=lambda each: each.planted is None)):
        if item.key in taken:
            item.key += f"_{number}"
        taken.add(item.key)
    return items
