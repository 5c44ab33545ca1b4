"""A real Chromium with the sensor in it, on the pages of sensor/test/pages."""

import secrets
import threading
from collections.abc import Callable, Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.sensor.site import Answer, Site
from tests.sensor.visit import Visit
from tools import sensor_build


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


@pytest.fixture(scope="module")
def chromium(browser_path: Path, served: Site) -> Iterator[Browser]:
    """A browser that finds every .test host at the site.

    Not for the whole run: its loop holds the thread that other modules need for theirs.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path,
            args=["--no-sandbox", f"--host-resolver-rules=MAP *.test 127.0.0.1:{served.port}"],
        )
        yield browser
        browser.close()


def open_with_sensor(context: BrowserContext, site: Site, built: Path, url: str) -> Visit:
    """Open a page of the site with the scan's sensor in it."""
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
    page.goto(url, wait_until="commit")
    return visit


@pytest.fixture
def opened(chromium: Browser, site: Site, built: Path) -> Iterator[Callable[..., Visit]]:
    """Open a page with the scan's sensor in it and wait until it says `finished`."""
    contexts: list[BrowserContext] = []

    def open_page(name: str, *, host: str = "www.clinic.test", wait: bool = True) -> Visit:
        contexts.append(chromium.new_context())
        visit = open_with_sensor(contexts[-1], site, built, site.url(name, host))
        if wait:
            visit.until(lambda: visit.said)
        return visit

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def called(chromium: Browser, served: Site, built: Path) -> Iterator[Visit]:
    """A page on which a vendor used every API that sends or loads, once."""
    context = chromium.new_context()
    visit = open_with_sensor(context, served, built, served.url("calls.html", "localhost"))
    visit.until(lambda: visit.said)
    yield visit
    context.close()


@pytest.fixture
def live(chromium: Browser, site: Site, built: Path) -> Iterator[Callable[..., Page]]:
    """Open a page whose first script is the live sensor, served by another host."""
    contexts: list[BrowserContext] = []
    site.bodies["sensor.js"] = (built / "sensor.live.js").read_bytes()

    def open_page(name: str) -> Page:
        context = chromium.new_context()
        contexts.append(context)
        page = context.new_page()
        page.goto(site.url(name))
        return page

    yield open_page
    for context in contexts:
        context.close()
