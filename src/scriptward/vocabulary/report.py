"""`report.json`, schema `scriptward.report/1`: observations, findings and what was not seen."""

import msgspec

from scriptward.vocabulary.container import Container
from scriptward.vocabulary.finding import Finding
from scriptward.vocabulary.observations import Flow, Header, Page, Read, Script, Storage
from scriptward.vocabulary.replay import Replay

SCHEMA = "scriptward.report/1"


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One run of a source."""

    id: str
    version: str
    browser: str
    started_at: str
    """UTC, ISO 8601."""
    finished_at: str
    complete: bool
    personas: tuple[str, ...]
    source: str = "scan"
    failures: tuple[str, ...] = ()
    """Why the run is not complete, a sentence each."""


class SelfTest(msgspec.Struct, frozen=True, kw_only=True):
    """Leaks the run planted itself, and how many it then found."""

    planted: int
    caught: int
    missed: tuple[str, ...] = ()
    """Names of those not found."""


class Canary(msgspec.Struct, frozen=True, kw_only=True):
    """A value that was looked for: its name and kind, never itself."""

    name: str
    kind: str
    found: int
    """Flows it was found in."""


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """How far the run is true."""

    self_test: SelfTest
    canaries: tuple[Canary, ...]
    unseen: tuple[str, ...]
    """Limits, a sentence each."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The whole report."""

    schema: str = SCHEMA
    run: Run
    pages: tuple[Page, ...]
    headers: tuple[Header, ...]
    scripts: tuple[Script, ...]
    flows: tuple[Flow, ...]
    reads: tuple[Read, ...]
    findings: tuple[Finding, ...]
    coverage: Coverage
    containers: tuple[Container, ...] = ()
    replay: tuple[Replay, ...] = ()
    storage: tuple[Storage, ...] = ()
