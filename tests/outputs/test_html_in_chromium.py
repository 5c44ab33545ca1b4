"""The report in a real browser: accessible, quiet on the console, usable at both widths."""

import json

import pytest
from playwright.sync_api import sync_playwright

from scriptward.outputs.html import html
from tests.outputs.reports import clean, clinic, hostile

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser(browser_path):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


def opened(browser, tmp_path, report, *, width):
    (tmp_path / "report.html").write_bytes(html.render(report))
    context = browser.new_context(
        viewport={"width": width, "height": 900}, offline=True, bypass_csp=True
    )
    page = context.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((tmp_path / "report.html").as_uri())
    return page, said


@pytest.mark.parametrize("width", [400, 1400])
@pytest.mark.parametrize("report", [clinic(), hostile(), clean()], ids=["clinic", "bad", "clean"])
def test_axe_finds_nothing_and_the_console_is_quiet(browser, tmp_path, checkout, report, width):
    page, said = opened(browser, tmp_path, report, width=width)

    page.evaluate((checkout / "node_modules/axe-core/axe.min.js").read_text())
    found = page.evaluate("axe.run().then(result => JSON.stringify(result.violations))")

    assert [violation["id"] for violation in json.loads(found)] == []
    assert said == []


def test_the_page_does_not_scroll_sideways_on_a_phone(browser, tmp_path):
    page, _ = opened(browser, tmp_path, hostile(), width=400)

    assert page.evaluate("document.documentElement.scrollWidth") <= 400


def test_the_limits_open_by_keyboard(browser, tmp_path):
    page, _ = opened(browser, tmp_path, clinic(), width=1400)

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.locator("details.limits[open]").count() == 1
