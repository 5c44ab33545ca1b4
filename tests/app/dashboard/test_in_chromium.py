"""The dashboard in a real browser: accessible, quiet, usable by keyboard, deaf to hostile names."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from playwright.sync_api import Page

from scriptward.app.serve import Address, serving
from tests.app.collector.sample_beacon import SITE, beacon
from tests.app.dashboard.stored_runs import POLICY, clinic_run
from tests.app.driving import Driver
from tests.store.sample_report import report

pytestmark = pytest.mark.browser

PAGES = ("findings", "flows", "inventory", "policy")


@pytest.fixture(scope="module")
def driver(browser_path: Path, checkout: Path) -> Iterator[Driver]:
    axe = (checkout / "node_modules/axe-core/axe.min.js").read_text("utf-8")
    driver = Driver(browser_path, axe=axe)
    yield driver
    driver.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """A dashboard with runs, a policy and a live beacon in it."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "report.json").write_bytes(msgspec.json.encode(report()))
    database = str(folder / "scriptward.sqlite")
    policy = folder / "policy.yaml"
    policy.write_text(POLICY, "utf-8")
    runs = [folder, clinic_run(folder / "nightly")]
    with serving(
        database, port=0, sites=[SITE], runs=runs, policies=[policy], save_policy=True
    ) as address:
        httpx.post(f"{address.url}c/{SITE}", json=beacon(n=12))
        yield address


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """A dashboard with nothing in it."""
    database = str(tmp_path_factory.mktemp("empty") / "scriptward.sqlite")
    with serving(database, port=0) as address:
        yield address


_SIGNED_IN: dict[str, list[Any]] = {}
"""Cookies by the dashboard's address: only so many sign-ins a minute are let through."""


def sign_in(page: Page, address: Address) -> None:
    page.context.add_cookies(_SIGNED_IN.get(address.url, []))
    page.goto(f"{address.url}findings")
    if "sign-in" not in page.url:
        return
    page.goto(f"{address.url}sign-in")
    page.fill("#name", address.user)
    page.fill("#password", address.password)
    page.press("#password", "Enter")
    page.wait_for_url(re.compile("/findings$"))
    _SIGNED_IN[address.url] = page.context.cookies()


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
        "policy": [],
        "policy fits": True,
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
        for _ in range(12):
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
        "Policy",
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


def test_lines_are_approved_by_keyboard_alone(driver: Driver, served: Address):
    def visit(page: Page) -> tuple[list[str], list[str]]:
        sign_in(page, served)
        page.goto(f"{served.url}policy")
        seen = []
        page.focus(".line input")
        page.keyboard.press("Space")
        page.focus("#by")
        page.keyboard.press("Enter")
        page.wait_for_selector(".changes")
        seen.append(page.evaluate("document.activeElement.getAttribute('aria-labelledby')"))
        found = driver.violations(page)
        page.focus("#why")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.textContent"))
        page.keyboard.press("Enter")
        page.wait_for_selector("#trouble")
        seen.append(page.evaluate("document.activeElement.id"))
        found += driver.violations(page)
        page.focus("#by")
        page.keyboard.type("Web team")
        page.keyboard.press("Tab")
        page.keyboard.type("the booking page")
        for _ in range(3):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("saved=1"))
        page.wait_for_function("() => document.activeElement !== document.body")
        seen.append(page.evaluate("document.activeElement.textContent.trim()"))
        return seen, found + driver.violations(page)

    (seen, found), said = driver.on_page(visit, width=400)

    assert seen == [
        "changes",
        "Approve and save",
        "trouble",
        "1 line saved to policy.yaml. These are still proposed.",
    ]
    assert found == []
    assert len(said) == 1
    assert "422" in said[0]


def test_hostile_names_run_nothing(driver: Driver, served: Address):
    def visit(page: Page) -> list[object]:
        sign_in(page, served)
        seen: list[object] = []
        for name in PAGES:
            page.goto(f"{served.url}{name}")
            seen += [page.evaluate("window.stolen === undefined"), page.locator("script").count()]
        return seen

    assert driver.on_page(visit) == ([True, 0] * 4, [])
