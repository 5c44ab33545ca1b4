"""The order of a scan: addresses first, then the journey, popups as they come."""

import asyncio
import contextlib
from collections.abc import Iterable

from playwright.async_api import BrowserContext, Dialog
from playwright.async_api import Error as PlaywrightError

from scriptward.sources.journey import Action, Journey, Step
from scriptward.sources.scan import barring, bounds, early
from scriptward.sources.scan.canaries import Patient
from scriptward.sources.scan.consent_choosing import BEFORE, Choosing
from scriptward.sources.scan.crawl import Crawl
from scriptward.sources.scan.forms import CHOICES, TRIVIAL, Field, fitting
from scriptward.sources.scan.plan import Plan
from scriptward.sources.scan.progress import Progress
from scriptward.sources.scan.recording import Recording
from scriptward.sources.scan.snapshot import Facts
from scriptward.sources.scan.steps import Steps, typed
from scriptward.sources.scan.tab import Tab, opened
from scriptward.vocabulary.words import DataKind

_FIELD_TIME = 1000.0


class Visits:
    """Visits what a plan names, in one browser context."""

    def __init__(
        self, plan: Plan, progress: Progress, recording: Recording, patient: Patient
    ) -> None:
        self._plan, self._progress = plan, progress
        self._recording, self.patient = recording, patient
        self.facts: dict[str, Facts] = {}
        self.failures: list[str] = []
        self.dialogs = 0
        self._open_tabs: list[Tab] = []
        self._known: set[str] = set()
        """Targets that are ours, so that the others are popups."""
        self._popups = 0
        start = plan.journey.start if plan.journey else ""
        self._crawl = Crawl(
            recording,
            (url for url in plan.urls if url != start or plan.pages),
            pages=plan.pages,
            ignore_robots=plan.ignore_robots,
        )
        self._choosing: Choosing | None = None

    def limits(self) -> tuple[str, ...]:
        """What was not visited and why, a sentence each."""
        return self._crawl.limits()

    def stopped(self, reason: str) -> None:
        """The scan ended early: pages that were open were not seen to their end."""
        for tab in self._open_tabs:
            if tab.document is not None:
                tab.document.spoil(reason)

    async def all(self, context: BrowserContext, choosing: Choosing) -> None:
        """Every address, then the journey. `choosing`: the persona's choice."""
        context.on("dialog", self._dialog)
        self._choosing = choosing
        start = self._plan.journey.start if self._plan.journey else ""
        if choosing.persona.returns:
            await self._first_visit(context, (*self._plan.urls, start))
        elif self._plan.concurrency > 1:
            await self._choose(context, next(iter(self._plan.urls), ""))
        self._crawl.begin()
        while batch := await self._crawl.next(context, self._plan.concurrency):
            await asyncio.gather(*(self._visit(context, url) for url in batch))
        if self._plan.journey is not None:
            await self._choose(context, start)
            await self._watched(context, self._plan.journey)

    async def _first_visit(self, context: BrowserContext, urls: Iterable[str]) -> None:
        """The visit that a returning visitor made before: pages of a persona of their own."""
        persona = self._recording.documents.persona
        self._recording.documents.persona = persona + BEFORE
        for url in dict.fromkeys(filter(None, urls)):
            tab = await self._open(context)
            await tab.goto(url)
            await tab.look()
            await self._end(tab)
        self._recording.documents.persona = persona

    async def _choose(self, context: BrowserContext, url: str) -> None:
        """Make the choice for an address's site, if it is still to be made."""
        if self._choosing is None or not url or not self._choosing.due_at(url):
            return
        tab = await self._open(context)
        await tab.goto(url)
        await self._choosing.settle(tab, url)
        await tab.look()
        await self._end(tab)

    async def _visit(self, context: BrowserContext, url: str) -> None:
        await self._crawl.wait(context, url)
        self._progress.page(url, of=self._expected())
        tab = await self._open(context)
        await tab.goto(url)
        if self._choosing is not None:
            await self._choosing.settle(tab, url)
        await tab.look()
        links = await tab.links() if self._crawl.follows else ()
        outcome = tab.outcome
        await tab.stir()
        await self._fill_forms(tab)
        await tab.settle()
        await tab.look()
        await self._end(tab)
        self._crawl.ended(url, outcome, links)

    async def _watched(self, context: BrowserContext, journey: Journey) -> None:
        """The journey, and where it is on trial a second time in what the first left behind."""
        trial, documents = self._plan.trial, self._recording.documents
        if trial:
            trial.watching.attach(context)
            trial.watching.begin(documents.persona)
        await self._journey(context, journey)
        if trial and trial.may_go_on():
            documents.persona += trial.warm
            trial.watching.begin(documents.persona)
            await self._journey(context, journey)

    async def _journey(self, context: BrowserContext, journey: Journey) -> None:
        watching = self._plan.trial.watching if self._plan.trial else None
        pictures = self._plan.screenshots
        steps = Steps(journey, self.patient, self._progress, pictures, watching=watching)
        start = Step(action=Action.GOTO, line=1, url=journey.start)
        left: tuple[Step, ...] = (*journey.login_steps, start, *journey.steps)
        self._progress.page(journey.start, of=self._expected())
        while left:
            tab = await self._open(context)
            try:
                left = await steps.run(tab, left)
            finally:
                self.failures += steps.failures
                steps.failures.clear()
            lost = _before_goto(left)
            steps.not_reached(lost)
            self.failures += steps.failures
            steps.failures.clear()
            left = left[len(lost) :]
            await self._end(tab)

    async def _open(self, context: BrowserContext) -> Tab:
        tab = await opened(context, self._recording, self.facts)
        self._known.add(tab.target.id)
        self._open_tabs.append(tab)
        return tab

    async def _end(self, tab: Tab) -> None:
        await self._close_popups()
        document = tab.document
        await tab.leave()
        self._open_tabs.remove(tab)
        if document is not None and tab.stuck and not document.reason:
            document.spoil("it did not answer any more")
        if document is not None:
            barring.judge(document, self._recording)
        self._progress.seen(
            scripts=len(self._recording.scripts.parsed), requests=len(self._recording.network.sent)
        )

    def _expected(self) -> int:
        """Pages of the whole scan, as far as known."""
        journey = self._plan.journey is not None
        return (self._crawl.expected + journey) * len(self._plan.personas)

    async def _close_popups(self) -> None:
        """Windows a page opened: seen until they are quiet, then closed."""
        connection = self._recording.connection
        opened_by_page = [
            target
            for target in self._recording.targets.tabs()
            if target.opener and target.id not in self._known
        ]
        seen = opened_by_page[: max(0, bounds.POPUPS - self._popups)]
        self._popups += len(opened_by_page)
        self._known.update(target.id for target in opened_by_page)
        await asyncio.gather(
            *(one.activity.quiet(bounds.QUIET_FOR, cap=bounds.CLOSE_TIMEOUT) for one in seen)
        )
        if connection is not None:
            await early.of_windows(connection, seen, self._recording.network)
        for target in opened_by_page:
            if connection is not None:
                connection.post("Target.closeTarget", {"targetId": target.id})

    async def _fill_forms(self, tab: Tab) -> None:
        for field in await tab.fields():
            if tab.stuck:
                return
            with contextlib.suppress(PlaywrightError):
                await self._fill(tab, field)
            await tab.settle(bounds.QUIET_AFTER_FIELD)
        if self._plan.journey is not None and self._plan.journey.submit:
            await self._submit(tab)

    async def _fill(self, tab: Tab, field: Field) -> None:
        locator = tab.page.locator(field.selector).first
        name = field.name or "field"
        if field.type in CHOICES:
            await locator.check(timeout=_FIELD_TIME)
            if field.value.lower() not in TRIVIAL:
                self.patient.note(name, field.value, kind=DataKind.FORM_VALUE, stated=False)
        elif field.tag == "select" and field.options:
            await locator.select_option(field.options[-1], timeout=_FIELD_TIME)
            chosen = field.options[-1]
            self.patient.note(name, chosen, kind=DataKind.FORM_VALUE, stated=False)
        elif field.typed:
            text = fitting(self.patient.value(field.canary(), field.name), type=field.type)
            await typed(locator, text, field.type, within=_FIELD_TIME)

    async def _submit(self, tab: Tab) -> None:
        with contextlib.suppress(PlaywrightError):
            button = tab.page.locator("form [type=submit], form button:not([type])").first
            await button.click(timeout=_FIELD_TIME)

    async def _dialog(self, dialog: Dialog) -> None:
        self.dialogs += 1
        with contextlib.suppress(PlaywrightError):
            if dialog.type == "beforeunload":
                await dialog.accept()
            else:
                await dialog.dismiss()


def _before_goto(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Steps that depend on a page that is gone: up to the next that goes somewhere itself."""
    lost: list[Step] = []
    for step in steps:
        if step.action is Action.GOTO:
            break
        lost.append(step)
    return tuple(lost)
