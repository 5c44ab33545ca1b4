"""One request and its response, without a transport: what is asked, added and put into the page.

ASGI and WSGI call it in the same order: `request`, `begin`, then `feed` for each chunk. Errors of
ours are logged here, and the response goes on as the application made it.
"""

from collections.abc import Iterable
from functools import lru_cache
from html import escape

import structlog

from scriptward.app.delivery import validators
from scriptward.app.delivery.anew import CodeAnew
from scriptward.app.delivery.code_files import as_code
from scriptward.app.delivery.codings import CODINGS, PLAIN
from scriptward.app.delivery.kept import GUARD, Kept, Sent
from scriptward.app.delivery.merging import Headers, merged
from scriptward.app.delivery.nonce import Nonce, given_by_application
from scriptward.app.delivery.page import PageBody
from scriptward.policy.guard_source import with_nonce

SWITCH = b"x-scriptward"
"""A response header of the application: `off` leaves that response alone. It never travels."""
OK, NOT_MODIFIED = 200, 304
_CSP = (b"content-security-policy", b"content-security-policy-report-only")
_ASCII = ("utf-8", "utf8", "us-ascii", "ascii", "iso-8859-", "iso8859-", "latin1", "windows-")
_ASCII_TOO = (
    "cp125",
    "koi8-",
    "gb2312",
    "gbk",
    "gb18030",
    "big5",
    "shift_jis",
    "euc-",
    "macintosh",
)
_log = structlog.get_logger(__name__)
_told: set[str] = set()


class Exchange:
    """One request. `root`: where the application is mounted, without a last slash."""

    def __init__(self, kept: Kept, sent: Sent, *, method: str, root: str, path: str) -> None:
        """`sent`: what the policy says now. `path`: of the page, as the browser sees it."""
        self.nonce = Nonce()
        self._kept = kept
        self._sent = sent
        self._method = method
        self._root = root
        self._host = b""
        self._path = path
        self._shapes = sent.shapes_on(path)
        self._asked = validators.Asked()
        self._page: PageBody | None = None
        self._theirs: Headers = []
        self._made: Headers = []
        self._status = OK
        self._waiting = False
        self._lost = False

    @property
    def held(self) -> bool:
        """Whether the response's body must pass through `feed`."""
        return self._page is not None

    def request(self, headers: Iterable[tuple[bytes, bytes]]) -> Headers:
        """The request's headers as the application should see them."""
        asked = list(headers)
        self._host = next((value for name, value in asked if name.lower() == b"host"), b"")
        try:
            self._asked, asked = validators.asked(asked, self._sent)
        except Exception:  # noqa: BLE001  # a site goes on whatever we got wrong
            _log.exception("request_left_alone")
        return asked

    def begin(self, status: int, headers: Iterable[tuple[bytes, bytes]]) -> Headers | None:
        """The headers to send; None where they wait for the first bytes of the page."""
        self._theirs = theirs = [(name.lower(), value) for name, value in headers]
        self._status = status
        try:
            return self._begun(status, theirs)
        except Exception:  # noqa: BLE001  # a site goes on whatever we got wrong
            _log.exception("response_left_alone")
            self._page = None
            return theirs

    def feed(self, chunk: bytes, *, last: bool) -> tuple[Headers | None, bytes]:
        """Headers, where they go out now, and bytes of the page to send."""
        try:
            out = self._fed(chunk, last=last)
        except Exception:  # noqa: BLE001  # a site goes on whatever we got wrong
            _log.exception("page_left_alone")
            out = self._saved()
        if not self._waiting:
            return None, out
        page = self._page
        if not (last or (page and page.decided)):
            return None, b""
        self._waiting = False
        try:
            return self._headers(out, last=last), out
        except Exception:  # noqa: BLE001  # a site goes on whatever we got wrong
            _log.exception("headers_left_alone")
            return [one for one in self._theirs if one[0] != b"content-length"], out

    def _begun(self, status: int, theirs: Headers) -> Headers | None:
        kept = [(name, value) for name, value in theirs if name != SWITCH]
        if any(name == SWITCH and value.strip().lower() == b"off" for name, value in theirs):
            return kept
        self._theirs = kept
        if self._shapes and (status == NOT_MODIFIED or self._method == "HEAD"):
            self.nonce.use()
        if status == NOT_MODIFIED:
            kept = validators.unchanged(kept, self._asked, self._sent)
        elif status == OK and _is_page(said := dict(kept)):
            if self._method == "HEAD":
                kept = validators.changed(kept, self._sent, used=self.nonce.used)
            elif (coding := _coding(said)) is not None:
                own = given_by_application([value for name, value in kept if name in _CSP])
                known = self._anew(own, said)
                self._page = PageBody(
                    self._tag(own), CODINGS[coding](), packed=coding not in PLAIN, anew=known
                )
                self._waiting, self._made = True, kept
                return None
        return self._merged(kept)

    def _anew(self, own: str, said: dict[bytes, bytes]) -> CodeAnew | None:
        """What gives code that is written anew a nonce; None where the page has none."""
        if not self._shapes or not _is_utf8(said[b"content-type"]):
            return None
        if own and not self.nonce.take(own):
            return None
        return CodeAnew(self._shapes, self.nonce.use())

    def _fed(self, chunk: bytes, *, last: bool) -> bytes:
        page = self._page
        if page is None:
            return chunk
        if self._lost:
            return b""
        out = page.feed(chunk) if chunk else b""
        return out + page.end() if last else out

    def _saved(self) -> bytes:
        """After an error of ours: what the application sent, where none of it has left yet."""
        if self._page is None:
            return b""
        if not self._waiting:
            self._lost = True
            return b""
        return self._page.given_up()

    def _headers(self, out: bytes, *, last: bool) -> Headers:
        page = self._page
        made = self._made
        if self.nonce.stands_in(out):
            self.nonce.use()
        if not (page and page.inserted):
            return self._merged(validators.tagged(made, self._sent, used=self.nonce.used))
        changed = validators.changed(made, self._sent, used=self.nonce.used)
        if last:
            changed.append((b"content-length", b"%d" % len(out)))
        elif not page.packed and not page.grows:
            size = next((value for name, value in made if name == b"content-length"), b"")
            if size.isdigit():
                changed.append((b"content-length", b"%d" % (int(size) + page.added)))
        return self._merged(changed)

    def _merged(self, theirs: Headers) -> Headers:
        sent = self._sent
        ours = as_code(sent.headers, theirs, sent.files, sent.host(self._host), self._path)
        if self.nonce.used:
            if self._status == NOT_MODIFIED:
                ours = [(name, value) for name, value in ours if name not in _CSP]
            else:
                ours = [(name, self._nonced(name, value)) for name, value in ours]
        return merged(theirs, ours)

    def _nonced(self, name: bytes, value: bytes) -> bytes:
        if name not in _CSP:
            return value
        return with_nonce(value.decode(), self.nonce.value).encode()

    def _tag(self, nonce: str) -> bytes:
        """The guard's element; `nonce`: one that the application's own policy asks for."""
        place = f"{self._root}{self._kept.collector}/{GUARD}"
        sent = self._sent
        if not sent.guard:
            return b""
        known = f' nonce="{nonce}"' if nonce else ""
        src = f"{escape(place)}?{version(sent.integrity)}"
        told = f"{self._kept.collector}/c/{sent.host(self._host)}"
        # a sandboxed frame of the site's is another origin, and digests need to know who gave
        said = f'src="{src}" integrity="{sent.integrity}" crossorigin data-collector="{told}"'
        return f"<script {said}{known}></script>".encode()


def _is_page(said: dict[bytes, bytes]) -> bool:
    """Whether it is HTML to be shown, not to be kept as a file."""
    shown = not said.get(b"content-disposition", b"").lower().startswith(b"attachment")
    return shown and said.get(b"content-type", b"").lower().startswith(b"text/html")


def _is_utf8(kind: bytes) -> bool:
    named = kind.lower().partition(b"charset=")[2].partition(b";")[0].strip(b" \"'")
    return named in {b"", b"utf-8", b"utf8"}


def version(integrity: str) -> str:
    """The digest as a query: base64 with the letters that need no escape."""
    return integrity.partition("-")[2].replace("+", "-").replace("/", "_").rstrip("=")


def _coding(said: dict[bytes, bytes]) -> bytes | None:
    """The content coding of a page that can be changed; None where it can't, told once."""
    charset = _other_charset(said[b"content-type"])
    if charset:
        _tell(f"charset {charset}", "serve pages in UTF-8")
        return None
    coding = said.get(b"content-encoding", b"").strip().lower()
    if coding not in CODINGS:
        _tell(f"content coding {coding[:40].decode('latin-1')}", "use gzip, deflate, br or zstd")
        return None
    return coding


@lru_cache(maxsize=256)
def _other_charset(kind: bytes) -> str:
    """A charset in which a tag can't be written as ASCII; empty for all others."""
    named = kind.decode("latin-1").lower().partition("charset=")[2].partition(";")[0]
    charset = named.strip(" \"'")
    return "" if not charset or charset.startswith((*_ASCII, *_ASCII_TOO)) else charset[:40]


def _tell(what: str, hint: str) -> None:
    if what not in _told:
        _told.add(what)
        _log.warning("page_without_guard", because=what, do=hint)
