"""What left the browser, as bytes: the raw side of a request. Lives in memory only."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """One WebSocket, WebRTC or WebTransport payload."""

    payload: bytes = field(repr=False)
    """As sent; text is UTF-8."""
    sent: bool = True
    """False for what the page received."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """One request with everything that may hold data. Never stored: it has what a person typed."""

    url: str = field(repr=False)
    """Whole, with query and fragment, as the browser sent it."""
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """As sent; names in any case. `Cookie` and `Referer` are among them."""
    body: bytes = field(default=b"", repr=False)
    body_missing: bool = False
    """There was a body that could not be read, or not to its end: never the same as clean."""
    messages: tuple[Message, ...] = field(default=(), repr=False)
    """Payloads of a socket, in order, both ways."""
