"""Runs one script on the prepared pages and says what it did."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
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
    "--force-webrtc-ip-handling-policy",
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
_SOCKETS = "WebSockets, WebTransport and WebRTC find nobody without --online, so nothing is said."
_TEXTS = "Text that a script takes from the page is seen where it is sent, not where it is read."


@dataclass(frozen=True, kw_only=True)
class Vetting:
    """A vetted script and the run it was vetted in."""

    vetted: Vetted
    report: Report
    visits: tuple[Visit, ...]
    subject: Subject


def vetting(
    target: str,
    *,
    address: str = "",
    online: bool = False,
    personas: Sequence[str] = (),
    within: float = WITHIN,
    browser: str = "",
    browser_args: Sequence[str] = (),
    progress: Progress | None = None,
) -> Vetting:
    """Vet the script in a file or at an address.

    `address`: where the pages have it from, if that is another. `online`: requests of the script
    reach who they are for. `within`: most seconds on the pages. Raises ScriptwardError before a
    browser starts; what goes wrong later is in `vetted.run`.
    """
    url = checked_address(address) if address else address_of(target)
    code = code_of(target)
    reading = apart.read(code)
    given = Given(url=url, code=code, module=bool(reading.module) or url.endswith(".mjs"))
    bait = laid()
    answers = Answers(given, bait, online=online)
    scanned = scanning.scan(
        (),
        journey=driven(),
        personas=tuple(personas) or PERSONAS,
        answering=answers,
        bait=bait.values,
        within=within,
        browser=browser,
        browser_args=(*_switches(url, online=online), *browser_args),
        allow_local=not online or is_local(host_of(url)),
        progress=progress,
    )
    report = _report(scanned.report, online=online)
    scripts = family(report.scripts, strangers(report.scripts, answers.own_code))
    subject = subject_of(scanned.visits, scripts, alone=True)
    subject.provenance = steady_address(url) or url
    vetted = Vetted(
        run=_run(report, reading.static.no_script_at, scripts.values(), code, online=online),
        script=_script(target, given, scripts.values()),
        behaviour=behaviour_of(subject.acts),
        children=tuple(_children(scripts.values(), sha256_hex(code))),
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
    more = (_TEXTS,) if online else (_TEXTS, _OFFLINE, _SOCKETS)
    coverage = msgspec.structs.replace(report.coverage, unseen=(*report.coverage.unseen, *more))
    run = msgspec.structs.replace(report.run, source="vet")
    return msgspec.structs.replace(report, run=run, coverage=coverage)


def _run(
    report: Report, no_script_at: str, scripts: Iterable[Script], code: bytes, *, online: bool
) -> VettedRun:
    run = report.run
    failures = [*_not_run(no_script_at, scripts, sha256_hex(code)), *run.failures]
    for page in report.pages:
        if page.reason:
            place = f"{urlsplit(page.url).path} as {page.persona}"
            failures.append(f"{place}: {page.reason}")
    return VettedRun(
        id=run.id,
        version=run.version,
        browser=run.browser,
        finished_at=run.finished_at,
        complete=run.complete and not failures,
        failures=tuple(dict.fromkeys(failures)),
        pages=tuple(dict.fromkeys(page.url for page in report.pages)),
        personas=run.personas,
        online=online,
    )


def _not_run(no_script_at: str, scripts: Iterable[Script], sha256: str) -> Iterable[str]:
    if any(script.sha256 == sha256 for script in scripts):
        return
    if no_script_at:
        yield f"the browser did not run it: its text is no JavaScript at {no_script_at}"
    else:
        yield "the browser did not run it"


def _script(target: str, given: Given, scripts: Iterable[Script]) -> VettedScript:
    sha256 = sha256_hex(given.code)
    row = next((script for script in scripts if script.sha256 == sha256), None)
    return VettedScript(
        given=target if is_address(target) else target.rpartition("/")[2],
        url=row.url or given.url if row else given.url.partition("?")[0],
        provenance=steady_address(given.url) or given.url,
        sha256=sha256,
        bytes=len(given.code),
        module=given.module,
        ran=row is not None,
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
