"""What a scan is asked to do."""

from dataclasses import dataclass, field
from pathlib import Path

from scriptward.sources.journey import Journey
from scriptward.sources.scan.answering import Answering
from scriptward.sources.scan.consent_rules import Driver
from scriptward.sources.scan.watching import Trial
from scriptward.vocabulary.capture import Value


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One scan: what to visit, with which browser, and what is allowed on the way."""

    browser: Path
    """Chromium's executable."""
    urls: tuple[str, ...] = ()
    journey: Journey | None = None
    personas: tuple[str, ...] = ("default",)
    pages: int = 0
    """Most pages to visit as each persona, the URLs with them, by following links; 0: the URLs."""
    ignore_robots: bool = False
    """Links are followed where robots.txt asks not to, and as fast as pages come."""
    concurrency: int = 1
    """URLs visited at the same time."""
    browser_args: tuple[str, ...] = ()
    """The user's own switches, as `--name=value`."""
    sensor: str = ""
    """JavaScript of the sensor's scan build; empty for a scan without one."""
    consent: Driver | None = None
    """What drives consent banners, for personas who make a choice."""
    replay_probe: bool = False
    """Where a session recorder is found, see on a visit beside what it takes; not where requests
    are answered for the site."""
    may_drop_sandbox: bool = False
    """Only for our own pages: go on without Chromium's sandbox where it can't start."""
    allow_local: bool = False
    """A page of a public site may reach loopback and private addresses."""
    answering: Answering | None = None
    """What answers requests in the network's place."""
    bait: tuple[Value, ...] = field(default=(), repr=False)
    """Values that stand on the pages beforehand, to be looked for like what is typed."""
    screenshots: Path | None = None
    """Folder for masked pictures of failed steps; none are kept without it."""
    trial: Trial | None = None
    """The journey done several times and watched; None for a scan that only records."""
