"""One Chromium and one server for every vendor's page; each SDK is driven once."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from demo.proof.driving import ORDINARY
from scriptward.analysis.leaks import Detector
from tests.vendors import visit
from tests.vendors.bundles import bundled
from tests.vendors.driving import Sent, driven
from tests.vendors.sdk import sdks
from tests.vendors.server import Wire, served_by


@pytest.fixture(scope="module")
def wire(tmp_path_factory) -> Iterator[Wire]:
    """The vendors' hosts."""
    folder = tmp_path_factory.mktemp("vendors")
    with served_by(bundled(folder), folder) as wire:
        yield wire


@pytest.fixture(scope="module")
def chromium(browser_path, wire) -> Iterator[Browser]:
    """A browser that finds every .test host here, and no other host."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path, args=[*ORDINARY, "--no-sandbox", *wire.browser_args]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def agent(chromium) -> str:
    """An ordinary Chromium's name: vendors keep quiet before one that says it has no head."""
    page = chromium.new_page()
    told: str = page.evaluate("navigator.userAgent")
    page.close()
    return told.replace("Headless", "")


@pytest.fixture(scope="module")
def sent_by(chromium, agent, wire) -> Callable[[str], tuple[Sent, ...]]:
    """Everything that an SDK, given by name, sent in one visit."""
    detector = Detector(visit.VALUES | visit.NEVER_GIVEN)
    known: dict[str, tuple[Sent, ...]] = {}

    def sent(name: str) -> tuple[Sent, ...]:
        if name not in known:
            context = chromium.new_context(user_agent=agent)
            known[name] = driven(sdks()[name], context, wire, detector)
            context.close()
        return known[name]

    return sent
