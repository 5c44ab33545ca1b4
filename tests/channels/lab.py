"""Runs ways under defences in one Chromium, many tabs at a time."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from playwright.async_api import BrowserContext, Error, Page, async_playwright

from scriptward.sources.scan import driver
from tests.channels.defences import Defence
from tests.channels.site import Case, Hosts
from tests.channels.way import Way
from tests.channels.wire import listening

TABS = 10
REPORTS = 65
"""Seconds: the Reporting API sends about once a minute."""
_OPENING = 20_000
"""Milliseconds."""
_LOOKUP = re.compile(r'"host":"(?:https?://)?([a-z0-9]+)\.lookup\.localhost')
_ARGS = (
    "--renderer-process-limit=8",
    "--disable-features=LocalNetworkAccessChecks,HttpsUpgrades",
    "--allow-loopback-in-peer-connection",
    "--no-sandbox",
)


def measured(
    ways: Iterable[Way],
    defences: Sequence[Defence],
    *,
    browser: Path,
    folder: Path,
    tabs: int = TABS,
    reports: float = REPORTS,
) -> list[Case]:
    """Every way under every defence, run once. `reports`: seconds to wait for late ones."""
    cases = [
        Case(way=way, defence=defence, token=f"{defence.name}{number}x")
        for number, way in enumerate(ways)
        for defence in defences
    ]
    hosts = Hosts(cases, defences)
    log = folder / "net.json"
    with listening(hosts, cases, folder) as args:
        args.append(f"--log-net-log={log}")
        asyncio.run(_run(cases, args, browser, folder / "profile", tabs, reports))
    for token in set(_LOOKUP.findall(log.read_text("utf-8", errors="replace"))):
        hosts.left(f"{token}.evil.test", "lookup")
    return cases


async def _run(
    cases: list[Case], args: list[str], browser: Path, profile: Path, tabs: int, reports: float
) -> None:
    async with browsing(args, browser, profile) as context:
        waiting = iter(cases)
        await asyncio.gather(*(_tab(context, waiting) for _ in range(tabs)))
        await asyncio.sleep(reports)


@asynccontextmanager
async def browsing(args: list[str], browser: Path, profile: Path) -> AsyncIterator[BrowserContext]:
    """A regular profile, since one that keeps nothing doesn't preconnect."""
    driver.prepare()
    async with async_playwright() as playwright:
        context = await playwright.chromium.launch_persistent_context(
            profile, executable_path=browser, headless=True, args=[*_ARGS, *args]
        )
        try:
            yield context
        finally:
            with suppress(Error):
                await context.close()


async def _tab(context: BrowserContext, cases: Iterable[Case]) -> None:
    for case in cases:
        with suppress(Error, TimeoutError):
            await asyncio.wait_for(_visit(context, case), 60)


async def _visit(context: BrowserContext, case: Case) -> None:
    page = await context.new_page()
    opened: list[Page] = []
    page.on("popup", lambda one: opened.append(one))  # noqa: PLW0108  # it must take an attribute
    try:
        with suppress(Error):  # a page may leave before it has come
            await page.goto(case.url, wait_until="commit", timeout=_OPENING)
        if case.way.click:
            with suppress(Error):
                await page.click("#go", timeout=_OPENING)
        await _ended(case)
        with suppress(Error):
            await page.goto("about:blank", wait_until="commit", timeout=_OPENING)
        await asyncio.sleep(0.3)
    finally:
        for one in (*opened, page):
            with suppress(Error):
                await one.close()


async def _ended(case: Case) -> None:
    """Until it got out, or as long as that could take."""
    await _until(case.ran.is_set, _OPENING / 1000)
    await _until(lambda: bool(case.out), case.way.wait)


async def _until(true: Callable[[], bool], longest: float) -> None:
    began = time.monotonic()
    while not true() and time.monotonic() - began < longest:  # noqa: ASYNC110  # another thread's
        await asyncio.sleep(0.1)
