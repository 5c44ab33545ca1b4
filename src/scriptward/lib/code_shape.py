"""The shape of code: its text without what its texts and numbers say.

Two loads of a page whose server writes state into its code differ in that alone. What a text names
(a module, a member, a key) or is handed to be run belongs to the shape; so do spaces and comments,
so that nothing beside those texts can differ. Home-made: a parser such as tree-sitter can hang on
hostile text, and a server can't wait for it; this is one regular expression, linear in the text,
and gives no shape wherever it couldn't be sure (regular expressions and divisions among them).
Of a key or a text in a list, numbers and UUIDs are left out as well: servers count what they show.
Source: ECMAScript 2026, section 12 (lexical grammar) and B.1.1 (comments like those of HTML).
"""

import re
from collections.abc import Iterator
from hashlib import sha256

LONGEST = 512 * 1024
"""Characters; longer code has no shape."""
MOST_TEXTS = 5_000
"""Code with more of them has none either."""
_TOKEN = re.compile(
    r"""(?P<skip>[^\S]+|//[^\n\r\u2028\u2029]*+|/\*(?:[^*]|\*(?!/))*+\*/)
    |(?P<text>"(?:[^"\\\n\r]|\\(?:\r\n|[\s\S]))*+"|'(?:[^'\\\n\r]|\\(?:\r\n|[\s\S]))*+')
    |(?P<tick>`)
    |(?P<name>[^\W\d][\w$]*+|[$\#@][\w$]*+)
    |(?P<number>[0-9][\w$.]*+)
    |(?P<unsure><!--|-->|[/\\\x00"'])
    |(?P<sign>[\s\S])""",
    re.VERBOSE,
)
_TEMPLATE = re.compile(r"(?:[^`\\$]|\\[\s\S]|\$(?!\{))*+")
_PLAIN = re.compile(r"(?:0|[1-9][0-9]{0,20})(?:\.[0-9]{1,20})?")
_RUN = re.compile(
    r"""(?:\b(?:from|import)\s*\(?
    |\b(?:eval|Function|setTimeout|setInterval|write|writeln|importScripts|execScript
        |insertAdjacentHTML|createContextualFragment|Worker|SharedWorker|register|open|assign|replace
        |setAttribute|addModule)\s*\([^()]*
    |\b(?:innerHTML|outerHTML|srcdoc|src|href|action|formAction|location|text|textContent|innerText
        |on[a-z]+)\s*\+?=)\s*\Z""",
    re.VERBOSE,
)
"""What stands before a text that names a file or may be run."""
_MEMBER = re.compile(r"[\[.]\s*\Z")
"""What stands before one that names a member, or begins a list."""
_BEFORE = 120
_KEY = re.compile(r"\s*[:(\]]")
"""What stands behind a key, or a name that is called."""
_COUNTED = re.compile(
    r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|[0-9]+", re.ASCII | re.IGNORECASE
)
"""What a server counts up or makes up in a name; nothing of a browser's differs in that alone."""


def shape(text: str) -> str:
    """SHA-256 of the shape, in lower-case hex; empty for code without a sure one."""
    if len(text) > LONGEST:
        return ""
    pieces = list(_Reader(text).pieces())
    if not pieces or pieces[-1] == "":
        return ""
    return sha256("".join(pieces).encode("utf-8", "surrogatepass")).hexdigest()


class _Reader:
    """Goes through a text, piece by piece."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._braces = [0]
        """Open ones: of the code, and of each `${` that it is in."""
        self._texts = 0

    def pieces(self) -> Iterator[str]:
        """The shape in pieces; an empty one at the end where it isn't sure."""
        while self._at < len(self._text):
            piece = self._next()
            yield piece
            if not piece:
                return
        if len(self._braces) > 1:
            yield ""

    def _next(self) -> str:
        found = _TOKEN.match(self._text, self._at)
        kind = found.lastgroup if found else "unsure"
        self._texts += kind in {"text", "tick"}
        if found is None or kind == "unsure" or self._texts > MOST_TEXTS:
            return ""
        sign, start, self._at = found[0], found.start(), found.end()
        if kind == "text":
            return _said(self._text, start, self._at)
        if kind == "number":
            return "\x00n" if _PLAIN.fullmatch(sign) else sign
        if kind == "tick" or (sign == "}" and len(self._braces) > 1 and not self._braces[-1]):
            return self._template(start, inside=kind != "tick")
        self._braces[-1] += {"{": 1, "}": -1}.get(sign, 0)
        return sign

    def _template(self, start: int, *, inside: bool) -> str:
        """To its end or its next `${`. `inside`: one such has just been closed."""
        chunk = _TEMPLATE.match(self._text, self._at)
        end = chunk.end() if chunk else self._at
        if self._text.startswith("`", end):
            self._at = end + 1
            if inside:
                self._braces.pop()
            whole = inside or _kept(self._text, start, self._at)
            return self._text[start : self._at] if whole else "\x00t"
        if self._text.startswith("${", end):
            self._at = end + 2
            if not inside:
                self._braces.append(0)
            return self._text[start : self._at]
        return ""


def _said(text: str, start: int, end: int) -> str:
    """What of a text belongs to the shape."""
    if not _kept(text, start, end):
        return "\x00s"
    sign = text[start:end]
    if "\\" in sign or _RUN.search(text[max(0, start - _BEFORE) : start]):
        return sign
    return _COUNTED.sub("\x00n", sign)


def _kept(text: str, start: int, end: int) -> bool:
    """Whether a text belongs to the shape: it names something, or what takes it may run it."""
    before = text[max(0, start - _BEFORE) : start]
    return bool(_KEY.match(text, end) or _MEMBER.search(before) or _RUN.search(before))
