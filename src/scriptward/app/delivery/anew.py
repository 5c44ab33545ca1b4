"""A nonce for code that a server writes anew into each page, where its shape is approved.

The page passes until the first code of such a shape; from there on it is kept to its end, and code
gets the nonce only where the page has that shape once: two of one shape mean that somebody has put
one there, and none of them gets it. Scripts are counted by their letters alone, whatever stands
around them, so that nothing put into a page hides the site's own from the count.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from scriptward.lib.code_shape import LONGEST, shape

MOST = 4 * 1024 * 1024
"""Bytes kept to a page's end; a longer one gets no nonce from there on."""
MOST_SCRIPTS = 300
"""With more of them from the first of approved shape on, none gets it."""
MOST_TEXT = 2 * 1024 * 1024
"""Bytes of code looked at in one page; one with more gets none."""
_WORD = b"<script"
_ENDS_NAME = b"\t\n\f\r />"
_OPENING = re.compile(
    rb"<script(?=[\t\n\f\r />])(?P<rest>(?:[^>\"']|\"[^\"]*\"|'[^']*')*+)>", re.IGNORECASE
)
_CLOSING = re.compile(rb"</script(?=[\t\n\f\r />])", re.IGNORECASE)
_LONGEST_END = len(b"</script ")
_FILE = re.compile(rb"[\t\n\f\r /\"']src[\t\n\f\r ]*=", re.IGNORECASE)
_LINES = re.compile(r"\r\n?")


class _Place(NamedTuple):
    """One script of approved shape."""

    at: int
    """Behind `<script`."""
    shape: str


class CodeAnew:
    """One page."""

    def __init__(self, shapes: frozenset[str], nonce: str) -> None:
        """`shapes`: digests of those approved for the page. `nonce`: of the response."""
        self._shapes = shapes
        self._nonce = nonce
        self._held = bytearray()
        self._past = False
        self._read = 0
        self._seen = False
        """Code of such a shape is in what is kept."""
        self._behind = 0
        """What is kept starts with a script that isn't whole: the end of its opening tag."""
        self._sought = 0
        """Up to here its closing tag was sought."""

    def feed(self, chunk: bytes) -> bytes:
        """What may leave of the page so far."""
        if self._past:
            return chunk
        self._held += chunk
        if len(self._held) > MOST:
            self._past = True
            return self._leave(len(self._held))
        return b"" if self._seen or self._within() else self._leave(self._free())

    def end(self) -> bytes:
        """The rest, with the nonce where it belongs."""
        return with_nonces(self._leave(len(self._held)), self._shapes, self._nonce)

    def _leave(self, free: int) -> bytes:
        leaves = bytes(self._held[:free])
        del self._held[:free]
        return leaves

    def _within(self) -> bool:
        """Whether the end of the script that was begun is still to come; each byte is read once."""
        if not self._behind:
            return False
        ends = _CLOSING.search(self._held, max(self._behind, self._sought - _LONGEST_END))
        self._sought = len(self._held)
        if ends:
            self._behind = self._sought = 0
        return not ends

    def _free(self) -> int:
        """Bytes before the first script that isn't whole yet, or has such a shape."""
        held = self._held
        low = held.lower()
        at = low.find(_WORD)
        while at >= 0:
            follows = held[at + len(_WORD) : at + len(_WORD) + 1]
            if not follows or follows in _ENDS_NAME:
                text = _text(held, at)
                self._read += len(text or b"")
                if self._read > MOST_TEXT:
                    self._past = True
                    return len(low)
                self._seen = text is not None and _shape(text) in self._shapes
                if text is None:
                    opening = _OPENING.match(held, at)
                    self._behind = opening.end() - at if opening else 0
                if text is None or self._seen:
                    return at
            at = low.find(_WORD, at + 1)
        tail = max((n for n in range(1, len(_WORD)) if low.endswith(_WORD[:n])), default=0)
        return len(low) - tail


def with_nonces(page: bytes, shapes: frozenset[str], nonce: str) -> bytes:
    """The page with the nonce at each script whose shape is one of these and is there once."""
    found = list(_found(page, shapes))
    counts: dict[str, int] = {}
    for one in found:
        counts[one.shape] = counts.get(one.shape, 0) + 1
    known = f' nonce="{nonce}"'.encode()
    for one in reversed(found):
        if counts[one.shape] == 1:
            page = page[: one.at] + known + page[one.at :]
    return page


def _found(page: bytes, shapes: frozenset[str]) -> Iterator[_Place]:
    """Scripts of approved shape; none in a page with too many to be sure."""
    starts = [match.start() for match in re.finditer(_WORD, page, re.IGNORECASE)]
    if len(starts) > MOST_SCRIPTS:
        return
    texts = [_text(page, start) or b"" for start in starts]
    if sum(map(len, texts)) > MOST_TEXT:
        return
    for start, text in zip(starts, texts, strict=True):
        if (digest := _shape(text)) in shapes:
            yield _Place(at=start + len(_WORD), shape=digest)


def _text(page: bytes | bytearray, start: int) -> bytes | bytearray | None:
    """The text of the script whose `<script` stands there; None while it isn't whole."""
    opening = _OPENING.match(page, start)
    if opening is None:
        return None
    if _FILE.search(opening["rest"]):
        return b""
    closing = _CLOSING.search(page, opening.end())
    return page[opening.end() : closing.start()] if closing else None


def _shape(text: bytes | bytearray) -> str:
    """Empty for what has none; line ends as browsers read them."""
    if len(text) > LONGEST:
        return ""
    try:
        return shape(_LINES.sub("\n", text.decode()))
    except UnicodeDecodeError:
        return ""
