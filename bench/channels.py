"""Ways out of a page: which of them each defence stops, and which it tells.

`python bench/channels.py [--family NAME]… [--defence NAME]… [--tabs N] [--keep FILE] [--write]`.
Each way of `tests/channels/ways` sends a token where the policy lets nothing go, in real Chromium,
once under each defence. Prints families by defences and the ways that weren't stopped; `--write`
puts both into docs/channels.md. `--keep` adds to what an earlier run has left in a file, so that a
part can be measured again.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # ways and listeners are those of the tests

from scriptward.app.config import settings  # noqa: E402
from scriptward.sources.scan import chromium  # noqa: E402
from tests.channels.defences import DEFENCES, Defence  # noqa: E402
from tests.channels.lab import TABS, measured  # noqa: E402
from tests.channels.outcome import Count, Outcome, Row, counted, judged, kept, seen  # noqa: E402
from tests.channels.way import ways  # noqa: E402

PAGE = ROOT / "docs" / "channels.md"
BEGIN = "<!-- measured: python bench/channels.py --write -->\n"
END = "<!-- end of what was measured -->\n"


def main() -> None:
    """Run the lab and print its tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--family", action="append", default=[])
    options.add_argument("--defence", action="append", default=[])
    options.add_argument("--tabs", type=int, default=TABS)
    options.add_argument("--keep", type=Path)
    options.add_argument("--write", action="store_true")
    given = options.parse_args()
    rows = _rows(given.family, given.defence, given.tabs)
    missed = [f"{row.family}: {row.name} ({row.defence})" for row in rows if not row.ran]
    if given.keep:
        rows = kept(given.keep, rows)
    found, dead = judged(rows)
    text = "\n".join(_report(found, dead)) + "\n"
    print(text)
    if missed:
        print(f"scripts never asked for, {len(missed)}: {', '.join(missed[:20])}")
    if given.write:
        before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
        PAGE.write_text(before + BEGIN + text + END + rest.partition(END)[2], "utf-8")


def _rows(families: Sequence[str], defences: Sequence[str], tabs: int) -> list[Row]:
    config = settings()
    with tempfile.TemporaryDirectory() as folder:
        cases = measured(
            [way for way in ways() if way.family in families or not families],
            [one for one in DEFENCES if one.name in defences or not defences],
            browser=chromium.find(config.browser, set_up=config.browser_folder),
            folder=Path(folder),
            tabs=tabs,
        )
    return seen(cases)


def _report(found: Sequence[Outcome], dead: Sequence[tuple[str, str]]) -> Iterator[str]:
    measured_ = {one.row.defence for one in found}
    shown = [one for one in DEFENCES[1:] if one.name in measured_]
    yield "| family | ways | " + " | ".join(one.shows for one in shown) + " |"
    yield "|---" * (2 + len(shown)) + "|"
    for family in dict.fromkeys(one.row.family for one in found):
        yield _row(family, [one for one in found if one.row.family == family], shown)
    yield _row("**all**", found, shown)
    for name, of in _SHARES.items():
        cells = [of(_of(found, one)) for one in shown]
        yield f"| {name} | | " + " | ".join(cells) + " |"
    yield ""
    for one in shown:
        loose = [row for row in found if row.row.defence == one.name and not row.stopped]
        listed = _listed(each.row.way for each in loose)
        yield f"**Not stopped by {one.shows}**, {len(loose)}: {listed}"
        yield ""
    silent = [row for row in found if row.row.defence == DEFENCES[-1].name and row.stopped]
    silent = [row for row in silent if not row.row.told]
    yield f"**Stopped by all, told by none**, {len(silent)}: {_listed(r.row.way for r in silent)}"
    yield ""
    yield f"**Dead in this browser**, {len(dead)}: {_listed(dead)}"


_SHARES = {
    "stopped": lambda count: f"**{count.stopped / max(1, count.ways):.3f}**",
    "stopped, host told by a handshake": lambda count: f"{count.greeted}",
    "told": lambda count: f"{count.told / max(1, count.ways):.3f}",
    "script named, of those told": lambda count: f"{count.scripted / max(1, count.told):.3f}",
}


def _row(name: str, found: Sequence[Outcome], shown: Sequence[Defence]) -> str:
    counts = [_of(found, one) for one in shown]
    cells = " | ".join(f"{count.stopped}" for count in counts)
    return f"| {name} | {counts[0].ways if counts else 0} | {cells} |"


def _of(found: Sequence[Outcome], defence: Defence) -> Count:
    return counted(one for one in found if one.row.defence == defence.name)


def _listed(some: Iterable[tuple[str, str]]) -> str:
    names: dict[str, list[str]] = {}
    for family, name in some:
        names.setdefault(family, []).append(name)
    return "; ".join(f"{family} ({', '.join(each)})" for family, each in names.items()) or "none"


if __name__ == "__main__":
    main()
