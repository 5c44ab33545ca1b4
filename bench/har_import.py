"""Import of large captures: memory and megabytes a second, of `leaks` and of `import`.

`python bench/har_import.py [--megabytes N] [--gigabyte]`. A capture is made of invented entries:
documents, scripts, styles, pictures, answers and beacons with bodies both ways, a value planted
in every hundredth. Each command runs in a process of its own, whose largest resident size is read.
Seconds are those of the processor. Budget: 600 MB, 30 MB/s, every planted value found.
"""

import argparse
import base64
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from scriptward.app import leak_list, scanning
from scriptward.sources.values import read_values

MEMORY, SPEED = 600, 30
"""Megabytes resident; megabytes a second."""
EMAIL = "maria.quill@harborlight.test"
PLANTED = 100
"""One in so many entries has the value."""
WORDS = ["care", "visit", "clinic", "doctor", "page", "open", "field", "date", "next", "plan"]
STACK = {
    "type": "script",
    "stack": {
        "callFrames": [
            {
                "functionName": f"send{number}",
                "scriptId": "31",
                "url": "https://tags.trackline.test/t.js",
                "lineNumber": 3,
                "columnNumber": 4096 + number,
            }
            for number in range(6)
        ]
    },
}


def main() -> None:
    """Print the figures; leave with 1 if one is over its budget."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--megabytes", type=int, default=200)
    options.add_argument("--gigabyte", action="store_true", help="as --megabytes 1000")
    options.add_argument("--run", nargs=2, metavar=("COMMAND", "FOLDER"), help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.run:
        ran(*given.run)
        return
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        planted = write(folder / "large.har", 1000 if given.gigabyte else given.megabytes)
        (folder / "values.json").write_text(json.dumps({"email": EMAIL}))
        good = [measured(command, folder, planted) for command in ("leaks", "import")]
    if not all(good):
        sys.exit("over budget")


def measured(command: str, folder: Path, planted: int) -> bool:
    """Run one command on the capture in a process of its own; whether it kept to its budget."""
    words = [sys.executable, __file__, "--run", command, str(folder)]
    out = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    row = json.loads(out.splitlines()[-1])
    size = (folder / "large.har").stat().st_size / 1e6
    speed = size / row["seconds"]
    print(
        f"{command}: {size:.0f} MB in {row['seconds']:.1f} s = {speed:.0f} MB/s,"
        f" {row['memory']:.0f} MB resident, {row['found']} of {planted} values found,"
        f" {row['requests']} requests"
    )
    return speed >= SPEED and row["memory"] <= MEMORY and row["found"] == planted


def ran(command: str, folder: str) -> None:
    """One command on the capture; prints what it took as JSON."""
    path, values = Path(folder, "large.har"), read_values(Path(folder, "values.json"))
    started = time.process_time()
    if command == "leaks":
        listed = leak_list.listed(path, values)
        found, requests = len(listed.leaks), listed.entries
    else:
        report = scanning.imported([path], values=values).report
        found = sum(flow.count for flow in report.flows if any(leak.name for leak in flow.data))
        requests = sum(flow.count for flow in report.flows)
    seconds = time.process_time() - started  # a busy machine takes longer, not more
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    row = {"seconds": seconds, "memory": memory, "found": found, "requests": requests}
    print(json.dumps(row))


def write(path: Path, megabytes: int) -> int:
    """Write a capture of that size; give the number of planted values."""
    chance = random.Random(megabytes)  # noqa: S311  # the same capture each time
    written = planted = 0
    with path.open("w", encoding="utf-8") as file:
        file.write('{"log": {"version": "1.2", "creator": {"name": "WebInspector",')
        file.write(' "version": "537.36"}, "pages": [], "entries": [')
        for number, entry in enumerate(entries(chance)):
            line = ("," if number else "") + "\n" + json.dumps(entry, indent=1)
            planted += EMAIL in line
            written += file.write(line)
            if written >= megabytes * 1_000_000:
                break
        file.write("]}}")
    return planted


def entries(chance: random.Random) -> Iterator[dict[str, object]]:
    """Entries without end, each kind as often as pages have it."""
    kinds = ["document"] + ["script"] * 4 + ["stylesheet"] + ["image"] * 4 + ["xhr"] * 3
    kinds += ["ping"] * 6 + ["fetch"] * 2
    number = 0
    while True:
        chance.shuffle(kinds)
        for kind in kinds:
            number += 1
            yield entry(number, kind, chance)


def entry(number: int, kind: str, chance: random.Random) -> dict[str, object]:
    """One entry of a kind. Every hundredth carries the value in its body."""
    sends = kind in {"xhr", "ping", "fetch"}
    host = chance.choice(["www.clinic.test", "cdn.clinic.test", "tags.trackline.test"])
    url = f"https://{host}/{kind}/{chance.choice(WORDS)}/{number % 300}?v={chance.random()}"
    request: dict[str, object] = {
        "method": "POST" if sends or not number % PLANTED else "GET",
        "url": url,
        "httpVersion": "h2",
        "headers": headers(chance, 16),
        "queryString": [{"name": "v", "value": "1"}],
        "cookies": [],
        "headersSize": -1,
    }
    if request["method"] == "POST":
        text = body(number, kind, chance)
        request["bodySize"] = len(text)
        request["postData"] = {"mimeType": "application/json", "text": text}
    return {
        "_initiator": STACK,
        "_priority": "High",
        "_resourceType": kind,
        "cache": {},
        "connection": str(number),
        "pageref": "page_1",
        "request": request,
        "response": {
            "status": 200,
            "statusText": "",
            "httpVersion": "h2",
            "headers": headers(chance, 14),
            "cookies": [],
            "content": content(kind, chance),
            "redirectURL": "",
            "headersSize": -1,
            "bodySize": -1,
            "_transferSize": 512,
            "_error": None,
        },
        "serverIPAddress": "192.0.2.7",
        "startedDateTime": "2026-03-02T09:30:00.000Z",
        "time": 12.5,
        "timings": {"blocked": 1, "dns": -1, "ssl": -1, "connect": -1, "send": 0, "wait": 10},
    }


def headers(chance: random.Random, many: int) -> list[dict[str, str]]:
    """Headers, a third of them with a value of its own."""
    return [
        {
            "name": f"x-header-{number}",
            "value": f"{chance.random()}" if number % 3 == 0 else "text/html, application/json",
        }
        for number in range(many)
    ]


def body(number: int, kind: str, chance: random.Random) -> str:
    """A body that was sent: an event, now and then a replay's large piece."""
    rows = 2000 if number % 211 == 0 else 8
    events = [
        {"t": number + row, "type": kind, "text": " ".join(chance.choices(WORDS, k=6))}
        for row in range(rows)
    ]
    who = {"email": EMAIL} if number % PLANTED == 0 else {"id": f"{chance.random()}"}
    return json.dumps({"who": who, "events": events})


def content(kind: str, chance: random.Random) -> dict[str, object]:
    """What came back."""
    if kind == "image":
        picture = base64.b64encode(chance.randbytes(chance.randrange(2_000, 90_000))).decode()
        return {"mimeType": "image/jpeg", "text": picture, "encoding": "base64"}
    if kind == "ping":
        return {"mimeType": "text/plain", "text": "", "size": 0}
    line = " ".join(chance.choices(WORDS, k=12))
    many = {"document": 900, "script": 1_200, "stylesheet": 400}.get(kind, 60)
    mime = {"document": "text/html", "script": "text/javascript", "stylesheet": "text/css"}
    lines = "\n".join(f'\t"{line}" = "{number}";' for number in range(many))
    return {"mimeType": mime.get(kind, "application/json"), "text": lines, "size": len(lines)}


if __name__ == "__main__":
    main()
