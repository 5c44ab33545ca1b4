"""The clinic's pages: usable by everybody, in a real browser, with all their third parties."""

import pytest

from demo.clinic.pages import table
from demo.proof import driving

pytestmark = pytest.mark.browser
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def page(browser_path):
    with driving.clinic() as clinic, driving.context(clinic, browser_path) as context:
        yield context.new_page()


@pytest.mark.parametrize("path", sorted(table()))
@pytest.mark.parametrize("width", [400, 1280])
def test_a_page_has_no_accessibility_violation(page, checkout, path, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"https://www.willowbrook.test{path}")
    page.evaluate((checkout / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8"))

    result = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)

    assert [violation["id"] for violation in result["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
