from collections.abc import Iterator
from pathlib import Path

import pytest

from scriptward.store.database import Store, opened


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "scriptward.sqlite"


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    store = opened(str(database))
    yield store
    store.close()
