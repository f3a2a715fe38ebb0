"""Databases for the stories: brought up once by the real migrations, then copied for each test."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from models.storage.database import Database
from models.storage.upgrade import upgrade
from tests.models.office import Office, furnish


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


@pytest.fixture
def database(migrated_file: Path, tmp_path: Path) -> Iterator[Database]:
    """An empty database of the test's own."""
    path = tmp_path / "sunrelay.db"
    shutil.copyfile(migrated_file, path)
    with closing(Database(address(path))) as database:
        yield database


@pytest.fixture
def office(furnished_file: Path, tmp_path: Path) -> Iterator[Office]:
    """The office, as it is on the morning of the first Monday."""
    path = tmp_path / "office.db"
    shutil.copyfile(furnished_file, path)
    with closing(Database(address(path))) as database:
        yield Office(database)
