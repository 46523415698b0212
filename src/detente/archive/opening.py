"""Open an archive: make it, or bring its schema up to this version of Détente."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from detente.errors import ArchiveError

# The newest revision in migrations/versions.
SCHEMA = "0002"
# Not Alembic's own name, which another program in the same database may use.
VERSION_TABLE = "detente_schema"
# How long a writer waits for another; adding one article takes milliseconds.
BUSY_SECONDS = 60
# Any fixed number: PostgreSQL's name for the lock that writers of an archive take.
_WRITERS_LOCK = 0x64657465
_WRITES = "detente_writes"


@dataclass(frozen=True, slots=True)
class Archive:
    """An open archive; close it, or use it in ``with``.

    Attributes:
        engine: for reading; ``writer`` the same for writing.
        name: path or address without password, for messages.
    """

    engine: Engine
    writer: Engine
    name: str

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read one consistent state of the archive.

        Raises:
            ArchiveError: the database does not answer.
        """
        with _told(self.name), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Write in one transaction: all of it, or nothing.

        Writers take turns, so that what one looks up (is this article known?)
        still holds when it writes.

        Raises:
            ArchiveError: the database refuses, or another writer is stuck.
        """
        with _told(self.name), self.writer.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _WRITERS_LOCK})
            yield connection

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_archive(where: str | Path) -> Archive:
    """Open an archive; a new one is made, an older one is upgraded.

    Args:
        where: path of an SQLite file, or a URL (``sqlite:///a.db``,
            ``postgresql://user@host/database``).

    Raises:
        ArchiveError: it can't be opened, is no archive, or was made by a newer
            Détente.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     with open_archive(f"{folder}/news.db") as archive:
        ...         archive.engine.dialect.name
        'sqlite'
    """
    engine, name = _engine(where)
    archive = Archive(engine, engine.execution_options(**{_WRITES: True}), name)
    try:
        with _told(name):
            if not _is_current(archive):
                from detente.archive.upgrading import upgrade

                upgrade(archive)
    except ArchiveError:
        archive.close()
        raise
    return archive


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Say where and what, whichever database it is that fails."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = getattr(error, "orig", None) or error
        reason = " ".join(str(cause).split())
        raise ArchiveError(
            f"{name}: the database can't be used ({reason}): check its address, rights and disk"
        ) from error


def _engine(where: str | Path) -> tuple[Engine, str]:
    address = str(where)
    if "://" not in address:
        address = f"sqlite:///{Path(where).expanduser()}"
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise ArchiveError(f"{where} is no path and no database URL") from error
    backend = {"postgres": "postgresql"}.get(url.get_backend_name(), url.get_backend_name())
    if backend == "postgresql":
        engine = create_engine(
            url.set(drivername="postgresql+psycopg"), isolation_level="READ COMMITTED"
        )
        return engine, url.render_as_string(hide_password=True)
    if backend != "sqlite" or not url.database or url.database == ":memory:":
        raise ArchiveError(f"{where}: an archive is an SQLite file or a PostgreSQL database")
    path = Path(url.database)
    if path.is_dir() or not path.parent.is_dir():
        raise ArchiveError(f"{path}: no file can be made there: name a file in an existing folder")
    engine = create_engine(url.set(drivername="sqlite"))
    _set_up_sqlite(engine)
    return engine, str(path)


def _set_up_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        # The driver would begin too late (after the first reads) and not at all
        # before a change of the schema: we send BEGIN ourselves.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        cursor.execute("PRAGMA journal_mode = WAL")
        # With WAL, NORMAL loses nothing and damages nothing when the process
        # dies; a power cut may take the last transactions, each as a whole.
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        is_writer = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writer else "BEGIN")


def _is_current(archive: Archive) -> bool:
    """Whether nothing is to be done; asked first, as Alembic takes a quarter of a second."""
    with archive.reading() as connection:
        if not inspect(connection).has_table(VERSION_TABLE):
            return False
        stamped = connection.scalars(text(f"SELECT version_num FROM {VERSION_TABLE}")).all()
        return list(stamped) == [SCHEMA]
