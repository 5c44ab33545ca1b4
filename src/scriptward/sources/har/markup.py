"""What a document says of itself: title, headings, form fields, inline code, integrity."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_HEADINGS = frozenset({"h1", "h2"})
_FIELDS = frozenset({"input", "select", "textarea"})
_CODE = frozenset({"", "module", "text/javascript", "application/javascript", "text/ecmascript"})
_MOST = 500
"""Headings, fields and inline scripts that are kept of one document."""
_LARGEST = 3_000_000
"""Characters of a document that are read."""


@dataclass(kw_only=True)
class Markup:
    """What stands in one document; lists in its order."""

    title: str = ""
    headings: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    integrity: dict[str, str] = field(default_factory=dict)
    """`src` as written to the `integrity` attribute."""


def markup_of(source: str) -> Markup:
    """The markup of a document's text; of a broken one as far as it is understood."""
    reader = _Reader()
    try:
        reader.feed(source[:_LARGEST])
        reader.close()
    except (AssertionError, ValueError):
        return reader.markup  # the parser gives up on some broken declarations
    return reader.markup


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.markup = Markup()
        self._labels: dict[str, str] = {}
        self._inside = ""
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag in _FIELDS and len(self.markup.fields) < _MOST:
            self.markup.fields.append(self._field(tag, found))
        if tag == "script" and found.get("src") and found.get("integrity"):
            self.markup.integrity[found["src"]] = found["integrity"]
        code = tag == "script" and not found.get("src") and found.get("type", "").lower() in _CODE
        if code or tag == "title" or tag in _HEADINGS:
            self._inside, self._text = tag, []

    def handle_data(self, data: str) -> None:
        if self._inside:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag != self._inside:
            return
        text = "".join(self._text)
        if tag == "title" and not self.markup.title:
            self.markup.title = text.strip()[:300]
        elif tag in _HEADINGS and len(self.markup.headings) < _MOST:
            self.markup.headings.append(" ".join(text.split())[:300])
        elif tag == "script" and text.strip() and len(self.markup.inline) < _MOST:
            self.markup.inline.append(text)
        self._inside = ""

    @staticmethod
    def _field(tag: str, found: dict[str, str]) -> str:
        kind = found.get("type", "text" if tag == "input" else tag)
        name = found.get("name") or found.get("id", "")
        label = found.get("aria-label") or found.get("placeholder", "")
        parts = (kind, name, found.get("autocomplete", ""), label)
        return "|".join(part.replace("|", " ")[:120] for part in parts)
