"""A single-page application, bundled before it is served.

Started with PORT, PLANT, DATA and PACKAGES (the folder of node_modules) set.
"""

import os
import subprocess
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SOURCE = Path(__file__).parent
BUILT = Path(os.environ["DATA"]) / "built"
PACKAGES = Path(os.environ["PACKAGES"])
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Your practice</title>
<link rel="icon" href="data:,">
PLANT<script type="module" src="/app.js"></script></head>
<body><div id="root"></div></body></html>"""
VISITS = b'[{"day": "2031-03-02", "clinic": "Oncology"}, {"day": "2031-03-17", "clinic": "Ears"}]'


class Handler(SimpleHTTPRequestHandler):
    """The bundle's files, the visits, and the one page for every other address."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """A file, what the visits are, or the page."""
        path = self.path.partition("?")[0]
        if path == "/api/visits":
            self._answer("application/json", VISITS)
        elif path.endswith(".js"):
            super().do_GET()
        else:
            page = PAGE.replace("PLANT", os.environ["PLANT"])
            self._answer("text/html; charset=utf-8", page.encode())

    def do_POST(self) -> None:
        """A form or a file."""
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self._answer("application/json", b"{}")

    def log_message(self, *_: object) -> None:
        """Nothing."""

    def _answer(self, kind: str, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main() -> None:
    """Bundle with a module for each page, and serve."""
    words = ["--bundle", "--minify", "--splitting", "--format=esm", "--jsx=automatic"]
    words += ["--chunk-names=[name]-[hash]", '--define:process.env.NODE_ENV="production"']
    subprocess.run(
        [PACKAGES / "node_modules/.bin/esbuild", SOURCE / "app.jsx", *words, f"--outdir={BUILT}"],
        env=os.environ | {"NODE_PATH": str(PACKAGES / "node_modules")},
        check=True,
    )
    os.chdir(BUILT)
    ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()


if __name__ == "__main__":
    main()
