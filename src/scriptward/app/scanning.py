"""From addresses or captures to a judged run: sources, analysis and policy put together."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TypedDict, Unpack
from urllib.parse import urlsplit

import msgspec

from scriptward.analysis import judging, observing
from scriptward.analysis.detector import folded
from scriptward.app.config import settings
from scriptward.knowledge.approvals import Approvals
from scriptward.lib.digests import stable_id
from scriptward.lib.version import __version__
from scriptward.policy import check, language
from scriptward.policy.own_guard import without_guard
from scriptward.sources import har_import
from scriptward.sources.journey import Journey, read_journey
from scriptward.sources.scan import captured, chromium
from scriptward.sources.scan.answering import Answering
from scriptward.sources.scan.consent_rules import Driver, driver
from scriptward.sources.scan.personas import Control, persona
from scriptward.sources.scan.plan import Plan
from scriptward.sources.scan.progress import Progress, Silent
from scriptward.sources.scan.watching import Trial
from scriptward.vocabulary.capture import Capture, Value
from scriptward.vocabulary.errors import ScriptwardError, UsageError
from scriptward.vocabulary.observations import Visit
from scriptward.vocabulary.report import Report


@dataclass(frozen=True, kw_only=True)
class Scanned:
    """A judged run: the report and the stored side of what it was judged from."""

    report: Report
    visits: tuple[Visit, ...]


class Options(TypedDict, total=False):
    """What a scan may be told beside its addresses."""

    journey: Path | str | Journey | None
    personas: Sequence[str]
    pages: int
    """Pages to visit as each persona by following links, the addresses with them."""
    ignore_robots: bool
    """Follow links where robots.txt asks not to."""
    concurrency: int
    browser: Path | str
    browser_args: Sequence[str]
    screenshots: Path | None
    """Folder for masked pictures of failed steps."""
    own_pages: bool
    """They are ours, so Chromium's sandbox may be left off where it can't start."""
    allow_local: bool
    """Pages may reach loopback and private addresses."""
    replay_probe: bool
    """See what session recorders take, on visits beside; a scan does unless told otherwise."""
    answering: Answering | None
    """What answers requests in the network's place."""
    bait: Sequence[Value]
    """Values that stand on the pages beforehand."""
    trial: Trial | None
    """The journey done several times and watched."""
    within: float
    """Most seconds; what was seen until then is kept, and the run is incomplete."""
    progress: Progress | None


def scan(
    urls: Sequence[str], *, policy: Path | str | None = None, **options: Unpack[Options]
) -> Scanned:
    """Visit addresses and a journey in real Chromium, and judge what ran.

    `urls`: absolute http(s) addresses; may be empty where a journey is given. `options`: see
    `Options`. Raises ScriptwardError before anything is visited (usage, journey, policy, browser);
    what goes wrong later is in the report, whose `run.complete` is then false.
    """
    given = language.read_policy(Path(policy)) if policy else None
    options.setdefault("replay_probe", True)
    return judged(capture(urls, **options), given)


def capture(urls: Sequence[str], **options: Unpack[Options]) -> Capture:
    """What a scan saw, unmasked and in memory only: see `scan`."""
    for url in urls:
        check_address(url)
    journey = options.get("journey")
    if not urls and journey is None:
        raise UsageError("nothing to scan", hint="give a URL or --journey FILE")
    config, trial = settings(), options.get("trial")
    personas = tuple(options.get("personas", ())) or ("default",)
    explicit = str(options.get("browser") or config.browser)
    plan = Plan(
        urls=tuple(urls),
        journey=read_journey(Path(journey)) if isinstance(journey, str | Path) else journey,
        personas=personas,
        pages=options.get("pages", 0),
        ignore_robots=options.get("ignore_robots", False),
        concurrency=options.get("concurrency", 1),
        browser=chromium.find(explicit, set_up=config.browser_folder),
        browser_args=tuple(options.get("browser_args", ())),
        sensor="" if trial and trial.delivery else _sensor(),
        consent=_consent_driver(personas),
        may_drop_sandbox=options.get("own_pages", False),
        allow_local=options.get("allow_local", False),
        replay_probe=options.get("replay_probe", False),
        answering=options.get("answering"),
        bait=tuple(options.get("bait", ())),
        screenshots=options.get("screenshots"),
        trial=trial,
    )
    progress = options.get("progress") or Silent()
    return asyncio.run(_seen(plan, progress, within=options.get("within")))


async def _seen(plan: Plan, progress: Progress, *, within: float | None) -> Capture:
    async with asyncio.timeout(within):
        return await captured(plan, progress)


def imported(
    files: Iterable[Path],
    *,
    values: Iterable[Value] = (),
    policy: Path | None = None,
    read: Callable[[int], object] | None = None,
) -> Scanned:
    """Judge network captures (HAR). Raises HarError where nothing in a file can be read.

    `read`: told how many bytes of the files were read since it was last told.
    """
    given = language.read_policy(policy) if policy else None
    return judged(har_import.read_hars(tuple(files), values=tuple(values), read=read), given)


def judged(capture: Capture, given: language.Policy | None = None) -> Scanned:
    """Judge what a source saw, against a policy where one is given."""
    approvals = language.approvals(given) if given else Approvals()
    visits = observing.observed(capture, approvals=approvals)
    run_id = stable_id("run", capture.started_at, *(page.url for page in capture.pages))
    report = judging.report(capture, visits, version=__version__, run_id=run_id)
    if given:
        deviations = check.checked(given, map(without_guard, visits))
        report = msgspec.structs.replace(report, findings=folded((*report.findings, *deviations)))
    return Scanned(report=report, visits=visits)


def check_address(url: str) -> None:
    """Raise UsageError for what is no absolute http(s) address."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        usable = parts.scheme in {"http", "https"} and bool(host) and parts.port != 0
        usable = usable and not any(letter.isspace() for letter in host)
    except ValueError:
        usable = False
    if not usable:
        raise UsageError(
            f"{url!r} is no address of a page", hint="give it whole, as https://www.example.test/"
        )


def _sensor() -> str:
    return _asset("sensor.scan.js").decode()


def _consent_driver(personas: Iterable[str]) -> Driver | None:
    """What drives consent banners, where one of these personas uses them."""
    controls = {persona(name).control for name in personas}
    if not controls & {Control.ACCEPT, Control.REJECT}:
        return None
    return driver(_asset("consent.js").decode(), _asset("consent-rules.json"))


def _asset(name: str) -> bytes:
    try:
        return (resources.files("scriptward.app") / "assets" / name).read_bytes()
    except OSError as error:
        raise ScriptwardError(f"{name} has not been built", hint="run `make setup`") from error
