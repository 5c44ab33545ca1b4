"""Middleware: a request's time with it, beside the same application without.

`python bench/middleware.py [--requests N]`. One process, no network, so that nothing else is
measured: Starlette routes, Jinja2 renders 400 rows, as pages of a portal are (WSGI: Jinja2 alone).
Groups with and without take turns; of each the least processor time counts, since other work on the
machine only adds. Budget: 1.05, with what was loaded at the start frozen (`gc.freeze`, as servers
that fork do). Else Python's collector walks our modules, too, now and then: printed beside it.
"""

import argparse
import asyncio
import gc
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import jinja2
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from scriptward.asgi import App, Message, Scope, ScriptwardMiddleware
from scriptward.wsgi import ScriptwardMiddleware as ForWsgi

BUDGET = 1.05
GROUP = 10
POLICY = "version: 1\nsite: www.willow.test\nmode: enforce\n"
PAGE = jinja2.Environment(autoescape=True).from_string(
    "<!doctype html><html><head><title>{{ title }}</title></head><body><table>"
    "{% for row in rows %}<tr><td>{{ row.day }}</td><td>{{ row.what }}</td></tr>{% endfor %}"
    "</table></body></html>"
)
ROWS = [{"day": f"2026-11-{day % 28 + 1:02}", "what": f"visit <{day}>"} for day in range(400)]
SCOPE: Scope = {
    "type": "http",
    "method": "GET",
    "path": "/visits/me",
    "query_string": b"",
    "headers": [(b"host", b"www.willow.test"), (b"accept", b"text/html")],
}
ENVIRON = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "QUERY_STRING": "", "SCRIPT_NAME": ""}


def _page(request: Request) -> HTMLResponse:
    """A page as an application writes it."""
    return HTMLResponse(PAGE.render(title=f"Visits of {request.path_params['who']}", rows=ROWS))


async def _visits(request: Request) -> HTMLResponse:
    return _page(request)


application = Starlette(routes=[Route("/visits/{who}", _visits)])


def wsgi_application(environ: dict[str, Any], start: Any) -> list[bytes]:  # noqa: ANN401, ARG001
    """The same by WSGI."""
    body = PAGE.render(title="Visits", rows=ROWS).encode()
    start("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(body)))])
    return [body]


async def _receive() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


async def _send(message: Message) -> None:
    del message


async def _asked(app: App) -> float:
    before = time.process_time()
    for _ in range(GROUP):
        await app(dict(SCOPE), _receive, _send)
    return time.process_time() - before


def _asked_wsgi(app: Any) -> float:  # noqa: ANN401
    before = time.process_time()
    for _ in range(GROUP):
        b"".join(app(dict(ENVIRON), lambda *_: None))
    return time.process_time() - before


async def _asgi(policy: Path, requests: int) -> float:
    with_it = ScriptwardMiddleware(application, policy=policy)
    turns = [(await _asked(with_it), await _asked(application)) for _ in range(requests // GROUP)]
    return min(ours for ours, _ in turns) / min(bare for _, bare in turns)


def _wsgi(policy: Path, requests: int) -> float:
    with_it = ForWsgi(wsgi_application, policy=policy)
    turns = [
        (_asked_wsgi(with_it), _asked_wsgi(wsgi_application)) for _ in range(requests // GROUP)
    ]
    return min(ours for ours, _ in turns) / min(bare for _, bare in turns)


def main() -> int:
    """Print both ratios; 1 where one is over the budget."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=2_000)
    requests = parser.parse_args().requests
    with tempfile.TemporaryDirectory() as folder:
        policy = Path(folder) / "policy.yaml"
        policy.write_text(POLICY)
        walked = {"asgi": asyncio.run(_asgi(policy, requests)), "wsgi": _wsgi(policy, requests)}
        gc.freeze()
        ratios = {"asgi": asyncio.run(_asgi(policy, requests)), "wsgi": _wsgi(policy, requests)}
    for name, ratio in ratios.items():
        more = f"budget {BUDGET}; unfrozen {walked[name]:.3f}"
        print(f"{name}: {ratio:.3f} of the bare application's time ({more})")
    return int(max(ratios.values()) > BUDGET)


if __name__ == "__main__":
    sys.exit(main())
