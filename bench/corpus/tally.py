"""What was found against the truth, and where the misses lie."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from corpus.forms import stands
from corpus.planting import Planted
from corpus.samples import Sample
from scriptward.analysis.leaks import Request
from scriptward.vocabulary.observations import Leak

HINTS = {"hint"}
PARTIAL = {"hint", "observed_partial"}


class Finder(Protocol):
    """A detector, or one that remembers."""

    def find(self, request: Request) -> Sequence[Leak]:
        """The leaks of one request."""


@dataclass(kw_only=True)
class Tally:
    """Counts over a run; prints the first `show` of each kind of mistake."""

    show: int = 0
    seed: int = 0
    number: int = -1
    """Of the request: `--sample SEED:NUMBER` prints it whole."""
    planted: int = 0
    found: int = 0
    labelled: int = 0
    labels: int = 0
    wrong: int = 0
    raised: int = 0
    """Requests on which the detector broke."""
    hints: int = 0
    """On values that are not there: not counted as wrong."""
    hidden: list[int] = field(default_factory=lambda: [0, 0])
    """Planted reversed, in rot13 or XOR: how many, and found."""
    by: dict[str, Counter[str]] = field(default_factory=dict)
    missed: Counter[str] = field(default_factory=Counter)

    def add(self, sample: Sample, leaks: Sequence[Leak], values: dict[str, str]) -> None:
        """One request."""
        self.number += 1
        for each in sample.truth:
            self._judge(each, leaks, sample.request)
        texts = "\n".join(each.text for each in sample.truth)
        for leak in leaks:
            name = leak.name or ""
            if stands(name, values.get(name, ""), texts) or (
                "." in name and stands(name, values[name], sample.said)
            ):
                continue
            if leak.certainty.value in HINTS or (
                leak.certainty.value in PARTIAL and begun(values.get(name, ""), texts)
            ):
                self.hints += 1
                continue
            self.wrong += 1
            if self.wrong <= self.show:
                print(f"  wrong in {self.seed}:{self.number}", leak, brief(sample.request))

    def asked(self, detector: Finder, request: Request) -> Sequence[Leak]:
        """What it finds; nothing where it breaks, which is counted."""
        try:
            return detector.find(request)
        except Exception as broken:  # noqa: BLE001  # whatever it raises is a mistake to count
            self.raised += 1
            if self.raised <= self.show:
                print(f"  raised {broken!r} in {self.seed}:{self.number + 1}", brief(request))
            return ()

    def _judge(self, each: Planted, leaks: Sequence[Leak], request: Request) -> None:
        name = each.name
        right = [leak for leak in leaks if (leak.name, leak.where.value) == (name, each.where)]
        if each.form == "hint":
            self.hidden[0] += 1
            self.hidden[1] += bool(right)
            return
        right = [leak for leak in right if leak.certainty.value not in HINTS]
        self._count(each, found=bool(right))
        if not right:
            if self.planted - self.found <= self.show:
                print(f"  missed in {self.seed}:{self.number}", described(each), brief(request))
        elif each.trail.labels_count:
            self.labels += 1
            claims = [tuple(layer.value for layer in leak.encoding) for leak in right]
            good = any(each.trail.accepts(claim) for claim in claims)
            self.labelled += good
            if not good and self.labels - self.labelled <= self.show:
                print(f"  label in {self.seed}:{self.number}", described(each), "claimed", claims)

    def _count(self, each: Planted, *, found: bool) -> None:
        self.planted += 1
        self.found += found
        groups = {
            "place": [each.place], "layer": list(each.variants) or ["none"],
            "depth": [str(len(each.variants))], "form": [each.form],
            "value": [each.name.rpartition(".")[2]],
        }  # fmt: skip
        for group, names in groups.items():
            counts = self.by.setdefault(group, Counter())
            for name in set(names):
                counts[f"{name}\0all"] += 1
                counts[f"{name}\0found"] += found
        if not found:
            self.missed[f"{each.place} × {' < '.join(each.variants) or each.form}"] += 1

    @property
    def recall(self) -> float:
        """Share of planted values found."""
        return self.found / max(1, self.planted)

    @property
    def label_share(self) -> float:
        """Share of found values with a right chain."""
        return self.labelled / max(1, self.labels)

    def report(self) -> Iterable[str]:
        """Recall in each group that is not whole, and the commonest pairs of place and layers."""
        for group, counts in self.by.items():
            names = sorted({key.partition("\0")[0] for key in counts})
            shares = {n: counts[f"{n}\0found"] / counts[f"{n}\0all"] for n in names}
            short = [n for n in sorted(names, key=shares.__getitem__) if shares[n] < 1]
            listed = ", ".join(
                f"{n} {shares[n]:.3f} of {counts[n + chr(0) + 'all']}" for n in short
            )
            yield f"  by {group}: {listed or 'all found'}"
        if self.missed:
            yield "  misses, layers innermost first:"
        for pair, count in self.missed.most_common(12):
            yield f"    {count} {pair}"


def described(each: Planted) -> str:
    """All that is known of a planted value."""
    layers = " < ".join(each.variants)
    labels = "/".join(each.trail.full())
    head = f"{each.name} in {each.place} ({each.where}), {each.form}, key {each.key!r}, layers "
    tail = f"{layers or 'none'}, labels {labels or 'none'}, text {each.text!r}, token "
    return f"{head}{tail}{each.wrapped.token[:200]!r};"


def brief(request: Request) -> str:
    """The request's beginning: all in it is invented."""
    messages = [message.payload[:100] for message in request.messages]
    return f"{request.url[:300]} {request.headers[4:]} {request.body[:200]!r} {messages}"


def begun(value: str, texts: str) -> bool:
    """Whether the value begins with one of the texts."""
    return any(value.lower().startswith(line.lower()) for line in texts.split("\n") if line)
