"""What a scan is asked to do."""

from dataclasses import dataclass
from pathlib import Path

from scriptward.sources.journey import Journey
from scriptward.sources.scan.consent_rules import Driver


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One scan: what to visit, with which browser, and what is allowed on the way."""

    browser: Path
    """Chromium's executable."""
    urls: tuple[str, ...] = ()
    journey: Journey | None = None
    personas: tuple[str, ...] = ("default",)
    pages: int = 0
    """Most pages to visit by following links of the URLs; 0: the URLs alone."""
    concurrency: int = 1
    """URLs visited at the same time."""
    browser_args: tuple[str, ...] = ()
    """The user's own switches, as `--name=value`."""
    sensor: str = ""
    """JavaScript of the sensor's scan build; empty for a scan without one."""
    consent: Driver | None = None
    """What drives consent banners, for personas who make a choice."""
    may_drop_sandbox: bool = False
    """Only for our own pages: go on without Chromium's sandbox where it can't start."""
    allow_local: bool = False
    """A page of a public site may reach loopback and private addresses."""
    screenshots: Path | None = None
    """Folder for masked pictures of failed steps; none are kept without it."""
