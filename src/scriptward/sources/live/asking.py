"""All that is asked for one page: itself, again, a 304, an error, its parts, redirects to it.

Only the page's own host is asked, each address once, and never longer than `WITHIN_S` in all.
"""

import secrets
import time
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

from scriptward.sources.live.fetching import WITHIN_S as ONE_S
from scriptward.sources.live.fetching import fetched
from scriptward.sources.live.reading import own_parts, read, same_origin
from scriptward.sources.live.response import Received, Response, Role
from scriptward.vocabulary.errors import UnreachableError, UsageError

WITHIN_S = 60.0
MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PORTS = {None, 80, 443}
_GOOD, _NOT_MODIFIED, _BAD = 200, 304, 400
GuardOf = Callable[[str, bytes], str]
"""The address of the guard's element in a page, by its address and text; empty without one."""


def checked(url: str) -> str:
    """The address, if it is one of a page. Raises UsageError."""
    try:
        parts = urlsplit(url)
        usable = (
            parts.scheme in {"http", "https"}
            and bool(parts.hostname)
            and parts.port != 0
            and "@" not in parts.netloc
            and url.isprintable()
            and " " not in url
        )
    except ValueError:
        usable = False
    if not usable:
        raise UsageError(
            f"{url[:200]!r} is no address of a page",
            hint="give it whole, as https://www.clinic.example/appointments",
        )
    return url.partition("#")[0]


def received(
    url: str, guard_of: GuardOf, *, reports: str = "", within: float = WITHIN_S
) -> Received:
    """Everything that is asked for the page of an address. Never raises for what a server does.

    `reports`: the path where browsers send reports; empty: it isn't asked.
    """
    asking = _Asking(url, time.monotonic() + within)
    page = asking.page()
    guard = again = told = None
    if page is not None:
        again = asking.again(page)
        missing = f"/scriptward-no-such-page-{secrets.token_hex(4)}"
        asking.ask(urljoin(page.url, missing), Role.ERROR)
        if address := guard_of(page.url, page.body):
            guard = asking.ask(address, Role.GUARD)
        if reports:
            told = asking.get(urljoin(page.url, reports), Role.REPORTS)
        asking.parts(page)
        asking.redirects(page)
    return Received(
        url=url,
        responses=tuple(asking.found),
        again=again,
        guard=guard,
        reports=told,
        failures=tuple(asking.failures),
        left_out=tuple(asking.left_out),
    )


class _Asking:
    def __init__(self, url: str, end: float) -> None:
        self.found: list[Response] = []
        self.failures: list[str] = []
        self.left_out: list[str] = []
        self._url = url
        self._end = end
        self._asked: set[str] = set()

    def get(self, url: str, role: Role, *more: tuple[str, str]) -> Response | None:
        """An answer that isn't kept yet; None where there is none, which is told."""
        left = self._end - time.monotonic()
        if left <= 0:
            late = f"{self._url[:200]}: the server is too slow, not everything was asked for"
            if late not in self.failures:
                self.failures.append(late)
            return None
        try:
            return fetched(url, role, more=more, within=min(ONE_S, left))
        except UnreachableError as error:
            self.failures.append(str(error))
            return None

    def ask(self, url: str, role: Role) -> Response | None:
        """The same, kept; not asked a second time."""
        if url in self._asked:
            return None
        self._asked.add(url)
        answer = self.get(url, role)
        if answer is None:
            return None
        if role is not Role.ERROR and answer.status >= _BAD:
            self.left_out.append(f"{url[:200]} answers {answer.status}")
            role = Role.ERROR
        elif answer.status in _REDIRECTS:
            role = Role.REDIRECT
        kept = Response(
            role=role, url=url, status=answer.status, headers=answer.headers, body=answer.body
        )
        self.found.append(kept)
        return kept

    def page(self) -> Response | None:
        """The page, behind redirects on its own host; None where it can't be had."""
        url = self._url
        for _ in range(MOST_REDIRECTS + 1):
            answer = self.ask(url, Role.PAGE)
            if answer is None:
                return None
            if answer.role is Role.PAGE and answer.status == _GOOD:
                return answer
            if answer.role is not Role.REDIRECT:
                self.failures.append(f"{url[:200]} answers {answer.status}, no page")
                return None
            target = _target(answer)
            if not _same_host(target, self._url):
                self.failures.append(
                    f"{url[:200]} leads to {target[:200] or 'nowhere'}: give that address instead"
                )
                return None
            if target in self._asked:
                break
            url = target
        self.failures.append(f"{self._url[:200]} leads in a circle, or too far")
        return None

    def again(self, page: Response) -> Response | None:
        """The page a second time; before, where it has validators, for a 304."""
        pairs = (("etag", "If-None-Match"), ("last-modified", "If-Modified-Since"))
        more = tuple((to, page.value(name)) for name, to in pairs if page.value(name))
        if more:
            answer = self.get(page.url, Role.NOT_MODIFIED, *more)
            if answer is not None and answer.status == _NOT_MODIFIED:
                self.found.append(answer)
            elif answer is not None and answer.status == _GOOD:
                return answer
        return self.get(page.url, Role.PAGE)

    def parts(self, page: Response) -> None:
        """Scripts first: their text names workers."""
        said = read(page.body)
        code: list[str] = []
        for role, url in own_parts(page.url, said, []):
            answer = self.ask(url, role)
            if answer is not None and role is Role.SCRIPT:
                code.append(answer.body.decode("utf-8", errors="replace"))
        for role, url in own_parts(page.url, said, code):
            if role is Role.WORKER:
                self.ask(url, role)

    def redirects(self, page: Response) -> None:
        """Those that lead to the page, as far as there are: without TLS, without the last slash."""
        parts = urlsplit(page.url)
        tried = []
        if parts.scheme == "https" and parts.port in _PORTS:
            tried.append(parts._replace(scheme="http", netloc=parts.hostname or "").geturl())
        if len(parts.path) > 1 and parts.path.endswith("/"):
            tried.append(parts._replace(path=parts.path.rstrip("/")).geturl())
        for url in tried:
            if url in self._asked or self._end <= time.monotonic():
                continue
            try:
                answer = fetched(url, Role.REDIRECT, within=ONE_S / 2)
            except UnreachableError:
                continue
            if answer.status in _REDIRECTS:
                self.found.append(answer)


def _target(answer: Response) -> str:
    try:
        return checked(urljoin(answer.url, answer.value("location")))
    except (UsageError, ValueError):
        return ""


def _same_host(one: str, other: str) -> bool:
    if same_origin(one, other):
        return True
    first, second = urlsplit(one), urlsplit(other)
    ports = {first.port, second.port} <= _PORTS
    return first.hostname == second.hostname and ports and second.scheme == "http"
