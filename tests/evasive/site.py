"""Pages of scripts that hide from whoever watches, one gate a script."""

from pathlib import Path

from demo.clinic.connection import Reply
from demo.clinic.record import Arrival
from demo.clinic.site import served, sharing

SCRIPTS = Path(__file__).parent / "scripts"
GATES = tuple(sorted(path.stem for path in SCRIPTS.glob("*.js") if path.stem != "common"))
HOST = "www.evasive.test"
_HTML = ("Content-Type", "text/html; charset=utf-8")
_TALL = '<div style="height: 4000px"></div>'


def page(gate: str) -> str:
    """Where the script of a gate is."""
    return f"https://{HOST}/{gate}"


def answer(arrival: Arrival) -> Reply:
    """The answer to one request."""
    if arrival.host == HOST:
        gate = arrival.path.strip("/")
        tags = [
            f'<script src="https://{name}.test/{name}.js"></script>' for name in ("common", gate)
        ]
        text = f'<!doctype html><link rel="icon" href="data:,"><title>{gate}</title>{"".join(tags)}'
        return Reply(headers=(_HTML,), body=(text + _TALL).encode())
    if arrival.path.endswith(".js"):
        return served(SCRIPTS / Path(arrival.path).name)
    return Reply(status=204, headers=sharing(arrival))
