"""Puts collector and dashboard into one ASGI app on one database, and serves it.

One process and one writer: SQLite has no use for more. Runs in a thread of its own, so that the
command line and `demo` stop it the same way.
"""

import asyncio
import errno
import http.client
import ipaddress
import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.embed import Server
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from scriptward.app import run_folder
from scriptward.app.collector.receiver import Collector
from scriptward.app.collector.writer import Writer
from scriptward.app.dashboard.passwords import FIRST_PERSON, first_password
from scriptward.app.dashboard.policies import Policies, stored_run
from scriptward.app.dashboard.routes import dashboard
from scriptward.sources.beacons import bare_site
from scriptward.store import runs as stored_runs
from scriptward.store.database import Store, opened
from scriptward.vocabulary.errors import UsageError

HOST = "127.0.0.1"
PORT = 8620
DATABASE = "scriptward.sqlite"
SENSOR = Path(__file__).parent / "assets" / "sensor.live.js"
_START_S = 10.0
_STOP_S = 10.0


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where it answers, and how to get in."""

    url: str
    """Ends with `/`."""
    user: str = FIRST_PERSON
    password: str = field(default="", repr=False)
    """Made at the first start of a database, or when asked for; empty otherwise."""
    has_sensor: bool = False
    """The live sensor is built and served at `sensor.js`."""
    thread: Thread = field(repr=False)

    def running(self) -> bool:
        """Whether it still serves."""
        return self.thread.is_alive()


class Application:
    """The whole ASGI app. Its lifespan starts and stops the writer."""

    def __init__(
        self, store: Store, *, sites: frozenset[str], sensor: bytes, policies: Policies
    ) -> None:
        """`sites`: hosts whose pages may report; from others nothing is taken."""
        self._writer = Writer(store, sites=sites)
        self._collector: ASGIApp = Collector(self._writer, sites=sites, sensor=sensor)
        self._dashboard: ASGIApp = dashboard(store, sites=sites, policies=policies)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand each request to the part whose route it is."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            ours = Collector.answers(scope["path"])
            await (self._collector if ours else self._dashboard)(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self._writer.start()
                await send({"type": "lifespan.startup.complete"})
            else:
                await run_in_threadpool(self._writer.stop)
                await send({"type": "lifespan.shutdown.complete"})
                return


@contextmanager
def serving(
    database: str = DATABASE,
    *,
    host: str = HOST,
    port: int = PORT,
    sites: Iterable[str] = (),
    runs: Iterable[Path] = (),
    policies: Iterable[Path] = (),
    save_policy: bool = False,
    new_password: bool = False,
) -> Iterator[Address]:
    """Serve until the block ends; it answers when the block begins. `port` 0: any free one.

    `runs` are put in before. `policies`: files that lines may be approved for, written over only
    with `save_policy`. `new_password`: the old one ends. Raises UsageError (address in use, no such
    host), StoreError, RunError, PolicyError.
    """
    folders = tuple(runs)
    reports = [run_folder.read_report(path) for path in folders]
    known = Policies(map(stored_run, folders, reports), policies, save=save_policy)
    allowed = frozenset(map(_site, sites))
    port = _free(host, port)
    store = opened(database)
    try:
        for report in reports:
            stored_runs.add(store, report)
        password = first_password(store, renew=new_password)
        sensor = SENSOR.read_bytes() if SENSOR.exists() else b""
        app = Application(store, sites=allowed, sensor=sensor, policies=known)
        with _running(app, host, port) as thread:
            yield Address(
                url=f"http://{f'[{host}]' if ':' in host else host}:{port}/",
                password=password,
                has_sensor=bool(sensor),
                thread=thread,
            )
    finally:
        store.close()


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server on that host."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@contextmanager
def _running(app: ASGIApp, host: str, port: int) -> Iterator[Thread]:
    loop = asyncio.new_event_loop()
    server = Server(
        app,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        websockets=False,
        log_level=LogLevels.error,
    )

    def run() -> None:
        asyncio.set_event_loop(loop)
        try:
            loop.run_until_complete(server.serve())
        finally:
            loop.close()

    thread = Thread(target=run, name="scriptward-server", daemon=True)
    thread.start()
    try:
        _wait_for(host, port, thread)
        yield thread
    finally:
        if thread.is_alive():
            loop.call_soon_threadsafe(server.stop)
        thread.join(_STOP_S)


def _wait_for(host: str, port: int, thread: Thread) -> None:
    """Until the sign-in page is answered."""
    until = time.monotonic() + _START_S
    while thread.is_alive() and time.monotonic() < until:
        connection = http.client.HTTPConnection(_here(host), port, timeout=_START_S)
        try:
            connection.request("GET", "/sign-in", headers={"connection": "close"})
            if connection.getresponse().status == http.HTTPStatus.OK:
                return
        except OSError:
            time.sleep(0.02)
        finally:
            connection.close()
    raise UsageError(
        f"the server on {host}:{port} did not start", hint="choose another --host or --port"
    )


def _here(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  # recognised, not bound


def _free(host: str, port: int) -> int:
    """The port, or a free one for 0. The server itself would share a port that is in use."""
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
            return int(trial.getsockname()[1])
    except OSError as error:
        taken = error.errno in {errno.EADDRINUSE, errno.EACCES}
        raise UsageError(
            f"{host}:{port}: {error.strerror}",
            hint="choose another --port, or stop what is using this one"
            if taken
            else "give an address of this machine as --host, as 127.0.0.1",
        ) from error


def _site(text: str) -> str:
    site = bare_site(text)
    if not site or set(text) & set("/@?# "):
        raise UsageError(
            f"{text!r} is no host name", hint="name the host only: --site www.example.test"
        )
    return site
