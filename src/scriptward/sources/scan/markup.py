"""The texts of documents as servers sent them: code that stands there was made by no script."""

import html
import zlib
from functools import lru_cache
from urllib.parse import unquote

import msgspec

from scriptward.sources.scan import bounds
from scriptward.sources.scan.bodies import decoded
from scriptward.sources.scan.cdp import Connection, RefusedError
from scriptward.sources.scan.script_elements import Parted, parted

_LONG_STEP = 6
"""Characters of an address's last step that mean the address wherever they stand."""
_SHORTEST = 4
"""Characters: shorter code stands everywhere by chance."""


class _Answer(msgspec.Struct, rename="camel"):
    body: str = ""
    base64_encoded: bool = False


class Markup:
    """Documents of a run by their first page and address, within a budget."""

    def __init__(self) -> None:
        self._packed: dict[tuple[str, str], bytes] = {}
        """Texts, compressed: most of a crawl's are not looked at before its end."""
        self._size = 0
        self._moves: dict[tuple[str, str], str] = {}
        """Addresses that an app gave a document, to the one it came from."""
        self._text = lru_cache(maxsize=16)(self._unpacked)
        self._written = lru_cache(maxsize=4_096)(self._stands)
        self._plain = lru_cache(maxsize=64)(self._unescaped)
        self._parts = lru_cache(maxsize=64)(self._parted)

    async def take(
        self, connection: Connection, session: str, request_id: str, *, page: str, url: str
    ) -> None:
        """Ask for the text of a document that has come in whole."""
        if self._size >= bounds.MARKUP_TOTAL:
            return
        try:
            answer = await connection.call(
                "Network.getResponseBody",
                {"requestId": request_id},
                session=session,
                answer=_Answer,
            )
        except RefusedError:
            return
        text = answer.body
        if answer.base64_encoded:
            text = decoded(text).decode("utf-8", "replace")
        self.keep(page, url, text)

    def keep(self, page: str, url: str, text: str) -> None:
        """A document's text."""
        text = text[: bounds.MARKUP_BYTES].replace("\r\n", "\n").replace("\r", "\n")
        self._size += len(text)
        self._packed[page, _bare(url)] = zlib.compress(text.encode("utf-8", "surrogatepass"), 1)
        self._text.cache_clear()
        self._plain.cache_clear()
        self._parts.cache_clear()

    def moved(self, page: str, url: str, to: str) -> None:
        """An app gives its document another address; `url`: where the text came from."""
        if len(self._moves) < bounds.SENDINGS:
            self._moves.setdefault((page, _bare(to)), _bare(url))

    def of(self, page: str, url: str) -> str:
        """A document's text; empty where it is not known."""
        place = self._place(page, url)
        return self._text(*place) if place in self._packed else ""

    def writes(self, page: str, url: str, code: str) -> bool | None:
        """Whether code stands in a document; None where its text is not known, or the code's."""
        place = self._place(page, url)
        if place not in self._packed or len(code.strip()) < _SHORTEST:
            return None
        is_cut = len(self._text(*place)) >= bounds.MARKUP_BYTES
        return self._written(*place, code.strip()) or (None if is_cut else False)

    def attribute(self, page: str, url: str, code: str) -> bool:
        """Whether code stands in a document, and in no script element of it."""
        return bool(self.writes(page, url, code)) and not self._element(page, url, code.strip())

    def _element(self, page: str, url: str, code: str) -> bool:
        return code in self._parts(*self._place(page, url)).inside

    def names(self, page: str, document: str, url: str) -> bool | None:
        """Whether a document or a style sheet of a page names an address; None if none is known.

        By its path and query, or by its last step where that is long enough to mean it. What stands
        in a script element was put in by that script, if at all.
        """
        texts = [place for place in self._packed if place[0] == page]
        if self._place(page, document) not in self._packed:
            return None
        path = "/" + _bare(url).partition("://")[2].partition("/")[2]
        last = path.rpartition("/")[2]
        wanted = [path] if len(path) >= _SHORTEST else [_bare(url)]
        wanted += [last] if len(last) >= _LONG_STEP else []
        return any(
            part in self._parts(*place).beside or part in self._plain(*place)
            for place in texts
            for part in wanted
        )

    def _place(self, page: str, url: str) -> tuple[str, str]:
        """Where a text is kept."""
        place = (page, _bare(url))
        return place if place in self._packed else (page, self._moves.get(place, place[1]))

    def _stands(self, page: str, url: str, code: str) -> bool:
        parts = self._parts(page, url)
        if code in parts.inside or code in parts.beside:
            return True
        plain = html.unescape(parts.beside)
        return code in plain or code in unquote(plain)

    def _parted(self, page: str, url: str) -> Parted:
        return parted(self._text(page, url))

    def _unpacked(self, page: str, url: str) -> str:
        return zlib.decompress(self._packed[page, url]).decode("utf-8", "surrogatepass")

    def _unescaped(self, page: str, url: str) -> str:
        return html.unescape(self._parts(page, url).beside)


def _bare(url: str) -> str:
    return url.partition("#")[0]
