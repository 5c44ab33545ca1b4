"""By which browser API a request left: the tool's own word, else what the request looks like."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from scriptward.vocabulary.words import Channel

_BY_TYPE = {
    "xhr": Channel.XHR,
    "xmlhttprequest": Channel.XHR,
    "fetch": Channel.FETCH,
    "script": Channel.SCRIPT,
    "stylesheet": Channel.CSS,
    "css": Channel.CSS,
    "image": Channel.IMAGE,
    "img": Channel.IMAGE,
    "imageset": Channel.IMAGE,
    "font": Channel.FONT,
    "media": Channel.MEDIA,
    "document": Channel.NAVIGATION,
    "subdocument": Channel.FRAME,
    "websocket": Channel.WEBSOCKET,
    "eventsource": Channel.EVENTSOURCE,
    "ping": Channel.BEACON,
    "beacon": Channel.BEACON,
    "prefetch": Channel.PREFETCH,
    "object": Channel.OBJECT,
    "cspviolationreport": Channel.REPORT,
    "csp-violation-report": Channel.REPORT,
}
_BY_DESTINATION = {
    "document": Channel.NAVIGATION,
    "iframe": Channel.FRAME,
    "frame": Channel.FRAME,
    "script": Channel.SCRIPT,
    "worker": Channel.WORKER,
    "sharedworker": Channel.WORKER,
    "serviceworker": Channel.WORKER,
    "style": Channel.CSS,
    "image": Channel.IMAGE,
    "font": Channel.FONT,
    "audio": Channel.MEDIA,
    "video": Channel.MEDIA,
    "track": Channel.MEDIA,
    "object": Channel.OBJECT,
    "embed": Channel.OBJECT,
    "report": Channel.REPORT,
}
_BY_ENDING = {
    ".js": Channel.SCRIPT,
    ".mjs": Channel.SCRIPT,
    ".css": Channel.CSS,
    ".png": Channel.IMAGE,
    ".gif": Channel.IMAGE,
    ".jpg": Channel.IMAGE,
    ".jpeg": Channel.IMAGE,
    ".svg": Channel.IMAGE,
    ".webp": Channel.IMAGE,
    ".ico": Channel.IMAGE,
    ".woff": Channel.FONT,
    ".woff2": Channel.FONT,
    ".ttf": Channel.FONT,
    ".mp4": Channel.MEDIA,
    ".webm": Channel.MEDIA,
}
_READS = {"GET", "HEAD"}


def channel_of(
    *,
    kind: str,
    method: str,
    url: str,
    headers: Mapping[str, str],
    mime: str,
) -> Channel:
    """The channel, where it isn't the page's own document.

    `kind`: the tool's word for what was requested, empty where it has none. `headers`: of the
    request, names in lower case.
    """
    if url.startswith(("ws:", "wss:")) or headers.get("upgrade", "").lower() == "websocket":
        return Channel.WEBSOCKET
    destination = _BY_DESTINATION.get(headers.get("sec-fetch-dest", "").lower())
    known = _BY_TYPE.get(kind.lower())
    if known is Channel.NAVIGATION and destination is not Channel.NAVIGATION:
        known = Channel.FRAME
    return known or destination or _by_looks(method, url, headers, mime.lower())


def _by_looks(method: str, url: str, headers: Mapping[str, str], mime: str) -> Channel:
    if "ping-to" in headers:
        return Channel.PING
    if "x-requested-with" in headers:
        return Channel.XHR
    if method.upper() not in _READS:
        return Channel.FETCH
    if "javascript" in mime or "ecmascript" in mime:
        return Channel.SCRIPT
    for start, channel in (
        ("image/", Channel.IMAGE),
        ("text/css", Channel.CSS),
        ("font/", Channel.FONT),
        ("application/font", Channel.FONT),
        ("application/x-font", Channel.FONT),
        ("video/", Channel.MEDIA),
        ("audio/", Channel.MEDIA),
        ("text/event-stream", Channel.EVENTSOURCE),
        ("text/html", Channel.FRAME),
    ):
        if mime.startswith(start):
            return channel
    return _by_ending(url) or (Channel.FETCH if "json" in mime else Channel.OTHER)


def _by_ending(url: str) -> Channel | None:
    try:
        path = urlsplit(url).path
    except ValueError:
        return None
    dot = path.rfind(".")
    return _BY_ENDING.get(path[dot:].lower()) if dot >= 0 else None
