"""A sketch of code without an address: tells whether two texts are versions of one script.

Bottom-k sketch (Broder, On the resemblance and containment of documents, 1997) of the words that
are no strings, comments or short names: a nonce, a line shift or another minifier leave it alike.
Home-made scanning: a few words more or less don't matter, so no parser of JavaScript is asked.
"""

import hashlib
import re
from collections.abc import Callable, Iterator

_TOKEN = re.compile(
    r"//[^\n]*|/\*(?:[^*]|\*(?!/))*+(?:\*/)?"
    r'|"(?:[^"\\\n]|\\.)*+"?|\'(?:[^\'\\\n]|\\.)*+\'?|`(?:[^`\\]|\\.)*+`?'
    r"|[A-Za-z_$][\w$]*",
    re.DOTALL,
)
"""What has no end goes to the end of the line or text, so that no text is read twice."""
_SHORTEST = 4
"""Characters: minifiers give locals shorter names."""
_LONGEST_READ = 200_000
_KEPT = 16
_DIGITS = 8


def sketch(source: str, masked: Callable[[str], str]) -> str:
    """Hex digits of up to 16 words' hashes, 8 a word, sorted; empty for no text.

    `masked`: a text with every value in it masked; a word it changes is left out.
    """
    if not source:
        return ""
    words = sorted((_digest(word), word) for word in set(_words(source[:_LONGEST_READ])))
    return (
        "".join(digest for digest, word in words[:_KEPT] if masked(word) == word) or "0" * _DIGITS
    )


def likeness(one: str, other: str) -> float:
    """How much of two sketches' words is common, from 0 to 1."""
    first, second = _pieces(one), _pieces(other)
    smallest = sorted(first | second)[:_KEPT]
    return len(first & second & set(smallest)) / max(1, len(smallest))


def _words(source: str) -> Iterator[str]:
    for match in _TOKEN.finditer(source):
        word = match.group()
        steady = not any(letter.isdigit() for letter in word)
        if word[0] not in "/\"'`" and len(word) >= _SHORTEST and steady:
            yield word


def _digest(word: str) -> str:
    return hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=_DIGITS // 2).hexdigest()


def _pieces(text: str) -> set[str]:
    return {text[at : at + _DIGITS] for at in range(0, len(text), _DIGITS)}
