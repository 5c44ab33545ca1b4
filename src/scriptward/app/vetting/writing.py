"""What `vet` prints and leaves: text, JSON, SARIF, and the folder of its run."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from scriptward.analysis.summary import WORST, listed
from scriptward.analysis.vetted import Against, Vetted
from scriptward.analysis.wording import in_words
from scriptward.app import run_folder
from scriptward.app.verdict import Status
from scriptward.app.vetting.against import VETTED
from scriptward.app.vetting.running import Vetting
from scriptward.app.vetting.sarif import sarif
from scriptward.lib.plain import cut, plain
from scriptward.vocabulary.observations import Behaviour, ReadsOf
from scriptward.vocabulary.words import DataKind, ReadTarget, Severity

_WIDTH = 400
_MOST = 12
"""Things of one kind on a line, and lines of one block."""
_MOST_FINDINGS = 8
_MOST_FAILURES = 4
_KEYS = {ReadTarget.COOKIE: "cookie", ReadTarget.STORAGE: "storage key"}
_TARGETS = {ReadTarget.DOM: "the page's text", ReadTarget.GEOLOCATION: "the location"}


def written(vetted: Vetted, form: str) -> str:
    """What is known of the script as `text`, `json` or `sarif`."""
    if form == "json":
        return _json(vetted).decode()
    if form == "sarif":
        return sarif(vetted).decode()
    return "".join(f"{cut(plain(line), _WIDTH)}\n" for line in _lines(vetted))


def write(folder: Path, vetting: Vetting, vetted: Vetted) -> None:
    """The run's folder: report and observations as of any run, and vet.json."""
    run_folder.write(folder, vetting.report, vetting.visits)
    (folder / VETTED).write_bytes(_json(vetted))


def status_of(vetted: Vetted, *, fail_on: Severity) -> Status:
    """The status it deserves: by its changes against an earlier run, else by its findings."""
    if not vetted.run.complete:
        return Status.INCOMPLETE
    judged = vetted.against.changes if vetted.against else vetted.findings
    found = any(one.severity.at_least(fail_on) for one in judged)
    return Status.FINDINGS if found else Status.CLEAN


def _json(vetted: Vetted) -> bytes:
    return msgspec.json.format(msgspec.json.encode(vetted), indent=2) + b"\n"


def _lines(vetted: Vetted) -> Iterator[str]:
    script, run = vetted.script, vetted.run
    yield f"{script.given} · {script.bytes:,} bytes · sha256 {script.sha256[:16]}"
    libraries = [f"{one.name} {one.version}".strip() for one in script.libraries]
    if libraries:
        yield f"holds {listed(libraries, most=_MOST)}"
    where = f"{len(run.pages)} pages as {listed(list(run.personas), most=_MOST)}"
    out = "requests let out" if run.online else "requests answered by vet"
    yield f"on {where}, {out}; profile {vetted.behaviour.hash[:16]}"
    if vetted.against:
        yield ""
        yield from _against(vetted.against)
    yield ""
    yield from _behaviour(vetted.behaviour, ran=script.ran)
    yield from _signals(vetted)
    yield from _findings(vetted)
    yield ""
    yield from (f"incomplete: {failure}" for failure in run.failures[:_MOST_FAILURES])
    if (more := len(run.failures) - _MOST_FAILURES) > 0:
        yield f"incomplete: {more} more reasons (--format json has them)"
    yield f"limits: {len(vetted.unseen)} things this run could not see (--format json has them)"


def _against(against: Against) -> Iterator[str]:
    since = against.finished_at[:16].replace("T", " ")
    told = [change for change in against.changes if change.what.value != "code"]
    code = "same code" if against.same_code else "other code"
    if not told:
        yield f"against {against.script} of {since}: same behaviour, {code}"
    else:
        same = ", same behaviour" if against.same_behaviour else ""
        yield f"against {against.script} of {since}: {code}{same}, {_counted(len(told))}"
    for change in told[:_MOST]:
        yield f"{change.severity.upper():8} {change.says}{_on(change.pages)}"
    if len(told) > _MOST:
        yield f"         and {len(told) - _MOST} more (--format json has all)"
    yield from (f"note: {note}" for note in against.notes)


def _behaviour(behaviour: Behaviour, *, ran: bool) -> Iterator[str]:
    if not ran:
        yield "it did not run, so it was not seen to do anything"
        return
    lines = (*_reads(behaviour.reads), *_sends(behaviour))
    yield from lines
    if not lines:
        yield "was not seen to read or send anything"
    for load in behaviour.loads[:_MOST]:
        yield f"loads    {load.kind} {load.address}"
    if behaviour.code_from_strings:
        yield "makes    code from strings"


def _reads(reads: Iterable[ReadsOf]) -> Iterator[str]:
    def kind(read: ReadsOf) -> tuple[str, str]:
        return read.target.value, read.kind.value if read.kind else ""

    for (_, of), group in groupby(sorted(reads, key=kind), key=kind):
        things = list(group)
        names = sorted(filter(None, (read.name for read in things)))
        target = things[0].target
        if target is ReadTarget.FIELD:
            what = in_words([of]) if of else "fields"
        elif target in _KEYS:
            what = f"{_KEYS[target]}s"
        else:
            what = _TARGETS.get(target, target.value)
        shown = f": {listed(names, most=_MOST)}" if names else ""
        yield f"reads    {what}{shown}"


def _sends(behaviour: Behaviour) -> Iterator[str]:
    for send in behaviour.sends[:_MOST]:
        kinds = [in_words([kind]) for kind in sorted(send.data, key=_rank)]
        what = listed(kinds, most=_MOST) if kinds else "no bait"
        yield f"sends    to {send.to} by {send.channel}: {what}"
    if (more := len(behaviour.sends) - _MOST) > 0:
        yield f"sends    to {more} more (--format json has all)"


def _signals(vetted: Vetted) -> Iterator[str]:
    static = vetted.static
    if static.signals:
        yield ""
        yield "its text, run or not:"
    for one in static.signals:
        first = one.places[0]
        times = f", {one.count} places" if one.count > 1 else ""
        yield f"  {one.says} (line {first.line}, column {first.column}{times}): {first.excerpt}"
    if static.unread:
        yield f"  {static.unread}, so what it holds beyond that is not known"
    if static.no_script_at:
        yield f"  no JavaScript at {static.no_script_at}"


def _findings(vetted: Vetted) -> Iterator[str]:
    if vetted.findings:
        yield ""
    for finding in vetted.findings[:_MOST_FINDINGS]:
        yield f"{finding.severity.upper():8} {finding.title}"
    if (more := len(vetted.findings) - _MOST_FINDINGS) > 0:
        yield f"         and {more} more (--format json has all)"


def _rank(kind: DataKind) -> tuple[int, str]:
    return (WORST.index(kind) if kind in WORST else len(WORST), kind.value)


def _counted(number: int) -> str:
    return f"{number} change" if number == 1 else f"{number} changes"


def _on(pages: Iterable[str]) -> str:
    paths = list(dict.fromkeys(urlsplit(page).path or "/" for page in pages))
    return f"  [{listed(paths, most=2)}]" if paths else ""
