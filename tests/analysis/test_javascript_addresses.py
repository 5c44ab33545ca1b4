"""A `javascript:` link has the digest of its whole address, so that a header can let it run."""

from datetime import date
from html import escape

import pytest
from playwright.sync_api import sync_playwright

from scriptward.analysis.observing import observed
from scriptward.knowledge.approvals import Approvals
from scriptward.lib.digests import sha256_hex
from scriptward.policy.compilation import compiled
from scriptward.policy.learn import learned
from scriptward.vocabulary.capture import RawScript
from scriptward.vocabulary.words import ScriptKind
from tests.analysis.captures import URL, capture

TODAY = date(2026, 11, 25)
POSTBACK = "__doPostBack('ctl00$Main$send','');"
CALLED = "function __doPostBack(target) { window.sent = target; }"


def raw(source, kind):
    sha256 = sha256_hex(source)
    return RawScript(
        key=sha256[:9], page="p1", kind=kind, url="", sha256=sha256, frame_url=URL, source=source
    )


@pytest.fixture(scope="module")
def visits():
    scripts = (raw(POSTBACK, ScriptKind.JAVASCRIPT_URL), raw(CALLED, ScriptKind.INLINE))
    return observed(capture(scripts=scripts), approvals=Approvals())


def test_the_digest_is_that_of_the_address(visits):
    [visit] = visits

    assert {script.kind: script.sha256 for script in visit.scripts} == {
        ScriptKind.JAVASCRIPT_URL: sha256_hex(f"javascript:{POSTBACK}"),
        ScriptKind.INLINE: sha256_hex(CALLED),
    }


@pytest.mark.browser
def test_the_link_runs_under_the_learned_header_and_another_does_not(visits, browser_path):
    header = compiled(learned(visits, today=TODAY).policy, today=TODAY).value
    other = "window.stolen=1"
    body = f"<!doctype html><script>{CALLED}</script>" + "".join(
        f'<a id={name} href="javascript:{escape(code)}">x</a>'
        for name, code in (("known", POSTBACK), ("other", other))
    )

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(browser_path), chromium_sandbox=False
        )
        page = browser.new_page()
        page.route(
            "**/*",
            lambda route: route.fulfill(
                body=body,
                headers={"content-type": "text/html", "content-security-policy": header},
            ),
        )
        page.goto(URL)
        page.click("#other")
        page.click("#known")
        page.wait_for_function("window.sent")
        said = page.evaluate("[window.sent, window.stolen]")
        browser.close()

    assert said == ["ctl00$Main$send", None]
