"""The sign-in page, and the way out."""

import secrets
import time
from asyncio import Semaphore

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from scriptward.app.dashboard import passwords
from scriptward.app.dashboard.attempts import Attempts
from scriptward.app.dashboard.closed import signed_in
from scriptward.app.dashboard.cookies import FORM, SIGN_IN, cookie, drop_cookie, put_cookie
from scriptward.app.dashboard.forms import form_of
from scriptward.app.dashboard.rendering import page
from scriptward.store import people
from scriptward.store.database import Store

SIGNED_IN_S = 12 * 3600
FORM_S = 3600
MOST_PASSWORD = 200
WAYS_BACK = frozenset({"/", "/findings", "/flows", "/inventory", "/policy"})

_log = structlog.get_logger(__name__)


class SigningIn:
    """Endpoints of `/sign-in` and `/sign-out`."""

    def __init__(self, store: Store) -> None:
        """`store`: where people and sign-ins are kept."""
        self._store = store
        self._attempts = Attempts()
        self._hashing = Semaphore(2)

    async def show(self, request: Request) -> Response:
        """The form; who is signed in goes on to the first page."""
        if signed_in(request.scope):
            return RedirectResponse("/", status_code=303)
        return _form(request, back=request.query_params.get("next", "/"))

    async def check(self, request: Request) -> Response:
        """Compare name and password; let in, or say so."""
        form = form_of(request.scope)
        back = form.get("next", "/")
        wait = self._attempts.wait(
            request.client.host if request.client else "", now=time.monotonic()
        )
        if wait:
            return _form(
                request,
                back=back,
                status=429,
                trouble="Too many tries. Wait a minute, then try again.",
            )
        name, password = form.get("name", ""), form.get("password", "")[:MOST_PASSWORD]
        async with self._hashing:
            right = await run_in_threadpool(passwords.right, self._store, name, password)
        if not right:
            _log.warning("sign-in refused")
            return _form(
                request, back=back, status=403, trouble="Name and password don’t belong together."
            )
        return await self._let_in(request, name, back)

    async def leave(self, request: Request) -> Response:
        """Forget the sign-in, here and in the browser."""
        await run_in_threadpool(people.signed_out, self._store, cookie(request.scope, SIGN_IN))
        response = RedirectResponse("/sign-in", status_code=303)
        drop_cookie(response, request.scope, SIGN_IN)
        return response

    async def _let_in(self, request: Request, name: str, back: str) -> Response:
        token = secrets.token_urlsafe(32)
        now = int(time.time())
        opened = people.SignIn(
            person=name, form_token=secrets.token_urlsafe(32), until=now + SIGNED_IN_S
        )
        await run_in_threadpool(people.signed_in, self._store, token, opened, now=now)
        response = RedirectResponse(back if back in WAYS_BACK else "/", status_code=303)
        put_cookie(response, request.scope, SIGN_IN, token, seconds=SIGNED_IN_S)
        drop_cookie(response, request.scope, FORM)
        return response


def _form(request: Request, *, back: str, status: int = 200, trouble: str = "") -> Response:
    token = cookie(request.scope, FORM) or secrets.token_urlsafe(32)
    response = page(
        request,
        "sign_in.html",
        status=status,
        form_token=token,
        back=back if back in WAYS_BACK else "/",
        trouble=trouble,
    )
    put_cookie(response, request.scope, FORM, token, seconds=FORM_S)
    return response
