"""Opening the database that the settings name: brought up to date, or a sentence about why it cannot be."""

import logging
import sqlite3
from pathlib import Path
from typing import Final

from alembic.runtime.migration import MigrationContext
from sqlalchemy.exc import SQLAlchemyError

from models.storage.database import Database, file_of
from models.storage.upgrade import NewerDatabaseError, copy_sqlite, out_of_date, upgrade

log = logging.getLogger(__name__)

OWNER_ONLY: Final = 0o600


class DatabaseProblem(Exception):
    """The database cannot be used. Its text is one sentence: what is wrong, and what to do."""


def open_database(url: str) -> Database:
    """The database at `url`, with the migrations it lacked. Raises DatabaseProblem with one sentence."""
    database = Database(url)
    try:
        _make_private(file_of(url))
        copy = upgrade(database)
    except NewerDatabaseError as problem:
        database.close()
        raise DatabaseProblem(str(problem)) from None
    except (SQLAlchemyError, sqlite3.Error, OSError) as problem:
        database.close()
        raise DatabaseProblem(_sentence(url, problem)) from problem
    if copy is not None:
        log.info("The database was brought up to date; %s is as it was before.", copy)
    return database


def _make_private(path: Path | None) -> None:
    """Make a file that is not there yet so that only its owner reads it: people's words will stand in it."""
    if path is not None and not path.exists():
        path.touch(mode=OWNER_ONLY)


def require_there(url: str) -> None:
    """Raise DatabaseProblem where a SQLite file is not there yet: who only looks must not make an empty one."""
    path = file_of(url)
    if path is not None and not path.is_file():
        raise DatabaseProblem(f"The database {path} is not there yet: sunrelay roster apply makes it.")


def look_into(url: str) -> tuple[Database, str]:
    """The database at `url` as it is, unchanged, and its revision. Raises DatabaseProblem with one sentence."""
    require_there(url)
    database = Database(url)
    try:
        with database.engine.connect() as connection:
            revision = MigrationContext.configure(connection).get_current_revision()
    except (SQLAlchemyError, sqlite3.Error, OSError) as problem:
        database.close()
        raise DatabaseProblem(_sentence(url, problem)) from problem
    why = out_of_date(revision)
    if why is not None:
        database.close()
        raise DatabaseProblem(why)
    return database, str(revision)


def back_up(url: str, target: Path) -> None:
    """Copy the SQLite file of `url` to `target` while others use it. Raises DatabaseProblem with one sentence."""
    source = file_of(url)
    if source is None:
        raise DatabaseProblem("This database is PostgreSQL: make its backup with pg_dump.")
    if not source.is_file():
        raise DatabaseProblem(f"There is no database {source} yet, so there is nothing to back up.")
    try:
        target.touch(mode=OWNER_ONLY, exist_ok=False)
    except FileExistsError:
        raise DatabaseProblem(f"{target} is there already: name a new file, nothing is overwritten.") from None
    except OSError as problem:
        raise DatabaseProblem(f"{target} cannot be written ({problem.strerror}): name another file.") from None
    try:
        copy_sqlite(source, target)
    except sqlite3.Error as problem:
        target.unlink(missing_ok=True)
        raise DatabaseProblem(f"{source} cannot be copied ({problem}): run sunrelay doctor.") from None


def _sentence(url: str, problem: Exception) -> str:
    cause = str(getattr(problem, "orig", None) or problem).strip().splitlines()[0]
    path = file_of(url)
    if path is None:
        return f"DATABASE_URL's PostgreSQL cannot be used ({cause}): check that it runs and that the address is right."
    return f"The database {path} cannot be used ({cause}): check the file and that this user may write its folder."
