"""Databases for the stories: brought up once by the real migrations, then copied for each test."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from models.storage.database import Database
from models.storage.upgrade import upgrade
from tests.models.office import Office, furnish, with_the_rows_of


def address(path: Path) -> str:
    """The database address of a SQLite file."""
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables and no rows."""
    path = tmp_path_factory.mktemp("migrated") / "sunrelay.db"
    with closing(Database(address(path))) as database:
        upgrade(database)
    return path


@pytest.fixture(scope="session")
def furnished_file(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the cast, their team and their channels."""
    path = tmp_path_factory.mktemp("furnished") / "sunrelay.db"
    shutil.copyfile(migrated_file, path)
    with closing(Database(address(path))) as database:
        furnish(database)
    return path


@pytest.fixture(scope="session")
def shared_database(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """One for all tests of a run, as its engine remembers what it has compiled: a new one costs 0.1 s a test."""
    return Database(address(tmp_path_factory.mktemp("shared") / "sunrelay.db"))


@pytest.fixture
def database(migrated_file: Path, shared_database: Database) -> Iterator[Database]:
    """A database with no rows, as if it were the test's own."""
    with closing(with_the_rows_of(migrated_file, shared_database)) as database:
        yield database


@pytest.fixture
def office(furnished_file: Path, shared_database: Database) -> Iterator[Office]:
    """The office, as it is on the morning of the first Monday."""
    with closing(with_the_rows_of(furnished_file, shared_database)) as database:
        yield Office(database)
