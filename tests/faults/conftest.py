"""Offices with the cast's workspace in a database, on SQLite and on PostgreSQL; whatever was started is ended."""

import shutil
from collections.abc import Callable, Collection, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from models.storage.database import Database
from tests.databases import BOTH, EMPTY
from tests.faults.office import Office
from tests.postgres.server import PostgresServer
from tests.workspace import Workspace

FURNISHED = "furnished"
_numbers = count(1)

OpenOffice = Callable[..., Office]


def on_each(
    name: str, *values: Any, on_postgres: Collection[Any] = (), only_soaked: Collection[Any] = ()
) -> pytest.MarkDecorator:
    """Runs a test with each value on SQLite, and on PostgreSQL with those named; with all others in the long runs."""
    quick = {("sqlite", value) for value in values if value not in only_soaked}
    quick |= {("postgres", value) for value in on_postgres}
    cases = [
        pytest.param(kind, value, marks=() if (kind, value) in quick else pytest.mark.soak, id=f"{kind}-{value}")
        for kind in BOTH
        for value in values
    ]
    return pytest.mark.parametrize(f"on, {name}", cases, indirect=["on"])


# What has little to do with the database runs on SQLite; on PostgreSQL in the long runs.
on_sqlite_first = pytest.mark.parametrize(
    "on", ["sqlite", pytest.param("postgres", marks=pytest.mark.soak)], indirect=True
)


@pytest.fixture(scope="session")
def furnished_postgres(postgres_server: PostgresServer) -> PostgresServer:
    """The server, with a database of the cast's workspace once its bot has asked Slack who is who."""
    postgres_server.make_database(FURNISHED, EMPTY)
    Workspace(Database(postgres_server.url(FURNISHED))).close()
    return postgres_server


@pytest.fixture
def on_postgres(furnished_postgres: PostgresServer) -> Iterator[str]:
    """The address of a PostgreSQL database of the test's own, with the cast's workspace in it."""
    name = f"office{next(_numbers)}"
    furnished_postgres.make_database(name, FURNISHED)
    yield furnished_postgres.url(name)
    furnished_postgres.drop_database(name)


@pytest.fixture
def on_sqlite(prepared_file: Path, tmp_path: Path) -> str:
    """The address of a SQLite file of the test's own, with the cast's workspace in it."""
    path = tmp_path / "sunrelay.db"
    shutil.copyfile(prepared_file, path)
    return f"sqlite:///{path}"


@pytest.fixture(params=BOTH)
def on(request: pytest.FixtureRequest) -> str:
    """Either of them: the test runs on both."""
    url: str = request.getfixturevalue(f"on_{request.param}")
    return url


@pytest.fixture
def open_office(tmp_path: Path) -> Iterator[OpenOffice]:
    """Opens an office on a database; it is closed when the test ends."""
    opened: list[Office] = []

    def make(url: str, **how: object) -> Office:
        opened.append(Office(tmp_path, url, **how))  # type: ignore[arg-type]
        return opened[-1]

    yield make
    for office in opened:
        office.close()


@pytest.fixture
def office(on: str, open_office: OpenOffice) -> Office:
    """The cast's office on the first Monday at 08:30 UTC, on each kind of database."""
    return open_office(on)
