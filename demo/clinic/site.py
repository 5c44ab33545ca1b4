"""Answers for every host: the clinic's pages and assets, vendors' files and endpoints."""

import json
import mimetypes
from dataclasses import dataclass, field
from pathlib import Path

from . import hosts
from .connection import Reply
from .pages import Pages
from .record import Arrival

TYPES = {".js": "text/javascript; charset=utf-8", ".html": "text/html; charset=utf-8"}


@dataclass(frozen=True, kw_only=True)
class Site:
    """Everything the server answers."""

    with_skimmer: bool = False
    pages: Pages = field(default_factory=Pages)

    def __call__(self, arrival: Arrival) -> Reply:
        """The answer to one request."""
        if arrival.host in hosts.OWN_HOSTS:
            return self._own(arrival)
        return self._vendor(arrival)

    def _own(self, arrival: Arrival) -> Reply:
        if arrival.host != hosts.CLINIC and not arrival.path.startswith("/assets/"):
            return Reply(status=308, headers=(("Location", f"https://{hosts.CLINIC}/"),))
        if arrival.path == "/sw.js":
            return served(hosts.FOLDER / "assets" / "sw.js")
        if arrival.path == "/assets/jquery-3.4.1.min.js":
            return served(hosts.BUILD / "vendors" / "jquery-3.4.1.min.js")
        if arrival.path.startswith("/assets/"):
            return served(hosts.FOLDER / "assets" / Path(arrival.path).name)
        return self.pages.answer(arrival)

    def _vendor(self, arrival: Arrival) -> Reply:
        address = arrival.host + arrival.path
        if arrival.method == "OPTIONS":
            return Reply(status=204, headers=sharing(arrival))
        if address in hosts.files():
            found = served(hosts.files()[address])
            body = found.body + (PLANTED.read_bytes() if self._poisons(address) else b"")
            return Reply(status=found.status, headers=found.headers + sharing(arrival), body=body)
        if arrival.header("sec-fetch-dest") == "image":
            return Reply(headers=(("Content-Type", "image/gif"), *sharing(arrival)), body=PIXEL)
        text = next((text for prefix, text in hosts.answers() if address.startswith(prefix)), "{}")
        kind = TYPES[".js"] if arrival.path.endswith(".js") else "application/json"
        return Reply(headers=(("Content-Type", kind), *sharing(arrival)), body=text.encode())

    def _poisons(self, address: str) -> bool:
        return self.with_skimmer and address == "tags.tagharbor.test/container.js"


PLANTED = hosts.FOLDER / "skimmer" / "planted.js"
"""What someone who broke into the tag manager's account adds to its container."""
PIXEL = bytes.fromhex(
    "47494638396101000100800000000000ffffff21f90401000000002c000000000100010000020144003b"
)


def served(path: Path) -> Reply:
    """A file, or 404."""
    if not path.is_file():
        return Reply(status=404, headers=(("Content-Type", "text/plain"),), body=b"not found")
    kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "text/plain"
    return Reply(headers=(("Content-Type", kind),), body=path.read_bytes())


def sharing(arrival: Arrival) -> tuple[tuple[str, str], ...]:
    """Headers that let every page read a vendor's answer, as vendors send them."""
    origin = arrival.header("origin")
    if not origin:
        return ()
    asked = arrival.header("access-control-request-headers")
    return (
        ("Access-Control-Allow-Origin", origin),
        ("Access-Control-Allow-Credentials", "true"),
        ("Access-Control-Allow-Methods", "GET, POST, PUT, OPTIONS"),
        *((("Access-Control-Allow-Headers", asked),) if asked else ()),
        ("Vary", "Origin"),
    )


def spoken(arrival: Arrival, heard: str) -> str:  # noqa: ARG001  # one voice for every socket
    """What a chat says back."""
    kind = json.loads(heard).get("type")
    text = "Hello, how can we help?" if kind == "context" else "Thank you, we will look into it."
    return json.dumps({"text": text})
