"""One tab of the browser, for as long as the scan uses it."""

import asyncio
import contextlib

import msgspec
from playwright.async_api import BrowserContext, Page
from playwright.async_api import Error as PlaywrightError

from scriptward.sources.scan import bounds, own_world, snapshot
from scriptward.sources.scan.cdp import RefusedError
from scriptward.sources.scan.documents import Document
from scriptward.sources.scan.forms import LOOK, Field
from scriptward.sources.scan.links import links
from scriptward.sources.scan.recording import Recording
from scriptward.sources.scan.snapshot import Facts
from scriptward.sources.scan.targets import DOCUMENTS, Target
from scriptward.vocabulary.errors import BrowserLostError
from scriptward.vocabulary.words import PageStatus

_MOVES = ((240, 180), (620, 410), (480, 300))
_UNLOADED = 0.15
_BLANK = "about:blank"


class Tab:
    """A Playwright page and the same page in our own recording."""

    def __init__(
        self, page: Page, target: Target, recording: Recording, facts: dict[str, Facts]
    ) -> None:
        """`facts`: filled with what is seen of each page's elements."""
        self.page, self.target = page, target
        self._recording, self._facts = recording, facts
        self.stuck = False
        """It crashed or doesn't answer any more."""
        self._restless = False
        self.outcome: Document | None = None
        """What came of the last address it was sent to."""

    @property
    def document(self) -> Document | None:
        """What it shows."""
        return self._recording.documents.current(self.target)

    @property
    def targets(self) -> tuple[Target, ...]:
        """Its own target first, then its frames that are processes of their own."""
        frames = (
            t
            for t in self._recording.targets.sessions.values()
            if t.alive and t.type in DOCUMENTS and t is not self.target and t.tab is self.target
        )
        return (self.target, *frames)

    async def goto(self, url: str) -> str:
        """Visit an address and wait until it is quiet; gives why it failed, or nothing."""
        known = set(self._recording.documents.all)
        self.target.scanner_navigates = True
        reason = ""
        try:
            await self.page.goto(url, wait_until="load", timeout=bounds.PAGE_TIMEOUT * 1000)
        except PlaywrightError as error:
            reason = _first_line(error)
        finally:
            self.target.scanner_navigates = False
        failed: Document | None = None
        if reason:
            failed, reason = self._went_wrong(url, reason, known)
        await self.settle()
        self.outcome = failed or self.document
        return reason

    async def settle(
        self,
        calm: float = bounds.QUIET_FOR,
        *,
        patience: float | None = None,
        acted: bool = True,
    ) -> None:
        """Wait until it is quiet; see `Activity.quiet`.

        Where nothing was done since, one that never came to rest isn't waited for once more.
        """
        if self.target.crashed:
            self.stuck = True
            return
        if self._restless and not acted:
            return
        quiet = await self.target.activity.quiet(
            calm, cap=bounds.QUIET_CAP, patience=patience, acted=acted
        )
        self._restless = not quiet
        if not quiet and self.document:
            self.document.spoil("it did not come to rest within the time a page is given")

    async def look(self) -> None:
        """Read title, fields and code in attributes of every frame."""
        if self.stuck or self.document is None or self._recording.connection is None:
            return
        page, document = self.target.page, self.document
        facts = self._facts.setdefault(page, Facts())
        try:
            looks = await snapshot.looks(self._recording.connection, self.target)
        except RefusedError:
            self.stuck = not self.target.crashed and await self._hangs()
            if self.stuck:
                document.spoil("its scripts kept it from answering")
            return
        everywhere = (*looks, *await self._frames())
        for one in everywhere:
            facts.add(one)
        document.forms = tuple(form for one in everywhere for form in one.raw_forms())
        document.title, document.headings = looks[0].title, looks[0].headings
        document.fields = tuple(dict.fromkeys(f for one in looks for f in one.fields))

    async def links(self) -> tuple[str, ...]:
        """Where its main frame leads."""
        connection = self._recording.connection
        return () if self.stuck or connection is None else await links(connection, self.target)

    async def fields(self) -> tuple[Field, ...]:
        """Fields a person could fill, of the main frame."""
        connection = self._recording.connection
        if self.stuck or connection is None:
            return ()
        try:
            answer = await own_world.said(connection, self.target, self.target.id, LOOK)
            return msgspec.json.decode(answer, type=tuple[Field, ...])
        except (RefusedError, msgspec.MsgspecError):
            return ()

    async def stir(self) -> None:
        """Scroll a little and move the mouse, as a reader does: some scripts wait for it."""
        with contextlib.suppress(PlaywrightError, TimeoutError):
            async with asyncio.timeout(bounds.CLOSE_TIMEOUT):
                for x, y in _MOVES:
                    await self.page.mouse.move(x, y)
                await self.page.mouse.wheel(0, 500)

    async def leave(self) -> None:
        """Go to an empty page, so that what is sent at the end is still seen, then close."""
        if self.document is not None:
            await self.settle(acted=False)
        if not self.stuck:
            await self.clear()
        await self.close()

    async def clear(self) -> None:
        """Go to an empty page and stay there."""
        with contextlib.suppress(PlaywrightError):
            await self.page.goto(_BLANK, timeout=bounds.CLOSE_TIMEOUT * 1000)
        await self.target.activity.quiet(_UNLOADED, cap=1.0)

    async def close(self) -> None:
        """Close it, hung or not."""
        if self._recording.connection is not None:
            self._recording.connection.post("Target.closeTarget", {"targetId": self.target.id})
        with contextlib.suppress(PlaywrightError, TimeoutError):
            async with asyncio.timeout(bounds.CLOSE_TIMEOUT):
                await self.page.close()

    async def _frames(self) -> tuple[snapshot.Look, ...]:
        """Frames that are processes of their own."""
        connection = self._recording.connection
        if connection is None:
            return ()
        frames = self.targets[1:41]
        found = await asyncio.gather(
            *(snapshot.looks(connection, frame) for frame in frames), return_exceptions=True
        )
        return tuple(look for one in found if isinstance(one, tuple) for look in one)

    async def _hangs(self) -> bool:
        connection = self._recording.connection
        if connection is None:
            return True
        try:
            await connection.call(
                "Runtime.evaluate",
                {"expression": "1", "timeout": 1000},
                session=self.target.session,
                answer=msgspec.Raw,
                within=2.0,
            )
        except RefusedError:
            return True
        return False

    def _went_wrong(self, url: str, reason: str, known: set[str]) -> tuple[Document, str]:
        made = [
            d
            for key, d in self._recording.documents.all.items()
            if key not in known and d.tab is self.target
        ]
        shown = self.document
        if shown is not None and shown in made and _is_left(reason):
            return shown, ""  # it was there, and itself began something else
        document = made[-1] if made else self._recording.documents.add(self.target, url)
        if shown is not None and shown in made:
            document = shown
        document.asked_for = True
        if "Timeout" in reason:
            reason = f"it did not finish loading within {bounds.PAGE_TIMEOUT:g} s"
            self._stop_loading()
            document.spoil(reason)
        elif "crash" in reason.lower() or self.target.crashed:
            reason, self.stuck = "its renderer process crashed", True
            document.spoil(reason)
        elif _is_left(reason):
            document.is_file = True
            reason = "it is a download or has no content, so nothing of it ran"
            document.spoil(reason)
        else:
            document.spoil(reason, status=PageStatus.FAILED)
        return document, reason

    def _stop_loading(self) -> None:
        if self._recording.connection is not None:
            self._recording.connection.post("Page.stopLoading", session=self.target.session)


async def opened(context: BrowserContext, recording: Recording, facts: dict[str, Facts]) -> Tab:
    """A new tab. Raises BrowserLostError."""
    try:
        page = await context.new_page()
        session = await context.new_cdp_session(page)
        answer = await session.send("Target.getTargetInfo")
        await session.detach()
    except PlaywrightError as error:
        raise BrowserLostError("Chromium ended in the middle of the scan") from error
    wanted = str(answer["targetInfo"]["targetId"])
    for _ in range(100):
        for target in recording.targets.sessions.values():
            if target.id == wanted:
                return Tab(page, target, recording, facts)
        await asyncio.sleep(0.02)
    raise BrowserLostError("Chromium's debugger doesn't show the page that was opened")


def _is_left(reason: str) -> bool:
    """Whether a navigation ended because nothing of it is shown, or another one began."""
    return "Download is starting" in reason or "ERR_ABORTED" in reason


def _first_line(error: PlaywrightError) -> str:
    """Playwright's message without its log, which may hold what was typed."""
    line = str(error).partition("\n")[0]
    for mark in (" at http", "; "):
        line = line.partition(mark)[0]
    return line.removeprefix("Page.goto: ").strip()
