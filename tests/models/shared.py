"""One database for all tests of a run, on either kind: emptied and filled anew for each test.

It is one, because its engine remembers what it has compiled: a new one costs 0.1 s a test.
"""

from pathlib import Path
from typing import Any, Final, Protocol

import psycopg
from psycopg.sql import SQL, Composed, Identifier, Literal

from models.storage.database import Database, file_of
from models.tables import Base
from tests.databases import EMPTY, begin_anew
from tests.postgres.server import PostgresServer
from tests.workspace import quick_database

OTHERS_END: Final = SQL(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


# A transaction that waits for another's rows gives up after two seconds by itself. On a slow machine that is nothing.
PATIENTLY: Final = "-c%20lock_timeout%3D120s%20-c%20idle_in_transaction_session_timeout%3D120s"


class Shared(Protocol):
    """The database, and how it begins anew; what an earlier test left open of it is closed."""

    database: Database

    def begin_anew(self, like: str) -> Database:
        """The database, holding the rows of the template of that name."""


class SharedFile:
    """A SQLite file, over which the template's file is copied."""

    def __init__(self, folder: Path, templates: dict[str, Path]) -> None:
        folder.mkdir()
        self.database = quick_database(folder / "sunrelay.db")
        self._templates = templates

    def begin_anew(self, like: str) -> Database:
        """See Shared."""
        path = file_of(str(self.database.engine.url))
        assert path is not None
        self.database.close()
        begin_anew(path, self._templates[like])
        self.database.on_commit = lambda: None
        return self.database


class SharedPostgres:
    """A PostgreSQL database, whose rows are put back: 10 ms, where a copy of a database takes 80."""

    def __init__(self, server: PostgresServer, name: str) -> None:
        server.make_database(name, EMPTY)
        self.database = Database(f"{server.url(name)}&options={PATIENTLY}")
        self._connection: psycopg.Connection[Any] = server.connection(name)
        self._put_back = {EMPTY: self._rows_as("nothing")}

    def keep_as(self, name: str) -> None:
        """Keep the rows as they are now as the template of that name."""
        self._put_back[name] = self._rows_as(name)

    def begin_anew(self, like: str) -> Database:
        """See Shared."""
        self.database.close()
        self._connection.execute(self._put_back[like])
        self.database.on_commit = lambda: None
        return self.database

    def close(self) -> None:
        """Close all connections."""
        self.database.close()
        self._connection.close()

    def _rows_as(self, name: str) -> Composed:
        """Keep the rows in a schema of their own, and give the words that put them back."""
        tables = Base.metadata.sorted_tables
        kept = {table.name: Identifier(name, table.name) for table in tables}
        self._connection.execute(SQL("CREATE SCHEMA {}").format(Identifier(name)))
        for table in tables:
            copied = SQL("CREATE TABLE {} AS TABLE {}").format(kept[table.name], Identifier(table.name))
            self._connection.execute(copied)
        emptied = [SQL("DELETE FROM {}").format(Identifier(table.name)) for table in reversed(tables)]
        filled = [
            SQL("INSERT INTO {} SELECT * FROM {}").format(Identifier(table.name), kept[table.name]) for table in tables
        ]
        counted = [_counted_on(table.name) for table in tables if "id" in table.columns]
        return SQL(";").join([OTHERS_END, *emptied, *filled, *counted])


def _counted_on(table: str) -> Composed:
    """A new row's number follows on the last one's, as in a file that was copied."""
    words = SQL("SELECT setval(pg_get_serial_sequence({}, 'id'), coalesce((SELECT max(id) FROM {}), 0) + 1, false)")
    return words.format(Literal(table), Identifier(table))
