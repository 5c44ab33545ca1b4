"""Drives a browser from a thread of its own: another test's may hold the main thread's loop."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from playwright.sync_api import Browser, Page, sync_playwright

T = TypeVar("T")


class Driver:
    """A browser in its own thread."""

    def __init__(self, browser_path: Path, *, axe: str = "", args: tuple[str, ...] = ()) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._playwright = self._thread.submit(sync_playwright().start).result()
        self._browser: Browser = self._thread.submit(
            self._playwright.chromium.launch,
            executable_path=browser_path,
            args=["--no-sandbox", *args],
        ).result()
        self._axe = axe

    def on_page(
        self, act: Callable[[Page], T], *, width: int = 1400, bypass_csp: bool = True
    ) -> tuple[T, list[str]]:
        """What `act` gives of a new page, and what the console said."""
        return self._thread.submit(self._act, act, width, bypass_csp=bypass_csp).result()

    def violations(self, page: Page) -> list[str]:
        """Ids of axe-core's rules that the page breaks."""
        page.evaluate(self._axe)
        found = page.evaluate("axe.run().then(result => JSON.stringify(result.violations))")
        return [violation["id"] for violation in json.loads(found)]

    def close(self) -> None:
        self._thread.submit(self._browser.close).result()
        self._thread.submit(self._playwright.stop).result()
        self._thread.shutdown()

    def _act(
        self, act: Callable[[Page], T], width: int, *, bypass_csp: bool
    ) -> tuple[T, list[str]]:
        said: list[str] = []
        context = self._browser.new_context(
            viewport={"width": width, "height": 900}, bypass_csp=bypass_csp
        )
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        try:
            return act(page), said
        finally:
            context.close()
