"""The dashboard in a real browser: accessible, quiet, usable by keyboard, unmoved by hostile names.

The browser is driven from a thread of its own: another test's may hold this one's event loop.
"""

import json
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import httpx
import msgspec
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from scriptward.app.serve import Address, serving
from tests.app.collector.sample_beacon import SITE, beacon
from tests.store.sample_report import report

pytestmark = pytest.mark.browser

T = TypeVar("T")
PAGES = ("findings", "flows", "inventory")


class Driver:
    """A browser in its own thread."""

    def __init__(self, browser_path: Path, axe: str) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._playwright = self._thread.submit(sync_playwright().start).result()
        self._browser: Browser = self._thread.submit(
            self._playwright.chromium.launch, executable_path=browser_path, args=["--no-sandbox"]
        ).result()
        self._axe = axe

    def on_page(self, act: Callable[[Page], T], *, width: int = 1400) -> tuple[T, list[str]]:
        """What `act` gives of a new page, and what the console said."""
        return self._thread.submit(self._act, act, width).result()

    def violations(self, page: Page) -> list[str]:
        """Ids of axe-core's rules that the page breaks."""
        page.evaluate(self._axe)
        found = page.evaluate("axe.run().then(result => JSON.stringify(result.violations))")
        return [violation["id"] for violation in json.loads(found)]

    def close(self) -> None:
        self._thread.submit(self._browser.close).result()
        self._thread.submit(self._playwright.stop).result()
        self._thread.shutdown()

    def _act(self, act: Callable[[Page], T], width: int) -> tuple[T, list[str]]:
        said: list[str] = []
        context = self._browser.new_context(
            viewport={"width": width, "height": 900}, bypass_csp=True
        )
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        try:
            return act(page), said
        finally:
            context.close()


@pytest.fixture(scope="module")
def driver(browser_path: Path, checkout: Path) -> Iterator[Driver]:
    axe = (checkout / "node_modules/axe-core/axe.min.js").read_text("utf-8")
    driver = Driver(browser_path, axe)
    yield driver
    driver.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """A dashboard with a run and a live beacon in it."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "report.json").write_bytes(msgspec.json.encode(report()))
    database = str(folder / "scriptward.sqlite")
    with serving(database, port=0, sites=[SITE], runs=[folder]) as address:
        httpx.post(f"{address.url}c/{SITE}", json=beacon(n=12))
        yield address


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """A dashboard with nothing in it."""
    database = str(tmp_path_factory.mktemp("empty") / "scriptward.sqlite")
    with serving(database, port=0) as address:
        yield address


def sign_in(page: Page, address: Address) -> None:
    page.goto(f"{address.url}sign-in")
    page.fill("#name", address.user)
    page.fill("#password", address.password)
    page.press("#password", "Enter")
    page.wait_for_url(re.compile("/findings$"))


@pytest.mark.parametrize("width", [400, 1400])
def test_axe_finds_nothing_and_the_console_is_quiet(driver: Driver, served: Address, width: int):
    def visit(page: Page) -> dict[str, object]:
        page.goto(f"{served.url}sign-in")
        seen: dict[str, object] = {"sign-in": driver.violations(page)}
        sign_in(page, served)
        for name in PAGES:
            page.goto(f"{served.url}{name}")
            seen[name] = driver.violations(page)
            seen[f"{name} fits"] = page.evaluate("document.documentElement.scrollWidth") <= width
        page.emulate_media(color_scheme="dark")
        seen["dark"] = driver.violations(page)
        return seen

    seen, said = driver.on_page(visit, width=width)

    assert seen == {
        "sign-in": [],
        "findings": [],
        "findings fits": True,
        "flows": [],
        "flows fits": True,
        "inventory": [],
        "inventory fits": True,
        "dark": [],
    }
    assert said == []


@pytest.mark.parametrize("width", [400, 1400])
def test_empty_pages_are_accessible_too(driver: Driver, empty: Address, width: int):
    def visit(page: Page) -> list[str]:
        sign_in(page, empty)
        found = []
        for name in PAGES:
            page.goto(f"{empty.url}{name}")
            found += driver.violations(page)
        page.goto(f"{empty.url}flows?words=x")
        return found + driver.violations(page)

    assert driver.on_page(visit, width=width) == ([], [])


def test_everything_is_reached_by_keyboard_in_reading_order(driver: Driver, served: Address):
    def visit(page: Page) -> list[str]:
        sign_in(page, served)
        seen = []
        for _ in range(11):
            page.keyboard.press("Tab")
            seen.append(
                page.evaluate("(e => e.id || e.textContent.trim())(document.activeElement)")
            )
        return seen

    seen, _ = driver.on_page(visit)

    assert seen == [
        "Skip to the content",
        "Findings",
        "Flows",
        "Inventory",
        "Sign out",
        "words",
        "severity",
        "audience",
        "sort",
        "gone",
        "Show",
    ]


def test_filtering_and_signing_out_work_by_keyboard(driver: Driver, served: Address):
    def visit(page: Page) -> tuple[int, str]:
        sign_in(page, served)
        page.focus("#words")
        page.keyboard.type("e-mail field")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("words=e-mail"))
        found = page.locator("article.finding").count()
        page.focus("text=Sign out")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("/sign-in$"))
        return found, page.title()

    assert driver.on_page(visit) == ((1, "Sign in · scriptward"), [])


def test_hostile_names_run_nothing(driver: Driver, served: Address):
    def visit(page: Page) -> list[object]:
        sign_in(page, served)
        seen: list[object] = []
        for name in PAGES:
            page.goto(f"{served.url}{name}")
            seen += [page.evaluate("window.stolen === undefined"), page.locator("script").count()]
        return seen

    assert driver.on_page(visit) == ([True, 0] * 3, [])
