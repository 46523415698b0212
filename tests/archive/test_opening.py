"""An archive is made, upgraded, refused, and survives the death of its writer."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from tests.archive.made import reading

from detente.archive.copies import BANDS
from detente.archive.opening import VERSION_TABLE, Archive, open_archive
from detente.archive.queries import readings
from detente.archive.rows import article_row, dyad_rows
from detente.archive.store import add
from detente.archive.tables import articles, bands, dyads, events, metadata, publications
from detente.errors import ArchiveError

ROOT = Path(__file__).parents[2]
ROW = article_row(reading(1), reader=None, ontology="o")


def count(archive: Archive, table: sa.Table) -> int:
    with archive.reading() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def test_migrations_make_the_tables(archive: Archive) -> None:
    with archive.reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, metadata) == []


def test_opening_again_keeps_what_is_there(address: str) -> None:
    for kind in ("added", "known"):
        with open_archive(address) as archive:
            assert add(archive, reading(1)).kind == kind


def test_newer_schema_is_refused(address: str) -> None:
    with open_archive(address) as archive, archive.writing() as connection:
        connection.execute(sa.text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    with pytest.raises(ArchiveError, match=r"newer Détente \(schema 9999.*upgrade"):
        open_archive(address)


def test_failed_writing_leaves_nothing(archive: Archive) -> None:
    def fail() -> None:
        with archive.writing() as connection:
            connection.execute(sa.insert(articles).values(**ROW))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert count(archive, articles) == 0


def test_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE visits (url)")
    other.close()
    with pytest.raises(ArchiveError, match="another program"):
        open_archive(path)


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("none/news.db", "existing folder"),  # no such folder
        (".", "existing folder"),  # a folder
        ("mysql://host/news", "SQLite file or a PostgreSQL"),
        ("sqlite://", "SQLite file or a PostgreSQL"),  # nothing would be kept
        ("postgresql://localhost:1/none", "can't be used"),  # nobody answers
        ("text.txt", "not a database"),
    ],
)
def test_wrong_address(
    where: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("text.txt").write_text("This is a text, and no database at all. " * 50)
    with pytest.raises(ArchiveError, match=message):
        open_archive(where)


def test_password_is_not_told() -> None:
    with pytest.raises(ArchiveError) as raised:
        open_archive("postgresql://ana:secret@localhost:1/none")
    assert "secret" not in str(raised.value)


def test_settings_of_sqlite(tmp_path: Path) -> None:
    with open_archive(tmp_path / "news.db") as archive, archive.reading() as connection:
        for pragma, value in (("journal_mode", "wal"), ("foreign_keys", 1)):
            assert connection.scalar(sa.text(f"PRAGMA {pragma}")) == value


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_writer_leaves_whole_articles(tmp_path: Path, seed: int) -> None:
    path, total, drawn = tmp_path / "news.db", 200, random.Random(seed)
    command = [sys.executable, "-m", "tests.archive.made", str(path), str(total)]
    expected = {f"a-{n}": reading(n) for n in range(total)}
    for _ in range(2):
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            for _line in range(drawn.randint(1, 140)):
                process.stdout.readline()
            # Somewhere within the next articles, not at a line's end.
            time.sleep(drawn.random() * 0.02)
            process.kill()
        with open_archive(path) as archive:
            assert_whole(archive, expected)
    assert subprocess.run(command, cwd=ROOT, capture_output=True, check=True).returncode == 0
    with open_archive(path) as archive:
        assert assert_whole(archive, expected) == total


def assert_whole(archive: Archive, expected: dict[str, object]) -> int:
    """Each article is there with all that belongs to it; return how many there are."""
    found = list(readings(archive))
    assert all(made == expected[made.article.id] for made in found)
    assert count(archive, publications) == len(found)
    assert count(archive, bands) == len(found) * BANDS
    assert count(archive, events) == sum(len(made.events) for made in found)
    assert count(archive, dyads) == sum(
        len(list(dyad_rows(made.article, made.events))) for made in found
    )
    return len(found)
