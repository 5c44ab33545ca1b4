"""A policy's headers and guard on every response of an ASGI application.

app = ScriptwardMiddleware(app, policy="policy.yaml")
"""

from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

from scriptward.app.delivery.exchange import Exchange
from scriptward.app.delivery.guard_file import Answer, answered, is_guard
from scriptward.app.delivery.kept import Kept, Sent
from scriptward.app.delivery.nonce import Given, Nonce
from scriptward.policy.options import COLLECTOR

__all__ = ["ScriptwardMiddleware"]

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
_PAST_US = ("http.response.pathsend", "http.response.zerocopysend")
"""Extensions by which a body would leave without passing here."""


class ScriptwardMiddleware:
    """Adds headers and guard. `scope["scriptward"]["nonce"]` is the response's nonce."""

    def __init__(
        self,
        app: App,
        policy: Path | str,
        collector: str = COLLECTOR,
        *,
        enabled: bool = True,
        strict: bool = False,
    ) -> None:
        """`policy`: the file; read again when it changes. `collector`: path of ours on the site.

        `enabled` False, or SCRIPTWARD_OFF=1 in the environment, turns all off. `strict`: a policy
        that can't be used raises PolicyError now; otherwise that is logged, and pages go out
        without it until it is mended. Raises UsageError for a collector that is no path.
        """
        self._app = app
        self._enabled = enabled
        self._kept = Kept(policy, collector, strict=strict)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one connection on; what isn't HTTP as it is."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        sent = self._kept.now() if self._enabled and not self._kept.off else None
        if sent is None:
            await self._app({**scope, "scriptward": Given(Nonce())}, receive, send)
            return
        root = scope.get("root_path", "").rstrip("/")
        path = scope["path"].removeprefix(root)
        if is_guard(path, self._kept):
            await _answer(self._guard(scope, sent), send)
            return
        exchange = Exchange(self._kept, sent, method=scope["method"], root=root, path=root + path)
        inner = {
            **scope,
            "headers": exchange.request(scope["headers"]),
            "scriptward": Given(exchange.nonce),
        }
        if _wants_page(scope) and scope.get("extensions"):
            kept = {key: one for key, one in scope["extensions"].items() if key not in _PAST_US}
            inner["extensions"] = kept
        await self._app(inner, receive, _Response(exchange, send))

    def _guard(self, scope: Scope, sent: Sent) -> Answer:
        known = [value for name, value in scope["headers"] if name == b"if-none-match"]
        return answered(
            self._kept,
            sent,
            method=scope["method"],
            query=scope.get("query_string", b"").decode("latin-1"),
            known=b",".join(known),
        )


class _Response:
    """Takes the application's messages, and sends those of the changed response."""

    def __init__(self, exchange: Exchange, send: Send) -> None:
        self._exchange = exchange
        self._send = send
        self._start: Message = {}

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = self._exchange.begin(message["status"], message.get("headers", ()))
            self._start = message
            if headers is not None:
                await self._send({**message, "headers": headers})
        elif self._exchange.held and message["type"] == "http.response.body":
            await self._body(message)
        else:
            await self._send(message)

    async def _body(self, message: Message) -> None:
        more = message.get("more_body", False)
        headers, chunk = self._exchange.feed(message.get("body", b""), last=not more)
        if headers is not None:
            await self._send({**self._start, "headers": headers})
        if chunk or not more:
            await self._send({**message, "body": chunk})


def _wants_page(scope: Scope) -> bool:
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


async def _answer(answer: Answer, send: Send) -> None:
    start = {"type": "http.response.start", "status": int(answer.status), "headers": answer.headers}
    await send(start)
    await send({"type": "http.response.body", "body": answer.body})
