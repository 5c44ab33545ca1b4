"""Validators of a page that is changed on its way (RFC 9110, section 8.8, and RFC 9111).

A browser that kept a page must get it again when the policy changes, and not otherwise. So its
ETag carries a mark of the policy, taken off again before the application compares; Last-Modified is
at least the policy's. A page with a nonce has neither: it is another page each time.
"""

import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from scriptward.app.delivery.kept import Sent
from scriptward.app.delivery.merging import Headers

_TAGS = re.compile(rb'(?:W/)?"[^"]*"')
_MARK = b"-sw"
_OF_THE_BODY = frozenset(
    {b"content-md5", b"digest", b"content-digest", b"repr-digest", b"accept-ranges"}
)
_LENGTH = b"content-length"


@dataclass(frozen=True)
class Asked:
    """What of the request matters for its response."""

    marked: bool = False
    """It named the page with the policy's mark."""


def asked(headers: Headers, sent: Sent) -> tuple[Asked, Headers]:
    """The request's headers without our marks. A page kept under another policy is stale."""
    page = any(name == b"accept" and b"text/html" in value for name, value in headers)
    kept: Headers = []
    marked = False
    for name, value in headers:
        if name == b"if-none-match":
            known, others = _named(value, sent)
            marked = bool(known)
            said = b", ".join(known if page else (*known, *others))
            if said:
                kept.append((name, said))
        elif name == b"if-modified-since" and page and _seconds(value) < sent.since:
            continue
        else:
            kept.append((name, value))
    return Asked(marked), kept


def unchanged(headers: Headers, asked: Asked, sent: Sent) -> Headers:
    """Headers of a 304: its ETag is the one that was asked with."""
    return tagged(headers, sent, used=False) if asked.marked else headers


def changed(headers: Headers, sent: Sent, *, used: bool) -> Headers:
    """Headers of a page that is another than the application's: its length is left out.

    `used`: the nonce is in the page.
    """
    kept = [
        (name, value) for name, value in headers if name not in _OF_THE_BODY and name != _LENGTH
    ]
    return tagged(kept, sent, used=used)


def tagged(headers: Headers, sent: Sent, *, used: bool) -> Headers:
    """The same with the policy's mark in its validators; without them where a nonce is used."""
    made: Headers = []
    for name, value in headers:
        if name not in {b"etag", b"last-modified"}:
            made.append((name, value))
        elif used:
            continue
        elif name == b"etag":
            made.append((name, _marked(value, sent)))
        else:
            later = _seconds(value) < sent.since
            made.append((name, sent.since_http if later else value))
    return made


def _mark(sent: Sent) -> bytes:
    return _MARK + sent.digest.encode() + b'"'


def _marked(tag: bytes, sent: Sent) -> bytes:
    return tag[:-1] + _mark(sent) if _TAGS.fullmatch(tag) else tag


def _named(value: bytes, sent: Sent) -> tuple[list[bytes], list[bytes]]:
    """Tags with this policy's mark, taken off; tags that never had one."""
    mark = _mark(sent)
    tags = _TAGS.findall(value) or ([b"*"] if value.strip() == b"*" else [])
    known = [tag[: -len(mark)] + b'"' for tag in tags if tag.endswith(mark)]
    return known, [tag for tag in tags if _MARK not in tag]


def _seconds(value: bytes) -> float:
    """Of an HTTP date; 0 where it isn't one."""
    try:
        return parsedate_to_datetime(value.decode("latin-1")).timestamp()
    except (ValueError, OverflowError):
        return 0.0
