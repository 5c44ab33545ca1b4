"""Every form sends back a token that only our own page could know (CSRF)."""

from hmac import compare_digest
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from scriptward.app.dashboard.closed import signed_in
from scriptward.app.dashboard.cookies import FORM, cookie

FIELD = "form_token"
MOST_BYTES = 16 * 1024
_KEY = "scriptward.form"
_SAFE = frozenset({"GET", "HEAD"})


class FormGuard:
    """Refuses every request that may change something and lacks the token."""

    def __init__(self, app: ASGIApp) -> None:
        """`app`: what is guarded."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the form, compare its token, pass on."""
        if scope["type"] != "http" or scope["method"] in _SAFE:
            await self._app(scope, receive, send)
            return
        form = await _form(receive)
        if form is None:
            await PlainTextResponse("too large\n", status_code=413)(scope, receive, send)
        elif not _ours(scope, form):
            text = "this form is out of date: go back, load the page again and repeat\n"
            await PlainTextResponse(text, status_code=403)(scope, receive, send)
        else:
            scope[_KEY] = form
            await self._app(scope, receive, send)


def form_of(scope: Scope) -> dict[str, str]:
    """The fields of the form that was sent."""
    form: dict[str, str] = scope.get(_KEY, {})
    return form


async def _form(receive: Receive) -> dict[str, str] | None:
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > MOST_BYTES or message["type"] != "http.request":
            return None
        if not message.get("more_body", False):
            return dict(parse_qsl(body.decode("utf-8", errors="replace"), max_num_fields=None))


def _ours(scope: Scope, form: dict[str, str]) -> bool:
    site = Request(scope).headers.get("sec-fetch-site", "same-origin")
    found = signed_in(scope)
    wanted = found.form_token if found else cookie(scope, FORM)
    sent = form.get(FIELD, "")
    same = compare_digest(sent.encode(), wanted.encode())
    return site in {"same-origin", "none"} and bool(wanted) and same
