import re
from pathlib import Path

import pytest

from scriptward.app.cli.serve import serve
from scriptward.app.collector.novelty import AN_HOUR, BURST, MOST_A_SITE
from scriptward.app.collector.receiver import OPEN_ROUTES
from scriptward.app.dashboard.closed import OpenRoute
from scriptward.app.dashboard.routes import dashboard
from scriptward.app.serve import DATABASE, HOST, PORT
from scriptward.store.database import opened


@pytest.fixture
def page(checkout: Path) -> str:
    return (checkout / "docs" / "serve.md").read_text("utf-8")


def test_the_options_of_the_page_are_those_of_the_command(page: str):
    written = re.findall(r"^\| `(--[a-z-]+)` \|", page, re.MULTILINE)

    assert written == [option.opts[0] for option in serve.params]


def test_the_defaults_of_the_page_are_those_of_the_code(page: str):
    defaults = {option.name: option.default for option in serve.params}

    assert (defaults["database"], defaults["host"], defaults["port"]) == (DATABASE, HOST, PORT)
    assert f"`{DATABASE}` in the working folder" in page
    assert f"{PORT} if not given" in page
    assert f"{AN_HOUR} new behaviours an hour ({BURST:,} in a burst" in page
    assert f"{MOST_A_SITE:,} in all" in page


def test_the_open_routes_of_the_page_are_those_of_the_code(page: str, database: str):
    store = opened(database)
    app = dashboard(store, sites=frozenset())
    store.close()
    ours = {route.path for route in app.routes if isinstance(route, OpenRoute)}

    rows = [line for line in page.splitlines() if line.startswith(("| `POST /", "| `GET /"))]
    written = set(re.findall(r"`(?:GET|POST) (/[a-z.-]+/?)(?:<site>)?`", "".join(rows)))

    assert written == ours | set(OPEN_ROUTES)
