"""Tunnels of a proxy (CONNECT, RFC 9110, 9.3.6) that it did not look into.

A proxy that opens TLS records the requests inside a tunnel as well; one that doesn't has only the
tunnel, and nothing of what went through it.
"""

from urllib.parse import urlsplit

from scriptward.vocabulary.request import Request

UNOPENED = "not fully read: the proxy did not open this tunnel"
_MOST = 100_000


class Tunnels:
    """Tell it every request in order; it knows which tunnels stayed closed."""

    def __init__(self) -> None:
        self._closed: dict[str, list[str]] = {}
        self._open: set[str] = set()

    def tell(self, request: Request, *, key: str) -> None:
        """Take note of a request. `key`: what to call it by."""
        host = _host(request.url)
        if request.method.upper() != "CONNECT":
            if len(self._open) < _MOST:
                self._open.add(host)
        elif len(self._closed) < _MOST:
            self._closed.setdefault(host, []).append(key)

    def closed(self) -> tuple[str, ...]:
        """Keys of the tunnels to hosts of which there is no request besides."""
        return tuple(
            key for host, keys in self._closed.items() if host not in self._open for key in keys
        )


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
