"""Databases for the stories, on SQLite and PostgreSQL: brought up once by the real migrations, then copied for each."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from models.storage.database import Database
from tests.databases import BOTH, EMPTY
from tests.models.office import Office, furnish
from tests.models.shared import Shared, SharedFile, SharedPostgres
from tests.postgres.server import PostgresServer

FURNISHED = "furnished"


@pytest.fixture(scope="session")
def shared_sqlite(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> SharedFile:
    """The SQLite file of this run, and its templates."""
    folder = tmp_path_factory.mktemp("shared")
    furnished = folder / "furnished.db"
    shutil.copyfile(empty_file, furnished)
    with closing(Database(f"sqlite:///{furnished}")) as database:
        furnish(database)
    return SharedFile(folder / "one", {EMPTY: empty_file, FURNISHED: furnished})


@pytest.fixture(scope="session")
def shared_postgres(postgres_server: PostgresServer) -> Iterator[SharedPostgres]:
    """The PostgreSQL database of this run, and its templates."""
    with closing(SharedPostgres(postgres_server, "shared office")) as shared:
        furnish(shared.database)
        shared.keep_as(FURNISHED)
        yield shared


@pytest.fixture(params=BOTH)
def shared(request: pytest.FixtureRequest) -> Shared:
    """One of them: the test runs on both."""
    one: Shared = request.getfixturevalue(f"shared_{request.param}")
    return one


@pytest.fixture
def database(shared: Shared) -> Iterator[Database]:
    """A database with no rows, as if it were the test's own."""
    with closing(shared.begin_anew(EMPTY)) as database:
        yield database


@pytest.fixture
def office(shared: Shared) -> Iterator[Office]:
    """The office, as it is on the morning of the first Monday."""
    with closing(shared.begin_anew(FURNISHED)) as database:
        yield Office(database)
