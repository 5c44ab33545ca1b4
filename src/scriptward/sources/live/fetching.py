"""One GET as a browser sends it, and every header line of the answer; redirects aren't followed.

By http.client: urllib and browsers join headers that were sent twice. A timer shuts the connection
at the deadline, so a server that sends a byte now and then can't hold it.
"""

import http.client
import socket
import time
import zlib
from contextlib import closing, suppress
from threading import Timer
from urllib.parse import quote, urlsplit

from scriptward.sources.live.response import Response, Role
from scriptward.vocabulary.errors import UnreachableError

MOST_BYTES = 4_000_000
WITHIN_S = 10.0
LONGEST_URL = 4_000
_CHUNK = 65_536
_GZIP_OR_ZLIB = 47
_AGENT = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/140.0.0.0 Safari/537.36"
)
_DOCUMENT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_DESTINATIONS = {
    Role.FRAME: "iframe",
    Role.WORKER: "worker",
    Role.SCRIPT: "script",
    Role.GUARD: "script",
    Role.STYLE: "style",
    Role.IMAGE: "image",
    Role.REPORTS: "empty",
}
_PAGES = frozenset({Role.PAGE, Role.ERROR, Role.NOT_MODIFIED, Role.REDIRECT})


def fetched(
    url: str, role: Role, *, more: tuple[tuple[str, str], ...] = (), within: float = WITHIN_S
) -> Response:
    """The answer of `url`. `more`: request headers; `within`: seconds for all of it.

    Raises UnreachableError with the reason, also for an answer that isn't HTTP or never ends.
    """
    end = time.monotonic() + within
    try:
        parts = urlsplit(url)
        connection = _connection(parts.scheme, parts.hostname or "", parts.port, within)
        target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        target += f"?{quote(parts.query, safe='/?%:@!$&()*+,;=~-._[]|')}" if parts.query else ""
        with closing(connection):
            connection.connect()
            timer = Timer(max(0.1, end - time.monotonic()), _shut, [connection.sock])
            timer.daemon = True
            timer.start()
            try:
                connection.request("GET", target, headers={**_asked(role), **dict(more)})
                answer = connection.getresponse()
                with closing(answer):
                    headers = tuple((name.lower(), value) for name, value in answer.getheaders())
                    body = _body(answer)
            finally:
                timer.cancel()
    except (OSError, http.client.HTTPException, ValueError) as error:
        late = time.monotonic() >= end
        reason = f"not whole within {within:g} s" if late else _reason(error)
        raise UnreachableError(f"{url[:200]} can't be fetched: {reason[:200]}") from error
    if time.monotonic() >= end:
        raise UnreachableError(f"{url[:200]} can't be fetched: not whole within {within:g} s")
    return Response(role=role, url=url, status=answer.status, headers=headers, body=body)


def _connection(
    scheme: str, host: str, port: int | None, within: float
) -> http.client.HTTPConnection:
    made = http.client.HTTPSConnection if scheme == "https" else http.client.HTTPConnection
    return made(host, port, timeout=within)


def _shut(sock: socket.socket) -> None:
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _asked(role: Role) -> dict[str, str]:
    page = role in _PAGES
    mode = "navigate" if page or role is Role.FRAME else "no-cors"
    asked = {
        "User-Agent": _AGENT,
        "Accept": _DOCUMENT if mode == "navigate" else "*/*",
        "Accept-Encoding": "gzip, deflate",
        "Accept-Language": "en-US,en;q=0.9",
        "Sec-Fetch-Site": "none" if page else "same-origin",
        "Sec-Fetch-Mode": mode,
        "Sec-Fetch-Dest": "document" if page else _DESTINATIONS[role],
        "Connection": "close",
    }
    return {**asked, "Upgrade-Insecure-Requests": "1"} if mode == "navigate" else asked


def _body(answer: http.client.HTTPResponse) -> bytes:
    parts: list[bytes] = []
    size = 0
    while size < MOST_BYTES and (part := answer.read1(min(_CHUNK, MOST_BYTES - size))):
        parts.append(part)
        size += len(part)
    body = b"".join(parts)
    if (answer.getheader("Content-Encoding") or "").strip().lower() in {
        "gzip",
        "x-gzip",
        "deflate",
    }:
        with suppress(zlib.error):
            return zlib.decompressobj(_GZIP_OR_ZLIB).decompress(body, MOST_BYTES)
    return body


def _reason(error: Exception) -> str:
    if type(error) is http.client.BadStatusLine:
        return "what it answers is no HTTP"
    said = error.strerror if isinstance(error, OSError) else None
    return said or str(error) or type(error).__name__
