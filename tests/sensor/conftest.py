"""A real Chromium with the sensor in it, on the pages of sensor/test/pages."""

import contextlib
import secrets
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from scriptward.vocabulary import sensor
from tools import sensor_build

PAGES = Path(__file__).resolve().parents[2] / "sensor" / "test" / "pages"
TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
PATIENCE = 10_000
STEP = 10


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
    """Statuses of the next answers to requests for no page; 204 when there is none."""

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
        self.reply(self.site.statuses.pop(0) if self.site.statuses else 204, b"", {})

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


@dataclass
class Visit:
    """One page with the sensor of a scan in it."""

    page: Page
    cdp: CDPSession
    site: Site
    secret: str
    binding: str
    records: list[sensor.Record] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    """What reached the binding without the secret."""
    errors: list[str] = field(default_factory=list)
    """Errors the page did not catch."""
    said: list[str] = field(default_factory=list)
    """What the page said through `finished`."""

    def heard(self, event: dict[str, str]) -> None:
        """Take one call of a binding."""
        text = event["payload"]
        if event["name"] == "finished":
            self.said.append(text)
        elif text.startswith(self.secret):
            record = msgspec.json.decode(text[len(self.secret) :], type=sensor.Record)
            self.records.append(record)
        else:
            self.foreign.append(text)

    def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds; fails after ten seconds."""
        for _ in range(PATIENCE // STEP):
            if holds():
                return
            self.page.wait_for_timeout(STEP)
        pytest.fail(f"never happened; said {self.said}, errors {self.errors}")

    def calls(self, api: str) -> list[sensor.Call]:
        """What was seen of one API."""
        return [r for r in self.records if isinstance(r, sensor.Call) and r.api == api]

    def reads(self, target: str, name: str = "") -> list[sensor.Reading]:
        """Readings of one kind of thing, of one name if given."""
        found = [r for r in self.records if isinstance(r, sensor.Reading)]
        return [r for r in found if r.target == target and name in {"", r.name}]

    def lost(self, why: str) -> int:
        """How many records were lost for a reason."""
        return sum(r.n for r in self.records if isinstance(r, sensor.Lost) and r.why == why)


def files(stack: tuple[sensor.Caller, ...]) -> list[str]:
    """Names of the files on a stack, innermost first."""
    return [frame.u.split("?")[0].rsplit("/", 1)[-1] for frame in stack]


@pytest.fixture(scope="session")
def built() -> Path:
    """Folder of the bundles, built from the sources as they are."""
    assert sensor_build.main([]) == 0
    return sensor_build.ASSETS


@pytest.fixture(scope="session")
def served() -> Iterator[Site]:
    """The site, for the whole run."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.daemon_threads = True
    Answer.site = Site(server.server_port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Answer.site
    server.shutdown()
    server.server_close()


@pytest.fixture
def site(served: Site) -> Site:
    """The site, with nothing asked yet."""
    for part in (served.hits, served.headers, served.bodies, served.statuses):
        part.clear()
    return served


@pytest.fixture(scope="session")
def chromium(browser_path: Path, served: Site) -> Iterator[Browser]:
    """A browser that finds every .test host at the site."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path,
            args=["--no-sandbox", f"--host-resolver-rules=MAP *.test 127.0.0.1:{served.port}"],
        )
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Browser, site: Site, built: Path) -> Iterator[Callable[..., Visit]]:
    """Open a page with the scan's sensor in it and wait until it says `finished`."""
    contexts = []

    def open_page(name: str, *, host: str = "www.clinic.test", wait: bool = True) -> Visit:
        context = chromium.new_context()
        contexts.append(context)
        page = context.new_page()
        cdp = context.new_cdp_session(page)
        visit = Visit(page, cdp, site, secrets.token_hex(16), f"b{secrets.token_hex(8)}")
        page.on("pageerror", lambda error: visit.errors.append(str(error)))
        cdp.on("Runtime.bindingCalled", visit.heard)
        for binding in (visit.binding, "finished"):
            cdp.send("Runtime.addBinding", {"name": binding})
        source = (built / "sensor.scan.js").read_text("utf-8")
        source = source.replace("__SCRIPTWARD_BINDING__", visit.binding)
        source = source.replace("__SCRIPTWARD_SECRET__", visit.secret)
        cdp.send("Runtime.enable")
        cdp.send("Page.enable")
        cdp.send("Page.addScriptToEvaluateOnNewDocument", {"source": source})
        page.goto(site.url(name, host), wait_until="commit")
        if wait:
            visit.until(lambda: visit.said)
        return visit

    yield open_page
    for context in contexts:
        context.close()
