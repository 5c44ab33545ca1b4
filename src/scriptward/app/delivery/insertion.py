"""Puts a tag first into `<head>` of a page that passes by in chunks.

Home-made: parsers build a tree of the whole page, and a tree written out again is another page.
This looks at what may stand before a head (HTML Standard, section 13.1) and at nothing behind it.
"""

import re

HELD = 16_384
"""Most bytes kept back while no head has come; then the page passes as it is."""
_SPACE = rb"[\t\n\f\r ]"
_REST = rb"(?:[^=>]|=[\t\n\f\r ]*+(?:\"[^\"]*\"|'[^']*'|(?![\"'])))*+>"
_SKIPPED = re.compile(
    rb"%b++|<!--(?:-?>|.*?--!?>)|<\?[^>]*>" % _SPACE,
    re.DOTALL,
)
_PAGE = re.compile(rb"<!doctype[^>]*>|<html(?=[\t\n\f\r />])%b" % _REST, re.IGNORECASE)
_HEAD = re.compile(rb"<head(?=[\t\n\f\r />])%b" % _REST, re.IGNORECASE)
_OPENINGS = (b"<!--", b"<!doctype", b"<?")
_TAGS = (b"<html", b"<head")
_MARK = b"\xef\xbb\xbf"
_WIDE_MARKS = (b"\xff", b"\xfe")


class Insertion:
    """One page. A fragment (no doctype, `<html>` or `<head>`) and UTF-16 stay as they are."""

    def __init__(self, tag: bytes) -> None:
        """`tag`: in ASCII."""
        self._tag = tag
        self._held = b""
        self._at = 0
        self._page = False
        self.inserted: bool | None = None
        """None until it is decided."""

    def feed(self, chunk: bytes) -> bytes:
        """What may leave of the page so far; what is undecided is kept back."""
        if self.inserted is not None:
            return chunk
        self._held += chunk
        place = self._place()
        if place is None:
            return self.end() if len(self._held) > HELD else b""
        self.inserted = place >= 0
        held, self._held = self._held, b""
        return held[:place] + self._tag + held[place:] if self.inserted else held

    def end(self) -> bytes:
        """What was kept back: no head came."""
        held, self._held = self._held, b""
        self.inserted = bool(self.inserted)
        return held

    def _place(self) -> int | None:
        """Where the tag belongs; -1 for nowhere, None while more is needed."""
        held = self._held
        if self._at == 0:
            if held.startswith(_WIDE_MARKS):
                return -1
            if held.startswith(_MARK):
                self._at = len(_MARK)
            elif _MARK.startswith(held[: len(_MARK)]):
                return None
        while self._at < len(held):
            if found := _SKIPPED.match(held, self._at):
                self._at = found.end()
            elif found := _PAGE.match(held, self._at):
                self._at, self._page = found.end(), True
            elif found := _HEAD.match(held, self._at):
                return found.end()
            elif _begun(held[self._at :]):
                return None
            else:
                return self._at if self._page else -1
        return None


def _begun(rest: bytes) -> bool:
    """Whether more bytes could make it something that stands before a head."""
    low = rest[:10].lower()
    if any(low.startswith(one) or one.startswith(low) for one in _OPENINGS):
        return True
    if any(one.startswith(low) for one in _TAGS):
        return True
    return low[:5] in _TAGS and low[5:6] in b"\t\n\f\r />"
