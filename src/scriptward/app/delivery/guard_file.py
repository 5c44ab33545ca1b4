"""The guard as a file of the site: the same bytes for a digest for ever, so kept for ever."""

from dataclasses import dataclass
from http import HTTPStatus

from scriptward.app.delivery.exchange import version
from scriptward.app.delivery.kept import GUARD, Kept, Sent
from scriptward.app.delivery.merging import Headers, merged

FOR_EVER = b"public, max-age=31536000, immutable"
FOR_NOW = b"public, max-age=300"
TYPE = b"text/javascript; charset=utf-8"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A whole response."""

    status: HTTPStatus
    headers: Headers
    body: bytes = b""


def is_guard(path: str, kept: Kept) -> bool:
    """Whether a path, without the application's root, is the guard's."""
    return path == f"{kept.collector}/{GUARD}"


def answered(kept: Kept, sent: Sent, *, method: str, query: str, known: bytes) -> Answer:
    """The guard that `query` names, or the newest. `known`: the request's If-None-Match."""
    if method not in {"GET", "HEAD"}:
        return _empty(HTTPStatus.METHOD_NOT_ALLOWED, sent, [(b"allow", b"GET, HEAD")])
    script = kept.guard(_integrity(query)) if query else sent.guard
    if not script:
        return _empty(HTTPStatus.NOT_FOUND, sent, [(b"cache-control", b"no-store")])
    tag = f'"{query or version(sent.integrity)}"'.encode()
    headers = [
        (b"cache-control", FOR_EVER if query else FOR_NOW),
        (b"etag", tag),
        (b"x-content-type-options", b"nosniff"),
        (b"access-control-allow-origin", b"*"),
        (b"cross-origin-resource-policy", b"same-origin"),
    ]
    if tag in (one.strip().removeprefix(b"W/") for one in known.split(b",")):
        return Answer(status=HTTPStatus.NOT_MODIFIED, headers=merged(headers, sent.headers))
    headers += [(b"content-type", TYPE), (b"content-length", b"%d" % len(script))]
    body = script if method == "GET" else b""
    return Answer(status=HTTPStatus.OK, headers=merged(headers, sent.headers), body=body)


def _integrity(query: str) -> str:
    return "sha384-" + query.replace("-", "+").replace("_", "/")


def _empty(status: HTTPStatus, sent: Sent, headers: Headers) -> Answer:
    length = (b"content-length", b"0")
    return Answer(status=status, headers=merged([*headers, length], sent.headers))
