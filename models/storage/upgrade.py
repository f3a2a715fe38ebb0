"""Bringing a database up to date at start, with a copy of a SQLite file made before a migration changes it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from models.storage.database import Database, file_of

MIGRATIONS: Final = 0x53554E  # the advisory lock's key: any number that nobody else's locks in this database have


class NewerDatabaseError(Exception):
    """The database was made by a newer Sunrelay. The text says what to do."""


def upgrade(database: Database) -> Path | None:
    """Run the migrations that are missing; give the copy made before, if one was needed.

    Raises NewerDatabaseError when the database has a revision that this release does not know.
    """
    with database.engine.connect() as connection:
        current = _revision(connection)
    scripts = ScriptDirectory.from_config(_config())
    newest = scripts.get_current_head()
    _require_known(current, scripts)
    if current == newest:
        return None
    copy = _copy_before(database, newest) if current is not None else None
    with _without_foreign_keys(database) as connection, connection.begin():
        _wait_for_others(connection)
        _require_known(_revision(connection), scripts)
        command.upgrade(_config(connection), "head")
    return copy


def out_of_date(revision: str | None) -> str | None:
    """Why a database of that revision cannot be looked into by this release, in a sentence; None where it can."""
    scripts = ScriptDirectory.from_config(_config())
    if revision is None:
        return "The database has no tables yet: sunrelay roster apply FILE makes them."
    try:
        _require_known(revision, scripts)
    except NewerDatabaseError as problem:
        return str(problem)
    if revision != scripts.get_current_head():
        return f"The database is of an older Sunrelay (revision {revision}): sunrelay run brings it up to date."
    return None


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _require_known(revision: str | None, scripts: ScriptDirectory) -> None:
    if revision is not None and revision not in {script.revision for script in scripts.walk_revisions()}:
        raise NewerDatabaseError(
            "The database was made by a newer Sunrelay than this one: install that release again, or use a backup."
        )


def _wait_for_others(connection: Connection) -> None:
    """Of several processes that start at once on PostgreSQL one changes the tables; the others wait for it."""
    if connection.dialect.name != "postgresql":
        return
    for limit in ("statement_timeout = 0", "lock_timeout = 0"):
        connection.exec_driver_sql(f"SET LOCAL {limit}")
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATIONS})")
    # Who waits for a table keeps everybody behind it waiting: rather fail, and be started again.
    connection.exec_driver_sql("SET LOCAL lock_timeout = '10s'")


@contextmanager
def _without_foreign_keys(database: Database) -> Iterator[Connection]:
    """A connection that writes. SQLite remakes a table by dropping the old one, which with foreign keys on deletes the
    rows that belong to its own (sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes").
    """
    with database.engine.execution_options(writes=True).connect() as connection:
        if not database.is_sqlite:
            yield connection
            return
        raw: Any = connection.connection.driver_connection
        raw.execute("PRAGMA foreign_keys=OFF")
        try:
            yield connection
        finally:
            raw.execute("PRAGMA foreign_keys=ON")


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a SQLite file while others use it (SQLite's own backup)."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def _copy_before(database: Database, newest: str | None) -> Path | None:
    path = file_of(str(database.engine.url))
    if path is None:
        return None
    copy = path.with_name(f"{path.name}.before-{newest}")
    copy.touch(mode=path.stat().st_mode & 0o777)
    copy_sqlite(path, copy)
    return copy


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", "models.storage:migrations")
    config.attributes["connection"] = connection
    return config
