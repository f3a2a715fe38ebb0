"""Databases for the tests, on SQLite and on a real PostgreSQL: new ones with all tables and no rows, in milliseconds.

`database_url` makes a test run on both; `postgres_url` and `sqlite_url` are one of them. The server is started by the
first test that wants one, in each of pytest's processes, and ends with that process.
"""

import shutil
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Final

import pytest

from models.storage.database import Database
from models.storage.upgrade import upgrade
from tests.postgres.server import PostgresServer

BOTH: Final = ("sqlite", "postgres")
EMPTY: Final = "empty"
_numbers = count(1)


def begin_anew(path: Path, like: Path) -> None:
    """Put a copy where an earlier test left its SQLite file; a log that stayed would be taken for the copy's."""
    for left in (path, *(path.with_name(f"{path.name}{end}") for end in ("-wal", "-shm"))):
        left.unlink(missing_ok=True)
    shutil.copyfile(like, path)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A server that the tests of this process share. It has a database `empty`, brought up by the real migrations."""
    with closing(PostgresServer()) as server:
        server.start()
        server.make_database(EMPTY)
        with closing(Database(server.url(EMPTY))) as database:
            upgrade(database)
        yield server


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The address of a PostgreSQL database of the test's own, with all tables and no rows."""
    name = f"test{next(_numbers)}"
    postgres_server.make_database(name, EMPTY)
    yield postgres_server.url(name)
    postgres_server.drop_database(name)


@pytest.fixture
def new_postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The address of a PostgreSQL database of the test's own, with nothing in it at all."""
    name = f"test{next(_numbers)}"
    postgres_server.make_database(name)
    yield postgres_server.url(name)
    postgres_server.drop_database(name)


@pytest.fixture
def sqlite_url(empty_file: Path, tmp_path: Path) -> str:
    """The address of a SQLite file of the test's own, with all tables and no rows."""
    path = tmp_path / "sunrelay.db"
    shutil.copyfile(empty_file, path)
    return f"sqlite:///{path}"


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a database of the test's own, with all tables and no rows. The test runs on both."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url
