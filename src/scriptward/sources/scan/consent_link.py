"""Follows the site's own link to opt out, as far as a person gets without giving their name.

The link is found by its words ("Do Not Sell or Share My Personal Information", "Your Privacy
Choices": 11 CCR 7013 to 7015), then switches and buttons of what it opens are used.
"""

import contextlib
from collections.abc import Iterable

import msgspec
from playwright.async_api import Error as PlaywrightError

from scriptward.lib.domains import host_of, same_site
from scriptward.sources.scan import own_world
from scriptward.sources.scan.cdp import Connection, RefusedError
from scriptward.sources.scan.consent import Banner
from scriptward.sources.scan.consent_link_script import CONTROL, FIND, STORED
from scriptward.sources.scan.consent_world import World, world
from scriptward.sources.scan.tab import Tab

_STEPS = 3
_FRAMES = 8
PRODUCT = "the site's own link"


class _Link(msgspec.Struct):
    text: str = ""
    address: str = ""
    """Where it leads, if it is opened in another window."""
    x: float = -1
    y: float = -1
    """Where it can be clicked; below 0: something lies over it and it was clicked by script."""


class _Control(msgspec.Struct):
    used: str = ""
    """Words of the button that was used; empty where there is none."""
    confirmed: str = ""
    """What the page says of a choice that was kept."""
    asks: bool = False
    """It wants to be told who the person is."""


class Link:
    """One attempt on one page."""

    def __init__(self, connection: Connection, tab: Tab) -> None:
        self._connection, self._tab = connection, tab
        self._here = tab.page.url
        self._stored: frozenset[str] = frozenset()
        self._link = _Link()

    async def found(self) -> bool:
        """Whether there is such a link; it is remembered, nothing is clicked."""
        try:
            here = await world(self._connection, self._tab.target, self._tab.target.id)
            link = msgspec.json.decode(await here.said(FIND), type=_Link)
        except (RefusedError, msgspec.MsgspecError):
            return False
        self._link = link
        return bool(link.text)

    async def followed(self) -> Banner:
        """Click it and use what it opens."""
        self._stored = await self._kept()
        first = await self._confirmation()
        await self._click()
        used: list[str] = [self._link.text]
        for _ in range(_STEPS):
            control = await self._control(used, first)
            if control.asks:
                return _judged(made=False, reason="its form asks who the person is", used=used)
            if control.confirmed:
                reason = f"the page says {control.confirmed!r}"
                return _judged(made=True, reached=True, reason=reason, used=used)
            if not control.used:
                break
            used.append(control.used)
            await self._tab.settle()
        if len(used) == 1 and not self._same_page():
            return _judged(made=False, reason="it leads to a page without a control", used=used)
        new = await self._kept() - self._stored
        if new:
            return _judged(made=True, reached=True, reason="the site stored a choice", used=used)
        reason = "nothing shows that the choice was kept"
        return _judged(made=True, reason=reason, used=used)

    def _same_page(self) -> bool:
        shown = self._tab.page.url
        return _bare(shown) == _bare(self._here)

    async def _click(self) -> None:
        link, page = self._link, self._tab.page
        with contextlib.suppress(PlaywrightError):
            if link.address:
                await self._tab.goto(link.address)
            elif link.x >= 0:
                await page.mouse.click(link.x, link.y)
        await self._tab.settle()

    async def _confirmation(self) -> str:
        """What already stands on the page of a choice that was kept, before anything was done."""
        answers = [one.confirmed for one in await self._asked(["\0"], "", use=False)]
        return next(filter(None, answers), "")

    async def _control(self, used: list[str], first: str) -> _Control:
        answers = await self._asked(used, first, use=True)
        telling = [one for one in answers if one.confirmed or one.asks or one.used]
        return next(iter(telling), _Control())

    async def _asked(self, used: list[str], first: str, *, use: bool) -> list[_Control]:
        words = msgspec.json.encode([used, first, use]).decode()
        answers: list[_Control] = []
        for here in await self._worlds():
            try:
                text = await here.said(f"{CONTROL}(...{words})")
                answers.append(msgspec.json.decode(text, type=_Control))
            except (RefusedError, msgspec.MsgspecError):
                continue
            if answers[-1].used:
                break
        return answers

    async def _worlds(self) -> list[World]:
        found: list[World] = []
        for target in self._tab.targets:
            with contextlib.suppress(RefusedError):
                frames = await own_world.frames(self._connection, target)
                found += [await world(self._connection, target, one) for one in frames[:_FRAMES]]
        return found

    async def _kept(self) -> frozenset[str]:
        """Cookies and storage entries that look like a choice, each with its value."""
        try:
            here = await world(self._connection, self._tab.target, self._tab.target.id)
            stored = msgspec.json.decode(await here.said(STORED), type=tuple[str, ...])
        except (RefusedError, msgspec.MsgspecError):
            stored = ()
        with contextlib.suppress(PlaywrightError):
            cookies = await self._tab.page.context.cookies(self._here)
            stored += tuple(
                f"{c.get('name', '')}={c.get('value', '')}"
                for c in cookies
                if same_site(str(c.get("domain", "")).lstrip("."), host_of(self._here))
            )
        return frozenset(_telling(stored))


_WORDS = ("opt", "consent", "gpc", "usp", "gpp", "privacy", "ccpa", "choice", "sell", "dns", "pref")


def _telling(stored: Iterable[str]) -> Iterable[str]:
    return (one for one in stored if any(word in one.lower() for word in _WORDS))


def _bare(url: str) -> str:
    return url.partition("?")[0].partition("#")[0].rstrip("/")


def _judged(*, made: bool, reason: str, used: list[str], reached: bool = False) -> Banner:
    words = " and ".join(repr(word) for word in used)
    return Banner(
        product=PRODUCT, shown=True, made=made, reached=reached, reason=f"used {words}; {reason}"
    )
