"""Two visits of a site that didn't change: whether `diff` says so.

`python bench/unchanged.py [--pairs N] [--keep DIR]`. Scans the sample clinic N + 1 times and
compares each run with the one before. Every change told is a false one, and printed. Leaves with 1
where there is any.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from scriptward.app import clinic, run_diff, run_folder, scanning

DEMO = Path(__file__).resolve().parents[1] / "demo"


def scan(folder: Path) -> None:
    """One scan of a clinic of its own, as `scriptward scan` stores it."""
    with clinic.started(DEMO, options=()) as site:
        capture = scanning.capture(
            [site.url], journey=site.journey, browser_args=site.browser_args, own_pages=True
        )
    scanned = scanning.judged(capture)
    run_folder.write(folder, scanned.report, scanned.visits, formats=("json",))


def told(old: Path, new: Path) -> list[str]:
    """The lines of what is said to have changed."""
    changes = run_diff.between(old, new)
    return run_diff.written(changes, "text").splitlines()[1:] if changes.changes else []


def main() -> int:
    """Print a line per pair and the count of quiet ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=20)
    parser.add_argument("--keep", type=Path, help="where the runs are left")
    chosen = parser.parse_args()
    quiet = 0
    with tempfile.TemporaryDirectory() as scratch:
        runs = chosen.keep or Path(scratch)
        scan(runs / "0")
        for number in range(1, chosen.pairs + 1):
            scan(runs / str(number))
            false = told(runs / str(number - 1), runs / str(number))
            quiet += not false
            print(f"{number}: {len(false)} lines told", *false, sep="\n    ", flush=True)
    print(f"diff empty in {quiet} of {chosen.pairs} pairs")
    return int(quiet < chosen.pairs)


if __name__ == "__main__":
    sys.exit(main())
