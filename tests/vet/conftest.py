"""Scripts vetted once for all tests, several at a time: a vet mostly waits."""

import json
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from scriptward.app import vetting

SCRIPTS = Path(__file__).parent / "scripts"
CHECKOUT = Path(__file__).resolve().parents[2]
ONE = ("default",)
AT = "https://cdn.skimmer.example/tag.js"
AT_ONCE = 2
PATIENT = 600.0
"""Seconds for a script that lets the pages end, on a machine that does much else."""
TELLING = b"fetch(new URL('told', document.currentScript.src), {method: 'POST', body: 'a=1'})"


class Site:
    """A server of a script that tells its own host something."""

    def __init__(self):
        self.asked: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                site.asked.append(self.path)
                self.send_response(200)
                self.send_header("Content-Type", "text/javascript")
                self.send_header("Content-Length", str(len(TELLING)))
                self.end_headers()
                self.wfile.write(TELLING)

            def do_POST(self):
                site.asked.append(self.path)
                self.send_response(204)
                self.send_header("Access-Control-Allow-Origin", "*")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture(scope="session")
def vet(browser_path):
    """Vets one script: gives its record."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return partial(vetting.vetted, within=PATIENT, browser=str(browser_path), browser_args=sandbox)


@pytest.fixture(scope="session")
def telling():
    """Servers of a script that is vetted offline and online."""
    sites = {"offline": Site(), "online": Site()}
    yield sites
    for site in sites.values():
        site.server.shutdown()
        site.server.server_close()


@pytest.fixture(scope="session")
def runs(vet, telling, tmp_path_factory):
    """`{name: what vet said}` of every script of these tests; folders under `runs["at"]`."""
    at = tmp_path_factory.mktemp("vetted")
    axios = CHECKOUT / "node_modules/axios/dist/axios.min.js"
    offline, online = telling["offline"].url, telling["online"].url
    jobs = {
        "loop": partial(vet, _hostile("loop"), personas=ONE, within=25),
        "gated": partial(vet, _script("gated")),
        "skimmer": partial(vet, _script("skimmer"), personas=ONE, address=AT, out=at / "skimmer"),
        "alerts": partial(vet, _hostile("alerts"), personas=ONE, within=25),
        "moves": partial(vet, _hostile("moves"), personas=ONE, within=25),
        "stages": partial(
            vet, _script("stages"), personas=ONE, address=f"{offline}tag.js", out=at / "stages"
        ),
        "axios": partial(vet, str(axios), personas=ONE),
        "broken": partial(vet, _hostile("broken"), personas=ONE),
        "online": partial(vet, f"{online}tag.js", personas=ONE, online=True),
    }
    with ThreadPoolExecutor(AT_ONCE) as pool:
        first = {name: pool.submit(job) for name, job in jobs.items()}
        first["skimmer"].result()
        later = {
            name: pool.submit(
                vet,
                _script(f"skimmer_{name}"),
                personas=ONE,
                address=AT,
                against=at / "skimmer",
                out=at / name,
            )
            for name in ("more", "rebuilt")
        }
        return {"at": at} | {name: job.result() for name, job in (first | later).items()}


def _script(name):
    return str(SCRIPTS / f"{name}.js")


def _hostile(name):
    return str(SCRIPTS / "hostile" / f"{name}.js")


@pytest.fixture(scope="session")
def schema():
    """The JSON Schema of what vet prints."""
    return json.loads((CHECKOUT / "docs/vet.schema.json").read_text("utf-8"))
