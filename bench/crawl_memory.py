"""Memory of a crawl: after its last page against after its tenth, of Python and of the browser.

Budget 1.2 each. The site has as many pages as are visited, each with shared libraries, scripts of
its own, requests with bodies, a session recorder's uploads and a form. Pages by `PAGES` (200).
"""

import multiprocessing
import os
import random
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path

from scriptward.app import scanning
from scriptward.sources.scan.progress import Silent

PAGES = int(os.environ.get("PAGES", "200"))
TENTH = 10
BUDGET = 1.2
_WORDS = random.Random(7)  # noqa: S311  # the same site in every run
_LETTERS = "etaoinshrdlucmfwypvbgk"
_LEXICON = ["".join(_WORDS.choices(_LETTERS, k=_WORDS.randrange(2, 12))) for _ in range(3000)]


def text(size: int) -> str:
    """Text of a language of 3,000 words."""
    return " ".join(_WORDS.choices(_LEXICON, k=size // 7))


LIBRARIES = {f"/lib{n}.js": f"window.lib{n} = `{text(150_000)}`;" for n in range(4)}
PAGE = """<!doctype html><title>page {n}</title><link rel=icon href="data:,">
{scripts}<body><h1>Page {n}</h1><p>{prose}</p>
<form action=/send><input name=email type=email><input name=phone type=tel></form>
{links}<script>
const page = {n};
for (let i = 0; i < 12; i++) fetch(`/collect/${{i}}?page=${{page}}`, {{method: 'POST',
  body: JSON.stringify({{page, i, words: document.body.innerText.slice(0, 2000)}})}});
for (let i = 0; i < 8; i++) new Image().src = `/pixel?i=${{i}}&page=${{page}}&r=${{Math.random()}}`;
fetch('/replay', {{method: 'POST', body: document.documentElement.outerHTML.slice(0, 40000)}});
document.cookie = 'seen=' + page; localStorage.setItem('last', page);
</script><script src="/own{n}.js"></script></body>"""


class Site(BaseHTTPRequestHandler):
    """Serves every page of the site."""

    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        """One answer."""
        self.rfile.read(int(self.headers.get("content-length") or 0))
        path = self.path.partition("?")[0]
        body, kind = b"ok", "text/plain"
        if path in LIBRARIES:
            body, kind = LIBRARIES[path].encode(), "text/javascript"
        elif path.startswith("/own"):
            body, kind = f"window.own = `{path} {text(8_000)}`;".encode(), "text/javascript"
        elif path == "/" or path.startswith("/part"):
            body, kind = document(path).encode(), "text/html"
        elif path in {"/robots.txt", "/sitemap.xml"}:
            self.send_response(404)
            body = b""
        if body:
            self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = answer  # noqa: N815  # http.server's names

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def document(path: str) -> str:
    """One page, with links to all others."""
    number = int(path.rpartition("-")[2] or 0) if path != "/" else 0
    parts = (f'<a href="/part{n % 20}/page-{n}">{n}</a>' for n in range(1, PAGES + 10))
    return PAGE.format(
        n=number,
        scripts="".join(f'<script src="{library}"></script>' for library in LIBRARIES),
        prose=text(30_000),
        links=" ".join(parts),
    )


def serve(port: "Connection[int, None]") -> None:
    """Run the site in a process of its own, so that its memory isn't counted."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    port.send(server.server_port)
    server.serve_forever()


class Watch(Silent):
    """Takes the memory as pages end."""

    def __init__(self, apart: int) -> None:
        """`apart`: the process that is not counted."""
        self.apart, self.ended = apart, 0
        self.kept: list[tuple[int, int]] = []

    def seen(self, *, scripts: int, requests: int) -> None:
        """A page ended."""
        self.ended += 1
        self.kept.append(memory(self.apart))
        if self.ended % TENTH == 0:
            own, browser = self.kept[-1]
            said = f"page {self.ended}: Python {own >> 10} MB, browser {browser >> 10} MB"
            print(f"{said}, {scripts} scripts, {requests} requests", flush=True)


def memory(apart: int) -> tuple[int, int]:
    """Kilobytes of this process, and of all it started but one."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError):
            continue
    mine, ours = os.getpid(), {os.getpid()}
    while grown := {pid for pid, parent in parents.items() if parent in ours} - ours:
        ours |= grown
    return proportional(mine), sum(map(proportional, ours - {mine, apart}))


def proportional(pid: int) -> int:
    """Kilobytes of a process, what it shares divided by those that share it."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def main() -> int:
    """Crawl and compare."""
    process = multiprocessing.get_context("spawn")
    here, there = process.Pipe()
    server = process.Process(target=serve, args=(there,), daemon=True)
    server.start()
    watch = Watch(server.pid or 0)
    capture = scanning.capture(
        [f"http://localhost:{here.recv()}/"], pages=PAGES, own_pages=True, progress=watch
    )
    server.terminate()
    first, last = watch.kept[TENTH - 1], watch.kept[-1]
    python, browser = last[0] / first[0], last[1] / first[1]
    print(*capture.failures[:5], sep="\n")
    print(f"{len(capture.pages)} pages, {len(capture.sendings)} requests, budget {BUDGET}")
    print(f"Python {python:.2f}, browser {browser:.2f}, both {sum(last) / sum(first):.2f}")
    return 0 if max(python, browser) <= BUDGET else 1


if __name__ == "__main__":
    sys.exit(main())
