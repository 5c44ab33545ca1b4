"""The two cookies: who is signed in, and the token of the sign-in form."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

SIGN_IN = "scriptward"
FORM = "scriptward_form"


def cookie(scope: Scope, name: str) -> str:
    """What the browser sent for a cookie of ours; empty if it sent none."""
    return Request(scope).cookies.get(_named(scope, name), "")


def put_cookie(response: Response, scope: Scope, name: str, value: str, *, seconds: int) -> None:
    """Set a cookie for this host that no script and no other site can use."""
    response.set_cookie(
        _named(scope, name),
        value,
        max_age=seconds,
        httponly=True,
        samesite="strict",
        secure=is_https(scope),
    )


def drop_cookie(response: Response, scope: Scope, name: str) -> None:
    """Have the browser forget it."""
    response.delete_cookie(
        _named(scope, name), httponly=True, samesite="strict", secure=is_https(scope)
    )


def is_https(scope: Scope) -> bool:
    """Whether the browser came over TLS: to us, or to a proxy that says so.

    The proxy's word is believed from anybody since it can only make a cookie stricter.
    """
    said = Request(scope).headers.get("x-forwarded-proto", "")
    return "https" in {scope.get("scheme"), said}


def _named(scope: Scope, name: str) -> str:
    return f"__Host-{name}" if is_https(scope) else name
