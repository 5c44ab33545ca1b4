"""A policy's headers and guard on every response of a WSGI application.

app = ScriptwardMiddleware(app, policy="policy.yaml")
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from scriptward.app.delivery.exchange import Exchange
from scriptward.app.delivery.guard_file import answered, is_guard
from scriptward.app.delivery.kept import Kept, Sent
from scriptward.app.delivery.merging import Headers
from scriptward.app.delivery.nonce import LazyText, Nonce
from scriptward.policy.options import COLLECTOR

__all__ = ["ScriptwardMiddleware"]

Environ = dict[str, Any]
Write = Callable[[bytes], object]
StartResponse = Callable[..., Write]
App = Callable[[Environ, StartResponse], Iterable[bytes]]
NONCE = "scriptward.nonce"
_REQUEST = {
    "HTTP_ACCEPT": b"accept",
    "HTTP_HOST": b"host",
    "HTTP_IF_NONE_MATCH": b"if-none-match",
    "HTTP_IF_MODIFIED_SINCE": b"if-modified-since",
}


class ScriptwardMiddleware:
    """Adds headers and guard. `environ["scriptward.nonce"]` is the response's nonce."""

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

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Pass one request on."""
        sent = self._kept.now() if self._enabled and not self._kept.off else None
        if sent is None:
            environ[NONCE] = LazyText.of(Nonce())
            return self._app(environ, start_response)
        if is_guard(environ.get("PATH_INFO", ""), self._kept):
            return self._guard(environ, start_response, sent)
        root = environ.get("SCRIPT_NAME", "").rstrip("/")
        method = environ["REQUEST_METHOD"]
        path = root + environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "replace")
        exchange = Exchange(self._kept, sent, method=method, root=root, path=path)
        _ask(environ, exchange)
        environ[NONCE] = LazyText.of(exchange.nonce)
        response = _Response(exchange, start_response)
        body = self._app(environ, response.start)
        return body if response.passes else _Body(response, body)

    def _guard(self, environ: Environ, start: StartResponse, sent: Sent) -> Iterable[bytes]:
        answer = answered(
            self._kept,
            sent,
            method=environ["REQUEST_METHOD"],
            query=environ.get("QUERY_STRING", ""),
            known=environ.get("HTTP_IF_NONE_MATCH", "").encode("latin-1"),
        )
        start(f"{answer.status.value} {answer.status.phrase}", _as_text(answer.headers))
        return [answer.body]


class _Response:
    """What the application says of its response, and what of it has been passed on."""

    def __init__(self, exchange: Exchange, start: StartResponse) -> None:
        self.exchange = exchange
        self.passes = False
        """The body needs no look: it goes to the server as it is."""
        self._start = start
        self._status = ""
        self._failed: object = None
        self._write: Write | None = None

    def start(
        self, status: str, headers: list[tuple[str, str]], exc_info: object = None, /
    ) -> Write:
        """The application's `start_response`."""
        self._status, self._failed = status, exc_info
        if self._write is not None:
            return self._start(status, headers, exc_info)
        said = self.exchange.begin(int(status[:3]), _as_bytes(headers))
        if said is None:
            return self._written
        self.passes = not self.exchange.held
        self._write = self._started(said)
        return self._write

    @property
    def started(self) -> bool:
        """Whether the server has heard of the headers."""
        return self._write is not None

    def fed(self, chunk: bytes, *, last: bool) -> bytes:
        """What may leave for this chunk; the server hears of the headers before."""
        if self.passes:
            return chunk
        headers, out = self.exchange.feed(chunk, last=last)
        if headers is not None:
            self._write = self._started(headers)
        return out

    def _started(self, headers: Headers) -> Write:
        if self._failed is None:
            return self._start(self._status, _as_text(headers))
        return self._start(self._status, _as_text(headers), self._failed)

    def _written(self, chunk: bytes) -> None:
        out = self.fed(chunk, last=False)
        if out and self._write is not None:
            self._write(out)


class _Body:
    """The application's body with the tag in it. Nothing comes before the server has headers."""

    def __init__(self, response: _Response, body: Iterable[bytes]) -> None:
        self._response = response
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        whole = isinstance(self._body, list | tuple) and len(self._body) == 1
        for chunk in self._body:
            out = self._response.fed(chunk, last=whole)
            if self._response.started:
                yield out
        if not whole and not self._response.passes:
            yield self._response.fed(b"", last=True)

    def close(self) -> None:
        """As the server asks: the application frees what it holds."""
        close = getattr(self._body, "close", None)
        if close is not None:
            close()


def _ask(environ: Environ, exchange: Exchange) -> None:
    """Give the application the request's headers as it should see them."""
    asked = [
        (name, environ[key].encode("latin-1")) for key, name in _REQUEST.items() if key in environ
    ]
    said = dict(exchange.request(asked))
    for key, name in _REQUEST.items():
        if name in said:
            environ[key] = said[name].decode("latin-1")
        else:
            environ.pop(key, None)


def _as_bytes(headers: Iterable[tuple[str, str]]) -> Headers:
    return [(_lower(name), value.encode("latin-1")) for name, value in headers]


def _as_text(headers: Headers) -> list[tuple[str, str]]:
    return [(_title(name), value.decode("latin-1")) for name, value in headers]


@lru_cache(maxsize=256)
def _lower(name: str) -> bytes:
    return name.lower().encode("latin-1")


@lru_cache(maxsize=256)
def _title(name: bytes) -> str:
    return name.decode("latin-1").title()
