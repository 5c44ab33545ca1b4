"""Answers of the prepared pages' own server, of the script's address, and of nobody in particular.

No server runs: the debugger gives these in the network's place (docs/decisions/0014).
"""

import base64
import re
from dataclasses import dataclass, field
from importlib import resources
from string import Template
from urllib.parse import urlsplit

from scriptward.lib.digests import sha256_hex
from scriptward.sources.scan.answering import Answer
from scriptward.sources.scan.protocol import NetworkRequest
from scriptward.sources.vet import pages
from scriptward.sources.vet.bait import Bait
from scriptward.sources.vet.journey import HOST

_PAGES = {
    "/appointments": "appointments.html",
    "/insurance": "insurance.html",
    "/portal/sign-in": "sign_in.html",
    "/portal/results": "results.html",
    "/billing/pay": "pay.html",
}
_PIXEL = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_JAVASCRIPT = "text/javascript; charset=utf-8"
_HTML = "text/html; charset=utf-8"
_NEUTRAL = {
    "Document": (_HTML, b"<!doctype html><title></title>"),
    "Stylesheet": ("text/css", b""),
    "Image": ("image/gif", _PIXEL),
    "Script": (_JAVASCRIPT, b";"),
    "Fetch": ("application/json", b"{}"),
    "XHR": ("application/json", b"{}"),
}
"""`{resource type: (media type, body)}`; everything else is answered without content.

A script is not quite empty, so that the debugger tells of it."""


@dataclass(frozen=True, kw_only=True)
class Given:
    """The script that is vetted."""

    url: str
    """Where the pages have it from."""
    code: bytes = field(repr=False)
    module: bool = False

    @property
    def tag(self) -> str:
        """Its element, as a page holds it."""
        kind = ' type="module"' if self.module else ""
        address = self.url.replace("&", "&amp;").replace('"', "%22").replace("<", "%3C")
        return f'<script src="{address}"{kind}></script>'


class Answers:
    """Answers requests: the pages' own, the script's and, unless `online`, everybody else's."""

    def __init__(self, given: Given, bait: Bait, *, online: bool) -> None:
        self._given, self._bait, self._online = given, bait, online
        self._at = _bare(given.url)
        self._texts = {path: self._filled(name) for path, name in _PAGES.items()}

    @property
    def own_code(self) -> frozenset[str]:
        """SHA-256 of the pages' own scripts."""
        codes = (code for text in self._texts.values() for code in _INLINE.findall(text))
        return frozenset(sha256_hex(code.encode()) for code in codes)

    def __call__(self, request: NetworkRequest, resource_type: str) -> Answer | None:
        """The answer; None where the network may give it."""
        if urlsplit(request.url).hostname == HOST:
            return self._page(urlsplit(request.url).path)
        if _bare(request.url) == self._at:
            return _shared(request, _JAVASCRIPT, self._given.code)
        if self._online or not request.url.startswith(("http:", "https:")):
            return None
        if request.method == "OPTIONS" or resource_type not in _NEUTRAL:
            return _shared(request, "", b"")
        return _shared(request, *_NEUTRAL[resource_type])

    def _page(self, path: str) -> Answer:
        text = self._texts.get(path)
        if text is None:
            return Answer(status=204)
        cookies = (("session_id", "session"), ("_ga", "analytics"))
        headers = tuple(
            ("Set-Cookie", f"{name}={self._bait.texts[word]}; Path=/; Secure; SameSite=Lax")
            for name, word in cookies
        )
        return Answer(headers=(("Content-Type", _HTML), *headers), body=text.encode())

    def _filled(self, name: str) -> str:
        text = (resources.files(pages) / name).read_text("utf-8")
        return Template(text).safe_substitute(self._bait.texts, script=self._given.tag)


def _shared(request: NetworkRequest, kind: str, body: bytes) -> Answer:
    """An answer that any page may read."""
    asked = {name.lower(): value for name, value in request.headers.items()}
    origin = asked.get("origin") or f"https://{HOST}"
    headers = [
        ("Access-Control-Allow-Origin", origin),
        ("Access-Control-Allow-Credentials", "true"),
        ("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE, HEAD"),
        ("Access-Control-Allow-Headers", asked.get("access-control-request-headers", "*")),
        ("Timing-Allow-Origin", "*"),
    ]
    if not kind:
        return Answer(status=204, headers=tuple(headers))
    return Answer(headers=(("Content-Type", kind), *headers), body=body)


def _bare(url: str) -> str:
    return url.partition("#")[0]
