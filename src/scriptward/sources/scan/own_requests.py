"""A file fetched by the browser itself, apart from every page: none of it is in the run.

By the browser, so that its resolver rules, proxies and the refusal of private addresses hold, along
redirects too. Playwright's own requests leave from Node and know of none of them.
"""

import asyncio
import contextlib

from playwright.async_api import BrowserContext, Response, Route
from playwright.async_api import Error as PlaywrightError

from scriptward.sources.scan import bounds
from scriptward.sources.scan.recording import Recording
from scriptward.sources.scan.tab import opened

_ERRORS = 400


async def fetched(
    context: BrowserContext, recording: Recording, url: str, *, most: int
) -> tuple[int, bytes]:
    """Status and body of what stands at an address, redirects followed; 0 where nobody answers.

    `most`: bytes of the body that are read. Asked without the visitor's cookies; what comes runs
    no script and loads nothing. Raises BrowserLostError.
    """
    if context.browser is None:
        return 0, b""
    answers: list[Response] = []
    own = await context.browser.new_context(java_script_enabled=False, accept_downloads=False)
    try:
        await own.route("**/*", _document_alone)
        tab = await opened(own, recording, {})
        tab.target.apart = True
        tab.page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108  # Playwright asks a function for its owner
        async with asyncio.timeout(bounds.PAGE_TIMEOUT):
            await tab.page.goto(url, wait_until="commit")
            return answers[-1].status, (await answers[-1].body())[:most]
    except (PlaywrightError, TimeoutError, IndexError):
        # An error without a text ends here too: Chromium shows a page of its own instead.
        return (answers[-1].status if answers and answers[-1].status >= _ERRORS else 0), b""
    finally:
        with contextlib.suppress(PlaywrightError, TimeoutError):
            await asyncio.wait_for(own.close(), bounds.CLOSE_TIMEOUT)


async def _document_alone(route: Route) -> None:
    with contextlib.suppress(PlaywrightError):
        if route.request.is_navigation_request() and route.request.frame.parent_frame is None:
            await route.continue_()
        else:
            await route.abort()
