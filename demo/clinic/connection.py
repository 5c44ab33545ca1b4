"""One TLS connection: HTTP/1.1 by h11, WebSocket by websockets' protocol without I/O.

Home-made because one port has to speak for fifty hosts and write down every byte that arrives:
no web server of the environment hands over raw bodies, sockets' messages and a free port at once.
"""

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field

import h11
from websockets.datastructures import Headers
from websockets.frames import Frame, Opcode
from websockets.http11 import Request
from websockets.protocol import State
from websockets.server import ServerProtocol

from .record import Arrival, Record

CHUNK = 65_536
LONGEST_HEAD = 4_194_304
"""Bytes: pixels put whole pages into their addresses."""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One answer."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = field(default=b"", repr=False)


Site = Callable[[Arrival], Reply]
Speaker = Callable[[Arrival, str], str]
"""Says what a socket answers to a text."""


@dataclass(frozen=True, kw_only=True)
class Listener:
    """Serves connections: `site` answers requests, `speaker` sockets; all goes to `record`."""

    site: Site
    speaker: Speaker
    record: Record

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection to its end."""
        try:
            await self._exchanges(reader, writer)
        except (h11.RemoteProtocolError, ConnectionError, ssl.SSLError):
            return  # the browser went away, as browsers do
        except asyncio.CancelledError:
            return  # the server stops
        finally:
            writer.close()

    async def _exchanges(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        state = h11.Connection(h11.SERVER, max_incomplete_event_size=LONGEST_HEAD)
        while (arrival := await _arrival(state, reader)) is not None:
            self.record.request(arrival)
            if arrival.header("upgrade").lower() == "websocket":
                await self._socket(arrival, reader, writer)
                return
            writer.write(_wire(state, self.site(arrival)))
            await writer.drain()
            if state.our_state is not h11.DONE or state.their_state is not h11.DONE:
                return
            state.start_next_cycle()

    async def _socket(
        self, arrival: Arrival, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        target = arrival.path + (f"?{arrival.query}" if arrival.query else "")
        greeting = ServerProtocol().accept(Request(target, Headers(arrival.headers)))
        writer.write(greeting.serialize())
        protocol = ServerProtocol(state=State.OPEN)
        while data := await reader.read(CHUNK):
            protocol.receive_data(data)
            for event in protocol.events_received():
                if isinstance(event, Frame) and event.opcode is Opcode.TEXT:
                    self._talk(arrival, protocol, bytes(event.data))
            writer.writelines(protocol.data_to_send())
            await writer.drain()
            if protocol.close_expected():
                return

    def _talk(self, arrival: Arrival, protocol: ServerProtocol, heard: bytes) -> None:
        self.record.frame(arrival, heard, sent=True)
        answer = self.speaker(arrival, heard.decode()).encode()
        self.record.frame(arrival, answer, sent=False)
        protocol.send_text(answer)


async def _arrival(state: h11.Connection, reader: asyncio.StreamReader) -> Arrival | None:
    request: h11.Request | None = None
    body = bytearray()
    while True:
        event = state.next_event()
        if event is h11.NEED_DATA:
            state.receive_data(await reader.read(CHUNK))
        elif isinstance(event, h11.Request):
            request = event
        elif isinstance(event, h11.Data):
            body += event.data
        elif isinstance(event, h11.EndOfMessage) and request is not None:
            return _read(request, bytes(body))
        else:
            return None


def _read(request: h11.Request, body: bytes) -> Arrival:
    headers = tuple((n.decode("latin1"), v.decode("latin1")) for n, v in request.headers)
    path, _, query = request.target.decode("latin1").partition("?")
    host = next((value for name, value in headers if name == "host"), "")
    return Arrival(
        host=host.partition(":")[0].lower(),
        method=request.method.decode("latin1"),
        path=path,
        query=query,
        headers=headers,
        body=body,
    )


def _wire(state: h11.Connection, reply: Reply) -> bytes:
    headers = [*reply.headers, ("Content-Length", str(len(reply.body)))]
    head = state.send(h11.Response(status_code=reply.status, headers=headers)) or b""
    body = state.send(h11.Data(data=reply.body)) or b""
    return head + body + (state.send(h11.EndOfMessage()) or b"")
