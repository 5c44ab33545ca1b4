"""Request bodies, each written as its format's senders write it."""

import base64
import csv
import html
import io
import json
import random
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, quote_from_bytes, quote_plus

import cbor2
import msgspec

from corpus.layers import Layer, Wrapped, labels
from corpus.noise import AGENT, words
from corpus.planting import Planted
from corpus.trail import Trail


@dataclass(kw_only=True)
class Item:
    """One field: clean, or with a planted value."""

    key: str
    wrapped: Wrapped
    planted: Planted | None = None

    @property
    def text(self) -> str:
        """Its text; only of those that are text."""
        return self.wrapped.data.decode()

    def escaped(self, name: str, escape: Callable[[bytes], bytes]) -> str:
        """Its data escaped, which the truth remembers."""
        out = escape(self.wrapped.data)
        if self.planted:
            token = escape(self.wrapped.token)
            self.planted.wrapped = self.wrapped = self.wrapped.escaped(name, out, token)
        return out.decode()

    def covered(self, layer: Layer, data: bytes) -> None:
        """The document around it was encoded; the truth remembers that too."""
        if self.planted:
            self.planted.trail.cover(*labels(layer, data))
            inside = Wrapped(data=data, token=data, trail=self.planted.trail)
            self.planted.wrapped = self.wrapped = inside
            self.planted.variants += (f"{layer.name} {layer.variant}".strip(),)


def clean(key: str, text: str) -> Item:
    """A field without a value."""
    data = text.encode()
    return Item(key=key, wrapped=Wrapped(data=data, token=data, trail=Trail()))


@dataclass(kw_only=True)
class Body:
    """What a format made of the fields."""

    data: bytes = b""
    content_type: str = ""
    path: str = ""
    query: str = ""
    where: str = ""
    """Where the fields stand, if not as usual: in the query, if there is only that, or the body."""
    messages: tuple[bytes, ...] = ()
    scheme: str = "https"
    headers: list[tuple[str, str]] = field(default_factory=list)


Items = Sequence[Item]


def texts(escape: Callable[[str], str]) -> Callable[[bytes], bytes]:
    """An escape of text as one of bytes."""
    return lambda data: escape(data.decode()).encode()


def quoted(ascii_only: bool) -> Callable[[bytes], bytes]:  # noqa: FBT001  # one meaning
    """The inside of a JSON string."""
    return texts(lambda text: json.dumps(text, ensure_ascii=ascii_only)[1:-1])


def percented(dice: random.Random) -> Callable[[bytes], bytes]:
    """As forms, `encodeURIComponent` or bytes are written."""
    way = dice.choice((quote_plus, quote, "component", "component"))
    if way == "component":
        return lambda data: quote_from_bytes(data, safe="!'()*-._~").encode()
    if way is quote:
        return lambda data: quote_from_bytes(data, safe="").encode()
    return lambda data: quote_from_bytes(data, safe=" ").replace(" ", "+").encode()


def pairs(items: Items, dice: random.Random) -> str:
    """`key=value&…`."""
    escape = percented(dice)
    return "&".join(f"{quote(i.key, safe='[].')}={i.escaped('percent', escape)}" for i in items)


def form(items: Items, dice: random.Random) -> Body:
    """`application/x-www-form-urlencoded`."""
    return Body(data=pairs(items, dice).encode(), content_type="application/x-www-form-urlencoded")


def query(items: Items, dice: random.Random) -> Body:
    """A pixel: everything in the address."""
    return Body(query=pairs(items, dice))


def _pretty(dice: random.Random) -> dict[str, object]:
    return {"indent": 2} if dice.random() < 1 / 12 else {"separators": (",", ":")}


def dumped(items: Items, dice: random.Random, frame: Callable[[object], object]) -> str:
    """JSON of the fields in a frame; strings escaped one by one, so that the truth knows."""
    ascii_only = dice.random() < 1 / 3
    inside: dict[str, object] = {}
    current = inside
    slots = {}
    for number, item in enumerate(items):
        slot = f"@slot{number}@"
        raw = item.text if not item.planted or item.wrapped.is_text else ""
        if raw.isdigit() and raw[0] != "0" and len(raw) < 16 and dice.random() < 1 / 3:  # noqa: PLR2004  # exact in JavaScript
            slots[f'"{slot}"'] = raw
        else:
            slots[f'"{slot}"'] = '"' + item.escaped("json", quoted(ascii_only)) + '"'
        if dice.random() < 1 / 10:
            deeper: dict[str, object] = {}
            current[f"group{number}"] = dice.choice((deeper, [deeper, number]))
            current = dice.choice((deeper, inside))
        if item.key in current:
            current = inside
        current[f"{item.key}{number}" if item.key in current else item.key] = (
            [slot, number] if dice.random() < 1 / 15 else slot
        )
    mould = json.dumps(frame(inside), **_pretty(dice))
    return "".join(slots.get(part, part) for part in _parts(mould))


def _parts(mould: str) -> list[str]:
    out, rest = [], mould
    while '"@slot' in rest:
        before, _, rest = rest.partition('"@slot')
        number, _, rest = rest.partition('@"')
        out += [before, f'"@slot{number}@"']
    return [*out, rest]


def nested(items: Items, dice: random.Random) -> Body:
    """JSON as most analytics send it."""
    frames: tuple[Callable[[object], object], ...] = (
        lambda inside: {"events": [{"type": "track", "properties": inside}], "sentAt": 1},
        lambda inside: inside,
        lambda inside: [inside],
        lambda inside: {"batch": [1, {"ctx": {"page": {"meta": inside}}}], "v": "2.1.0"},
    )
    data = dumped(items, dice, dice.choice(frames)).encode()
    return Body(data=data, content_type=dice.choice(("application/json", "text/plain")))


def lines(items: Items, dice: random.Random) -> Body:
    """JSON lines."""
    size = max(1, len(items) // dice.randint(2, 5))
    groups = [items[i : i + size] for i in range(0, len(items), size)]
    texts_ = [dumped(group, dice, lambda inside: inside).replace("\n", " ") for group in groups]
    return Body(data="\n".join(texts_).encode(), content_type="application/x-ndjson")


def graphql(items: Items, dice: random.Random) -> Body:
    """A mutation with variables, or with its arguments written out."""
    if dice.random() < 1 / 3:
        escape, once = quoted(False), []  # noqa: FBT003  # one meaning
        for number, item in enumerate(items):
            argument = item.escaped("json", escape)
            twice = item.escaped("json", quoted(False)) if item.planted else ""  # noqa: FBT003
            name = "".join(c for c in item.key if c.isalnum() or c == "_") or "v"
            name = f"f{number}" if name[0].isdigit() else name
            once.append(f'{name}: \\"{twice or json.dumps(argument)[1:-1]}\\"')
        query_text = "mutation { save(" + ", ".join(once) + ") { id } }"
        return Body(data=f'{{"query":"{query_text}"}}'.encode(), content_type="application/json")
    text = "mutation Save($i: Input!) { save(input: $i) { id status } }"
    data = dumped(items, dice, lambda i: {"operationName": "Save", "query": text, "variables": i})
    if len(data) < 1500 and dice.random() < 1 / 4:  # noqa: PLR2004  # short ones go by GET
        escape = percented(dice)
        for item in items:
            if item.planted:
                item.escaped("percent", escape)
        return Body(query=f"query={quote(text)}&variables={escape(data.encode()).decode()}")
    return Body(data=data.encode(), content_type="application/json")


def xml(items: Items, dice: random.Random) -> Body:
    """SOAP-like XML."""
    out = []
    for item in items:
        tag = "".join(c for c in item.key if c.isalnum() or c in "_-.") or "v"
        tag = tag if tag[0].isalpha() else f"f{tag}"
        if dice.random() < 1 / 8 and "]]>" not in item.text:
            out.append(f"<{tag}><![CDATA[{item.text}]]></{tag}>")
        elif dice.random() < 1 / 5:
            out.append(f'<field {tag}="{item.escaped("html", texts(html.escape))}"/>')
        else:
            out.append(f"<{tag}>{item.escaped('html', texts(html.escape))}</{tag}>")
    head = '<?xml version="1.0" encoding="UTF-8"?><s:Body xmlns:s="urn:s">'
    return Body(data=f"{head}{''.join(out)}</s:Body>".encode(), content_type="text/xml")


def multipart(items: Items, dice: random.Random) -> Body:
    """`multipart/form-data`, some parts as files."""
    mark = f"----WebKitFormBoundary{dice.getrandbits(80):020X}"
    out = b""
    for item in items:
        more = (
            ""
            if item.wrapped.is_text and dice.random() < 9 / 10
            else ('; filename="blob"\r\nContent-Type: application/octet-stream')
        )
        key = item.key.replace('"', "%22")
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{key}"{more}\r\n\r\n'
        out += head.encode() + item.wrapped.data + b"\r\n"
    return Body(
        data=out + f"--{mark}--\r\n".encode(),
        content_type=f"multipart/form-data; boundary={mark}",
    )


def table(items: Items, dice: random.Random) -> Body:
    """CSV with a head line and rows of other people's nothing."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=dice.choice(",,;\t"))
    writer.writerow([item.key for item in items])
    writer.writerow([item.text for item in items])
    writer.writerow([words(dice, 1, 2) for _ in items])
    for item in items:
        if item.planted and '"' in item.text:
            item.planted.trail.cover(None)
    return Body(data=out.getvalue().encode(), content_type="text/csv")


def _tree(items: Items) -> dict[str, object]:
    leaves: dict[str, object] = {
        item.key: item.text if item.wrapped.is_text else item.wrapped.data for item in items
    }
    return {"e": "track", "n": len(items), "p": leaves, "ok": True}


def msgpack(items: Items, dice: random.Random) -> Body:
    """MessagePack of a map, or of a list of maps."""
    tree: object = _tree(items)
    tree = dice.choice((tree, [tree, 7]))
    return Body(data=msgspec.msgpack.encode(tree), content_type="application/x-msgpack")


def cbor(items: Items, dice: random.Random) -> Body:
    """CBOR of a map, now and then tagged as such."""
    tree: object = _tree(items)
    tree = cbor2.CBORTag(55799, tree) if dice.random() < 1 / 4 else tree
    return Body(data=cbor2.dumps(tree), content_type="application/cbor")


def varint(number: int) -> bytes:
    """Seven bits a byte, lowest first."""
    out = bytearray()
    while number > 0x7F:  # noqa: PLR2004  # seven bits
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def delimited(field_number: int, data: bytes) -> bytes:
    """A length-delimited field."""
    return varint(field_number << 3 | 2) + varint(len(data)) + data


def protobuf(items: Items, dice: random.Random) -> Body:
    """Messages in a message: strings, bytes, numbers and doubles."""
    inside = b""
    for number, item in enumerate(items, 1):
        leaf = delimited(number, item.wrapped.data)
        inside += delimited(number, leaf) if dice.random() < 1 / 4 else leaf
        if dice.random() < 1 / 5:
            inside += varint(60 << 3) + varint(dice.getrandbits(30))
        if dice.random() < 1 / 10:
            inside += varint(61 << 3 | 1) + struct.pack("<d", dice.uniform(-180, 180))
    whole = varint(1 << 3) + varint(2) + delimited(2, inside)
    grpc = b"\0" + len(whole).to_bytes(4, "big") if dice.random() < 1 / 5 else b""
    kind = "application/grpc-web+proto" if grpc else "application/x-protobuf"
    return Body(data=grpc + whole, content_type=kind)


def envelope(items: Items, dice: random.Random) -> Body:
    """Sentry's: JSON lines of a head, an item's head and the item."""
    event = dumped(items, dice, lambda inside: {"extra": inside, "platform": "javascript"})
    event = event.replace("\n", " ")
    head = json.dumps({"event_id": f"{dice.getrandbits(128):032x}", "sdk": {"name": "b"}})
    part = json.dumps({"type": "event", "content_type": "application/json"})
    return Body(data=f"{head}\n{part}\n{event}\n".encode(), content_type="text/plain;charset=UTF-8")


def beacon(items: Items, dice: random.Random) -> Body:
    """`sendBeacon` of a string: form, JSON or lines, said to be plain text."""
    made = dice.choice((form, nested, batch))(items, dice)
    made.content_type = "text/plain;charset=UTF-8"
    return made


def batch(items: Items, dice: random.Random) -> Body:
    """GA4: shared parameters in the query, an event a line in the body."""
    size = max(1, len(items) // dice.randint(1, 4))
    groups = [items[i : i + size] for i in range(0, len(items), size)]
    rows = [f"en=event{n}&{pairs(group, dice)}" for n, group in enumerate(groups)]
    return Body(
        data="\r\n".join(rows).encode(), content_type="text/plain;charset=UTF-8",
        query=f"v=2&tid=G-ABCDEF1234&cid={dice.getrandbits(30)}.{dice.getrandbits(30)}",
    )  # fmt: skip


def socket(items: Items, dice: random.Random) -> Body:
    """WebSocket messages: JSON, Socket.IO, Phoenix or binary."""
    frames: tuple[Callable[[object], object], ...] = (
        lambda inside: {"type": "publish", "data": inside},
        lambda inside: [None, "7", "room:1", "new_msg", inside],
    )
    size = max(1, len(items) // dice.randint(1, 3))
    out = []
    for start in range(0, len(items), size):
        group = items[start : start + size]
        way = dice.randrange(4)
        if way == 0 or any(not item.wrapped.is_text for item in group):
            out.append(dice.choice((msgpack, protobuf, cbor))(group, dice).data)
        elif way == 1:
            out.append(b"42" + dumped(group, dice, lambda inside: ["event", inside]).encode())
        else:
            out.append(dumped(group, dice, dice.choice(frames)).encode())
    return Body(messages=tuple(out), scheme="wss")


def peer(items: Items, dice: random.Random) -> Body:
    """WebRTC: candidates, descriptions, STUN user names and data-channel texts."""
    out = []
    for item in items:
        if not item.wrapped.is_text or len(item.wrapped.data) > 500 or dice.random() < 1 / 3:  # noqa: PLR2004  # a datagram
            out.append(item.wrapped.data)
            continue
        out.append(_signal(item, dice))
    return Body(messages=tuple(out), scheme="https")


def _signal(item: Item, dice: random.Random) -> bytes:
    way = dice.randrange(3)
    if way == 0:
        name = item.wrapped.data
        attribute = b"\0\x06" + len(name).to_bytes(2, "big") + name + b"\0" * (-len(name) % 4)
        head = b"\0\x01" + len(attribute).to_bytes(2, "big") + b"\x21\x12\xa4\x42"
        return head + dice.randbytes(12) + attribute
    text = item.escaped("percent", percented(dice))
    if way == 1:
        tail = f"typ host generation 0 ufrag {text} network-cost 999"
        return f"candidate:1 1 udp 2122260223 192.0.2.7 {dice.randint(1024, 65535)} {tail}".encode()
    return (
        f"v=0\r\no=- 46 2 IN IP4 127.0.0.1\r\ns={text}\r\nt=0 0\r\na=ice-ufrag:{text}\r\n"
        "a=mid:0\r\n"
    ).encode()


def whole(item: Item, _dice: random.Random) -> Body:
    """One field as the whole body."""
    return Body(data=item.wrapped.data, content_type="application/octet-stream")


def basic(user: str, word: str) -> str:
    """An `Authorization` header's value."""
    return "Basic " + base64.b64encode(f"{user}:{word}".encode()).decode()


HEADERS = (("User-Agent", AGENT), ("Accept", "*/*"), ("Accept-Language", "en-US,en;q=0.9"))
