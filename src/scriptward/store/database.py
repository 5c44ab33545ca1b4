"""Opens the database: SQLite in write-ahead mode, every commit on the disk before it is told."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, insert, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError

from scriptward.store.tables import setting
from scriptward.vocabulary.errors import StoreError

_SECRET = "behaviour-keys"  # noqa: S105  # the name of the row that holds it
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA busy_timeout=10000",
    "PRAGMA trusted_schema=OFF",
)


@dataclass(frozen=True, slots=True)
class Store:
    """An open database. Functions of this room take it first."""

    engine: Engine
    secret: bytes = field(repr=False)
    """Key of the behaviours' hashes, made once for each database."""
    name: str = ""
    """What people call it: the path."""

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database. Raises StoreError."""
        with _told(self.name), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all of it or, when anything is raised, nothing. Raises StoreError."""
        with (
            _told(self.name),
            self.engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection

    def close(self) -> None:
        """Give the files back."""
        self.engine.dispose()


def opened(database: str) -> Store:
    """The store at a path or `sqlite:///path`, made and brought up to date if need be.

    Raises StoreError: another kind of database, a folder that is not there, a file that is no
    database, a database that a newer version wrote.
    """
    url = _url(database)
    path = Path(url.database or "")
    _make_private(path)
    engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    try:
        with _told(str(path)):
            _migrate(engine)
            return Store(engine=engine, secret=_secret(engine), name=str(path))
    except StoreError:
        engine.dispose()
        raise


def _url(database: str) -> URL:
    if "://" not in database:
        return URL.create("sqlite", database=database)
    if database.startswith(("postgresql:", "postgres:", "postgresql+")):
        raise StoreError(
            "PostgreSQL comes in a later version",
            hint="use SQLite for now: --database scriptward.sqlite",
        )
    try:
        url = make_url(database)
    except SQLAlchemyError as error:
        raise StoreError("that is not a database URL", hint=_HINT_URL) from error
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        raise StoreError(f"{url.render_as_string(hide_password=True)} is no file", hint=_HINT_URL)
    return url


_HINT_URL = "give a path, such as --database scriptward.sqlite"


def _make_private(path: Path) -> None:
    """Make the file for its owner's eyes: it holds password hashes."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StoreError(
            f"{path}: {error.strerror}", hint="choose a file in a folder that you may write to"
        ) from error


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401  # the driver's own type
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma).close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _migrate(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", "scriptward.store:migrations")
    config.set_main_option("path_separator", "os")
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _secret(engine: Engine) -> bytes:
    wanted = select(setting.c.value).where(setting.c.name == _SECRET)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        known = connection.execute(wanted).scalar()
        if known is None:
            known = secrets.token_bytes(32)
            connection.execute(insert(setting).values(name=_SECRET, value=known))
    return bytes(known)


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Say the libraries' errors in our words; what was to be stored is never in them."""
    try:
        yield
    except CommandError as error:
        raise StoreError(
            f"{name}: its tables were made by another version of scriptward",
            hint="use the version that wrote it, or another file",
        ) from error
    except SQLAlchemyError as error:
        cause = str(getattr(error, "orig", "") or type(error).__name__)
        raise StoreError(
            f"{name}: {cause}",
            hint="check that it is a scriptward database, that the disk has room and that"
            " nothing else holds it open",
        ) from error
