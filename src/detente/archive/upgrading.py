"""Upgrade an archive's schema, by Alembic; two processes may do so at once."""

from __future__ import annotations

from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from detente.archive.opening import VERSION_TABLE, Archive
from detente.errors import ArchiveError

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(archive: Archive) -> None:
    """Bring an archive's schema up to this version of Détente; an empty database gets one.

    Raises:
        ArchiveError: it is no archive, or was made by a newer Détente.
    """
    script = ScriptDirectory(str(MIGRATIONS))
    with archive.reading() as connection:
        if _stamped(connection, archive.name, script) == script.get_current_head():
            return
    with archive.writing() as connection:
        # Asked again: another process may have upgraded it meanwhile.
        if _stamped(connection, archive.name, script) == script.get_current_head():
            return
        with EnvironmentContext(
            Config(), script, fn=lambda revision, _context: script._upgrade_revs("head", revision)
        ) as environment:
            environment.configure(
                connection=connection, version_table=VERSION_TABLE, transactional_ddl=True
            )
            environment.run_migrations()


def _stamped(connection: Connection, name: str, script: ScriptDirectory) -> str | None:
    """The schema that an archive has; None for an empty database."""
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    revision = context.get_current_revision()
    if revision is None:
        if found := inspect(connection).get_table_names():
            raise ArchiveError(
                f"{name} is a database of another program (it has the table {found[0]}): "
                "name a new file or an empty database"
            )
        return None
    if revision not in {known.revision for known in script.walk_revisions()}:
        raise ArchiveError(
            f"{name} was made by a newer Détente (schema {revision}; this one knows up to "
            f"{script.get_current_head()}): upgrade Détente"
        )
    return revision
