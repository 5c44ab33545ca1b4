"""Starts the server, says one line of JSON when it is ready, stops at the end of its input."""

import argparse
import asyncio
import contextlib
import json
import os
import signal
import ssl
import sys
import tempfile
import threading
from pathlib import Path

from . import hosts
from .certificate import certificate, public_key_digest
from .connection import Listener
from .record import Record
from .site import Site, spoken

BACKLOG = 512


def main() -> int:
    """Run the clinic until standard input ends or SIGTERM comes; give the exit status."""
    parser = argparse.ArgumentParser(description="Serve the sample clinic and its vendors.")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--with-skimmer", action="store_true", help="add a card skimmer")
    parser.add_argument("--log", type=Path, help="JSON lines of all that arrives, kept")
    chosen = parser.parse_args()
    if not (hosts.BUILD / "vendors" / "posthog.js").exists():
        print("the vendors' scripts are not built: run `make setup`", file=sys.stderr)
        return 2
    with (
        tempfile.TemporaryDirectory(prefix="willowbrook-") as scratch,
        Record(chosen.log or Path(scratch) / "arrivals.jsonl") as record,
    ):
        asyncio.run(serve(record, port=chosen.port, with_skimmer=chosen.with_skimmer))
    return 0


async def serve(record: Record, *, port: int, with_skimmer: bool) -> None:
    """Serve every host on one port of 127.0.0.1 until told to stop."""
    pem = certificate(hosts.BUILD, hosts.hosts())
    secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secure.load_cert_chain(pem)
    listener = Listener(site=Site(with_skimmer=with_skimmer), speaker=spoken, record=record)
    server = await asyncio.start_server(
        listener.serve, "127.0.0.1", port, ssl=secure, backlog=BACKLOG
    )
    bound = server.sockets[0].getsockname()[1]
    stop = _stop()
    print(json.dumps(announcement(bound, pem, record.path)), flush=True)
    await stop.wait()
    server.close()


def announcement(port: int, pem: Path, log: Path) -> dict[str, object]:
    """The ready line: where the clinic is, and what a browser must be told to reach it."""
    return {
        "url": f"https://{hosts.CLINIC}/",
        "port": port,
        "browser_args": [
            f"--host-resolver-rules=MAP *.test 127.0.0.1:{port}",
            f"--ignore-certificate-errors-spki-list={public_key_digest(pem)}",
        ],
        "log": str(log),
        "hosts": list(hosts.hosts()),
    }


def _stop() -> asyncio.Event:
    """An event that the end of standard input, SIGTERM or Ctrl-C sets."""
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    loop.add_signal_handler(signal.SIGINT, stop.set)

    def until_input_ends() -> None:
        while os.read(sys.stdin.fileno(), 1024):
            continue
        with contextlib.suppress(RuntimeError):  # a signal has ended the loop already
            loop.call_soon_threadsafe(stop.set)

    threading.Thread(target=until_input_ends, daemon=True).start()
    return stop
