from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from scriptward.app.collector.receiver import Collector
from scriptward.app.collector.writer import Writer
from scriptward.store.database import Store, opened
from tests.app.collector.sample_beacon import SITE


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "scriptward.sqlite"


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    store = opened(str(database))
    yield store
    store.close()


@pytest.fixture
async def writer(store: Store, anyio_backend: str) -> AsyncIterator[Writer]:
    writer = Writer(store, sites=frozenset({SITE}))
    writer.start()
    yield writer
    writer.stop()


@pytest.fixture
async def client(writer: Writer) -> AsyncIterator[httpx.AsyncClient]:
    collector = Collector(writer, sites=frozenset({SITE}), sensor=b"/* the sensor */")
    transport = httpx.ASGITransport(collector)
    async with httpx.AsyncClient(transport=transport, base_url="http://collector.test") as client:
        yield client
