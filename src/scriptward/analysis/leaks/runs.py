"""Where base85 may stand: its alphabets have the marks of every format that carries it."""

import re
from collections.abc import Iterator

from scriptward.analysis.leaks.layer import Layer
from scriptward.vocabulary.words import Where

RUN = re.compile(rb"[!#-\[\]-~]{10,}+")
FRAME = re.compile(rb"<~[!-uz]{5,}+~>")
_SHORTEST = 10
_PARTS = tuple(
    (marks, re.compile(pattern))
    for marks, pattern in (
        (b",'<>", rb"[,'<>]"),
        (b"<>", rb"[<>]"),
        (b",", rb","),
        (b",;'", rb"[,;]'?|'"),
        (b"&=?#", rb"[&=?#]"),
    )
)
"""What parts fields in lists, markup, tables, New Relic's strings and queries: each is a digit too
where it is another's field."""
_USUAL = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-=.:,"
"""Characters of tokens, numbers and times: base85 has others too."""
_SPACE = re.compile(rb"\s")
_SIGNED = "header.Authorization"
_LONGEST = 65_536
"""Bytes of a layer that is asked as a whole."""


def asked(runs: set[bytes]) -> set[bytes]:
    """Runs with marks that only base85 has, and their pieces between marks that may part fields."""
    marked = {run for run in runs if run.translate(None, _USUAL)}
    pieces: set[bytes] = set()
    for marks, parting in _PARTS if marked else ():
        for run in marked:
            if len(run.translate(None, marks)) < len(run):
                pieces.update(parting.split(run))
    return marked.union(
        piece for piece in pieces if len(piece) >= _SHORTEST and piece.translate(None, _USUAL)
    )


def whole(layer: Layer) -> Iterator[bytes]:
    """What of a layer may be base85 with quotes, which end a run elsewhere; also a user's name."""
    data = layer.data
    if len(data) >= _LONGEST or _SPACE.search(data):
        return
    if b'"' in data or b"\\" in data:
        yield data
        if layer.where is Where.HEADER and not layer.depth:
            yield data.partition(b"=")[2]
    if layer.label == _SIGNED and b":" in data:
        yield data.rpartition(b":")[0]
