"""Leak detector: recall, false alarms, labels and time, beside a search for precomputed forms.

`python bench/leaks.py [--seeds N] [--requests N] [--misses N] [--only PART]`. Trust ratios, not
milliseconds. Leaves with 1 if a budget is missed.
"""

import argparse
import gc
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import mean, median, quantiles

from corpus.baseline import precomputed, searched
from corpus.people import CORE, patient
from corpus.samples import samples
from corpus.series import interleaved, sessions
from corpus.series_tally import SeriesTally
from corpus.tally import Tally, described

from scriptward.analysis.leaks import Detector, Request

CAPTURES = Path(__file__).parents[1] / "tests" / "data" / "har"
AT_LEAST = {
    "corpus recall": 0.998,
    "corpus labels right": 0.97,
    "corpus ratio of medians": 60.0,
    "corpus ratio of means": 25.0,
    "captures ratio of means": 100.0,
    "split recall": 1.0,
    "growing recall": 0.98,
    "increments recall": 0.9,
}
AT_MOST = {
    "corpus wrong": 0.0,
    "corpus raised": 0.0,
    "captures wrong": 0.0,
    "many wrong": 0.0,
    "series wrong": 0.0,
    "many time, 200 patients to one": 1.2,
}
PEOPLE = 200
PARTS = ("corpus", "captures", "many", "series")
Figures = dict[str, float]


def main() -> None:
    """Print the figures of each part; leave with 1 if one is over its budget."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, default=3)
    options.add_argument("--requests", type=int, default=400)
    options.add_argument("--misses", type=int, default=0, help="print so many of each mistake")
    options.add_argument("--only", choices=PARTS)
    options.add_argument("--sample", metavar="SEED:NUMBER", help="print one request of the corpus")
    options.add_argument("--built", type=int, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.sample:
        shown(given.sample)
        return
    if given.built is not None:
        print(built(given.built))
        return
    figures: Figures = {}
    for part in (given.only,) if given.only else PARTS:
        figures |= RUNS[part](given)
    sys.exit(over(figures))


def shown(which: str) -> None:
    """One request of the corpus, whole, with its truth and what is found."""
    seed, _, number = which.partition(":")
    person, corpus = samples(int(seed), int(number) + 1)
    sample = corpus[int(number)]
    request = sample.request
    print(person, request.url, *request.headers, request.body, *request.messages, sep="\n")
    print(*map(described, sample.truth), *Detector(person).find(request), sep="\n")


def over(figures: Figures) -> str | None:
    """Every missed budget, if any."""
    short = [f"{n} {figures[n]:.4g} < {v:g}" for n, v in AT_LEAST.items() if figures.get(n, v) < v]
    long = [f"{n} {figures[n]:.4g} > {v:g}" for n, v in AT_MOST.items() if figures.get(n, v) > v]
    return "over budget: " + "; ".join(short + long) if short or long else None


def on_corpus(given: argparse.Namespace) -> Figures:
    """Generated requests with known truth."""
    tally = Tally(show=given.misses)
    ours: list[float] = []
    theirs: list[float] = []
    for seed in range(1, given.seeds + 1):
        person, corpus = samples(seed, given.requests)
        detector, forms = Detector(person), precomputed(person)
        tally.seed, tally.number = seed, -1
        for sample in corpus:
            leaks, took = timed(lambda s=sample, d=detector: tally.asked(d, s.request))
            ours.append(took)
            theirs.append(timed(lambda s=sample, f=forms: searched(f, s.request))[1])
            tally.add(sample, leaks, person)
    print(f"corpus: {len(ours)} requests, {tally.planted} values, recall {tally.recall:.4f},")
    print(f"  wrong {tally.wrong}, raised {tally.raised}, labels right {tally.label_share:.3f},")
    print(f"  hints on nothing {tally.hints};", end=" ")
    print(f"reversed, rot13, XOR: {tally.hidden[1]} of {tally.hidden[0]} found (apart)")
    print(*tally.report(), sep="\n")
    return compared("corpus", ours, theirs) | {
        "corpus recall": tally.recall,
        "corpus wrong": tally.wrong,
        "corpus raised": tally.raised,
        "corpus labels right": tally.label_share,
    }


def on_captures(_given: argparse.Namespace) -> Figures:
    """Real requests: none of them holds a value."""
    requests = recorded()
    person = patient(random.Random(7))  # noqa: S311  # repeatable, no secret
    detector, forms = Detector(person), precomputed(person)
    found = [timed(lambda r=request: detector.find(r)) for request in requests]
    theirs = [timed(lambda r=request: searched(forms, r))[1] for request in requests]
    wrong = sum(leak.certainty.value != "hint" for leaks, _ in found for leak in leaks)
    hints = sum(len(leaks) for leaks, _ in found) - wrong
    print(f"captures: {len(requests)} requests, wrong {wrong}, hints {hints};")
    return compared("captures", [took for _, took in found], theirs) | {"captures wrong": wrong}


def recorded() -> list[Request]:
    """The requests of all captures."""
    from scriptward.sources.har_import import read_hars  # noqa: PLC0415  # not for other parts

    return [sending.request for sending in read_hars(sorted(CAPTURES.glob("*.gz"))).sendings]


def people(count: int) -> dict[str, str]:
    """The 18 values of so many patients."""
    dice = random.Random(99)  # noqa: S311  # repeatable, no secret
    crowd = ((number, patient(dice)) for number in range(count))
    return {f"p{number}.{name}": person[name] for number, person in crowd for name in CORE}


def on_many(given: argparse.Namespace) -> Figures:
    """200 patients at once on the requests of one of them, and on captures."""
    crowd = people(PEOPLE - 1)
    person, corpus = samples(1, given.requests)
    own = {f"me.{name}": text for name, text in person.items()}
    detector, took = timed(lambda: Detector(crowd | own))
    tally = Tally(show=given.misses)
    for sample in corpus:
        for each in sample.truth:
            each.name = f"me.{each.name}"
        tally.add(sample, tally.asked(detector, sample.request), crowd | own)
    print(
        f"many: {PEOPLE} patients compiled in {took / 1000:.2f} s; recall {tally.recall:.4f},",
        end=" ",
    )
    print(f"wrong {tally.wrong};")
    requests = [sample.request for sample in corpus] + recorded()[::4]
    one, all_of_them = paired(requests, own, crowd | own)
    medians, means = median(all_of_them) / median(one), mean(all_of_them) / mean(one)
    print(
        f"  median / mean / p95: one {spread(one)} ms, {PEOPLE} {spread(all_of_them)} ms;", end=" "
    )
    print(f"ratio of medians {medians:.2f}, of means {means:.2f}")
    print(f"  memory of the detector: one {memory(1):.1f} MB, {PEOPLE} {memory(PEOPLE):.1f} MB")
    return {"many wrong": tally.wrong, "many time, 200 patients to one": max(medians, means)}


def paired(
    requests: Sequence[Request], one: dict[str, str], other: dict[str, str]
) -> tuple[list[float], list[float]]:
    """Time on each request for each set of values: the better of two rounds, each made anew."""
    rounds = []
    for _ in range(2):
        detectors = (Detector(one), Detector(other))
        rounds.append([[timed(lambda r=r, d=d: d.find(r))[1] for d in detectors] for r in requests])
    best = [tuple(map(min, *each)) for each in zip(*rounds, strict=True)]
    return [pair[0] for pair in best], [pair[1] for pair in best]


def memory(count: int) -> float:
    """MB that a detector of so many patients adds to a process of its own."""
    words = [sys.executable, __file__, "--built", str(count)]
    return float(subprocess.run(words, capture_output=True, text=True, check=True).stdout)


def built(count: int) -> float:
    """MB by which this process grows when the detector is made."""
    values = people(count)
    Detector({"email": "a@b.test"})
    gc.collect()
    before = resident()
    detector = Detector(values)
    gc.collect()
    return (resident() - before) / 1e6 if detector else 0


def resident() -> int:
    """Bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def on_series(given: argparse.Namespace) -> Figures:
    """Values in pieces over fields and requests, in one session for each patient."""
    tally, broken = SeriesTally(show=given.misses), Tally(show=given.misses)
    for seed in range(1, given.seeds + 1):
        person, series = sessions(seed, max(1, given.requests // 20))
        detector = Detector(person)
        if not hasattr(detector, "follow"):
            print(
                "series: follow is not there yet; each request is looked at alone", file=sys.stderr
            )
        follower = detector.follow() if hasattr(detector, "follow") else detector
        for each, request in interleaved(series, seed):
            tally.add(each, broken.asked(follower, request))
        tally.close(person, seed)
    print("series:", *tally.report(), sep="\n")
    return {f"{kind} recall": tally.recall(kind) for kind in ("split", "growing", "increments")} | {
        "series wrong": tally.wrong + broken.raised
    }


def timed(call: Callable[[], object]) -> tuple[object, float]:
    """What the call gives, and its milliseconds of processor time: others share the machine."""
    start = time.thread_time()
    found = call()
    return found, (time.thread_time() - start) * 1000


def compared(part: str, ours: Sequence[float], theirs: Sequence[float]) -> Figures:
    """One line of times and one of ratios."""
    print(f"  median / mean / p95: {spread(ours)} ms; precomputed two deep {spread(theirs)} ms;")
    medians, means = median(theirs) / median(ours), mean(theirs) / mean(ours)
    print(f"  ratio of medians {medians:.0f}, of means {means:.0f}")
    return {f"{part} ratio of medians": medians, f"{part} ratio of means": means}


def spread(times: Sequence[float]) -> str:
    """Median / mean / p95."""
    return f"{median(times):.3f} / {mean(times):.3f} / {quantiles(times, n=20)[-1]:.2f}"


RUNS: dict[str, Callable[[argparse.Namespace], Figures]] = {
    "corpus": on_corpus,
    "captures": on_captures,
    "many": on_many,
    "series": on_series,
}

if __name__ == "__main__":
    main()
