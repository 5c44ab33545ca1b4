import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from scriptward.app.dashboard.passwords import first_password
from scriptward.app.dashboard.routes import dashboard
from scriptward.store import runs
from scriptward.store.database import Store, opened
from tests.store.sample_report import SITE, report


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = opened(str(tmp_path / "scriptward.sqlite"))
    yield store
    store.close()


@pytest.fixture
def password(store: Store) -> str:
    return first_password(store)


@pytest.fixture
async def visitor(store: Store, anyio_backend: str) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who is not signed in."""
    transport = httpx.ASGITransport(dashboard(store, sites=frozenset({SITE})))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8620") as client:
        yield client


@pytest.fixture
async def client(visitor: httpx.AsyncClient, password: str) -> httpx.AsyncClient:
    """Somebody who is signed in."""
    answer = await sign_in(visitor, password)
    assert answer.status_code == 303
    return visitor


@pytest.fixture
def loaded(store: Store) -> Store:
    runs.add(store, report())
    return store


async def sign_in(
    visitor: httpx.AsyncClient, password: str, *, back: str = "/", name: str = "admin"
) -> httpx.Response:
    form = await visitor.get("/sign-in")
    return await visitor.post(
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
