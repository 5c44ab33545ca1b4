"""Sensor: what one hooked call, one field read and the start cost a page, beside the bare browser.

`python bench/sensor_cost.py [--rounds N]`. No debugger is attached: pages measure themselves and
print into their own document. The least of all rounds counts, since other work only adds. The unit
is what parsing one URL takes in the same page, about a microsecond on a quiet machine. Budgets:
`sensor/budget.json`.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from scriptward.app.config import settings
from scriptward.sources.scan import chromium

ROOT = Path(__file__).parents[1]
SENSOR = ROOT / "src" / "scriptward" / "app" / "assets" / "sensor.live.js"
CALLS, READS = 200, 50_000
PAGE = """<!doctype html><meta charset="utf-8"><script>const before = performance.now();</script>
<script data-collector="http://127.0.0.1:9/c/">%SENSOR%</script>
<script>const after = performance.now();</script>
<body><input name="email" value="x"><script>
const deep = (n, work) => (n ? deep(n - 1, work) : work());
const timed = (times, work) =>
  deep(12, () => {
    const at = performance.now();
    for (let i = 0; i < times; i++) work(i);
    return ((performance.now() - at) * 1000) / times;
  });
const signal = AbortSignal.abort();
const script = document.createElement("script");
const field = document.querySelector("input");
const measures = {
  call: () => timed(CALLS, (i) => (script.src = "https://vendor.example/a.js?" + (i % 9))),
  fetch: () =>
    timed(CALLS, (i) => fetch("https://vendor.example/c?" + (i % 9), { signal }).catch(() => 0)),
  cookie: () => timed(1000, () => document.cookie),
  read: () => timed(READS, () => field.value),
  attribute: () => timed(READS, (i) => script.setAttribute("class", "a")),
};
const unit = () => timed(2000, (i) => new URL("https://vendor.example/a.js?" + (i % 9)).href);
const least = (work) => Math.min(...Array.from({ length: 9 }, work));
const figures = { start: (after - before) * 1000, unit: least(unit), WHAT: least(measures.WHAT) };
document.body.append("FIGURES" + JSON.stringify(figures) + "FIGURES");
</script>"""


def main() -> None:
    """Print the figures; leave with 1 if one is over its budget."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    rounds = options.parse_args().rounds
    budget = json.loads((ROOT / "sensor" / "budget.json").read_text())["cost"]
    over = []
    for name in ("call", "fetch", "cookie", "read", "attribute"):
        pairs = [(figures(name, SENSOR.read_text()), figures(name, "")) for _ in range(rounds)]
        ours, bare = (min(pair[i][name] for pair in pairs) for i in (0, 1))
        unit = min(pair[i]["unit"] for pair in pairs for i in (0, 1))
        start = min(pair[0]["start"] for pair in pairs) / 1000 / unit
        cost = (ours - bare) / unit
        print(
            f"{name}: {cost:.2f} URLs, budget {budget[name]} ({ours:.3f} µs, bare {bare:.3f},",
            end=" ",
        )
        print(f"unit {unit:.2f}); start {start:.1f} thousand, budget {budget['start']}")
        over += [name] * (cost > budget[name]) + ["start"] * (start > budget["start"])
    if over:
        sys.exit(f"over budget: {', '.join(over)}")


def figures(name: str, sensor: str) -> dict[str, float]:
    """What a page measures of itself, in microseconds: `{"start": …, name: …}`."""
    text = PAGE.replace("WHAT", name).replace("CALLS", str(CALLS)).replace("READS", str(READS))
    return answered(text.replace("%SENSOR%", sensor.replace("</script", "<\\/script")), name)


def answered(text: str, name: str) -> dict[str, float]:
    """The figures that a page of ours prints between two marks."""
    config = settings()
    browser = chromium.find(config.browser, set_up=config.browser_folder)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(text)
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []  # our own page, on no network
        words = [browser, "--headless", *sandbox, f"--user-data-dir={folder}/profile"]
        done = subprocess.run(
            [*words, "--dump-dom", page.as_uri()],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
    found = re.search(r"FIGURES(\{[^}]*\})FIGURES</body", done.stdout)
    if found is None:
        sys.exit(f"{name}: the page printed no figures\n{done.stderr[-500:]}")
    answer: dict[str, float] = json.loads(found[1])
    return answer


if __name__ == "__main__":
    main()
