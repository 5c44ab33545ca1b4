"""Visits pages and journeys in real Chromium and captures what ran and what left."""

import asyncio
import contextlib
from dataclasses import replace
from datetime import UTC, datetime

from playwright.async_api import Browser, BrowserContext
from playwright.async_api import Error as PlaywrightError

from scriptward.sources.scan import barring, local_addresses, self_test
from scriptward.sources.scan.aliases import by_proxy, with_aliases
from scriptward.sources.scan.assembly import Assembly
from scriptward.sources.scan.canaries import Patient
from scriptward.sources.scan.cdp import RefusedError
from scriptward.sources.scan.consent_choosing import Choosing
from scriptward.sources.scan.delivering import Delivering
from scriptward.sources.scan.launch import started
from scriptward.sources.scan.limits import failures, unseen
from scriptward.sources.scan.personas import (
    GPC_SCRIPT,
    ContextOptions,
    Persona,
    options,
    persona,
)
from scriptward.sources.scan.plan import Plan
from scriptward.sources.scan.progress import Progress
from scriptward.sources.scan.recording import Recording
from scriptward.sources.scan.rehearsal import rehearsed
from scriptward.sources.scan.replay_probing import Probing
from scriptward.sources.scan.sensor_channel import SensorChannel
from scriptward.sources.scan.switches import names_agent
from scriptward.sources.scan.visits import Visits
from scriptward.vocabulary.capture import Capture, Planted
from scriptward.vocabulary.errors import BrowserLostError

__all__ = ["captured"]


async def captured(plan: Plan, progress: Progress) -> Capture:
    """Everything one scan saw. When cancelled, what was gathered so far, marked incomplete.

    Raises SandboxError, BrowserError or BrowserLostError where no browser could be started, and
    UsageError for an unknown persona.
    """
    scan = _Scan(plan, progress)
    try:
        await scan.run()
    except asyncio.CancelledError:
        scan.stopped("the scan was stopped before its end")
    except BrowserLostError as error:
        if not scan.began:
            raise
        scan.stopped(str(error))
    return await with_aliases(scan.capture(), plan.browser_args)


class _Scan:
    def __init__(self, plan: Plan, progress: Progress) -> None:
        self._plan, self._progress = plan, progress
        self._recording = Recording(SensorChannel(plan.sensor), plan.answering)
        self._recording.network.by_proxy = by_proxy(plan.browser_args)
        if plan.trial and plan.trial.delivery:
            self._recording.targets.delivering = Delivering(plan.trial.delivery)
        given = plan.journey.canaries if plan.journey else {}
        seed = plan.trial.seed if plan.trial else None
        patient = Patient(given, bait=plan.bait, seed=seed)
        self._visits = Visits(plan, progress, self._recording, patient)
        self._probing = Probing(self._recording, progress)
        self._started_at, self._version = _now(), ""
        self._planted: tuple[Planted, ...] = ()
        self._failures: list[str] = []
        self.began = False

    async def run(self) -> None:
        """Start the browser, visit everything, plant the self-test beside it."""
        plan, recording = self._plan, self._recording
        personas = [persona(name) for name in plan.personas]
        start = (plan.journey.start,) if plan.journey else ()
        local = plan.allow_local or await local_addresses.site_is_local(
            (*plan.urls, *start), plan.browser_args
        )
        if not local:
            recording.targets.asked_before = local_addresses.PATTERNS
        async with started(
            plan, self._progress, on_event=recording.event, local_checks=not local
        ) as running:
            recording.attach(running.connection)
            self._version, self.began = running.version, True
            await recording.targets.watch(running.connection)
            beside = asyncio.gather(self._plant(), rehearsed(running.blank))
            for one in personas:
                for suffix in plan.trial.rounds if plan.trial else ("",):
                    recording.documents.persona = one.name + suffix
                    await self._as_persona(running.browser, one)
            await beside
            probing = plan.replay_probe and plan.answering is None
            for one in personas if probing else ():
                await self._probe(running.browser, one)
            await recording.network.settle(1.0)
            await recording.scripts.settle(2.0)

    def stopped(self, reason: str) -> None:
        """It ended early."""
        self._failures.append(reason)
        self._visits.stopped(reason)

    def capture(self) -> Capture:
        """What there is."""
        recording, visits = self._recording, self._visits
        for document in recording.documents.all.values():
            barring.judge(document, recording)
        assembly = Assembly(recording, visits.facts)
        pages, sendings = assembly.pages(), assembly.sendings()
        ordinary = tuple(page for page in pages if not self._probing.owns(page.key))
        tested = tuple(
            replace(one, self_test=self_test.name_of(one.request.url, self._planted))
            for one in assembly.self_test(pages[0].key if pages else "")
        )
        whole = Capture(
            source="scan",
            started_at=self._started_at,
            finished_at=_now(),
            browser=f"Chromium {self._version}".strip(),
            personas=self._plan.personas,
            pages=pages,
            scripts=assembly.scripts,
            sendings=(*sendings, *(one for one in tested if one.self_test)),
            reads=assembly.reads(),
            kept=assembly.kept(),
            wrapping=assembly.wrapping(),
            askings=assembly.askings(),
            values=visits.patient.values(),
            planted=self._planted,
            failures=(*self._failures, *visits.failures, *failures(recording, ordinary)),
            unseen=(
                *unseen(recording, sendings, visits.dialogs, sensor=bool(self._plan.sensor)),
                *visits.limits(),
                *self._probing.unseen(),
            ),
        )
        site = barring.without(whole, recording.documents.all.values())
        return self._probing.apart(site)

    async def _as_persona(self, browser: Browser, one: Persona) -> None:
        context = await self._context(browser, one)
        try:
            choosing = Choosing(self._recording, one, self._plan.consent)
            await self._visits.all(context, choosing)
        except PlaywrightError as error:
            raise BrowserLostError("Chromium ended in the middle of the scan") from error
        finally:
            await _closed(context)

    async def _context(self, browser: Browser, one: Persona) -> BrowserContext:
        journey = self._plan.journey
        state = journey.login_state if journey else None
        try:
            context = await browser.new_context(
                accept_downloads=False, storage_state=state, **self._options(one)
            )
            await context.grant_permissions(["background-sync"])
            if one.gpc:
                await context.add_init_script(GPC_SCRIPT)
        except PlaywrightError as error:
            raise BrowserLostError("Chromium ended in the middle of the scan") from error
        return context

    def _options(self, one: Persona) -> ContextOptions:
        agent = not names_agent(self._plan.browser_args)
        return options(one, version=self._version, agent=agent)

    async def _probe(self, browser: Browser, one: Persona) -> None:
        """See on visits beside what the session recorders of a persona's pages take."""
        try:
            await self._probing.run(one, self._plan, lambda: self._context(browser, one))
        except PlaywrightError as error:
            raise BrowserLostError("Chromium ended during a replay probe") from error

    async def _plant(self) -> None:
        recording = self._recording
        if recording.connection is None:
            return
        try:
            self._planted = await self_test.planted(
                recording.connection, recording.targets, recording.network
            )
        except RefusedError:
            self._failures.append("the self-test could not run, so nobody knows what was missed")


async def _closed(context: BrowserContext) -> None:
    with contextlib.suppress(PlaywrightError):
        await context.close()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
