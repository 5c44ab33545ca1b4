"""Requests as vendors' own scripts shape them, read in their published packages."""

import gzip
import json
import random
import re
import zlib
from collections.abc import Callable
from urllib.parse import quote

from corpus import bodies
from corpus.bodies import Body, Item, Items, dumped, percented, texts
from corpus.layers import ARMOUR, LATIN1, PACKERS, Layer
from corpus.noise import words

Make = Callable[[list[Item], random.Random], Body]
GZIP = next(layer for layer in PACKERS if layer.name == "gzip")
ZLIB = next(layer for layer in PACKERS if layer.name == "zlib")
BASE64 = next(layer for layer in ARMOUR if layer.name == "base64")
URL64 = next(layer for layer in ARMOUR if layer.variant == "url")
PAGE = "https%3A%2F%2Fwww.w.test%2Ffind"


def _covered(items: Items, layer: Layer, data: bytes) -> bytes:
    for item in items:
        item.covered(layer, data)
    return data


def _base64(items: Items, layer: Layer, data: bytes) -> str:
    """The document in base64; the truth of each field goes along."""
    return _covered(items, layer, layer.encode(data, random.Random(0))).decode()  # noqa: S311  # not drawn from


def _percent(items: Items, text: str) -> str:
    """The document percent-escaped, as the fields in it are then."""
    escape = percented(random.Random(1))  # noqa: S311  # the same way each time
    for item in items:
        if item.planted:
            item.escaped("percent", escape)
    return escape(text.encode()).decode()


def _latin(items: Items, layer: Layer, data: bytes) -> str:
    """A stream as a string of 8-bit characters, in JSON."""
    _covered(items, layer, data)
    text = LATIN1.encode(data, random.Random(0))  # noqa: S311  # not drawn from
    _covered(items, LATIN1, text)
    for item in items:
        if item.planted:
            item.escaped("json", bodies.quoted(ascii_only=False))
    return json.dumps(text.decode(), ensure_ascii=False)


def meta(items: list[Item], dice: random.Random) -> Body:
    """A pixel whose parameters are plain or JSON."""
    odd, even = items[::2], items[1::2]
    features = _percent(even, dumped(even, dice, lambda i: {"tag": "button", "innerText": i}))
    rest = bodies.pairs(odd, dice)
    query = f"id=1234567890&ev=SubscribedButtonClick&dl={PAGE}&{rest}&cd[buttonFeatures]={features}"
    return Body(path="/tr/", query=query)


def tiktok(items: list[Item], dice: random.Random) -> Body:
    """JSON under `context.user` and `properties`."""
    frame = dice.choice((
        lambda i: {"event": "Lead", "context": {"user": i, "page": {"url": "https://www.w.test"}}},
        lambda i: {"event": "Click", "auto_collected_properties": {"content_data": i}},
    ))  # fmt: skip
    return Body(path="/api/v2/pixel", data=dumped(items, dice, frame).encode())


def remarketing(items: list[Item], dice: random.Random) -> Body:
    """`data=event=…;key=value`, escaped as one parameter."""
    inner = percented(dice)
    fields = ";".join(f"{quote(i.key)}={i.escaped('percent', inner)}" for i in items)
    data = _percent(items, f"event=conversion;{fields}")
    return Body(path="/pagead/conversion/1/", query=f"label=x&url={PAGE}&data={data}")


def ga4_items(items: list[Item], dice: random.Random) -> Body:
    """An item's own parameters: `~k0name~v0value`."""
    escape = percented(dice)
    fields = [
        f"~k{n}{quote(i.key)}~v{n}{i.escaped('percent', escape)}" for n, i in enumerate(items[:9])
    ]
    rest = bodies.pairs(items[9:], dice)
    query = f"v=2&tid=G-ABCDEF1234&en=view_item&pr1=idSKU_1~nmVisit{''.join(fields)}&{rest}"
    return Body(path="/g/collect", query=query)


def mixpanel(items: list[Item], dice: random.Random) -> Body:
    """`data=` and base64 of JSON."""
    text = dumped(items, dice, lambda i: [{"event": "$web_event", "properties": i}])
    data = _percent(items, _base64(items, BASE64, text.encode()))
    return Body(path="/track/", query="ip=1", data=f"data={data}&verbose=1".encode(), where="body")


def posthog(items: list[Item], dice: random.Random) -> Body:
    """`compression=base64` or `gzip-js`."""
    text = dumped(items, dice, lambda i: {"event": "$autocapture", "properties": i})
    if dice.random() < 1 / 2:
        data = f"data={_percent(items, _base64(items, BASE64, text.encode()))}".encode()
        return Body(path="/e/", query="compression=base64&ver=1.2", data=data, where="body")
    data = _covered(items, GZIP, gzip.compress(text.encode(), mtime=0))
    return Body(path="/e/", query="compression=gzip-js", data=data, where="body")


def posthog_replay(items: list[Item], dice: random.Random) -> Body:
    """Parts of events are gzip as strings, and the body is gzip again."""
    text = dumped(items, dice, lambda i: [{"node": {"textContent": i}}])
    packed = _latin(items, GZIP, gzip.compress(text.encode(), mtime=0))
    event = f'{{"type":3,"cv":"2024-10","data":{{"source":0,"adds":{packed},"texts":[]}}}}'
    whole = f'[{{"event":"$snapshot","properties":{{"$snapshot_data":[{event}]}}}}]'
    data = _covered(items, GZIP, gzip.compress(whole.encode(), mtime=0))
    return Body(path="/s/", query="compression=gzip-js", data=data, where="body")


def rrweb(items: list[Item], dice: random.Random) -> Body:
    """Events of rrweb's packer: zlib as a string."""
    text = dumped(items, dice, lambda i: {"type": 3, "data": {"source": 5, "text": i}, "v": "v1"})
    packed = _latin(items, ZLIB, zlib.compress(text.encode()))
    return Body(path="/events", data=f'{{"sid":"a1","events":[{packed}]}}'.encode())


def sentry_replay(items: list[Item], dice: random.Random) -> Body:
    """An envelope whose recording is a JSON line and then a zlib stream."""
    text = dumped(items, dice, lambda i: [{"type": 5, "data": {"tag": "input", "payload": i}}])
    stream = _covered(items, ZLIB, zlib.compress(text.encode()))
    head = f'{{"event_id":"{dice.getrandbits(128):032x}"}}\n{{"type":"replay_event"}}\n{{"a":1}}\n'
    part = f'{{"type":"replay_recording","length":{len(stream) + 18}}}\n{{"segment_id":0}}\n'
    return Body(path="/api/1/envelope/", data=(head + part).encode() + stream)


def segment(items: list[Item], dice: random.Random) -> Body:
    """JSON as plain text."""
    data = dumped(items, dice, lambda i: {"type": "identify", "traits": i, "writeKey": "k"})
    return Body(path="/v1/i", data=data.encode(), content_type="text/plain")


def rudderstack(items: list[Item], dice: random.Random) -> Body:
    """Traits in a cookie, marked and in base64."""
    text = dumped(items, dice, lambda i: i)
    marked = "RS_ENC_v3_" + _base64(items, BASE64, text.encode())
    jar = f"rl_anonymous_id=RS_ENC_v3_ImExIg%3D%3D; rl_trait={_percent(items, marked)}"
    return Body(path="/v1/track", headers=[("Cookie", jar)], where="cookie")


def newrelic(items: list[Item], dice: random.Random) -> Body:
    """`bel.7`: comma-separated, strings behind a quotation mark, separators escaped."""
    escape = texts(lambda text: re.sub(r"([,\\;])", r"\\\1", text))
    fields = "".join(f";5,'{i.key},'{i.escaped('', escape)}" for i in items)
    rest = f"bel.7;2,{len(items)},i1,{dice.randint(1, 99)},,'POST,5k,'www.w.test,'/x,1,1{fields}"
    return Body(path="/events/1/key", query=f"a=1&ref={PAGE}", data=rest.encode(), where="body")


def datadog(items: list[Item], dice: random.Random) -> Body:
    """JSON lines in one zlib stream, flushed after each."""
    stream = zlib.compressobj()
    out = b""
    for part in (items[:2], items[2:]):
        line = dumped(part, dice, lambda i: {"type": "action", "context": i}).replace("\n", " ")
        out += stream.compress(line.encode() + b"\n") + stream.flush(zlib.Z_SYNC_FLUSH)
    out += stream.flush()
    return Body(
        path="/api/v2/rum", query="ddsource=browser&dd-evp-encoding=deflate", where="body",
        data=_covered(items, ZLIB, out),
    )  # fmt: skip


def amplitude(items: list[Item], dice: random.Random) -> Body:
    """The old form: `e=` and JSON, escaped."""
    text = dumped(items, dice, lambda i: [{"event_type": "click", "event_properties": i}])
    return Body(path="/", data=f"client=k&e={_percent(items, text)}&v=2".encode())


def snowplow(items: list[Item], dice: random.Random) -> Body:
    """Self-describing JSON in base64url, by GET or as a field of JSON."""
    text = dumped(items, dice, lambda i: {"schema": "iglu:a/b/jsonschema/1-0-0", "data": i})
    data = _base64(items, URL64, text.encode())
    if dice.random() < 1 / 2:
        return Body(path="/i", query=f"e=ue&p=web&ue_px={data}&url={PAGE}")
    return Body(path="/com.vendor/tp2", data=f'{{"data":[{{"e":"ue","ue_px":"{data}"}}]}}'.encode())


def clarity(items: list[Item], dice: random.Random) -> Body:
    """Arrays of arrays, gzip."""
    ascii_only = dice.random() < 1 / 2
    cells = ['"' + i.escaped("json", bodies.quoted(ascii_only)) + '"' for i in items]
    rows = ",".join(f"[{dice.randint(1, 9**5)},27,{n},{cell}]" for n, cell in enumerate(cells))
    text = f'{{"e":["0.8.1",1,0,5024,"proj","u1","s1",1,0,1],"a":[],"p":[{rows}]}}'
    data = _covered(items, GZIP, gzip.compress(text.encode(), mtime=0))
    return Body(path="/collect", data=data, headers=[("Accept", "application/x-clarity-gzip")])


def heap(items: list[Item], dice: random.Random) -> Body:
    """Keys and values as a list of equal parameters."""
    escape = percented(dice)
    fields = "".join(f"&k={quote(i.key)}&k={i.escaped('percent', escape)}" for i in items)
    return Body(path="/h", query=f"a=1&u=2&b=web&t={quote(words(dice, 1, 4))}{fields}")


def pinterest(items: list[Item], dice: random.Random) -> Body:
    """`ed` and `pd` with JSON."""
    data = _percent(items, dumped(items, dice, lambda i: i))
    return Body(path="/v3/", query=f"tid=261&event=custom&ed={data}&cb={dice.getrandbits(30)}")


def snap(items: list[Item], dice: random.Random) -> Body:
    """JSON as plain text, in `req[].t`."""
    data = dumped(items, dice, lambda i: {"ctx": {"ua": "x"}, "req": [{"t": i}, {"log": 1}]})
    return Body(path="/p", data=data.encode(), content_type="text/plain")


def adobe(items: list[Item], dice: random.Random) -> Body:
    """Context data between `c.` and `.c`."""
    query = f"AQB=1&ndh=1&pageName=home&c.&a.&{bodies.pairs(items, dice)}&.a&.c&AQE=1"
    return Body(path="/b/ss/suite/1/JS-2.22.0/s123", query=query)


def fullstory(items: list[Item], dice: random.Random) -> Body:
    """Events with arguments in arrays."""
    escape = bodies.quoted(ascii_only=dice.random() < 1 / 2)
    cells = ",".join('"' + i.escaped("json", escape) + '"' for i in items)
    text = f'{{"When":1,"Seq":2,"Evts":[{{"Kind":18,"Args":[{cells}],"When":17}}]}}'
    return Body(path="/rec/bundle/v2", data=text.encode())


ALL: dict[str, Make] = {
    "meta": meta, "tiktok": tiktok, "remarketing": remarketing, "ga4 items": ga4_items,
    "mixpanel": mixpanel, "posthog": posthog, "posthog replay": posthog_replay, "rrweb": rrweb,
    "sentry replay": sentry_replay, "segment": segment, "rudderstack": rudderstack,
    "newrelic": newrelic, "datadog": datadog, "amplitude": amplitude, "snowplow": snowplow,
    "clarity": clarity, "heap": heap, "pinterest": pinterest, "snap": snap, "adobe": adobe,
    "fullstory": fullstory,
}  # fmt: skip
KEYED = set(ALL) - {"ga4 items", "newrelic", "clarity", "heap", "fullstory"}
"""Those that put the key right before the value."""
