"""Attribution: who sent each request of the lab, beside the plain initiator and the plain stack.

`python bench/attribution.py [--shuffles N] [--alone N] [--share S] [--named|--neutral] [--wrong N]`
scans pages of real wrappers, real SDKs and made-up senders in drawn load orders, and compares each
answer with the truth in the request's own path. Without names (`--neutral`, the default) no host
says whose script or request it is. Leaves with 1 if a budget is missed.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from scriptward.analysis.attribution import Attributed, account, attributions
from scriptward.analysis.callers import reader
from scriptward.analysis.scripts_seen import ScriptsSeen
from scriptward.analysis.wrappers import Wrappers
from scriptward.app.scanning import capture
from scriptward.vocabulary.capture import Capture, Initiator, Sending
from scriptward.vocabulary.words import Attribution
from tests.lab.pages import LabPage, alone, shuffled
from tests.lab.parts import SDKS, WRAPPERS, parts
from tests.lab.site import Lab
from tests.lab.truth import (
    Case,
    Names,
    Verdict,
    asked_by,
    batch_verdict,
    case_of,
    instigator_verdict,
    reader_of,
    sender_verdict,
)
from tests.vendors.server import served_by

AT_LEAST = {
    "scan sender": 0.99,
    "sensor sender": 0.935,
    "scan instigator": 0.95,
    "batches with events": 0.5,
    "readers": 0.97,
}
AT_MOST = {"scan sender": 0.005, "sensor sender": 0.01, "batches": 0.02}
"""Right, and wrong: shares of all requests."""


@dataclass
class Tally:
    """Verdicts of one method, by channel or way and by page."""

    verdicts: Counter[Verdict] = field(default_factory=Counter)
    rows: dict[str, Counter[Verdict]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, row: str, verdict: Verdict) -> None:
        """One more."""
        self.verdicts[verdict] += 1
        self.rows[row][verdict] += 1

    def share(self, verdict: Verdict) -> float:
        """Of all."""
        return self.verdicts[verdict] / max(1, self.verdicts.total())

    def __str__(self) -> str:
        """Shares of each verdict."""
        shown = (f"{verdict} {self.share(verdict):.4f}" for verdict in Verdict)
        return f"{', '.join(shown)} of {self.verdicts.total()}"


def main() -> None:
    """Print the figures; leave with 1 if one is over its budget."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--shuffles", type=int, default=20, help="pages with everybody")
    options.add_argument("--alone", type=int, default=1, help="pages of each wrapper alone")
    options.add_argument("--share", type=float, default=0.5, help="of the cases")
    options.add_argument("--named", action="store_true", help="vendors' hosts have their names")
    options.add_argument("--wrong", type=int, default=0, help="print so many mistakes")
    options.add_argument("--first", type=int, default=0, help="seed of the first page")
    given = options.parse_args()
    seeds = range(given.first, given.first + given.shuffles)
    pages = [shuffled(seed, share=given.share) for seed in seeds]
    pages += [
        alone(wrapper, seed, share=given.share)
        for wrapper in ("", *WRAPPERS)
        for seed in range(given.first, given.first + given.alone)
    ]
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="lab-") as folder:
        seen, lab, arrived = scanned(pages, Path(folder), neutral=not given.named)
    took = time.monotonic() - started
    print(f"{len(pages)} pages, {len(seen.sendings)} requests, {took:.0f} s", *seen.failures)
    unseen = arrived - {bare(sending.request.url) for sending in seen.sendings}
    print(f"{len(arrived)} addresses arrived, {len(unseen)} not in the scan", *sorted(unseen)[:20])
    sys.exit(judged(seen, lab, given.wrong))


def scanned(
    pages: Sequence[LabPage], folder: Path, *, neutral: bool
) -> tuple[Capture, Lab, set[str]]:
    """One scan of the pages; the addresses of cases that the server saw."""
    lab = Lab(pages={page.name: page for page in pages}, parts=parts(folder, neutral=neutral))
    with served_by(lab, folder) as wire:
        urls = [page.url for page in pages]
        args = wire.browser_args
        seen = capture(urls, browser_args=args, own_pages=True, allow_local=True)
        arrived = {bare(request.url) for request in wire.arrived("truth.test")}
    return seen, lab, {url for url in arrived if "/c/" in url}


def bare(url: str) -> str:
    """Host and path."""
    return url.partition("://")[2].partition("?")[0]


Method = Callable[[Sending], Attributed]


def judged(seen: Capture, lab: Lab, wrong: int) -> str | None:
    """Every method on every request; what is over budget."""
    scores = Scores(seen, lab, wrong)
    for sending in seen.sendings:
        case = case_of(sending, lab.parts)
        follows = sending.redirected_from or sending.initiator.type == "preflight"
        if case is not None and not follows:
            scores.add(sending, case)
    _table("sender, by what was sent", scores.senders)
    _table("instigator, by the way", scores.instigators)
    _table("instigator of SDKs' own requests", scores.batches)
    for page, tally in sorted(scores.by_page.items()):
        print(f"  scan, pages {page}: {tally}")
    tally = Tally()
    for read in seen.reads:
        if truth := reader_of(read):
            named = scores.names.of(reader(read.stack, read.page, scores.scripts))
            found = (
                Verdict.RIGHT if named == truth else Verdict.WRONG if named else Verdict.UNCERTAIN
            )
            tally.add(read.target.value, found)
            if found is not Verdict.RIGHT and wrong > 0:
                print("read:", read.target, read.name, "→", named, [f.url for f in read.stack][:6])
    _table("readers", {"sensor": tally})
    scores.readers = tally
    return over(scores)


class Scores:
    """The tallies of every method over one scan."""

    def __init__(self, seen: Capture, lab: Lab, wrong: int) -> None:
        """`wrong`: how many mistakes are printed."""
        found = account(seen, seen.sendings)
        scripts = found.scripts
        blind = [replace(sending, initiator=_only_type(sending)) for sending in seen.sendings]
        by_sensor = attributions(blind, scripts, Wrappers(blind, scripts, seen.wrapping))
        self.scripts = scripts
        self.readers = Tally()
        self.names = Names(scripts.by_key, lab.parts)
        self.methods: dict[str, Method] = {
            "scan": lambda sending: found.named[sending.key],
            "sensor": lambda sending: by_sensor[sending.key],
            "plain initiator": lambda sending: _top(sending, scripts),
            "plain stack": lambda sending: _any(sending, scripts),
        }
        self.senders = {name: Tally() for name in self.methods}
        self.instigators = {name: Tally() for name in ("scan", "sensor")}
        self.batches = {name: Tally() for name in ("with events", "without")}
        self.by_page: dict[str, Tally] = defaultdict(Tally)
        self._pages = {page.key: page.url.rpartition("/")[2] for page in seen.pages}
        self._wrong = wrong

    def add(self, sending: Sending, case: Case) -> None:
        """Judge what every method says of one request."""
        for name, method in self.methods.items():
            verdict = sender_verdict(case, method(sending), self.names)
            self.senders[name].add(_row(case), verdict)
        scan = self.methods["scan"](sending)
        verdict = sender_verdict(case, scan, self.names)
        self.by_page[self._pages.get(sending.page, "").rpartition("-")[0]].add("", verdict)
        if verdict is not Verdict.RIGHT:
            self._print(f"sender {verdict}", sending, self.names.of(scan.script), scan.reason)
        if case.vendor:
            self._add_batch(sending, case, scan)
            return
        for name, tally in self.instigators.items():
            tally.add(
                _asked(case), instigator_verdict(case, self.methods[name](sending), self.names)
            )
        if instigator_verdict(case, scan, self.names) is Verdict.WRONG:
            self._print("instigator wrong", sending, self.names.of(scan.instigator), scan.reason)

    def _add_batch(self, sending: Sending, case: Case, scan: Attributed) -> None:
        if case.sender not in SDKS:
            return
        verdict = batch_verdict(sending, scan, self.names)
        self.batches["with events" if asked_by(sending) else "without"].add(case.sender, verdict)
        if verdict is Verdict.WRONG:
            self._print("batch wrong", sending, self.names.of(scan.instigator), scan.reason)

    def _print(self, what: str, sending: Sending, name: str, reason: str) -> None:
        if self._wrong > 0:
            self._wrong -= 1
            print(f"{what}: {sending.request.url[:90]} → {name}: {reason}")


def _row(case: Case) -> str:
    if case.vendor:
        return f"own {case.sender}"
    return f"made {case.way}" if case.sender == "maker" else case.channel


_PROMISED = ("asked, direct", "asked, timer", "asked, promise", "asked, event", "by itself")
"""Rows of the instigator's table that its budget is about."""


def _asked(case: Case) -> str:
    return f"asked, {case.way}" if case.instigator else "by itself"


def _table(title: str, tallies: dict[str, Tally]) -> None:
    print(f"{title}: " + "; ".join(f"{name}: {tally}" for name, tally in tallies.items()))
    rows = sorted({row for tally in tallies.values() for row in tally.rows})
    for row in rows:
        cells = (_cell(tally.rows[row]) for tally in tallies.values())
        print(f"  {row:24}" + " ".join(f"{cell:>18}" for cell in cells))


def _cell(counts: Counter[Verdict]) -> str:
    total = max(1, counts.total())
    shares = "/".join(f"{100 * counts[verdict] / total:.0f}" for verdict in Verdict)
    return f"{shares} n{counts.total()}"


def of_rows(tally: Tally) -> Tally:
    """A tally of the ways that the budget is about."""
    chosen = Tally()
    for row in _PROMISED:
        chosen.verdicts += tally.rows[row]
    return chosen


def over(scores: Scores) -> str | None:
    """Every missed budget, if any."""
    figures = {f"{name} sender": tally for name, tally in scores.senders.items()}
    figures |= {f"{name} instigator": of_rows(tally) for name, tally in scores.instigators.items()}
    figures["batches with events"] = scores.batches["with events"]
    figures["readers"] = scores.readers
    figures["batches"] = Tally()
    for tally in scores.batches.values():
        figures["batches"].verdicts += tally.verdicts
    print(f"instigator, budgeted ways: {figures['scan instigator']}")
    right = [
        f"{name} right {figures[name].share(Verdict.RIGHT):.4f} < {least}"
        for name, least in AT_LEAST.items()
        if figures[name].share(Verdict.RIGHT) < least
    ]
    wrong = [
        f"{name} wrong {figures[name].share(Verdict.WRONG):.4f} > {most}"
        for name, most in AT_MOST.items()
        if figures[name].share(Verdict.WRONG) > most
    ]
    return "over budget: " + "; ".join(right + wrong) if right or wrong else None


def _only_type(sending: Sending) -> Initiator:
    """What a page's own sensor knows of a request: nothing of the debugger's stacks."""
    return Initiator(type=sending.initiator.type, request=sending.initiator.request)


def _top(sending: Sending, scripts: ScriptsSeen) -> Attributed:
    """The debugger's innermost frame."""
    return _first((sending.initiator.stack[:1],), sending, scripts)


def _any(sending: Sending, scripts: ScriptsSeen) -> Attributed:
    """The first script on the debugger's stack or on those of the tasks before it."""
    return _first((sending.initiator.stack, *sending.initiator.parents), sending, scripts)


def _first(
    stacks: Iterable[Sequence[object]], sending: Sending, scripts: ScriptsSeen
) -> Attributed:
    keys = (scripts.key_of(frame, sending.page) for stack in stacks for frame in stack)  # type: ignore[arg-type]
    key = next(filter(None, keys), "")
    return Attributed(key, "", Attribution.LIKELY if key else Attribution.UNCERTAIN, "")


if __name__ == "__main__":
    main()
