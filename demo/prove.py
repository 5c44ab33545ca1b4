"""Runs the clinic and compares what happened with truth.json: `python -m demo.prove [--write]`."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from demo.proof import driving, proving
from demo.proof.watching import Drive, drive

TRUTH = driving.FOLDER / "truth.json"
LOOKED_FOR = driving.VALUES | driving.CHOSEN
ABOUT = (
    "What happens on the sample clinic's journey, from the server's log and bare Playwright; "
    "frozen by `python -m demo.prove --write`, proven by tests/demo/test_truth.py. Addresses "
    "stand without query. A leak's channels and places are those that may be seen; code without "
    "an address has a name and the SHA-256 of its text."
)


def main() -> int:
    """Run, compare or write; give the exit status: 1 for a difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write truth.json anew")
    parser.add_argument("--browser", type=Path, default=Path("/usr/bin/chromium"))
    chosen = parser.parse_args()
    seen = told(drive(chosen.browser), drive(chosen.browser, "--with-skimmer"))
    if chosen.write:
        TRUTH.write_text(written(seen), "utf-8")
        return 0
    known = json.loads(TRUTH.read_text("utf-8"))
    differing = [key for key in seen if seen[key] != known.get(key)]
    print(f"differs in: {', '.join(differing)}" if differing else "as truth.json says")
    return 1 if differing else 0


def told(run: Drive, skimmed: Drive) -> dict[str, Any]:
    """The truth of two runs, without and with the skimmer."""
    plain = {script["name"] for script in proving.scripts(run)}
    scripts = proving.scripts(run)
    added = [script for script in proving.scripts(skimmed) if script["name"] not in plain]
    leaks = proving.leaks(run, LOOKED_FOR)
    names = {script["name"] for script in added}
    return {
        "about": ABOUT,
        "scripts": scripts,
        "edges": [[script["loaded_by"], script["name"]] for script in scripts],
        "leaks": leaks,
        "permitted": [leak for leak in leaks if leak["recipient"] == "api.paylane.test"],
        "clean_hosts": proving.clean_hosts(run, LOOKED_FOR),
        "skimmer": {
            "scripts": added,
            "edges": [[script["loaded_by"], script["name"]] for script in added],
            "leaks": [
                leak for leak in proving.leaks(skimmed, LOOKED_FOR) if leak["script"] in names
            ],
        },
    }


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
