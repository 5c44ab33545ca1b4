"""Drives a page's consent banner to a choice, and says how far it came.

autoconsent's rules find the banner and use its own controls, in a world of the scanner's own in
every frame. A banner that was only hidden is no choice.
"""

import asyncio
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import msgspec

from scriptward.sources.scan import own_world
from scriptward.sources.scan.cdp import Connection, RefusedError
from scriptward.sources.scan.consent_rules import Driver
from scriptward.sources.scan.consent_world import World, world
from scriptward.sources.scan.targets import Target

_STEP = 0.05
_NEW_FRAMES = 0.5
_FRAMES = 30
_LOOKS = 2
"""Looks the engine takes at a page that is quiet; unknown banners are sought in the second."""
_LOOK = 2.0
"""Seconds for the last of them."""
_BUSY = 15.0
"""Seconds in which a busy browser must come to it."""
_POPUP = 6.0
"""Seconds from a product's detection within which its banner shows."""
_ACT = 25.0
"""Seconds for a choice: rules wait for panels to open."""
_RELOADED = 4.0
"""Seconds for a document that took the place of the one in which the choice was made."""
_FOLLOWED = 8.0
"""Seconds for the frame in which a choice goes on that was begun in the page."""


class _Done(msgspec.Struct):
    """How a choice went in one frame, as the entry script says it."""

    product: str = ""
    made: bool = False
    closed: bool = False
    recorded: bool | None = None
    intermediate: bool = False
    hidden: bool = False
    only_closed: bool = False
    clicked: tuple[str, ...] = ()


class _Told(msgspec.Struct):
    ask: str = ""
    code: str = ""
    detected: str = ""
    found: str = ""
    looked: int = 0
    done: _Done | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Banner:
    """What was found and done on one page."""

    product: str = ""
    """Of the rule; empty where no banner is known."""
    shown: bool = False
    made: bool = False
    reached: bool = False
    reason: str = ""


@dataclass(slots=True)
class _Frame:
    world: World
    begun: bool = False
    acting: bool = False
    told: bool = False
    """It has said how the choice went."""


@dataclass(slots=True, kw_only=True)
class Drive:
    """One attempt on one page."""

    connection: Connection
    driver: Driver
    targets: Callable[[], Iterable[Target]]
    """The page's target first, then those of its frames that are processes of their own."""
    address: Callable[[str], str]
    """Address of what a frame shows, by the frame's id."""
    accepting: bool
    acts: bool
    """False: only look whether a banner is shown."""
    on_shown: Callable[[str], None]
    """Called once with the product, before anything is clicked."""
    on_code: Callable[[str], None]
    """Called with an expression before the page is asked it."""
    patience: float
    """Seconds in which a banner must begin to be seen."""
    _frames: dict[tuple[str, str, int], _Frame] = field(default_factory=dict)
    _detected: str = ""
    _shown: str = ""
    _done: list[_Done] = field(default_factory=list)
    _looked: int = 0
    _left: str = ""
    """Banner whose document went away under the choice: it was taken off or loaded anew."""

    async def run(self) -> Banner:
        """Look for a banner and make the choice."""
        clock = asyncio.get_running_loop().time
        start = looked = clock()
        await self._new_frames()
        end = start + self.patience
        while clock() < end or (self._looking() and clock() < start + _BUSY):
            if clock() - looked > _NEW_FRAMES:
                looked = clock()
                await self._new_frames()
            before = self._state()
            await asyncio.gather(*(self._listen(one) for one in tuple(self._frames.values())))
            if self._finished():
                break
            if before != self._state():
                due = clock() + self._next_wait()
                end = due if self._detected else max(end, due)
            await asyncio.sleep(_STEP)
        return self._judged()

    def _looking(self) -> bool:
        """Whether the engine has not come to its looks yet."""
        return not self._detected and self._looked < _LOOKS

    def _state(self) -> tuple[object, ...]:
        acting = sum(frame.acting for frame in self._frames.values())
        return self._detected, self._shown, self._left, self._looked, acting, len(self._done)

    def _next_wait(self) -> float:
        if self._left and not any(one.acting and one.begun for one in self._frames.values()):
            return _RELOADED
        if self._done:
            return _FOLLOWED
        if self._shown:
            return _ACT
        return _POPUP if self._detected else _LOOK

    def _finished(self) -> bool:
        if self._shown and not self.acts:
            return True
        return any(not one.intermediate for one in self._done)

    async def _new_frames(self) -> None:
        targets = tuple(self.targets())
        for target in targets:
            try:
                ids = await own_world.frames(self.connection, target)
            except RefusedError:
                continue
            for frame in ids[:_FRAMES]:
                await self._begin(target, frame, main=frame == targets[0].id)

    async def _begin(self, target: Target, frame: str, *, main: bool) -> None:
        url = self.address(frame)
        rules = self.driver.rules_for(url, main=main) if main or url else b"[]"
        try:
            here = await world(self.connection, target, frame)
            key = (target.session, frame, here.context)
            if key in self._frames:
                return
            self._frames[key] = one = _Frame(here)
            await here.said(f"{self.driver.script}\n;''")
            accepting = str(self.accepting).lower()
            await here.said(f"scriptwardConsent.begin({rules.decode()}, {accepting})")
            one.begun = True
        except RefusedError:
            return

    async def _listen(self, frame: _Frame) -> None:
        if not frame.begun:
            return
        try:
            text = await frame.world.said("scriptwardConsent.take()")
            told = msgspec.json.decode(text, type=tuple[_Told, ...])
            for one in told:
                await self._heard(frame, one)
        except (RefusedError, msgspec.MsgspecError):
            frame.begun = False
            if frame.acting and not frame.told:
                self._left = self._left or self._shown

    async def _heard(self, frame: _Frame, told: _Told) -> None:
        if told.ask:
            await self._answer(frame, told)
        self._looked = max(self._looked, told.looked)
        self._detected = self._detected or told.detected
        if told.found:
            if not self._shown:
                self._shown = told.found
                self.on_shown(told.found)
            if self.acts and not frame.acting:
                frame.acting = True
                await frame.world.run(f"scriptwardConsent.act({str(self.accepting).lower()})")
        if told.done is not None:
            frame.told = True
            self._done.append(told.done)

    async def _answer(self, frame: _Frame, told: _Told) -> None:
        self.on_code(told.code)
        try:
            said = await frame.world.page_says(in_page(told.code))
        except RefusedError:
            said = b""
        value = str(said == b"true").lower()
        await frame.world.said(f"scriptwardConsent.answered({json.dumps(told.ask)}, {value})")

    def _judged(self) -> Banner:
        if not self._shown:
            return Banner(product=self._detected, reason=self._not_shown())
        final = [one for one in self._done if not one.intermediate]
        done = final[0] if final else next(iter(self._done), None)
        if self._left and not final:
            done = _Done(product=self._left, made=True, closed=True)
        product = (done.product if done else "") or self._shown
        made, reason = _verdict(done)
        reached = made and done is not None and done.closed and done.recorded is not False
        return Banner(product=product, shown=True, made=made, reached=reached, reason=reason)

    def _not_shown(self) -> str:
        if self._detected:
            return "the banner's product is on the page, but no banner was shown"
        return "no banner that the rules know was shown"


def in_page(code: str) -> str:
    """A rule's expression as the function that is called in the page."""
    return (
        f"async function() {{ try {{ return String(!!(await ({code}))) }} catch {{ return '' }} }}"
    )


_NOT_MADE: tuple[tuple[Callable[[_Done], bool], str], ...] = (
    (
        lambda done: done.intermediate,
        "the banner's panel did not open, or has no control that the rules know",
    ),
    (lambda done: done.hidden, "the banner offers no such choice; it could only be hidden"),
    (lambda done: not done.made, "the banner's control for it was not found"),
    (
        lambda done: done.only_closed and not done.recorded,
        "the banner offers no such choice; it could only be closed",
    ),
)


def _verdict(done: _Done | None) -> tuple[bool, str]:
    """Whether the choice was made, and in words how it went."""
    if done is None:
        return False, "the banner's controls did not answer in time"
    for failed, reason in _NOT_MADE:
        if failed(done):
            return False, reason
    by = f" by {' and '.join(repr(word) for word in done.clicked)}" if any(done.clicked) else ""
    if not done.closed:
        return True, f"the choice was made{by}; the banner stayed"
    kept = {
        True: ", and its own state holds the choice",
        False: ", but none is found where that product keeps it unless told otherwise",
        None: "; its own state can't be tested",
    }[done.recorded]
    return True, f"the choice was made{by}; the banner closed{kept}"
