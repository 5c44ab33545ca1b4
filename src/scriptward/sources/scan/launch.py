"""Starts Chromium for one scan and gives the two lines to it: Playwright's and our own."""

import asyncio
import contextlib
import subprocess
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, BrowserContext, Page, Playwright, async_playwright
from playwright.async_api import Error as PlaywrightError

from scriptward.sources.scan import bounds, driver, profile, switches
from scriptward.sources.scan.cdp import Connection, Event, open_connection
from scriptward.sources.scan.plan import Plan
from scriptward.sources.scan.progress import Progress
from scriptward.vocabulary.errors import BrowserError, BrowserLostError, SandboxError

_START = 30_000
"""Milliseconds for the browser to start: a cold disk takes long."""


@dataclass(frozen=True, kw_only=True)
class Running:
    """A browser that runs for one scan."""

    browser: Browser
    blank: Page
    """An empty page of the browser's first context."""
    connection: Connection
    version: str


@contextlib.asynccontextmanager
async def started(
    plan: Plan, progress: Progress, *, on_event: Event, local_checks: bool
) -> AsyncIterator[Running]:
    """A browser with a fresh profile, closed at the end, its processes ended and profile gone.

    Raises SandboxError, BrowserError or BrowserLostError.
    """
    sandbox = _sandbox(plan, progress)
    await asyncio.to_thread(driver.prepare)
    version = await asyncio.to_thread(_version, plan.browser)
    args = switches.merged(plan.browser_args, version=version, local_checks=local_checks)
    with profile.fresh_profile() as folder:
        async with async_playwright() as playwright:
            first = await _launched(playwright, plan, progress, folder, args, sandbox=sandbox)
            connection = await _connected(folder, on_event)
            try:
                browser = first.browser
                if browser is None:
                    raise BrowserLostError("Chromium ended while it was starting")
                yield Running(
                    browser=browser,
                    blank=first.pages[0] if first.pages else await first.new_page(),
                    connection=connection,
                    version=browser.version,
                )
            finally:
                await connection.close()
                with contextlib.suppress(PlaywrightError, TimeoutError):
                    await asyncio.wait_for(first.close(), bounds.CLOSE_TIMEOUT)


def _sandbox(plan: Plan, progress: Progress) -> bool:
    if switches.sandbox_switched_off(plan.browser_args):
        return False
    if not switches.sandbox_impossible():
        return True
    if not plan.may_drop_sandbox:
        raise SandboxError("Chromium's sandbox can't start as root")
    progress.note(
        "Chromium runs without its sandbox: it can't start as root, and the pages are ours"
    )
    return False


async def _launched(
    playwright: Playwright,
    plan: Plan,
    progress: Progress,
    folder: Path,
    args: tuple[str, ...],
    *,
    sandbox: bool,
) -> BrowserContext:
    try:
        return await playwright.chromium.launch_persistent_context(
            folder,
            executable_path=plan.browser,
            args=list(args),
            chromium_sandbox=sandbox,
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
            timeout=_START,
        )
    except PlaywrightError as error:
        if not sandbox or "sandbox" not in str(error).lower():
            reason = str(error).partition("\n")[0]
            raise BrowserError(
                f"Chromium doesn't start: {reason}", hint="run `scriptward doctor`"
            ) from error
        if not plan.may_drop_sandbox:
            raise SandboxError("Chromium's sandbox can't start here") from error
    progress.note("Chromium runs without its sandbox: it can't start here, and the pages are ours")
    return await _launched(playwright, plan, progress, folder, args, sandbox=False)


async def _connected(folder: Path, on_event: Event) -> Connection:
    try:
        address = await profile.debugger_address(folder, within=bounds.CALL_TIMEOUT)
    except TimeoutError as error:
        raise BrowserLostError("Chromium opened no port for its debugger") from error
    return await open_connection(address, on_event)


def _version(browser: Path) -> str:
    """Version by `--version`; empty where the browser doesn't say."""
    try:
        answer = subprocess.run(  # noqa: S603  # the browser the user chose
            [browser, "--version"], capture_output=True, text=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    words = [word for word in answer.stdout.split() if word[:1].isdigit()]
    return words[0] if words else ""
