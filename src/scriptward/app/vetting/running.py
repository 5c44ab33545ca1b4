"""Runs one script on the prepared pages and says what it did."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypedDict, Unpack
from urllib.parse import urlsplit

import msgspec

from scriptward.analysis.behaviour import behaviour_of
from scriptward.analysis.behaviour_steady import steady_address
from scriptward.analysis.comparing_subjects import Subject
from scriptward.analysis.vetted import Child, Vetted, VettedRun, VettedScript
from scriptward.analysis.vetted_subject import family, strangers, subject_of
from scriptward.app import scanning
from scriptward.app.vetting import apart
from scriptward.lib.digests import sha256_hex
from scriptward.lib.domains import host_of, is_local
from scriptward.sources.scan.progress import Progress
from scriptward.sources.vet.answering import Answers, Given
from scriptward.sources.vet.bait import laid
from scriptward.sources.vet.fetching import address_of, checked_address, code_of, is_address
from scriptward.sources.vet.journey import driven
from scriptward.vocabulary.finding import Finding
from scriptward.vocabulary.observations import Script, Visit
from scriptward.vocabulary.report import Report

PERSONAS = ("default", "abroad")
WITHIN = 120.0
"""Seconds on the pages, for a script that doesn't let them end."""
_NOWHERE = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)
"""What the debugger can't answer must not find a way out, either."""
_INSECURE = "--allow-running-insecure-content"
_OF_THE_SITE = frozenset(
    {"integrity_missing", "script_unowned", "insecure_transport", "tracker_on_signed_in_page"}
)
"""Detectors that judge how a site has a script, not what the script does."""
_OFFLINE = (
    "Requests were answered by vet itself: what a server's answer would make the script do is not"
    " seen. --online lets them out."
)
_STARTED = "A library that its page must start does nothing by itself, so little is said of it."
_SOCKETS = "WebSockets, WebTransport and WebRTC find nobody without --online, so nothing is said."
_NOT_RUN = "the browser did not run it"
_TEXTS = "Text that a script takes from the page is seen where it is sent, not where it is read."


@dataclass(frozen=True, kw_only=True)
class Vetting:
    """A vetted script and the run it was vetted in."""

    vetted: Vetted
    report: Report
    visits: tuple[Visit, ...]
    subject: Subject


class Options(TypedDict, total=False):
    """What may be told beside the script."""

    address: str
    """Where the pages have it from, if that is another than its own."""
    online: bool
    """Its requests reach who they are for."""
    personas: Sequence[str]
    within: float
    """Most seconds on the pages."""
    browser: str
    browser_args: Sequence[str]
    progress: Progress | None


def address_served(target: str, address: str) -> str:
    """Where the pages have a script from. Raises UsageError."""
    return checked_address(address) if address else address_of(target)


def vetting(target: str, **options: Unpack[Options]) -> Vetting:
    """Vet the script in a file or at an address.

    Raises ScriptwardError before a browser starts; what goes wrong later is in `vetted.run`.
    """
    url, online = address_served(target, options.get("address", "")), options.get("online", False)
    code = code_of(target)
    sha256 = sha256_hex(code)
    reading = apart.read(code)
    given = Given(url=url, code=code, module=bool(reading.module) or url.endswith(".mjs"))
    bait = laid()
    answers = Answers(given, bait, online=online)
    seen = scanning.capture(
        (),
        journey=driven(),
        personas=tuple(options.get("personas", ())) or PERSONAS,
        answering=answers,
        bait=bait.values,
        within=options.get("within", WITHIN),
        browser=options.get("browser", ""),
        browser_args=(*_switches(url, online=online), *options.get("browser_args", ())),
        allow_local=not online or is_local(host_of(url)),
        progress=options.get("progress"),
    )
    scanned = scanning.judged(seen)
    report = _report(scanned.report, online=online)
    scripts = family(report.scripts, strangers(report.scripts, answers.own_code))
    subject = subject_of(scanned.visits, scripts, alone=sha256)
    subject.provenance = steady_address(url) or url
    ran = {script.sha256 for script in seen.scripts if not script.broken}
    no_script = reading.static.no_script_at
    not_run = (
        ()
        if sha256 in ran
        else (_NOT_RUN + (f": it is no JavaScript at {no_script}" if no_script else ""),)
    )
    vetted = Vetted(
        run=_run(report, not_run, online=online),
        script=_script(target, given, scripts.values(), ran=sha256 in ran),
        behaviour=behaviour_of(subject.acts),
        children=tuple(_children(scripts.values(), sha256)),
        static=reading.static,
        findings=tuple(_findings(report.findings, frozenset(scripts))),
        unseen=report.coverage.unseen,
    )
    return Vetting(vetted=vetted, report=report, visits=scanned.visits, subject=subject)


def file_of(url: str) -> str:
    """The steady name of the file at an address."""
    return PurePosixPath(steady_address(url)).name


def _switches(url: str, *, online: bool) -> tuple[str, ...]:
    insecure = (_INSECURE,) if urlsplit(url).scheme == "http" else ()
    return insecure if online else (*_NOWHERE, *insecure)


def _report(report: Report, *, online: bool) -> Report:
    """The report of the run, as one of `vet`."""
    more = (_TEXTS, _STARTED) if online else (_TEXTS, _STARTED, _OFFLINE, _SOCKETS)
    coverage = msgspec.structs.replace(report.coverage, unseen=(*report.coverage.unseen, *more))
    run = msgspec.structs.replace(report.run, source="vet")
    return msgspec.structs.replace(report, run=run, coverage=coverage)


def _run(report: Report, not_run: Iterable[str], *, online: bool) -> VettedRun:
    run = report.run
    failures = (*not_run, *run.failures)
    return VettedRun(
        id=run.id,
        version=run.version,
        browser=run.browser,
        finished_at=run.finished_at,
        complete=run.complete and not failures,
        failures=failures,
        pages=tuple(dict.fromkeys(page.url for page in report.pages)),
        personas=run.personas,
        online=online,
    )


def _script(target: str, given: Given, scripts: Iterable[Script], *, ran: bool) -> VettedScript:
    sha256 = sha256_hex(given.code)
    row = next((script for script in scripts if script.sha256 == sha256), None)
    return VettedScript(
        given=target.partition("?")[0] if is_address(target) else target.rpartition("/")[2],
        url=row.url or given.url if row else given.url.partition("?")[0],
        provenance=steady_address(given.url) or given.url,
        sha256=sha256,
        bytes=len(given.code),
        module=given.module,
        ran=ran,
        libraries=row.libraries if row else (),
    )


def _children(scripts: Iterable[Script], sha256: str) -> Iterable[Child]:
    for script in scripts:
        if script.sha256 != sha256:
            yield Child(kind=script.kind, url=script.url, sha256=script.sha256, bytes=script.bytes)


def _findings(findings: Iterable[Finding], scripts: frozenset[str]) -> Iterable[Finding]:
    """Those about what the script did: what nobody could be named for is its as well."""
    for finding in findings:
        theirs = finding.script in scripts or (finding.script is None and finding.flows)
        if theirs and finding.detector not in _OF_THE_SITE:
            yield finding
