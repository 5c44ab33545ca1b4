"""A second line to Chromium's debugger, beside Playwright's.

Home-made because Playwright's own sessions can't see shared and service workers from their first
instruction, nor keep them waiting; docs/decisions/0004 measures it. Messages only: no browser
logic, which stays Playwright's.
"""

import asyncio
from collections.abc import Callable, Mapping
from typing import TypeVar

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException

from scriptward.sources.scan import bounds, lone_surrogates
from scriptward.sources.scan.protocol import Envelope
from scriptward.vocabulary.errors import BrowserLostError

Event = Callable[[str, str, msgspec.Raw], None]
"""Session, method, parameters."""
T = TypeVar("T")

_NOISE = tuple(
    f'{{"method":"{name}'.encode()
    for name in (
        "Network.dataReceived",
        "Network.resourceChangedPriority",
        "Runtime.consoleAPICalled",
        "Runtime.executionContext",
        "Page.frameStartedLoading",
        "Page.frameStoppedLoading",
        "Page.frameStartedNavigating",
        "Page.lifecycle",
    )
)
"""Frequent events that nobody here reads, thrown away before they are decoded."""
_URGENT = b'{"method":"Target.attachedToTarget"'
"""Something waits for a word of ours, and perhaps not for long."""
_QUEUE = 20_000
"""Messages read and not yet looked at; more wait in the browser."""
_END = b""
"""In their place after the last."""
_TURN = 0.002
"""Seconds of looking at messages, after which others have their turn."""
_decode = msgspec.json.Decoder(Envelope).decode


class RefusedError(Exception):
    """The debugger did not do what it was asked."""


class Connection:
    """Sends commands and hands out events. Commands to what is gone fail, they never hang."""

    def __init__(self, socket: ClientConnection, on_event: Event) -> None:
        """`on_event` is called for every event, in order but for the urgent ones.

        Those are `Target.attachedToTarget`: they go before events that came earlier, since their
        target may run before we are through with these. See `open_connection`.
        """
        self._socket, self._on_event = socket, on_event
        self._last = 0
        self._waiting: dict[int, asyncio.Future[msgspec.Raw]] = {}
        self._outbox: asyncio.PriorityQueue[tuple[int, int, bytes]] = asyncio.PriorityQueue()
        """Urgent or not, number, message."""
        self._urgent = False
        self._inbox: asyncio.Queue[bytes] = asyncio.Queue(_QUEUE)
        self.unread = 0
        """Messages that could not be understood."""
        self.closed = asyncio.Event()
        work = (self._read(), self._look(), self._write())
        self._tasks = tuple(asyncio.create_task(one) for one in work)

    def post(
        self, method: str, params: Mapping[str, object] | None = None, *, session: str = ""
    ) -> int:
        """Send a command without waiting for its answer; gives its number."""
        self._last += 1
        message: dict[str, object] = {"id": self._last, "method": method, "params": params or {}}
        if session:
            message["sessionId"] = session
        self._outbox.put_nowait((not self._urgent, self._last, msgspec.json.encode(message)))
        return self._last

    def ask(
        self, method: str, params: Mapping[str, object] | None = None, *, session: str = ""
    ) -> "asyncio.Future[msgspec.Raw]":
        """Send a command; its answer comes in the future, or RefusedError."""
        answer: asyncio.Future[msgspec.Raw] = asyncio.get_running_loop().create_future()
        if self.closed.is_set():
            answer.set_exception(RefusedError("the browser is gone"))
        else:
            self._waiting[self.post(method, params, session=session)] = answer
        answer.add_done_callback(_seen)
        return answer

    async def call(
        self,
        method: str,
        params: Mapping[str, object] | None = None,
        *,
        session: str = "",
        answer: type[T],
        within: float = bounds.CALL_TIMEOUT,
    ) -> T:
        """The decoded answer of a command. Raises RefusedError, also when time is up."""
        try:
            raw = await asyncio.wait_for(self.ask(method, params, session=session), within)
            return msgspec.json.decode(raw, type=answer)
        except (TimeoutError, msgspec.MsgspecError) as error:
            raise RefusedError(f"{method}: no usable answer") from error

    async def close(self) -> None:
        """Hang up."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._socket.close()
        self._hung_up()

    async def _write(self) -> None:
        while True:
            _, _, message = await self._outbox.get()
            try:
                await self._socket.send(message, text=True)
            except ConnectionClosed:
                return

    async def _read(self) -> None:
        try:
            while True:
                message = await self._socket.recv(decode=False)
                if message.startswith(_URGENT):
                    self._urgent = True
                    self._take(message)
                    self._urgent = False
                elif not message.startswith(_NOISE):
                    await self._inbox.put(message)
        except ConnectionClosed:
            await self._inbox.put(_END)
        finally:
            if not self._inbox.full():
                self._inbox.put_nowait(_END)

    async def _look(self) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + _TURN
        try:
            while message := await self._inbox.get():
                self._take(message)
                if not self._outbox.empty() or loop.time() > until:
                    await asyncio.sleep(0)  # answers leave, and what came is read, before the next
                    until = loop.time() + _TURN
        finally:
            self._hung_up()

    def _take(self, message: bytes) -> None:
        try:
            envelope = _understood(message)
            if envelope.method:
                self._on_event(envelope.sessionId, envelope.method, envelope.params)
                return
        except msgspec.MsgspecError:
            self.unread += 1
            return
        waiting = self._waiting.pop(envelope.id, None)
        if waiting is None or waiting.done():
            return
        if envelope.error is not None:
            waiting.set_exception(RefusedError(envelope.error.message))
        else:
            waiting.set_result(envelope.result)

    def _hung_up(self) -> None:
        self.closed.set()
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_exception(RefusedError("the browser is gone"))
        self._waiting.clear()


async def open_connection(address: str, on_event: Event) -> Connection:
    """A line to the debugger at `address` (`ws://…`). Raises BrowserLostError."""
    try:
        socket = await connect(
            address, max_size=None, max_queue=4096, compression=None, ping_interval=None, proxy=None
        )
    except (OSError, WebSocketException, TimeoutError) as error:
        raise BrowserLostError("Chromium's debugger doesn't answer") from error
    return Connection(socket, on_event)


def _understood(message: bytes) -> Envelope:
    """The envelope, lone surrogates replaced where there are any."""
    try:
        return _decode(message)
    except msgspec.DecodeError:
        return _decode(lone_surrogates.replaced(message))


def _seen(answer: "asyncio.Future[msgspec.Raw]") -> None:
    """Mark an exception as looked at: many answers are nobody's business any more."""
    if not answer.cancelled():
        answer.exception()
