"""A small web server of our own, and scans of it."""

import asyncio
import os
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from scriptward.sources.journey import read_journey
from scriptward.sources.scan import captured
from scriptward.sources.scan.plan import Plan
from scriptward.sources.scan.progress import Silent
from scriptward.vocabulary.capture import Capture

TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Arrival:
    """One request as the server got it."""

    method: str
    path: str
    body: bytes
    headers: dict[str, str]


@dataclass
class Site:
    """Pages by path, what asked for them, and where they are."""

    port: int = 0
    pages: dict[str, bytes] = field(default_factory=dict)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    arrived: list[Arrival] = field(default_factory=list)

    def page(self, path: str, body: str | bytes, **headers: str) -> str:
        """Serve a body at a path; gives its address. `headers`: names with `_` for `-`."""
        self.pages[path] = body.encode() if isinstance(body, str) else body
        self.headers[path] = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.url(path)

    def url(self, path: str, host: str = "localhost") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [one.path.partition("?")[0] for one in self.arrived]


def serve(site: Site) -> ThreadingHTTPServer:
    class Visitor(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            site.arrived.append(Arrival(self.command, self.path, body, dict(self.headers)))
            path = self.path.partition("?")[0]
            try:
                if path in site.answers:
                    site.answers[path](self)
                else:
                    self.send_page(path)
            except OSError:
                self.close_connection = True

        def send_page(self, path: str) -> None:
            body = site.pages.get(path, b"")
            headers = site.headers.get(path, {})
            self.send_response(int(headers.get("status", 200)))
            kind = TYPES.get(Path(path).suffix, "text/html; charset=utf-8")
            self.send_header("content-type", headers.get("content-type", kind))
            self.send_header("content-length", str(len(body)))
            for name, value in headers.items():
                if name not in {"status", "content-type"}:
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_OPTIONS = do_HEAD = answer  # noqa: N815  # http.server's names

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, *_: object) -> None:
            """Browsers hang up when they like."""

    server = Server(("127.0.0.1", 0), Visitor)
    site.port = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def _sandbox() -> tuple[str, ...]:
    """Our own pages are visited: as root Chromium has no sandbox."""
    return ("--no-sandbox",) if os.geteuid() == 0 else ()


@pytest.fixture
def site() -> Iterator[Site]:
    one = Site()
    server = serve(one)
    yield one
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def lasting_site() -> Iterator[Site]:
    """A site for scans that several tests of one file look at: no other file's requests in it."""
    one = Site()
    server = serve(one)
    yield one
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def temporary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folder of one file's browser profiles: elsewhere other scans run at the same time."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("temporary")
        patch.setattr(tempfile, "tempdir", str(folder))
        yield folder


Scan = Callable[..., Capture]


@pytest.fixture(scope="session")
def scan(browser_path: Path) -> Scan:
    """Scan addresses or a journey file; other arguments as in `Plan`."""

    def run(*urls: str, journey: Path | None = None, args: tuple[str, ...] = (), **plan) -> Capture:
        read = read_journey(journey) if journey else None
        whole = Plan(
            browser=browser_path,
            urls=urls,
            journey=read,
            browser_args=(*_sandbox(), *args),
            **plan,
        )
        return asyncio.run(captured(whole, Silent()))

    return run
