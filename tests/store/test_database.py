import stat
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from scriptward.store.database import Store, opened
from scriptward.store.tables import metadata
from scriptward.vocabulary.errors import StoreError


def test_the_migrations_make_exactly_the_tables_that_queries_use(store: Store):
    with store.reading() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)

    assert differences == []


def test_a_commit_is_on_the_disk_before_it_is_told(store: Store):
    with store.reading() as connection:
        synchronous = connection.exec_driver_sql("PRAGMA synchronous").scalar()
        journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar()

    assert synchronous == 2
    assert journal == "wal"


def test_only_its_owner_can_read_the_file(store: Store, database: Path):
    files = [database, *database.parent.glob("scriptward.sqlite-*")]

    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_a_database_keeps_its_key_over_starts(database: Path):
    first = opened(str(database))
    first.close()

    second = opened(f"sqlite:///{database}")

    assert second.secret == first.secret
    assert first.secret.hex() not in repr(first)
    second.close()


def test_postgresql_is_said_to_come_later():
    with pytest.raises(StoreError, match="comes in a later version") as caught:
        opened("postgresql://db.example/scriptward")

    assert "--database scriptward.sqlite" in caught.value.hint


@pytest.mark.parametrize("url", ["mysql://a/b", "sqlite://", "sqlite:///:memory:", "nonsense://"])
def test_other_databases_are_refused(url: str):
    with pytest.raises(StoreError):
        opened(url)


def test_a_file_that_is_no_database_is_refused_and_left_alone(database: Path):
    database.write_text("a letter to somebody\n" * 100)

    with pytest.raises(StoreError, match="file is not a database"):
        opened(str(database))

    assert database.read_text().startswith("a letter")


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(StoreError, match="No such file") as caught:
        opened(str(tmp_path / "nowhere" / "x.sqlite"))

    assert "may write" in caught.value.hint


def test_a_database_of_a_later_version_is_refused(store: Store, database: Path):
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(StoreError, match="another version"):
        opened(str(database))


def test_an_error_says_nothing_of_what_was_to_be_stored(store: Store):
    with (
        pytest.raises(StoreError) as caught,
        store.writing() as connection,
    ):
        connection.exec_driver_sql("INSERT INTO nowhere VALUES (?)", ("Jane Planted",))

    assert "Jane Planted" not in str(caught.value)
    assert "Jane Planted" not in str(caught.value.__cause__)
