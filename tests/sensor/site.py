"""A server for every host under .test: the pages of sensor/test/pages, and a log of the rest."""

import contextlib
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path

PAGES = Path(__file__).resolve().parents[2] / "sensor" / "test" / "pages"
TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8"}


@dataclass
class Site:
    """Every host under .test, on one port; what asks for no page gets an empty answer."""

    port: int
    hits: list[tuple[str, str, bytes]] = field(default_factory=list)
    """(host, path, body) of each request for something that is no page."""
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    """Extra response headers by page name."""
    bodies: dict[str, bytes] = field(default_factory=dict)
    """Files made by a test, by name."""
    statuses: list[int] = field(default_factory=list)
    """Statuses of the collector's next answers; 204 when there is none."""

    def url(self, name: str, host: str = "www.clinic.test") -> str:
        """Address of a page."""
        return f"http://{host}:{self.port}/{name}"


class Answer(BaseHTTPRequestHandler):
    """Answers for a site."""

    site: Site
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its name
        """Say nothing."""

    def do_GET(self) -> None:
        name = self.path.split("?")[0].lstrip("/")
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        path = PAGES / name
        if name in self.site.bodies or (name and path.is_file()):
            text = self.site.bodies.get(name) or path.read_bytes()
            text = text.replace(b"{PORT}", str(self.site.port).encode())
            self.reply(200, text, {"content-type": TYPES[path.suffix], **self.more(name)})
            return
        self.site.hits.append((self.headers["host"].split(":")[0], self.path, body))
        told = self.site.statuses if self.path.startswith("/c/") else []
        self.reply(told.pop(0) if told else 204, b"", {})

    def do_POST(self) -> None:
        self.do_GET()

    def do_OPTIONS(self) -> None:
        self.reply(204, b"", {})

    def more(self, name: str) -> dict[str, str]:
        return self.site.headers.get(name, {})

    def reply(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        cross = {
            "access-control-allow-origin": self.headers.get("origin") or "*",
            "access-control-allow-credentials": "true",
            "access-control-allow-headers": "content-type",
            "cache-control": "no-store",
            "content-length": str(len(body)),
        }
        for key, value in (cross | headers).items():
            self.send_header(key, value)
        self.end_headers()
        with contextlib.suppress(ConnectionError):
            self.wfile.write(body)
