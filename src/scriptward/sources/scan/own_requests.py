"""A file fetched by the browser itself, beside every page: no page sees it and none is recorded.

By the browser, so that its resolver rules and proxies hold: Playwright's own requests leave from
Node and know of neither.
"""

import asyncio
import base64
import contextlib

from playwright.async_api import BrowserContext, CDPSession, Page
from playwright.async_api import Error as PlaywrightError

from scriptward.sources.scan import bounds

_CHUNK = 65_536


async def fetched(context: BrowserContext, url: str, *, most: int) -> tuple[int, bytes]:
    """Status and body of what stands at an address, redirects followed; 0 where nobody answers.

    `most`: bytes of the body that are read. Without cookies. The line that asks is closed at the
    end, so that an answer without an end ends with it.
    """
    try:
        page = await context.new_page()
    except PlaywrightError:
        return 0, b""
    try:
        session = await context.new_cdp_session(page)
        async with asyncio.timeout(bounds.PAGE_TIMEOUT):
            return await _asked(session, url, most)
    except (PlaywrightError, TimeoutError, KeyError, TypeError, ValueError):
        return 0, b""
    finally:
        await _closed(page)


async def _asked(session: CDPSession, url: str, most: int) -> tuple[int, bytes]:
    tree = await session.send("Page.getFrameTree")
    answer = await session.send(
        "Network.loadNetworkResource",
        {
            "frameId": tree["frameTree"]["frame"]["id"],
            "url": url,
            "options": {"disableCache": False, "includeCredentials": False},
        },
    )
    resource = answer["resource"]
    status, body = int(resource.get("httpStatusCode", 0)), b""
    while "stream" in resource and len(body) < most:
        piece = await session.send("IO.read", {"handle": resource["stream"], "size": _CHUNK})
        data = piece["data"]
        body += base64.b64decode(data) if piece.get("base64Encoded") else data.encode()
        if piece["eof"] or not data:
            break
    return status, body[:most]


async def _closed(page: Page) -> None:
    with contextlib.suppress(PlaywrightError, TimeoutError):
        async with asyncio.timeout(bounds.CLOSE_TIMEOUT):
            await page.close()
