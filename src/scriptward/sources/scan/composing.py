"""Finds the script that put code together from pieces: `"<img onerror='" + code + "'>"`.

Code in an attribute runs in a task of its own, and no stack shows who wrote it. What it is made of
stands in the text of its maker; others may hold some of it, as two builds of one script do.
"""

import re
from collections.abc import Mapping

_PIECE = re.compile(r"[\w$-][\w$.-]{3,}")
"""What stands between slashes, quotes and brackets: names, hosts, steps of paths."""
_HANDLER = re.compile(r"\bon[a-z]{3,20}\b|javascript:")
_FEWEST = 2
"""Pieces of one maker's own text."""
_SHARE = 0.7
"""Of the characters of all pieces: the rest may be a value that only the page knew."""
_MOST = 100
"""Pieces that are looked for."""
_LONGEST = 20_000
"""Characters of code that is looked at."""


def composer(code: str, texts: Mapping[str, str]) -> str:
    """The one text with most of a handler's pieces; empty where none has them, or two have alike.

    `texts`: of those that may have made it, by any key, which is what is given back.
    """
    pieces = set(_PIECE.findall(code[:_LONGEST]))
    if not _FEWEST <= len(pieces) <= _MOST:
        return ""
    weights = {
        key: sum(len(piece) for piece in pieces if piece in text)
        for key, text in texts.items()
        if _HANDLER.search(text)
    }
    best, *others = sorted(weights, key=lambda key: weights[key], reverse=True) or [""]
    enough = _SHARE * sum(map(len, pieces))
    if weights.get(best, 0) < enough or any(weights[key] == weights[best] for key in others):
        return ""
    return best
