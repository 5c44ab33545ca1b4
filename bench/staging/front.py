"""TLS in front of an application and of the third parties: one port each, on loopback."""

import asyncio
import contextlib
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bench.staging.starting import DEMO, App, installed, started, versions
from bench.staging.vendors import HOSTS, vendors
from demo.clinic.certificate import certificate, public_key_digest
from demo.clinic.connection import CHUNK, Listener
from demo.clinic.record import Record
from scriptward.app import clinic

_STOP_WITHIN = 20


@dataclass(frozen=True, kw_only=True)
class Front:
    """What a browser needs to find the hosts."""

    browser_args: tuple[str, ...]
    record: Path
    """JSON lines of what the third parties got."""
    packages: tuple[str, ...] = ()
    """Names and versions of what is served."""


@contextmanager
def served(app: App, cache: Path, folder: Path) -> Iterator[Front]:
    """An application with everything beside it, to the end of the block."""
    if app.install == "demo":
        with clinic.started(DEMO, options=("--with-skimmer",)) as site:
            yield Front(browser_args=site.browser_args, record=site.log)
        return
    place = installed(app.install, cache)
    with started(app, place, folder) as port, fronted(folder, app.site, port) as front:
        yield replace(front, packages=versions(app, place))


@contextmanager
def fronted(folder: Path, site: str, port: int) -> Iterator[Front]:
    """`site` by TLS for the plain server on `port`, beside the vendors, to the end of the block."""
    pem = certificate(folder, [site, *HOSTS])
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    with Record(folder / f"{site}.jsonl") as record:
        ports = asyncio.run_coroutine_threadsafe(_serve(pem, record, port), loop).result()
        rules = ", ".join(f"MAP {host} 127.0.0.1:{ports[host == site]}" for host in (site, *HOSTS))
        try:
            yield Front(
                browser_args=(
                    f"--host-resolver-rules={rules}",
                    f"--ignore-certificate-errors-spki-list={public_key_digest(pem)}",
                ),
                record=record.path,
            )
        finally:
            loop.call_soon_threadsafe(loop.stop)
            thread.join(_STOP_WITHIN)


async def _serve(pem: Path, record: Record, port: int) -> tuple[int, int]:
    """Ports of the vendors and of the application."""
    secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secure.load_cert_chain(pem)
    listener = Listener(site=vendors, speaker=lambda _arrival, text: text, record=record)

    async def through(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            there, back = await asyncio.open_connection("127.0.0.1", port)
            await asyncio.gather(_piped(reader, back), _piped(there, writer))

    servers = [
        await asyncio.start_server(serve, "127.0.0.1", 0, ssl=secure, backlog=512)
        for serve in (listener.serve, through)
    ]
    beside, site = (server.sockets[0].getsockname()[1] for server in servers)
    return beside, site


async def _piped(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    try:
        while got := await source.read(CHUNK):
            sink.write(got)
            await sink.drain()
    except (OSError, ssl.SSLError):
        return  # the other side went away, as browsers do
    finally:
        sink.close()
