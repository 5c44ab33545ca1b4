"""Bodies that the sensor gave, as the browser writes them: for pages that are gone when asked.

https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from scriptward.sources.scan.bodies import Body, cut, decoded
from scriptward.vocabulary.sensor import Content, Piece

_BOUNDARY = re.compile(
    r"multipart/form-data\s*;.{0,200}?boundary=\"?([^\s\";,]{1,200})", re.IGNORECASE
)
_ANY_BOUNDARY = "----ScriptwardBoundary"
_LINE_END = re.compile(r"\r\n|\r|\n")
_ESCAPES = str.maketrans({'"': "%22", "\r": "%0D", "\n": "%0A"})


def body(content: Content, headers: Iterable[tuple[str, str]]) -> Body:
    """The bytes of a body. `headers`: of its request; they say what parts the entries of a form."""
    if content.form:
        written = _multipart(content.pieces, _boundary(headers))
    else:
        written = b"".join(decoded(piece.data) for piece in content.pieces)
    taken = cut(written)
    return replace(taken, missing=taken.missing or not content.whole)


def _boundary(headers: Iterable[tuple[str, str]]) -> str:
    for name, value in headers:
        if name.lower() == "content-type" and (found := _BOUNDARY.match(value)):
            return found[1]
    return _ANY_BOUNDARY


def _multipart(pieces: Iterable[Piece], boundary: str) -> bytes:
    entries = (
        b"".join((_head(piece, boundary).encode("utf-8", "replace"), _value(piece), b"\r\n"))
        for piece in pieces
    )
    return b"".join((*entries, f"--{boundary}--\r\n".encode("utf-8", "replace")))


def _head(piece: Piece, boundary: str) -> str:
    name = _LINE_END.sub("\r\n", piece.name).translate(_ESCAPES)
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"'
    if piece.type:
        filename = piece.filename.translate(_ESCAPES)
        head += f'; filename="{filename}"\r\nContent-Type: {piece.type}'
    return head + "\r\n\r\n"


def _value(piece: Piece) -> bytes:
    value = decoded(piece.data)
    return value if piece.type else re.sub(rb"\r\n|\r|\n", b"\r\n", value)
