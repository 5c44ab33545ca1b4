"""Records what a person does in a visible browser as a journey that a scan replays."""

import asyncio
import contextlib
from collections.abc import Callable
from pathlib import Path

from playwright.async_api import BrowserContext, async_playwright
from playwright.async_api import Error as PlaywrightError

from scriptward.sources.record.actions import Actions
from scriptward.sources.record.journey_text import journey_text
from scriptward.sources.scan import bounds, driver, profile, switches
from scriptward.vocabulary.errors import BrowserError, SandboxError

__all__ = ["listening", "recorded"]


async def recorded(
    url: str, *, browser: Path, browser_args: tuple[str, ...] = (), say: Callable[[str], None]
) -> str:
    """The journey file's text, when the person closes the window or the task is cancelled.

    `say`: told each step as it is recorded. Nothing that was typed is in the text, nor said.
    Raises SandboxError and BrowserError where no browser could be started.
    """
    sandbox = not switches.sandbox_switched_off(browser_args)
    if sandbox and switches.sandbox_impossible():
        raise SandboxError("Chromium's sandbox can't start as root")
    await asyncio.to_thread(driver.prepare)
    with profile.fresh_profile() as folder:
        async with async_playwright() as playwright:
            try:
                context = await playwright.chromium.launch_persistent_context(
                    folder,
                    executable_path=browser,
                    args=list(browser_args),
                    headless=False,
                    no_viewport=True,
                    chromium_sandbox=sandbox,
                    handle_sigint=False,
                )
            except PlaywrightError as error:
                reason = str(error).partition("\n")[0]
                raise BrowserError(
                    f"Chromium opens no window: {reason}",
                    hint="record where there is a screen, with a Chromium that has windows",
                ) from error
            actions = await listening(context, say=say)
            closed = asyncio.Event()
            context.on("close", lambda _: closed.set())
            page = context.pages[0] if context.pages else await context.new_page()
            page.on("close", lambda _: closed.set())
            with contextlib.suppress(asyncio.CancelledError):
                with contextlib.suppress(PlaywrightError):  # the person sees it and goes elsewhere
                    await page.goto(url, timeout=bounds.PAGE_TIMEOUT * 1000)
                await closed.wait()
            await actions.settle()
            with contextlib.suppress(PlaywrightError, TimeoutError):
                await asyncio.wait_for(context.close(), bounds.CLOSE_TIMEOUT)
    return journey_text(url, actions.steps())


async def listening(context: BrowserContext, *, say: Callable[[str], None]) -> Actions:
    """Follow what a person does in every page of a context. Raises BrowserError.

    Playwright's own recorder, by the name that its inspector calls it: it runs in a world that
    pages can't reach and finds selectors that hold (docs/decisions/0016).
    """
    actions = Actions(context, say)
    start = getattr(context._impl_obj, "_start_recording", None)  # noqa: SLF001  # no public name
    if start is None:
        raise BrowserError(
            "this version of Playwright has no recorder", hint="install the locked version"
        )
    await start({"language": "jsonl"}, actions)
    return actions
