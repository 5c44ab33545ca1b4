"""Parts of a body whose ends no escape or quote says: of a form's files, of a STUN message."""

import re
from collections.abc import Iterator

from scriptward.analysis.leaks.layer import Layer
from scriptward.analysis.leaks.text import PRINTABLE

_STUN = bytes.fromhex("2112a442")
"""The cookie in each message."""
_HEADER = 20
_PART = re.compile(rb"\r?\n\r?\n")


def attributes(layer: Layer) -> Iterator[Layer]:
    """Attributes of a STUN message, whose length may be a letter beside them (RFC 8489, 14)."""
    data = layer.data
    if data[4:8] != _STUN:
        return
    at = _HEADER
    while at + 4 < len(data):
        end = at + 4 + int.from_bytes(data[at + 2 : at + 4], "big")
        yield layer.child(data[at + 4 : end], (), start=at + 4, end=min(end, len(data)))
        at = end + -end % 4


def parts(layer: Layer) -> Iterator[Layer]:
    """Parts of a multipart body, where one of them is binary: streams end with their part."""
    data = layer.data
    if not data.startswith(b"--") or b"ontent-" not in data[:400]:  # the first part's head
        return
    boundary = data.split(b"\r\n", 1)[0][:80]
    at = data.find(boundary)
    while at >= 0:
        following = data.find(b"\r\n" + boundary, at)
        head = _PART.search(data, at, following if following >= 0 else len(data))
        if head is None or following < 0:
            return
        part = data[head.end() : following]
        if part.translate(None, PRINTABLE):
            yield layer.child(part, (), start=head.end(), end=following)
        at = following + 2
