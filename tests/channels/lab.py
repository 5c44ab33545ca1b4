"""Runs ways under defences in one Chromium, many tabs at a time."""

import asyncio
import re
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from playwright.async_api import BrowserContext, Error, Page, async_playwright

from scriptward.sources.scan import driver
from tests.channels.defences import Defence
from tests.channels.outcome import seen
from tests.channels.site import Case, Hosts
from tests.channels.way import Way
from tests.channels.wire import listening

TABS = 16
PATIENCE = 2.0
"""How much longer ways are waited for that neither got out nor were told of: once more, alone."""
KEPT = 20
"""Pages after which a tab is replaced."""
REPORTS = 65
"""Seconds: the Reporting API sends about once a minute."""
LAST_WORDS = 3
"""Seconds the browser is kept after the last page, for what pages tell as they go away."""
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
    """Every way under every defence. `reports`: seconds to wait for late ones.

    A way that didn't get out, of which no report came, is tried a second time: on a busy machine
    it may only have been slow.
    """
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
        await _all(context, [case for case in cases if not case.way.front], tabs)
        front = [case for case in cases if case.way.front]
        await asyncio.gather(_all(context, front, 1), asyncio.sleep(reports))
        silent = [
            one for one, row in zip(cases, seen(cases), strict=True) if not (row.out or row.told)
        ]
        for case in silent:
            case.ran.clear()
            case.patience = PATIENCE
        await _all(context, [case for case in silent if not case.way.front], max(1, tabs // 2))
        await _all(context, [case for case in silent if case.way.front], 1)
        await asyncio.sleep(LAST_WORDS)


async def _all(context: BrowserContext, cases: Iterable[Case], tabs: int) -> None:
    """Visit them, each tab beginning with another site's."""
    sites: dict[str, deque[Case]] = {}
    for case in cases:
        sites.setdefault(case.defence.site, deque()).append(case)
    waiting = list(sites.values())
    first = (waiting[number % len(waiting)] for number in range(tabs if waiting else 0))
    await asyncio.gather(*(_tab(context, own, waiting) for own in first))


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
            with suppress(Error, TimeoutError):
                await asyncio.wait_for(context.close(), _OPENING / 1000)


async def _tab(context: BrowserContext, own: deque[Case], others: list[deque[Case]]) -> None:
    """Work off the cases of one site, which spares new processes, then those that are left."""
    page: Page | None = None
    number = 0
    while mine := own or max(others, key=len):
        case = mine.popleft()
        number += 1
        try:
            if page is None or number % KEPT == 0:
                page = await _renewed(context, page)
            await asyncio.wait_for(_visit(page, case), 60)
        except (Error, TimeoutError):
            await _closed(page)
            page = None
    await _closed(page)


async def _renewed(context: BrowserContext, page: Page | None) -> Page:
    fresh = await asyncio.wait_for(context.new_page(), _OPENING / 1000)
    await _closed(page)
    return fresh


async def _closed(page: Page | None) -> None:
    """Leave it, so that it tells what it still has to, and close it, unless it doesn't answer."""
    if page is not None:
        with suppress(Error, TimeoutError):
            await page.goto("about:blank", wait_until="commit", timeout=_OPENING)
        with suppress(Error, TimeoutError):
            await asyncio.wait_for(page.close(), _OPENING / 1000)


async def _visit(page: Page, case: Case) -> None:
    opened: list[Page] = []
    kept = lambda one: opened.append(one)  # noqa: E731, PLW0108  # it must take an attribute
    page.on("popup", kept)
    try:
        with suppress(Error):  # a page may leave before it has come
            await page.goto(case.url, wait_until="commit", timeout=_OPENING)
        if case.way.click:
            with suppress(Error):
                await page.click("#go", timeout=_OPENING)
        await _ended(case)
    finally:
        page.remove_listener("popup", kept)
        for one in opened:
            with suppress(Error, TimeoutError):
                await asyncio.wait_for(one.close(), _OPENING / 1000)


async def _ended(case: Case) -> None:
    """Until it got out, or as long as that could take."""
    await _until(case.ran.is_set, _OPENING / 1000)
    await _until(lambda: bool(case.out), case.way.wait * case.patience)


async def _until(true: Callable[[], bool], longest: float) -> None:
    began = time.monotonic()
    while not true() and time.monotonic() - began < longest:  # noqa: ASYNC110  # another thread's
        await asyncio.sleep(0.1)
