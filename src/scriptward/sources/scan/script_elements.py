"""Parts a document's text in what stands inside script elements and what stands beside them.

Code that a script holds as text and puts in later stands inside another's element, not as one of
its own. Linear in the text, also in one that was written to be slow.
"""

import html
import re
from dataclasses import dataclass

_OPEN = re.compile(r"<script(?=[\s/>])", re.IGNORECASE)
_TAG = re.compile(r"""(?:[^"'>]{1,4000}+|"[^"]{0,4000}+"|'[^']{0,4000}+'){0,200}+>""")
_CLOSE = re.compile(r"</script(?=[\s/>])", re.IGNORECASE)
_MOST = 5_000
"""Elements that are read; what comes after them counts as beside."""
_MOST_BROKEN = 100
"""Tags without an end, each of which is read for a while in vain."""


@dataclass(frozen=True, slots=True)
class Parted:
    """A document's text, parted."""

    inside: frozenset[str]
    """Texts of script elements without the space around them, as written and unescaped."""
    beside: str
    """All other text: attributes, and what is no element."""


def parted(text: str) -> Parted:
    """Part a document's text."""
    inside: set[str] = set()
    beside: list[str] = []
    at = broken = 0
    while len(beside) < _MOST and broken < _MOST_BROKEN:
        if not (found := _OPEN.search(text, at)):
            break
        if not (tag := _TAG.match(text, found.end())):
            beside.append(text[at : found.end()])
            at, broken = found.end(), broken + 1
            continue
        beside.append(text[at : tag.end()])
        close = _CLOSE.search(text, tag.end())
        at = close.start() if close else len(text)
        inside |= _spellings(text[tag.end() : at])
    beside.append(text[at:])
    return Parted(frozenset(inside), "".join(beside))


def _spellings(code: str) -> set[str]:
    """As HTML reads it, and as XML does."""
    plain = html.unescape(code) if "&" in code else code
    bare = code.strip().removeprefix("<![CDATA[").removesuffix("]]>")
    return {code.strip(), plain.strip(), bare.strip()}
