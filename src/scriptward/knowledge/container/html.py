"""Custom HTML of a tag: the scripts in it, and the addresses it names.

Home-made: the text is a template with variables in it, and the tag manager gives its scripts a
type and an attribute of its own (`text/gtmscript`, `data-gtmsrc`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from scriptward.knowledge.container.values import MARK, Values
from scriptward.lib.digests import sha256_hex
from scriptward.vocabulary.container import InlineScript

_LONGEST_OPENING = 8_000
_MOST_SCRIPTS = 200
_MOST_URLS = 500
_MOST_URL = 2_000
_OPENING = re.compile(r"<script(?=[\s/>])|<!--", re.IGNORECASE)
_CLOSING = re.compile(r"</script(?=[\s/>])", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"([^\s\"'<>/=]{1,100})\s{0,20}=\s{0,20}(?:\"([^\"]{0,4000})\"|'([^']{0,4000})'|([^\s\"'=<>`]{1,4000}))"
)
_END_OF_OPENING = re.compile(r"(?:[^>\"']|\"[^\"]{0,4000}\"|'[^']{0,4000}'){0,8000}?>")
_RUNNING = re.compile(
    r"(?:text/gtmscript|module|(?:text|application)/(?:x-)?(?:java|ecma)script)?$", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"https?://[^\s\"'<>\\`)]{3,2000}|(?<=[\"'(=])//[\w.-]{3,253}[^\s\"'<>\\`)]{0,2000}"
)
_ELEMENT_SRC = re.compile(
    r"<(?:img|iframe|link|source|embed|object)\b([^<>]{0,8000})", re.IGNORECASE
)
_JS_ESCAPE = re.compile(r"\\x([0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})|\\/")


@dataclass(frozen=True, kw_only=True)
class Html:
    """What stands in custom HTML."""

    text: str
    """Variables as `{{name}}`."""
    scripts: tuple[str, ...] = ()
    """Addresses of scripts that its elements load."""
    inline: tuple[InlineScript, ...] = ()
    code: str = ""
    """All inline scripts together."""
    addresses: tuple[str, ...] = ()
    """Every address in it, in order."""


def parsed(marked: str, values: Values) -> Html:
    """What stands in a marked text."""
    scripts: list[str] = []
    code: list[str] = []
    inline: list[InlineScript] = []
    for attributes, text in _elements(marked):
        source = attributes.get("data-gtmsrc") or attributes.get("src", "")
        if not _RUNNING.match(attributes.get("type", "").strip()):
            continue
        if source:
            scripts.append(_absolute(values.shown(source)))
        elif text.strip():
            code.append(text)
            inline.append(_inline(text))
    return Html(
        text=values.shown(marked),
        scripts=tuple(dict.fromkeys(scripts)),
        inline=tuple(inline),
        code="\n".join(code),
        addresses=tuple(dict.fromkeys([*scripts, *addresses_in(values.shown(marked))])),
    )


def addresses_in(text: str) -> list[str]:
    """Web addresses in HTML or code, in order, at most `_MOST_URLS`."""
    plain = _JS_ESCAPE.sub(_unescaped, text) if "\\" in text else text
    elements = (_attributes(match[1]) for match in _ELEMENT_SRC.finditer(plain))
    of_elements = [value for each in elements for value in _sources(each)]
    found = [*of_elements, *(unescape(match[0]) for match in _ADDRESS.finditer(plain))]
    return [_absolute(url[:_MOST_URL]) for url in dict.fromkeys(found)][:_MOST_URLS]


def _sources(attributes: dict[str, str]) -> Iterator[str]:
    for name in ("src", "data-gtmsrc", "href", "data"):
        value = attributes.get(name, "")
        if value.startswith(("http://", "https://", "//")):
            yield value


def _elements(html: str) -> Iterator[tuple[dict[str, str], str]]:
    """Attributes and text of each script element; one that isn't closed ends the text."""
    at = 0
    for _ in range(_MOST_SCRIPTS):
        opening = _OPENING.search(html, at)
        if not opening:
            return
        if opening[0] == "<!--":
            at = html.find("-->", opening.end()) + 3
            if at < opening.end():
                return
            continue
        head = html[opening.end() : opening.end() + _LONGEST_OPENING]
        end = _END_OF_OPENING.match(head)
        stop = end.end() if end else head.find(">") + 1
        if not stop:
            return
        begin = opening.end() + stop
        closing = _CLOSING.search(html, begin)
        text = html[begin : closing.start() if closing else len(html)]
        yield _attributes(head[: stop - 1]), text
        if not closing:
            return
        at = closing.end()


def _attributes(head: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(head[:_LONGEST_OPENING]):
        found.setdefault(name.lower(), unescape(double or single or bare))
    return found


def _inline(text: str) -> InlineScript:
    """A script as the parser hands it on: line ends are line feeds (HTML, 13.2.3.5)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    pieces = tuple(MARK.split(text)[::2])
    varies = len(pieces) > 1
    return InlineScript(
        sha256="" if varies else sha256_hex(text),
        bytes=sum(len(piece.encode("utf-8", "replace")) for piece in pieces),
        pieces=pieces,
    )


def _absolute(url: str) -> str:
    return f"https:{url}" if url.startswith("//") else url


def _unescaped(match: re.Match[str]) -> str:
    digits = match[1] or match[2]
    return chr(int(digits, 16)) if digits else "/"
