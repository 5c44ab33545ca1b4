"""What Playwright itself runs in a page, met beforehand on an empty one, so that it is known.

Choosing an option, for one, evaluates Playwright's code in the page's own world, where it would
look like code of the site.
"""

import contextlib

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page

_FORM = (
    "<select id=s><option>1<option>2</select><input id=i><input type=checkbox id=c>"
    "<iframe id=f srcdoc='<input id=l>'></iframe>"
)
_TIMEOUT = 15_000


async def rehearsed(page: Page) -> None:
    """Do on the page once what steps do."""
    with contextlib.suppress(PlaywrightError):
        await page.set_content(_FORM, timeout=_TIMEOUT)
        await page.locator("#s").first.select_option("2", timeout=_TIMEOUT)
        await page.locator("#i").first.fill("1", timeout=_TIMEOUT)
        await page.locator("#i").first.press_sequentially("1", timeout=_TIMEOUT)
        await page.locator("#i").first.get_attribute("type", timeout=_TIMEOUT)
        await page.locator("#c").first.check(timeout=_TIMEOUT)
        await page.locator("#c").first.click(timeout=_TIMEOUT)
        await page.locator("#c").first.wait_for(timeout=_TIMEOUT)
        inner = page.frame_locator("#f").locator("#l").first
        await inner.fill("1", timeout=_TIMEOUT)
        await inner.click(timeout=_TIMEOUT)
