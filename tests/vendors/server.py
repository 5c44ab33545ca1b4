"""A server for the clinic's page and every vendor's hosts, which keeps what arrives as it came."""

import asyncio
import base64
import json
import ssl
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from demo.clinic.certificate import certificate, public_key_digest
from demo.clinic.connection import Listener, Reply, Site
from demo.clinic.record import Arrival, Record
from demo.clinic.site import PIXEL, served, sharing
from scriptward.vocabulary.request import Message, Request
from tests.vendors import visit

HTML = ("Content-Type", "text/html; charset=utf-8")
JSON = ("Content-Type", "application/json")
JAVASCRIPT = ("Content-Type", "text/javascript; charset=utf-8")


@dataclass(frozen=True, kw_only=True)
class Vendors:
    """Answers for every host: pages, vendors' files and what their endpoints say."""

    files: Mapping[str, Path]
    """`host/path` → file."""
    answers: Mapping[str, str]
    """`host/path prefix` → text; everything else is answered by `{}`."""
    headers: Mapping[str, Mapping[str, str]]
    """`host/path prefix` → headers that the vendor adds to its answers."""

    def __call__(self, arrival: Arrival) -> Reply:
        """The answer to one request."""
        at = arrival.host + arrival.path
        shared = sharing(arrival)
        if arrival.method == "OPTIONS":
            return Reply(status=204, headers=shared)
        if arrival.header("sec-fetch-dest") == "document":
            name = arrival.header("cookie").partition("sdk=")[2].partition(";")[0]
            text = visit.page(f"https://cdn.{name}.test/page.js")
            return Reply(headers=(HTML,), body=text.encode())
        if at in self.files:
            reply = served(self.files[at])
            return Reply(status=reply.status, headers=(*reply.headers, *shared), body=reply.body)
        if arrival.header("sec-fetch-dest") == "image":
            return Reply(headers=(("Content-Type", "image/gif"), *shared), body=PIXEL)
        text = _longest(self.answers, at) or "{}"
        added = _longest(self.headers, at) or {}
        kind = JAVASCRIPT if arrival.path.endswith(".js") else JSON
        return Reply(headers=(kind, *shared, *_shown(added)), body=text.encode())


Said = TypeVar("Said")


def _longest(table: Mapping[str, Said], address: str) -> Said | None:
    fitting = [prefix for prefix in table if address.startswith(prefix)]
    return table[max(fitting, key=len)] if fitting else None


def _shown(headers: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Headers that a page of another origin may read."""
    exposed = ("Access-Control-Expose-Headers", ", ".join(headers))
    return (*headers.items(), exposed) if headers else ()


@dataclass(frozen=True, kw_only=True)
class Wire:
    """What arrived so far, and where the server is."""

    port: int
    pem: Path
    record: Path

    @property
    def browser_args(self) -> list[str]:
        """What a Chromium must be told to find every `.test` host here, and no other host."""
        return [
            f"--host-resolver-rules=MAP *.test 127.0.0.1:{self.port},MAP * ~NOTFOUND",
            f"--ignore-certificate-errors-spki-list={public_key_digest(self.pem)}",
        ]

    def arrived(self, domain: str) -> list[Request]:
        """Requests to hosts of a domain, in order; those of one socket are one, the last."""
        whole = self.record.read_text("utf-8").rpartition("\n")[0]
        own = [json.loads(line) for line in whole.splitlines() if f'.{domain}"' in line]
        plain = [_request(row) for row in own if row["kind"] == "request"]
        sockets: dict[str, list[Message]] = {}
        for row in own:
            if row["kind"] == "websocket":
                said = Message(payload=base64.b64decode(row["body"]), sent=row["sent"])
                sockets.setdefault(f"wss://{row['host']}{row['path']}", []).append(said)
        return plain + [
            Request(url=url, messages=tuple(messages)) for url, messages in sockets.items()
        ]


def _request(row: Mapping[str, str | Mapping[str, str]]) -> Request:
    query = f"?{row['query']}" if row["query"] else ""
    headers = row["headers"]
    assert isinstance(headers, Mapping)
    return Request(
        url=f"https://{row['host']}{row['path']}{query}",
        method=str(row["method"]),
        headers=tuple(headers.items()),
        body=base64.b64decode(str(row["body"])),
    )


@contextmanager
def served_by(site: Site, folder: Path, *, named: Iterable[str] = ()) -> Iterator[Wire]:
    """A running server, on a thread of its own, until the end of the block.

    `named`: hosts in its certificate beside those it answers for.
    """
    pem = certificate(folder, ["*.test", *named])
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    with Record(folder / "arrivals.jsonl") as record:
        listener = Listener(site=site, speaker=lambda _arrival, _text: "{}", record=record)
        server = asyncio.run_coroutine_threadsafe(_listening(listener, pem), loop).result(10)
        port = server.sockets[0].getsockname()[1]
        yield Wire(port=port, pem=pem, record=record.path)
        asyncio.run_coroutine_threadsafe(_ended(server), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
    loop.close()


async def _listening(listener: Listener, pem: Path) -> asyncio.Server:
    secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secure.load_cert_chain(pem)
    return await asyncio.start_server(listener.serve, "127.0.0.1", 0, ssl=secure)


async def _ended(server: asyncio.Server) -> None:
    server.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
