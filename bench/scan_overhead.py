"""Scan time against the same journey in bare Playwright: paired runs, ratio of medians.

Budget 1.5. The bare runs do the same steps with the same waits of the journey file, and wait for
`networkidle` after each navigation and click, as a careful Playwright script does.
"""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, async_playwright

from scriptward.app.config import settings
from scriptward.sources.journey import Action, Journey, Step, read_journey
from scriptward.sources.scan import captured, chromium
from scriptward.sources.scan.canaries import Patient
from scriptward.sources.scan.plan import Plan
from scriptward.sources.scan.progress import Silent

ROOT = Path(__file__).resolve().parent.parent
BUDGET = 1.5
PAIRS = int(os.environ.get("PAIRS", "2"))
IDLE = 4_000


async def bare(journey: Journey, browser: Path, args: tuple[str, ...]) -> None:
    """The journey without a scanner."""
    patient = Patient(journey.canaries)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        async with async_playwright() as playwright:
            context = await playwright.chromium.launch_persistent_context(
                folder, executable_path=browser, args=list(args)
            )
            page = await context.new_page()
            await page.goto(journey.start)
            await idle(page)
            for step in journey.steps:
                await do(page, step, patient)
            await page.goto("about:blank")
            await context.close()


async def idle(page: Page) -> None:
    """No request for half a second, or four seconds at most: some pages never stop."""
    try:
        await page.wait_for_load_state("networkidle", timeout=IDLE)
    except PlaywrightError:
        return


async def do(page: Page, step: Step, patient: Patient) -> None:
    """One step, as Playwright's own documentation would write it."""
    locator = page.locator(step.selector).first
    match step.action:
        case Action.GOTO:
            await page.goto(step.url)
            await idle(page)
        case Action.FILL if step.typed is not None:
            await locator.fill(step.typed.literal or patient.value(step.typed.canary))
        case Action.SELECT if step.typed is not None:
            await locator.select_option(step.typed.literal)
        case Action.PRESS:
            await locator.press(step.key)
            await idle(page)
        case Action.CLICK:
            await locator.click()
            await idle(page)
        case Action.WAIT if step.url:
            await page.wait_for_url(step.url)
        case Action.WAIT if step.selector:
            await locator.wait_for()
        case _:
            await page.wait_for_timeout(step.seconds * 1000)


async def scanned(journey: Journey, browser: Path, args: tuple[str, ...], sensor: str) -> None:
    """The journey with it. Says what failed, since a run that does less is no measure."""
    plan = Plan(browser=browser, journey=journey, browser_args=args, sensor=sensor)
    capture = await captured(plan, Silent())
    if capture.failures:
        print("failed:", *capture.failures, sep="\n  ")


def main() -> int:
    """Print both medians and their ratio; 1 over the budget."""
    config = settings()
    browser = chromium.find(config.browser, set_up=config.browser_folder)
    sensor = (ROOT / "src/scriptward/app/assets/sensor.scan.js").read_text("utf-8")
    journey = read_journey(ROOT / "demo/journey.yaml")
    clinic = subprocess.Popen(
        [sys.executable, ROOT / "demo/serve.py", "--port", "0"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    if clinic.stdout is None or clinic.stdin is None:
        return 1
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    args = (*sandbox, *json.loads(clinic.stdout.readline())["browser_args"])
    times: dict[str, list[float]] = {"bare": [], "scan": []}
    for pair in range(PAIRS):
        runs = {
            "bare": lambda: bare(journey, browser, args),
            "scan": lambda: scanned(journey, browser, args, sensor),
        }
        for name in sorted(runs, reverse=pair % 2 == 1):
            began = time.monotonic()
            asyncio.run(runs[name]())
            times[name].append(time.monotonic() - began)
    clinic.stdin.close()
    clinic.wait(timeout=20)
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    ratio = medians["scan"] / medians["bare"]
    print(
        f"scan {medians['scan']:.1f} s, bare {medians['bare']:.1f} s, ratio {ratio:.2f}"
        f" (budget {BUDGET}, {PAIRS} pairs)"
    )
    return int(ratio > BUDGET)


if __name__ == "__main__":
    sys.exit(main())
