from collections.abc import Iterator
from pathlib import Path

import pytest

from scriptward.app.collector.receiver import Collector
from scriptward.app.collector.writer import Writer
from scriptward.store.database import Store, opened
from tests.app.collector.sample_beacon import SITE
from tests.app.visiting import Visitor, visiting


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "scriptward.sqlite"


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    store = opened(str(database))
    yield store
    store.close()


@pytest.fixture
def client(store: Store) -> Iterator[Visitor]:
    writer = Writer(store, sites=frozenset({SITE}))
    collector = Collector(writer, sites=frozenset({SITE}), sensor=b"/* the sensor */")
    with visiting(collector, started=writer.start, stopped=writer.stop) as client:
        yield client
