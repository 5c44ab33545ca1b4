"""What a person at the screen would notice of a journey: steps that fail, errors, the picture.

Kept in memory only: pictures show what was typed, and messages may repeat it.
"""

import asyncio
import base64
import re
import time
from dataclasses import dataclass, field

from playwright.async_api import BrowserContext, ConsoleMessage, WebError
from playwright.async_api import Error as PlaywrightError

from scriptward.sources.journey import Action, Step
from scriptward.sources.scan.delivering import Delivery
from scriptward.sources.scan.tab import Tab

SCALE = 0.25
"""Of the pictures: text is grey at that size, so that a moved hair's breadth is no difference."""
STILL = 0.3
"""Seconds in which nothing may change before a picture counts: a page may still draw itself."""
DRAWS_WITHIN = 3.0
"""Seconds after which what moves all the time has its picture taken all the same."""
MOST = 500
"""Messages kept of one round."""
LENGTH = 2_000
"""Characters of a message; the rest is cut."""
_ADDRESS = re.compile(r"https?://[^\s)]+?(?=:\d+:\d+)")
"""Of a script in a stack."""
_PICTURED = frozenset({Action.GOTO, Action.CLICK, Action.PRESS, Action.WAIT})


@dataclass(frozen=True, kw_only=True, slots=True)
class StepSeen:
    """One step, done or not."""

    line: int
    words: str
    """Action and place, without what is typed."""
    reason: str
    """Why it failed; empty where it didn't."""
    page: str
    """Address shown when it ended."""
    picture: bytes = field(default=b"", repr=False)
    """PNG, a quarter as wide and high as the window; empty where none was taken."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """An uncaught exception, or an error on the console."""

    uncaught: bool
    text: str = field(repr=False)
    url: str
    """Of the script or resource it is about, where the browser says."""
    page: str


@dataclass(kw_only=True)
class Round:
    """The journey, once."""

    name: str
    """As the persona of its pages."""
    steps: list[StepSeen] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)

    @property
    def went_well(self) -> bool:
        """Whether every step worked."""
        return not any(step.reason for step in self.steps)


class Watching:
    """Sees the rounds of one scan."""

    def __init__(self) -> None:
        """Nothing seen yet."""
        self.rounds: list[Round] = []

    def begin(self, name: str) -> None:
        """The journey begins, another time. `name`: persona of its pages."""
        self.rounds.append(Round(name=name))

    def attach(self, context: BrowserContext) -> None:
        """See errors of every page of this context."""
        context.on("console", self._console)
        context.on("weberror", self._error)

    async def step(self, tab: Tab, step: Step, reason: str) -> None:
        """A step was tried."""
        picture = b""
        if not reason and step.action in _PICTURED and not tab.stuck:
            picture = await _settled(tab)
        shown = tab.document.url if tab.document else ""
        seen = StepSeen(line=step.line, words=str(step), reason=reason, page=shown, picture=picture)
        self.rounds[-1].steps.append(seen)

    def missed(self, step: Step, reason: str) -> None:
        """A step could not be tried."""
        seen = StepSeen(line=step.line, words=str(step), reason=reason, page="")
        self.rounds[-1].steps.append(seen)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            page = message.page.url if message.page else ""
            self._note(uncaught=False, text=message.text, url=message.location["url"], page=page)

    def _error(self, error: WebError) -> None:
        page = error.page.url if error.page else ""
        found = _ADDRESS.search(error.error.stack or "")
        url = found[0] if found else ""
        self._note(uncaught=True, text=str(error.error), url=url, page=page)

    def _note(self, *, uncaught: bool, text: str, url: str, page: str) -> None:
        if self.rounds and len(self.rounds[-1].messages) < MOST:
            told = Message(uncaught=uncaught, text=text[:LENGTH], url=url[:LENGTH], page=page)
            self.rounds[-1].messages.append(told)


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A scan whose journey is done several times, watched, perhaps under a policy."""

    watching: Watching
    rounds: tuple[str, ...] = ("",)
    """What is added to the persona's name, for each time in a fresh context."""
    warm: str = "-warm"
    """Added for a second time in the first context, if all went well there; empty for none."""
    delivery: Delivery | None = None
    """What comes with the site's answers; our sensor then stays out, since the guard is one."""
    seed: int | None = None
    """Of the patient: scans that are compared type the same."""

    def may_go_on(self) -> bool:
        """Whether the journey is to be done once more where it was just done."""
        done = self.watching.rounds
        return bool(self.warm) and len(done) == 1 and done[0].went_well


async def _settled(tab: Tab) -> bytes:
    """The window once it stands still. Empty where the browser gives no picture."""
    ends = time.monotonic() + DRAWS_WITHIN
    before, shown = b"", await _picture(tab)
    while shown and shown != before and time.monotonic() < ends:
        await asyncio.sleep(STILL)
        before, shown = shown, await _picture(tab)
    return shown


async def _picture(tab: Tab) -> bytes:
    """The window as it is shown. Empty where the browser gives none."""
    size = tab.page.viewport_size or {"width": 1280, "height": 720}
    try:
        session = await tab.page.context.new_cdp_session(tab.page)
        try:
            answer = await session.send(
                "Page.captureScreenshot",
                {"format": "png", "clip": {"x": 0, "y": 0, **size, "scale": SCALE}},
            )
        finally:
            await session.detach()
    except PlaywrightError:
        return b""
    return base64.b64decode(answer["data"])
