"""What a scan costs over the visit itself: paired runs against bare Playwright.

Each run is a process of its own. Printed are the medians of the pairs' ratios of

- wall: from the start of the process to its end, browser included;
- CPU: of the process and everything it started (driver, Chromium's processes);
- long tasks: milliseconds over 50 ms that a page's main thread was blocked (Long Tasks API), which
  each page tells at its end, in both kinds of run by the same observer.

The bare run does the same steps with the same waits of the journey file, and waits for
`networkidle` (four seconds at most) after each navigation and click, as careful scripts do.
Budgets: wall 1.2, CPU 1.4, long tasks 1.1.
"""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, async_playwright

from scriptward.app.config import settings
from scriptward.sources.journey import Action, Journey, Step, read_journey
from scriptward.sources.scan import captured, chromium
from scriptward.sources.scan.canaries import Patient
from scriptward.sources.scan.plan import Plan
from scriptward.sources.scan.progress import Silent

ROOT = Path(__file__).resolve().parent.parent
BUDGETS = {"wall": 1.2, "CPU": 1.4, "long tasks": 1.1}
PAIRS = int(os.environ.get("PAIRS", "5"))
IDLE = 4_000
OBSERVER = """
if (self === top) {
  let blocked = 0, n = 0
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) { blocked += one.duration - 50; n += 1 }
  }).observe({ type: 'longtask', buffered: true })
  addEventListener('pagehide', () => {
    navigator.sendBeacon(`http://127.0.0.1:PORT/?ms=${blocked}&n=${n}`)
  })
}
"""


async def bare(journey: Journey, browser: Path, args: tuple[str, ...], observer: str) -> None:
    """The journey without a scanner."""
    patient = Patient(journey.canaries)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        async with async_playwright() as playwright:
            context = await playwright.chromium.launch_persistent_context(
                folder, executable_path=browser, args=list(args)
            )
            await context.add_init_script(observer)
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


async def scanned(journey: Journey, browser: Path, args: tuple[str, ...], observer: str) -> None:
    """The journey with it. Says what failed, since a run that does less is no measure."""
    sensor = (ROOT / "src/scriptward/app/assets/sensor.scan.js").read_text("utf-8")
    plan = Plan(
        browser=browser,
        journey=journey,
        browser_args=args,
        sensor=f"{sensor}\n;{observer}",
        allow_local=True,
    )
    capture = await captured(plan, Silent())
    if capture.failures:
        print("failed:", *capture.failures, sep="\n  ", file=sys.stderr)


RUNS = {"bare": bare, "scan": scanned}


def one(name: str, args: tuple[str, ...], port: int) -> None:
    """The process of one run."""
    config = settings()
    browser = chromium.find(config.browser, set_up=config.browser_folder)
    journey = read_journey(ROOT / "demo/journey.yaml")
    asyncio.run(RUNS[name](journey, browser, args, OBSERVER.replace("PORT", str(port))))


class LongTasks:
    """Takes what pages tell of their long tasks."""

    def __init__(self) -> None:
        """Listen on a free port."""
        told = self.told = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                query = parse_qs(urlsplit(self.path).query)
                told.append((float(query["ms"][0]), int(query["n"][0])))
                self.send_response(204)
                self.send_header("Access-Control-Allow-Origin", "*")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def taken(self) -> tuple[float, int, int]:
        """Milliseconds, tasks and pages since it was last asked."""
        ms, n, pages = sum(t[0] for t in self.told), sum(t[1] for t in self.told), len(self.told)
        self.told.clear()
        return ms, n, pages


def cpu(root: int, ended: Callable[[], bool]) -> float:
    """Seconds of processor time of a process and all it starts, sampled until it ended.

    What a process uses in its last 50 ms is lost where it ends in between.
    """
    tick = os.sysconf("SC_CLK_TCK")
    spent: dict[int, float] = {}
    family = {root}
    while not ended():
        stats: dict[int, tuple[int, float]] = {}
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit():
                try:
                    fields = (folder / "stat").read_text().rpartition(") ")[2].split()
                except OSError:
                    continue
                used = (int(fields[11]) + int(fields[12])) / tick
                stats[int(folder.name)] = (int(fields[1]), used)
        grown = True
        while grown:
            young = {pid for pid, (parent, _) in stats.items() if parent in family} - family
            family |= young
            grown = bool(young)
        spent.update({pid: stats[pid][1] for pid in family if pid in stats})
        time.sleep(0.05)
    return sum(spent.values())


def measured(name: str, args: tuple[str, ...], tasks: LongTasks) -> dict[str, float]:
    """One run: seconds, seconds of CPU, blocked milliseconds."""
    began = time.monotonic()
    process = subprocess.Popen([sys.executable, __file__, name, str(tasks.port), *args])
    used = cpu(process.pid, lambda: process.poll() is not None)
    wall = time.monotonic() - began
    ms, n, pages = tasks.taken()
    print(
        f"  {name}: wall {wall:.1f} s, CPU {used:.1f} s, long tasks {ms:.0f} ms over in {n}"
        f" on {pages} pages",
        flush=True,
    )
    return {"wall": wall, "CPU": used, "long tasks": ms}


def main() -> int:
    """Print the ratios; 1 over a budget."""
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
    tasks = LongTasks()
    pairs: list[dict[str, dict[str, float]]] = []
    for pair in range(PAIRS):
        order = sorted(RUNS, reverse=pair % 2 == 1)
        pairs.append({name: measured(name, args, tasks) for name in order})
    clinic.stdin.close()
    clinic.wait(timeout=20)
    over = 0
    for figure, budget in BUDGETS.items():
        ratio = statistics.median(p["scan"][figure] / max(p["bare"][figure], 1) for p in pairs)
        medians = {n: statistics.median(p[n][figure] for p in pairs) for n in RUNS}
        print(
            f"{figure}: scan {medians['scan']:.1f}, bare {medians['bare']:.1f},"
            f" ratio {ratio:.2f} (budget {budget}, {PAIRS} pairs)"
        )
        over += ratio > budget
    return int(over > 0)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        one(sys.argv[1], tuple(sys.argv[3:]), int(sys.argv[2]))
    else:
        sys.exit(main())
