"""Databases in which walk after walk begins: the cast's workspace, connected, on SQLite and on PostgreSQL."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from models.storage.database import Database
from tests.databases import BOTH
from tests.models.shared import SharedFile, SharedPostgres
from tests.postgres.server import PostgresServer
from tests.workspace import Workspace, quick_database

BeginAnew = Callable[[], Database]
PREPARED: Final = "prepared"


@pytest.fixture
def on_sqlite(prepared_file: Path, tmp_path: Path) -> BeginAnew:
    """Puts a copy of the prepared file where the walk before has left its own."""
    folder = tmp_path / "walk"
    shared = SharedFile(folder, {PREPARED: prepared_file})
    shared.database = quick_database(folder / "sunrelay.db")
    return lambda: shared.begin_anew(PREPARED)


@pytest.fixture
def on_postgres(postgres_server: PostgresServer) -> Iterator[BeginAnew]:
    """Puts the prepared rows back."""
    with closing(SharedPostgres(postgres_server, "walk")) as shared:
        workspace = Workspace(shared.database)
        workspace.slack.stop()
        shared.keep_as(PREPARED)
        yield lambda: shared.begin_anew(PREPARED)
        shared.close()
        postgres_server.drop_database("walk")


@pytest.fixture(params=BOTH)
def begin_anew(request: pytest.FixtureRequest) -> BeginAnew:
    """Gives the database of the next walk, whatever the one before has left in it."""
    kind: BeginAnew = request.getfixturevalue(f"on_{request.param}")
    return kind
