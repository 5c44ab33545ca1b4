"""The evidence page in a real browser: accessible, quiet on the console, no wider than a phone."""

import pytest
from playwright.sync_api import sync_playwright

from scriptward.app.evidence import writing
from scriptward.app.evidence.making import evidence
from scriptward.vocabulary.words import DataKind
from tests.app.evidence.runs import INBOX, PAY, finding, flow, renamed, run, script

pytestmark = pytest.mark.browser

LONG = "https://www.willowbrook.test/" + "a" * 500 + "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def browser(browser_path):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1400])
def test_axe_finds_nothing_and_the_page_is_no_wider_than_the_window(
    browser, tmp_path, checkout, width, scheme
):
    made = run(
        INBOX,
        PAY,
        scripts=(script(1, INBOX, PAY),),
        flows=(flow(1, INBOX, DataKind.EMAIL), flow(2, PAY, DataKind.CARD_DATA)),
        findings=(finding("HT-01"),),
    )
    pack = evidence("hipaa", [(renamed(made, LONG), "0" * 64)])
    (tmp_path / "evidence.html").write_bytes(writing.html(pack))
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        offline=True,
        bypass_csp=True,
        color_scheme=scheme,
    )
    page = context.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))

    page.goto((tmp_path / "evidence.html").as_uri())
    page.evaluate((checkout / "node_modules/axe-core/axe.min.js").read_text())
    found = page.evaluate("axe.run().then(r => r.violations.map(v => v.id))")

    assert (found, said) == ([], [])
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
