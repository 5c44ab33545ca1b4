"""Every route is closed until it says it is open."""

import time
from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import quote

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from scriptward.app.dashboard.cookies import SIGN_IN, cookie
from scriptward.store.database import Store
from scriptward.store.people import SignIn, sign_in_of
from scriptward.vocabulary.errors import StoreError

_KEY = "scriptward.sign_in"

_log = structlog.get_logger(__name__)


class OpenRoute(Route):
    """A route that needs no sign-in, with the reason."""

    def __init__(
        self,
        path: str,
        endpoint: Callable[[Request], Awaitable[Response]],
        *,
        methods: list[str],
        why: str,
    ) -> None:
        """`why`: what would not work if it were closed."""
        super().__init__(path, endpoint, methods=methods)
        self.why = why


class Closed:
    """Lets through who is signed in, and everybody to open routes."""

    def __init__(self, app: ASGIApp, *, routes: Sequence[Route], store: Store) -> None:
        """`routes`: those of the app behind it."""
        self._app = app
        self._open = tuple(route for route in routes if isinstance(route, OpenRoute))
        self._store = store

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or answer with the way to the sign-in page."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        try:
            scope[_KEY] = found = await self._found(scope)
        except StoreError as error:
            _log.error("not read", error=str(error))
            await PlainTextResponse("come again later\n", status_code=503)(scope, receive, send)
            return
        if found or any(route.matches(scope)[0] is Match.FULL for route in self._open):
            await self._app(scope, receive, send)
        elif scope["method"] in {"GET", "HEAD"}:
            back = quote(scope["path"], safe="/")
            await RedirectResponse(f"/sign-in?next={back}", status_code=303)(scope, receive, send)
        else:
            await PlainTextResponse("sign in first\n", status_code=401)(scope, receive, send)

    async def _found(self, scope: Scope) -> SignIn | None:
        token = cookie(scope, SIGN_IN)
        if not token:
            return None
        return await run_in_threadpool(sign_in_of, self._store, token, now=int(time.time()))


def signed_in(scope: Scope) -> SignIn | None:
    """Who is signed in; None on an open route where nobody is."""
    found: SignIn | None = scope.get(_KEY)
    return found
