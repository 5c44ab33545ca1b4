"""Runs the clinic and compares what happened with truth.json: `python -m demo.prove [--write]`."""

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any

from demo.proof import driving, proving
from demo.proof.watching import Drive, drive
from scriptward.sources.scan import chromium

TRUTH = driving.FOLDER / "truth.json"
PERMITTED = ("api.paylane.test",)
"""Hosts that get what they are for: the payment provider its card number."""
LOOKED_FOR = driving.VALUES | driving.CHOSEN
ABOUT = (
    "What happens on the sample clinic's journey, from the server's log and bare Playwright; "
    "frozen by `python -m demo.prove --write`, proven by tests/demo/test_truth.py. Addresses "
    "stand without query; code without an address has a name and the SHA-256 of its text. "
    "`leaks`: reach their recipient at any pace; `sometimes`: only at some pace, so they count "
    "neither as missed nor as false. Channels and places of a leak are those that may be seen."
)
SLOWLY = 700
"""Milliseconds between steps: the pace of somebody who reads."""


def main() -> int:
    """Run, compare or write; give the exit status: 1 for a difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write truth.json anew")
    parser.add_argument("--browser", default="", help="the Chromium to drive")
    chosen = parser.parse_args()
    browser = chromium.find(chosen.browser)
    runs = [drive(browser), drive(browser), drive(browser, pause=SLOWLY)]
    seen = told(runs, drive(browser, "--with-skimmer"))
    if chosen.write:
        TRUTH.write_text(written(seen), "utf-8")
        return 0
    known = json.loads(TRUTH.read_text("utf-8"))
    differing = [name for name in seen if seen[name] != known.get(name)]
    print(f"differs in: {', '.join(differing)}" if differing else "as truth.json says")
    return 1 if differing else 0


def told(runs: Sequence[Drive], skimmed: Drive) -> dict[str, Any]:
    """The truth of some runs without the skimmer and one with it."""
    scripts = proving.scripts(runs[0])
    plain = {script["name"] for script in scripts}
    added = [script for script in proving.scripts(skimmed) if script["name"] not in plain]
    names = {script["name"] for script in added}
    leaks = [proving.leaks(run, LOOKED_FOR) for run in runs]
    known = {proving.key(leak) for run in leaks for leak in run}
    new = [leak for leak in proving.leaks(skimmed, LOOKED_FOR) if proving.key(leak) not in known]
    return {
        "about": ABOUT,
        "scripts": scripts,
        "edges": edges(scripts),
        "leaks": proving.merged(*leaks),
        "sometimes": proving.only_sometimes(*leaks),
        "permitted": [leak for leak in leaks[0] if leak["recipient"] in PERMITTED],
        "clean_hosts": proving.clean_hosts(runs[0], leaks[0]),
        "skimmer": {
            "scripts": added,
            "edges": edges(added),
            "leaks": [leak for leak in new if leak["script"] in names],
            "sometimes": [leak for leak in new if leak["script"] not in names],
        },
    }


def edges(scripts: list[dict[str, Any]]) -> list[list[str]]:
    """[loader, loaded] of each script."""
    return [[script["loaded_by"], script["name"]] for script in scripts]


def written(truth: dict[str, Any]) -> str:
    """JSON with one row a line."""
    lines = []
    for key, value in truth.items():
        if isinstance(value, dict):
            inner = written(value).strip().replace("\n", "\n  ")
            lines.append(f"  {json.dumps(key)}: {inner}")
        elif isinstance(value, list) and value:
            rows = ",\n".join(f"    {json.dumps(row, ensure_ascii=False)}" for row in value)
            lines.append(f"  {json.dumps(key)}: [\n{rows}\n  ]")
        else:
            lines.append(f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    sys.exit(main())
