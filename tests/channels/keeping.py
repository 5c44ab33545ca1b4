"""Whether what must go on working does, under each defence: real clicks on a small site."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from playwright.async_api import BrowserContext, Error, Page

from tests.channels.defences import CDN, Defence
from tests.channels.lab import browsing
from tests.channels.site import Hosts
from tests.channels.wire import listening

_LONG = 30_000
"""Milliseconds."""


def keeping(
    defences: Sequence[Defence], *, browser: Path, folder: Path
) -> dict[str, dict[str, bool]]:
    """`{defence: {what: whether it works}}`."""
    with listening(Hosts((), defences), (), folder) as args:
        return asyncio.run(_kept(defences, args, browser, folder / "profile"))


async def _kept(
    defences: Sequence[Defence], args: list[str], browser: Path, profile: Path
) -> dict[str, dict[str, bool]]:
    async with browsing(args, browser, profile) as context:
        return {one.name: await _under(context, one) for one in defences}


async def _under(context: BrowserContext, defence: Defence) -> dict[str, bool]:
    return {what: await _works(context, defence, tried) for what, tried in _STEPS.items()}


async def _works(
    context: BrowserContext, defence: Defence, tried: Callable[[Page], Awaitable[bool]]
) -> bool:
    page = await context.new_page()
    try:
        await page.goto(f"https://{defence.site}/keeps", timeout=_LONG)
        await page.wait_for_function("document.title === 'ready'", timeout=_LONG)
        return await tried(page)
    except Error:
        return False
    finally:
        await page.close()


async def _loads(page: Page) -> bool:
    return bool(
        await page.evaluate(
            "[...document.images].every((one) => one.complete && one.naturalWidth > 0)"
            " && document.body.dataset.xhr === 'ready'"
        )
    )


async def _frame(page: Page) -> bool:
    for frame in page.frames:
        if CDN in frame.url:
            return await frame.title() == "frame"
    return False


async def _log_in(page: Page) -> bool:
    await page.click("#log-in")
    return await _arrives(page, "Welcome")


async def _sso(page: Page) -> bool:
    await page.click("#sso")
    return await _arrives(page, "sso")


async def _link(page: Page) -> bool:
    await page.click("#next")
    return await _arrives(page, "Next")


async def _stays(page: Page, link: str) -> bool:
    await page.click(link)
    await asyncio.sleep(1)
    return await page.title() == "ready"


async def _call(page: Page) -> bool:
    return await _stays(page, "#call")


async def _mail(page: Page) -> bool:
    return await _stays(page, "#mail")


async def _download(page: Page) -> bool:
    async with page.expect_download(timeout=_LONG) as coming:
        await page.click("#download")
    return (await coming.value).suggested_filename == "letter.bin"


async def _arrives(page: Page, title: str) -> bool:
    await page.wait_for_function(f"document.title === '{title}'", timeout=_LONG)
    return True


_STEPS: dict[str, Callable[[Page], Awaitable[bool]]] = {
    "fetch, XHR and images": _loads,
    "the recipient's frame": _frame,
    "log-in by POST and 302": _log_in,
    "log-in by another host": _sso,
    "a link": _link,
    "a tel: link": _call,
    "a mailto: link": _mail,
    "a download": _download,
}
