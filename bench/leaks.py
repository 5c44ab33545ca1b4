"""Leak detector: recall, false alarms, labels and time, beside a search for precomputed forms.

`python bench/leaks.py [--seeds N] [--requests N] [--misses N]`. Trust ratios, not milliseconds.
Budget: recall at least 0.99, no false alarm, ratio of medians at least 5 (a busy machine halves
it).
"""

import argparse
import base64
import hashlib
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path
from statistics import mean, median, quantiles
from urllib.parse import unquote_to_bytes

from leak_corpus import Sample, patient, samples

from scriptward.analysis.leaks import Detector, Leaks, Request
from scriptward.sources.har_import import read_hars

CAPTURES = Path(__file__).parents[1] / "tests" / "data" / "har"
ESCAPES = {"percent", "json", "html", "qp"}
ALIKE = {"base64url": "base64"}
"""Text without `+/-_` and padding is the same in both."""
RECALL, RATIO = 0.99, 5
HOLDS = {
    "given_name": {"full_name"},
    "family_name": {"full_name"},
    "full_name": {"given_name", "family_name"},
    "condition": {"search_phrase"},
}
"""Values that stand in another one: finding them there is right."""


def main() -> None:
    """Print the figures; leave with 1 if one is over its budget."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, default=3)
    options.add_argument("--requests", type=int, default=400)
    options.add_argument("--misses", type=int, default=0, help="print so many misses")
    given = options.parse_args()
    tally: Counter[str] = Counter()
    ours: list[float] = []
    theirs: list[float] = []
    for seed in range(1, given.seeds + 1):
        person, corpus = samples(seed, given.requests)
        detector, forms = Detector(person), precomputed(person)
        for number, sample in enumerate(corpus):
            leaks, took = timed(lambda s=sample, d=detector: d.find(s.request))
            ours.append(took)
            count(sample, leaks, tally, show=given.misses)
            if number % 10 == 0:
                theirs.append(timed(lambda s=sample, f=forms: searched(f, s.request))[1])
    recall, ratio = tally["found"] / tally["planted"], median(theirs) / median(ours)
    print(f"corpus: {len(ours)} requests, {tally['planted']} values, recall {recall:.4f},", end=" ")
    print(f"wrong {tally['wrong']}, labels right {tally['labelled'] / tally['found']:.3f};")
    compare(ours, theirs)
    wrong = captured()
    many()
    if recall < RECALL or tally["wrong"] or wrong or ratio < RATIO:
        sys.exit("over budget")


def count(sample: Sample, leaks: Leaks, tally: Counter[str], *, show: int) -> None:
    """Compare with the truth."""
    planted = {name for name, _, _ in sample.truth}
    for name, where, layers in sample.truth:
        tally["planted"] += 1
        chains = [
            tuple(ALIKE.get(e.value, e.value) for e in leak.encoding if e.value not in ESCAPES)
            for leak in leaks
            if (leak.name, leak.where.value) == (name, where)
        ]
        tally["found"] += bool(chains)
        wanted = tuple(ALIKE.get(layer, layer) for layer in layers)
        tally["labelled"] += wanted in chains
        if not chains and tally["planted"] - tally["found"] <= show:
            print("missed", name, where, layers, brief(sample.request))
        elif wanted not in chains and show:
            print("label", name, layers, chains)
    for leak in leaks:
        if not ({leak.name} | HOLDS.get(leak.name or "", set())) & planted:
            tally["wrong"] += 1
            if tally["wrong"] <= show:
                print("wrong", leak, brief(sample.request))


def brief(request: Request) -> str:
    """The request's beginning: all in it is invented."""
    return f"{request.url[:1000]} {request.headers[-1]} {request.body[:1000]!r}"


def precomputed(person: dict[str, str]) -> tuple[bytes, ...]:
    """Every value in 26 encodings and hashes, two deep: the published way to look for leaks."""
    hashes = ["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "sha3_512"]
    hashes += ["blake2b", "blake2s", "sha3_224", "sha3_384", "sha512_256", "sm3", "md5-sha1"]
    steps: list[Callable[[bytes], bytes]] = [
        bytes, bytes.lower, bytes.upper, bytes.title, base64.b64encode, base64.urlsafe_b64encode,
        base64.b32encode, base64.b16encode, base64.b85encode, lambda text: text[::-1],
        lambda text: text.hex().encode(),
    ]  # fmt: skip
    steps += [
        lambda text, n=name: hashlib.new(n, text).hexdigest().encode()  # type: ignore[misc]  # the default binds it
        for name in hashes
        if name in hashlib.algorithms_available
    ]
    return tuple(
        {
            second(first(value.encode()))
            for value, first, second in product(person.values(), steps, steps)
        }
    )


def searched(forms: Sequence[bytes], request: Request) -> int:
    """One `in` for each form, in the raw and in the percent-decoded request."""
    headers = (value.encode() for _, value in request.headers)
    raw = b"\n".join([request.url.encode(), *headers, request.body])
    decoded = unquote_to_bytes(raw)
    return sum(form in raw or form in decoded for form in forms)


def timed(call: Callable[[], object]) -> tuple[object, float]:
    """What the call gives, and its milliseconds."""
    start = time.perf_counter()
    found = call()
    return found, (time.perf_counter() - start) * 1000


def captured() -> int:
    """Real requests: none of them holds a value. Gives how many were found all the same."""
    requests = [sending.request for sending in read_hars(sorted(CAPTURES.glob("*.gz"))).sendings]
    person = patient(random.Random(7))  # noqa: S311  # repeatable, no secret  # noqa: S311  # repeatable, no secret
    detector, forms = Detector(person), precomputed(person)
    found = [timed(lambda r=request: detector.find(r)) for request in requests]
    wrong = sum(len(leaks) for leaks, _ in found)
    print(f"captures: {len(requests)} requests, wrong {wrong};")
    compare(
        [took for _, took in found],
        [timed(lambda r=request: searched(forms, r))[1] for request in requests[::10]],
    )
    return wrong


def many() -> None:
    """200 patients at once, on the same requests as one."""
    dice = random.Random(99)  # noqa: S311  # repeatable, no secret
    people = {f"p{n}.{name}": text for n in range(200) for name, text in patient(dice).items()}
    detector, built = timed(lambda: Detector(people))
    person, corpus = samples(1, 300)
    for name, one in (("1 patient", Detector(person)), ("200 patients", detector)):
        times = [timed(lambda s=sample, d=one: d.find(s.request))[1] for sample in corpus]
        print(f"{name}: {spread(times)} ms a request")
    print(f"  200 patients are compiled in {built / 1000:.2f} s")


def compare(ours: Sequence[float], theirs: Sequence[float]) -> None:
    """One line of figures and one of ratios."""
    print(f"  median / mean / p95: {spread(ours)} ms; precomputed two deep {spread(theirs)} ms;")
    medians, means = median(theirs) / median(ours), mean(theirs) / mean(ours)
    print(f"  ratio of medians {medians:.0f}, of means {means:.0f}")


def spread(times: Sequence[float]) -> str:
    """Median / mean / p95."""
    return f"{median(times):.3f} / {mean(times):.3f} / {quantiles(times, n=20)[-1]:.2f}"


if __name__ == "__main__":
    main()
