import re
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from scriptward.app.dashboard.passwords import first_password
from scriptward.app.dashboard.routes import dashboard
from scriptward.store import people, runs
from scriptward.store.database import Store, opened
from tests.app.visiting import Visitor, visiting
from tests.store.sample_report import SITE, report


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = opened(str(tmp_path / "scriptward.sqlite"))
    yield store
    store.close()


@pytest.fixture
def password(store: Store) -> str:
    return first_password(store)


@pytest.fixture
def visitor(store: Store) -> Iterator[Visitor]:
    """Somebody who is not signed in."""
    app = dashboard(store, sites=frozenset({SITE}))
    with visiting(app) as client:
        yield client


@pytest.fixture
def client(visitor: Visitor, store: Store) -> Visitor:
    """Somebody who signed in a moment ago."""
    opened = people.SignIn(person="admin", form_token="form", until=int(time.time()) + 60)
    people.signed_in(store, "a cookie", opened, now=0)
    visitor.client.cookies.set("scriptward", "a cookie")
    return visitor


@pytest.fixture
def loaded(store: Store) -> Store:
    runs.add(store, report())
    return store


def sign_in(
    visitor: Visitor, password: str, *, back: str = "/", name: str = "admin"
) -> httpx.Response:
    form = visitor.get("/sign-in")
    return visitor.post(
        "/sign-in",
        data={
            "form_token": token_in(form.text),
            "next": back,
            "name": name,
            "password": password,
        },
    )


def token_in(page: str) -> str:
    found = re.search(r'name="form_token" value="([^"]+)"', page)
    assert found
    return found[1]
