"""A real Chromium on pages with and without the guard."""

import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.guard.site import DEAD, Answer, Site
from tools import sensor_build


class Server(ThreadingHTTPServer):
    """Takes many at once."""

    request_queue_size = 128
    daemon_threads = True


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """The hosts, with the guard as its sources are."""
    assert sensor_build.main([]) == 0
    server = Server(("127.0.0.1", 0), Answer)
    Answer.site = Site(server.server_port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Answer.site
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def chromium(browser_path: Path, site: Site) -> Iterator[Browser]:
    """A browser that finds every .test host at the site, but the dead one."""
    rules = f"MAP {DEAD} 127.0.0.1:9, MAP *.test 127.0.0.1:{site.port}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path,
            args=[
                "--no-sandbox",
                "--disable-popup-blocking",
                "--disable-features=LocalNetworkAccessChecks,HttpsUpgrades",
                "--unsafely-treat-insecure-origin-as-secure=http://www.clinic.test,http://lab.test",
                f"--host-resolver-rules={rules}",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A tab of its own."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()
