"""Where base85 may stand: its alphabets have the marks of every format that carries it."""

import re
from collections.abc import Iterator

from scriptward.analysis.leaks.layer import Layer
from scriptward.analysis.leaks.tokens import Meaning
from scriptward.vocabulary.words import Where

RUN = re.compile(rb"[!#-\[\]-~]{10,}+")
QUOTED = re.compile(rb"[!-~]{10,}+")
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
_ADOBE = bytes(range(0x21, 0x76)) + b"z"
_LIKE_RUNS = _ADOBE.replace(b'"', b"").replace(b"\\", b"")
_SPACE = re.compile(rb"\s")
_SIGNED = "header.Authorization"
_MANY = 100
"""Runs with a meaning in one text that are compared with one another."""
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


def quoted(runs: set[bytes]) -> set[bytes]:
    """Runs with quotes or backslashes, which only Adobe's alphabet has."""
    return {
        run for run in runs if not run.translate(None, _ADOBE) and run.translate(None, _LIKE_RUNS)
    }


def alone(meant: dict[bytes, list[Meaning]]) -> dict[bytes, list[Meaning]]:
    """Without pieces that stand for a part of what a longer run stands for.

    A value that the piece cuts short would look whole.
    """
    if not 1 < len(meant) <= _MANY:
        return meant
    kept: dict[bytes, list[Meaning]] = {}
    for run in sorted(meant, key=len, reverse=True):
        said = [
            meaning.data for longer, all_of in kept.items() if run in longer for meaning in all_of
        ]
        own = [each for each in meant[run] if not any(each.data[:-4] in data for data in said)]
        if own:
            kept[run] = own
    return kept


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
