"""What was found of the values in pieces."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from corpus.forms import stands
from corpus.series import Series
from corpus.tally import HINTS, PARTIAL, begun
from scriptward.analysis.leaks import Request
from scriptward.vocabulary.observations import Leak


@dataclass(kw_only=True)
class SeriesTally:
    """Counts over sessions; prints the first `show` of each kind of mistake."""

    show: int = 0
    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    wrong: int = 0
    accused: int = 0
    """Series of kind `alike` in which something was found."""
    _open: dict[int, tuple[Series, list[Sequence[Leak]]]] = field(default_factory=dict)

    def add(self, series: Series, leaks: Sequence[Leak]) -> None:
        """What one request of a series gave."""
        self._open.setdefault(id(series), (series, []))[1].append(leaks)

    def close(self, values: dict[str, str], seed: int) -> None:
        """The end of a session."""
        for series, all_leaks in self._open.values():
            self._judge(series, all_leaks, values, seed)
        self._open.clear()

    def _judge(
        self, series: Series, all_leaks: list[Sequence[Leak]], values: dict[str, str], seed: int
    ) -> None:
        leaks = [leak for each in all_leaks for leak in each if leak.certainty.value not in HINTS]
        if series.name:
            self._count(series, seed, found=any(leak.name == series.name for leak in leaks))
        bad = [
            leak for leak in leaks
            if leak.name != series.name
            and not stands(leak.name or "", values.get(leak.name or "", ""), series.text)
            and not (
                leak.certainty.value in PARTIAL and begun(values[leak.name or ""], series.text)
            )
        ]  # fmt: skip
        if series.kind == "alike":
            self.planted["alike"] += 1
            self.accused += bool(bad)
            return
        self.wrong += len(bad)
        if bad and self.wrong <= self.show:
            print(f"  wrong in session {seed}", bad[0], described(series))

    def _count(self, series: Series, seed: int, *, found: bool) -> None:
        self.planted[series.kind] += 1
        self.found[series.kind] += found
        if not found:
            self.missed[f"{series.kind} {series.way} × {series.name}"] += 1
            if self.planted[series.kind] - self.found[series.kind] <= self.show:
                print(f"  missed in session {seed}", described(series))

    def recall(self, kind: str) -> float:
        """Share of series of a kind in which the value was found."""
        return self.found[kind] / max(1, self.planted[kind])

    def report(self) -> Iterable[str]:
        """A line a kind, and the commonest misses."""
        for kind in ("split", "growing", "increments", "tunnel"):
            note = " (encoded over host labels, apart)" if kind == "tunnel" else ""
            yield f"  {kind}: {self.found[kind]} of {self.planted[kind]}{note}"
        yield f"  wrong {self.wrong}; of {self.planted['alike']} with the same first word (apart) "
        yield f"    {self.accused} are taken for the value"
        yield from (f"    {count} {way}" for way, count in self.missed.most_common(10))


def described(series: Series) -> str:
    """Its kind, and what is sent first and last: all invented."""
    ends = " … ".join(map(_brief, (series.requests[0], series.requests[-1])))
    count = len(series.requests)
    return f"{series.kind} {series.way} {series.name or 'nobody'}, {count} requests: {ends}"


def _brief(request: Request) -> str:
    messages = [message.payload for message in request.messages][:6]
    return f"{request.url[:200]} {request.body[:200]!r} {messages}"
