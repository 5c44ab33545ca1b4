"""The dashboard as one ASGI app: its routes, and the middleware in front of them."""

from http import HTTPStatus
from pathlib import Path

import structlog
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from scriptward.app.dashboard.approving import Approving
from scriptward.app.dashboard.closed import Closed, OpenRoute
from scriptward.app.dashboard.forms import FormGuard
from scriptward.app.dashboard.headers import SecurityHeaders
from scriptward.app.dashboard.pages import Pages
from scriptward.app.dashboard.policies import Policies
from scriptward.app.dashboard.rendering import page
from scriptward.app.dashboard.signing_in import SigningIn
from scriptward.store.database import Store
from scriptward.vocabulary.errors import StoreError

_log = structlog.get_logger(__name__)

_ASSETS = Path(__file__).parents[1] / "assets"


def dashboard(
    store: Store, *, sites: frozenset[str], policies: Policies | None = None
) -> Starlette:
    """The app. `sites`: hosts whose live pages may report; shown where nothing is in yet.

    `policies`: what may be approved; None: nothing.
    """
    pages = Pages(store, sites=sites)
    signing_in = SigningIn(store)
    approving = Approving(policies or Policies())
    routes = [
        OpenRoute("/sign-in", signing_in.show, methods=["GET"], why="the way in"),
        OpenRoute("/sign-in", signing_in.check, methods=["POST"], why="the way in"),
        OpenRoute("/site.css", _style, methods=["GET"], why="the sign-in page needs its looks"),
        OpenRoute("/icon.svg", _icon, methods=["GET"], why="the sign-in page needs its looks"),
        Route("/sign-out", signing_in.leave, methods=["POST"]),
        Route("/", _first, methods=["GET"]),
        Route("/findings", pages.findings, methods=["GET"]),
        Route("/flows", pages.flows, methods=["GET"]),
        Route("/inventory", pages.inventory, methods=["GET"]),
        Route("/policy", approving.show, methods=["GET"]),
        Route("/policy", approving.take, methods=["POST"]),
    ]
    return Starlette(
        routes=routes,
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(Closed, routes=routes, store=store),
            Middleware(FormGuard),
        ],
        exception_handlers={HTTPStatus.NOT_FOUND: _no_page, StoreError: _no_store},
    )


async def _no_page(request: Request, _error: Exception) -> Response:
    return page(
        request, "trouble.html", status=404, what="No such page", why="The address leads nowhere."
    )


async def _no_store(request: Request, error: Exception) -> Response:
    _log.error("not read", error=str(error))
    why = "The database can’t be read now. Where scriptward serve was started it says why."
    return page(request, "trouble.html", status=503, what="Nothing to show", why=why)


async def _first(_request: Request) -> Response:
    return RedirectResponse("/findings", status_code=303)


async def _style(_request: Request) -> Response:
    return Response((_ASSETS / "site.css").read_bytes(), media_type="text/css")


async def _icon(_request: Request) -> Response:
    return Response((_ASSETS / "icon.svg").read_bytes(), media_type="image/svg+xml")
