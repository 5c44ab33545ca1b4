"""Hosts for the guard's pages: the site's own, one that is forbidden, one that is dead."""

import contextlib
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from scriptward.app.guard import guard_script
from scriptward.policy.language.reader import parsed

PAGES = Path(__file__).parent / "pages"
OWN = "www.clinic.test"
FORBIDDEN = "evil.test"
DEAD = "dead.test"
"""Resolves to a port where nobody listens."""
POLICY = f"""
version: 1
site: {OWN}
mode: enforce
defaults: {{"*": forbid}}
scripts:
  - {{match: "/**", approved: {{by: lab, date: 2026-11-01, why: "the page's own"}}}}
rules:
  - {{id: own, permit: [send, read, load], to: self}}
"""
TYPES = {
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
}


@dataclass
class Site:
    """What the hosts answer, and what reached the forbidden one."""

    port: int = 0
    files: dict[str, bytes] = field(default_factory=dict)
    """By path without its query."""
    reached: list[str] = field(default_factory=list)
    """Paths that were asked of the forbidden host, whole."""
    referers: list[tuple[str, str]] = field(default_factory=list)
    """The same paths, each with the `Referer` it came with."""
    gone: bytes = b"/gone"
    """Page to which the collector answers that it is gone (410)."""
    posted: list[tuple[str, bytes]] = field(default_factory=list)
    """Path and body of what the collector was sent."""
    headers: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By path without its query: one more header of the answer."""
    begun: set[str] = field(default_factory=set)
    """Folders whose script was asked for."""

    def __post_init__(self) -> None:
        self.files["/guard.js"] = guard_script(parsed(POLICY), headers=True)
        for path in PAGES.iterdir():
            self.files[f"/{path.name}"] = path.read_bytes()


class Answer(BaseHTTPRequestHandler):
    """Answers for a site."""

    site: Site
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its name
        """Say nothing."""

    def do_GET(self) -> None:
        host = self.headers.get("host", "").split(":")[0]
        if host.endswith(FORBIDDEN):
            self.site.reached.append(self.path)
            self.site.referers.append((self.path, self.headers.get("referer", "")))
        body = self._body()
        if self.path.startswith("/c/"):
            self.site.posted.append((self.path, body))
            gone = b'"page":"%b"' % self.site.gone in body
            return self.reply(410 if gone else 204, b"", TYPES["txt"])
        path = self.path.split("?")[0]
        if path == "/echo":
            said = f"{self.command} {body.decode('latin-1')} {self.headers.get('content-type')}"
            return self.reply(200, said.encode(), TYPES["txt"])
        if path == "/referrer":
            return self.reply(200, self.headers.get("referer", "").encode(), TYPES["txt"])
        if path == "/moved":
            return self.reply(302, b"", TYPES["txt"], ("location", "/echo"))
        if path.endswith("/way.js"):
            self.site.begun.add(path.split("/")[1])
        found = self.site.files.get(path)
        kind = TYPES.get(path.rpartition(".")[2], TYPES["html"])
        more = [self.site.headers[path]] if path in self.site.headers else []
        return self.reply(204 if found is None else 200, found or b"", kind, *more)

    do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = do_GET  # noqa: N815  # its names

    def do_OPTIONS(self) -> None:
        self.reply(204, b"", TYPES["txt"])

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("content-length") or 0))

    def reply(self, status: int, body: bytes, kind: str, *more: tuple[str, str]) -> None:
        self.send_response(status)
        shared = (
            ("access-control-allow-origin", self.headers.get("origin") or "*"),
            ("access-control-allow-headers", "*"),
            ("cache-control", "no-store"),
            ("content-type", kind),
            ("content-length", str(len(body))),
        )
        for key, value in (*shared, *more):
            self.send_header(key, value)
        self.end_headers()
        with contextlib.suppress(ConnectionError):
            self.wfile.write(b"" if self.command == "HEAD" else body)
