"""What the guard costs a page: loads and interactions with and without it, in pairs.

`python bench/guard.py [--pairs N] [--scripts N]`. The same page with real vendors' bundles, form
and pictures is loaded in turn bare, with an empty first script, with the live sensor and with the
guard of a policy of `--scripts` scripts that permits all of it; what is printed are medians of each
pair's ratio. Asked:
loads at most 1.05, interactions within the noise of bare against bare. Each load is the first of a
fresh browser that no debugger is attached to (with one, stack traces cost several times as much);
`loop` is 300 answers to an input without a pause, which no person makes. An interaction is a key
pressed in a field until the next frame after the page has answered it. Sizes are in the same run.
"""

import argparse
import gzip
import hashlib
import json
import os
import queue
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from scriptward.app.config import settings
from scriptward.app.guard import GUARD, guard_script
from scriptward.policy.guard_table import table
from scriptward.policy.language.reader import parsed
from scriptward.sources.scan import chromium, driver

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from tests.policy.large import large  # noqa: E402  # after its path

VENDORS = ROOT / "demo" / "build" / "vendors"
LIVE = ROOT / "src" / "scriptward" / "app" / "assets" / "sensor.live.js"
BUNDLES = ("sentry.js", "rudder.js", "snowplow.js", "jquery-3.4.1.min.js")
LOADED = 1.05
KEYS = 20
LONGEST = 60
"""Seconds for a browser to start and load the page."""
QUIET = (
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
)
FIELDS = "".join(f'<label>{n}<input name="field{n}" id="f{n}"></label>' for n in range(20))
PICTURES = "".join(f'<img src="/p{n}.svg" width=20 height=20 alt="">' for n in range(30))
CODE = "".join(f'<script src="http://cdn.vendor.test/{name}"></script>' for name in BUNDLES)
OWN = """<script>
for (let i = 0; i < 300; i++) {
  const row = document.createElement("p");
  row.setAttribute("class", "row");
  row.textContent = "Row " + i;
  document.body.appendChild(row);
}
for (let i = 0; i < 10; i++) fetch("/echo?n=" + i);
let shown = "";
document.body.addEventListener("input", (event) => { shown = event.target.value; });
const interact = () => {
  const field = document.getElementById("f3");
  const at = performance.now();
  for (let i = 0; i < 300; i++) {
    field.value = "text " + i;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    const row = document.createElement("span");
    row.innerHTML = "<b>" + shown + "</b>";
    document.body.appendChild(row);
    row.remove();
  }
  return performance.now() - at;
};
const waits = [];
document.getElementById("f3").addEventListener("keydown", ({ timeStamp }) => {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel(); // after the frame
    port1.onmessage = () => waits.push(performance.now() - timeStamp);
    port2.postMessage(0);
  });
});
document.getElementById("f3").addEventListener("input", ({ target }) => {
  const row = document.createElement("span");
  row.innerHTML = "<b>" + target.value + "</b>";
  document.body.appendChild(row);
});
if (location.search === "?tell") {
  addEventListener("load", () => setTimeout(() => {
    const [page] = performance.getEntriesByType("navigation");
    const body = JSON.stringify([page.loadEventEnd - page.responseStart, interact()]);
    fetch("/told", { method: "POST", body });
  }, 100));
}
</script>"""
FIRST = {
    "bare": "",
    "bare again": "",
    "empty": '<script src="/empty.js"></script>',
    "sensor": '<script src="/live.js"></script>',
    "guard": '<script src="/guard.js"></script>',
}
POLICY = """version: 1
site: www.clinic.test
mode: enforce
defaults: {"*": forbid}
recipients:
  vendor: {hosts: [cdn.vendor.test], baa: {signed: 2026-01-01, ref: "B", data: [name]}}
scripts:
  - {match: "/**", approved: {by: a, date: 2026-11-01, why: own}}
  - {match: "inline:DIGEST", approved: {by: a, date: 2026-11-01, why: own}}
  - {match: "http://cdn.vendor.test/**", owner: vendor, approved: {by: a, date: 2026-11-01, why: v}}
rules:
  - {id: own, permit: [send, read, load], to: self}
  - {id: vendor, permit: [send, read, load], to: vendor}
"""


class Answer(BaseHTTPRequestHandler):
    """Pages by what stands first in them; everything else is a file or empty."""

    files: dict[str, tuple[str, bytes]]
    told: queue.Queue[list[float]] = queue.Queue()
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its name
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer whatever is asked."""
        said = self.rfile.read(int(self.headers.get("content-length") or 0))
        if self.path == "/told":
            self.told.put(json.loads(said))
        kind, body = self.files.get(self.path.split("?")[0], ("image/svg+xml", b"<svg/>"))
        self.send_response(200)
        for key, value in (("content-type", kind), ("content-length", str(len(body)))):
            self.send_header(key, value)
        self.send_header("cache-control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815  # its name


def whole(scripts: int) -> str:
    """A policy of so many scripts, as text: the page's own rules and those of a large site."""
    entries = [
        f'  - {{match: "https://cdn{n % 70}.vendor{n % 70}.test/v{n}/app.js", owner: v{n % 70},'
        f" approved: {{by: a, date: 2026-11-01, why: w}}}}"
        for n in range(scripts - 2)
    ]
    recipients = [f"  v{n}: {{hosts: [cdn{n}.vendor{n}.test], baa: none}}" for n in range(70)]
    rules = [f"  - {{id: r{n}, permit: [send], to: v{n}, pages: [login]}}" for n in range(60)]
    code = OWN.removeprefix("<script>").removesuffix("</script>").encode()
    text = POLICY.replace("DIGEST", hashlib.sha256(code).hexdigest())
    text = text.replace("scripts:\n", "\n".join(recipients) + "\nscripts:\n", 1)
    text = text.replace("rules:\n", "\n".join(entries) + "\nrules:\n", 1)
    return text + "\n".join(rules) + "\n"


def files(scripts: int) -> dict[str, tuple[str, bytes]]:
    """Everything the hosts answer with."""
    html, code = "text/html; charset=utf-8", "text/javascript; charset=utf-8"
    guard = guard_script(parsed(whole(scripts)))
    found = {f"/{name}": (code, (VENDORS / name).read_bytes()) for name in BUNDLES}
    for name, first in FIRST.items():
        text = f"<!doctype html><html><head>{first}<title>x</title>{CODE}</head><body>"
        page = f"{text}{FIELDS}{PICTURES}{OWN}</body></html>"
        found[f"/{name.replace(' ', '-')}"] = (html, page.encode())
    own = {"/empty.js": b"", "/live.js": LIVE.read_bytes(), "/guard.js": guard}
    return found | {path: (code, body) for path, body in own.items()}


class Server(ThreadingHTTPServer):
    """Takes many at once; browsers that are stopped leave without a word."""

    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing."""


@contextmanager
def serving(served: dict[str, tuple[str, bytes]]) -> Iterator[tuple[str, list[str]]]:
    """A server; path of a browser, and arguments by which it finds every host there."""
    driver.prepare()
    Answer.files = served
    server = Server(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    config = settings()
    path = chromium.find(config.browser, set_up=config.browser_folder)
    rules = f"--host-resolver-rules=MAP *.test 127.0.0.1:{server.server_port}"
    yield str(path), ["--no-sandbox", rules]
    server.shutdown()


def address(name: str) -> str:
    """Of a page."""
    return f"http://www.clinic.test/{name.replace(' ', '-')}"


def loaded(browser: str, args: list[str], name: str) -> dict[str, float]:
    """Milliseconds until loaded, and of the loop, in a fresh browser that nobody debugs."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        command = [browser, "--headless=new", *QUIET, *args, f"--user-data-dir={folder}"]
        process = subprocess.Popen(
            [*command, f"{address(name)}?tell"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            load, loop = Answer.told.get(timeout=LONGEST)
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return {"load": load, "loop": loop}


def pressed(browser: Browser, name: str) -> float:
    """Milliseconds from a key to the frame after the page has answered it: the median of some."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address(name), wait_until="load")
    page.focus("#f3")
    for _ in range(KEYS):
        page.keyboard.press("a")
    page.wait_for_function(f"() => waits.length >= {KEYS}")
    waits = page.evaluate("() => waits")
    context.close()
    return statistics.median(waits)


Row = dict[str, dict[str, float]]


def measured(browser: str, args: list[str], pairs: int) -> list[Row]:
    """Every page as often as asked, in turn."""
    rows: list[Row] = []
    with sync_playwright() as playwright:
        driven = playwright.chromium.launch(executable_path=browser, args=args)
        for name in FIRST:
            pressed(driven, name)  # the first of each is left out
        for turn in range(pairs):
            order = list(FIRST) if turn % 2 else list(reversed(FIRST))
            keys = {name: pressed(driven, name) for name in order}
            rows.append({n: {**loaded(browser, args, n), "key": keys[n]} for n in order})
        driven.close()
    return rows


def ratio(rows: list[Row], name: str, part: str) -> float:
    """The median of the pairs: with it, over bare."""
    return statistics.median(row[name][part] / row["bare"][part] for row in rows)


def main() -> None:
    """Print the figures; leave with 1 where loads are over what is asked."""
    options: Any = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pairs", type=int, default=30)
    options.add_argument("--scripts", type=int, default=200)
    asked = options.parse_args()
    with serving(files(asked.scripts)) as (browser, args):
        rows = measured(browser, args, asked.pairs)
    for name in FIRST:
        told = ", ".join(
            f"{part} {ratio(rows, name, part):.3f}"
            f" ({statistics.median(row[name][part] for row in rows):.1f} ms)"
            for part in ("load", "key", "loop")
        )
        print(f"{name:10} {told}")
    policy = parsed(whole(asked.scripts))
    print(f"guard: {len(gzip.compress(GUARD.read_bytes(), 9)):,} bytes in gzip (asked 18,000)")
    seen = len(gzip.compress(table(policy), 9))
    print(f"table: {seen:,} bytes in gzip at {asked.scripts} scripts (asked 6,000)")
    print(f"table of a large site's policy: {_large(asked.scripts):,} bytes")
    sys.exit(ratio(rows, "guard", "load") > LOADED)


def _large(scripts: int) -> int:
    policy = large(scripts=scripts, recipients=70, rules=60, seed=1)
    return len(gzip.compress(table(policy), 9))


if __name__ == "__main__":
    main()
