"""Does the steps of a journey in a tab; a failed one is named and the rest goes on."""

import os
from collections.abc import Iterable
from pathlib import Path

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Locator
from playwright.async_api import TimeoutError as PlaywrightTimeoutError

from scriptward.lib.domains import host_of, same_site
from scriptward.sources.journey import Action, Journey, Step, Typed
from scriptward.sources.scan import bounds
from scriptward.sources.scan.canaries import Patient
from scriptward.sources.scan.forms import CHOICES, TRIVIAL, fitting
from scriptward.sources.scan.progress import Progress
from scriptward.sources.scan.tab import Tab
from scriptward.sources.scan.watching import Watching
from scriptward.vocabulary.words import DataKind

_HIDE = """
* { color: transparent !important; -webkit-text-fill-color: transparent !important;
    text-shadow: none !important; caret-color: transparent !important; }
img, video, canvas, svg, input, textarea, select { filter: blur(12px) !important; }
"""
"""Style of a picture that shows where things are and not what they say."""
_HURRY = 3.0
"""Seconds for a step after a failed one."""


class Steps:
    """Runs steps and keeps what failed."""

    def __init__(
        self,
        journey: Journey,
        patient: Patient,
        progress: Progress,
        pictures: Path | None,
        *,
        watching: Watching | None = None,
    ) -> None:
        """`pictures`: folder for masked pictures of failed steps. `watching`: told each step."""
        self._watching = watching
        self._journey, self._patient, self._progress = journey, patient, progress
        self._pictures = pictures
        self.failures: list[str] = []
        self._timeout = bounds.STEP_TIMEOUT

    async def run(self, tab: Tab, steps: Iterable[Step]) -> tuple[Step, ...]:
        """Do the steps; gives those left over when the tab got stuck."""
        left = list(steps)
        while left:
            if tab.stuck:
                return tuple(left)
            step = left.pop(0)
            self._progress.step(f"{self._journey.path.name}:{step.line}: {step}")
            reason = await self._tried(tab, step)
            if self._watching:
                await self._watching.step(tab, step, reason)
            if reason:
                await self._failed(tab, step, reason)
            self._timeout = _HURRY if reason else bounds.STEP_TIMEOUT
        return ()

    def not_reached(self, steps: Iterable[Step]) -> None:
        """Steps that could not even be tried."""
        for step in steps:
            reason = "not reached, the page before it was lost"
            self._fail(step, reason)
            if self._watching:
                self._watching.missed(step, reason)

    async def _tried(self, tab: Tab, step: Step) -> str:
        try:
            return await self._done(tab, step)
        except PlaywrightTimeoutError:
            return f"not possible within {self._timeout:g} s"
        except PlaywrightError as error:
            line = str(error).partition("\n")[0]
            return line.partition(": ")[2].partition("; ")[0] or line

    async def _done(self, tab: Tab, step: Step) -> str:
        match step.action:
            case Action.GOTO:
                return await self._goto(tab, step.url)
            case Action.FILL:
                return await self._fill(tab, step)
            case Action.SELECT:
                await self._select(tab, step)
            case Action.PRESS:
                await self._locator(tab, step).press(step.key, timeout=self._milliseconds)
                await tab.settle(patience=bounds.QUIET_AFTER_STEP)
                await tab.look()
            case Action.CLICK:
                await self._click(tab, step)
            case Action.WAIT:
                await self._wait(tab, step)
        return ""

    async def _goto(self, tab: Tab, url: str) -> str:
        if tab.document:
            await tab.settle(acted=False)
        shown = tab.document.url if tab.document else ""
        if shown and not same_site(host_of(shown), host_of(url)):
            await tab.clear()
        reason = await tab.goto(url)
        await tab.stir()
        await tab.look()
        return reason

    async def _fill(self, tab: Tab, step: Step) -> str:
        name = step.typed.env if step.typed else ""
        if name and not os.environ.get(name):
            return f"the environment variable {name} is not set"
        locator = self._locator(tab, step)
        kind = await self._attribute(locator, "type")
        keys = [await self._attribute(locator, name) for name in ("name", "id")]
        text = fitting(self._text(step.typed or Typed(), step, keys), type=kind)
        await typed(locator, text, kind, within=self._milliseconds)
        await tab.settle(bounds.QUIET_AFTER_FIELD)
        return ""

    async def _select(self, tab: Tab, step: Step) -> None:
        locator = self._locator(tab, step)
        wanted = (step.typed.literal if step.typed else "") or ""
        chosen = await locator.select_option(wanted, timeout=self._milliseconds)
        name = await self._name(locator, step)
        for value in (*chosen, wanted):
            self._patient.note(name, value, kind=DataKind.FORM_VALUE, stated=True)
        await tab.settle(bounds.QUIET_AFTER_FIELD)

    async def _click(self, tab: Tab, step: Step) -> None:
        locator = self._locator(tab, step)
        if await self._attribute(locator, "type") in CHOICES:
            value = await self._attribute(locator, "value")
            if value.lower() not in TRIVIAL:
                name = await self._name(locator, step)
                self._patient.note(name, value, kind=DataKind.FORM_VALUE, stated=False)
        await locator.click(timeout=self._milliseconds)
        await tab.settle(patience=bounds.QUIET_AFTER_STEP)
        await tab.look()

    async def _wait(self, tab: Tab, step: Step) -> None:
        if step.url:
            await tab.page.wait_for_url(step.url, timeout=self._milliseconds)
            await tab.settle(acted=False)
        elif step.selector:
            await self._locator(tab, step).wait_for(timeout=self._milliseconds)
        else:
            await tab.page.wait_for_timeout(min(step.seconds, 60.0) * 1000)
        await tab.look()

    def _text(self, typed_: Typed, step: Step, keys: list[str]) -> str:
        name = next(filter(None, keys), "") or _word(step.selector)
        if typed_.env:
            text = os.environ.get(typed_.env, "")
            self._patient.note(name, text, kind=DataKind.PASSWORD, stated=False)
            return text
        if typed_.literal is not None:
            self._patient.note(name, typed_.literal, kind=DataKind.FORM_VALUE, stated=True)
            return typed_.literal
        return self._patient.value(typed_.canary, *keys)

    async def _attribute(self, locator: Locator, name: str) -> str:
        return await locator.get_attribute(name, timeout=self._milliseconds) or ""

    async def _name(self, locator: Locator, step: Step) -> str:
        name = await self._attribute(locator, "name") or await self._attribute(locator, "id")
        return name or _word(step.selector)

    def _locator(self, tab: Tab, step: Step) -> Locator:
        return tab.page.locator(step.selector).first

    @property
    def _milliseconds(self) -> float:
        return self._timeout * 1000

    def _fail(self, step: Step, reason: str) -> None:
        self.failures.append(f"{self._journey.path}:{step.line}: {step}: {reason}")

    async def _failed(self, tab: Tab, step: Step, reason: str) -> None:
        self._fail(step, reason)
        if self._pictures is None or tab.stuck:
            return
        self._pictures.mkdir(parents=True, exist_ok=True)
        try:
            await tab.page.screenshot(
                path=self._pictures / f"failed-step-line-{step.line}.png",
                style=_HIDE,
                timeout=bounds.CALL_TIMEOUT * 1000,
            )
        except PlaywrightError:
            self.failures[-1] += "; no picture could be taken"


async def typed(locator: Locator, text: str, kind: str, *, within: float) -> None:
    """Fill a field, its last character with the keyboard: some scripts listen to keys alone."""
    if kind in {"date", "time", "month", "week", "color", "range", "number"} or len(text) < 2:  # noqa: PLR2004  # nothing to part
        await locator.fill(text, timeout=within)
        return
    await locator.fill(text[:-1], timeout=within)
    await locator.press_sequentially(text[-1], timeout=within)


def _word(selector: str) -> str:
    return "".join(c if c.isalnum() else "_" for c in selector).strip("_")[:60] or "field"
