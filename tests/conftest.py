"""Fixtures for the whole product."""

import logging
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, settings

from models.storage.database import Database
from models.storage.upgrade import upgrade
from tests.databases import begin_anew, database_url, new_postgres_url, postgres_server, postgres_url, sqlite_url
from tests.offices import database, office, shared, shared_postgres, shared_sqlite
from tests.workspace import Workspace, quick_database

__all__ = [
    "database", "database_url", "new_postgres_url", "office", "postgres_server", "postgres_url", "shared",
    "shared_postgres", "shared_sqlite", "sqlite_url",
]  # fmt: skip

# By itself Hypothesis fails what takes longer than a fifth of a second, or is long in making things up: on a slow
# machine that is anything. The gate takes the same examples each time, so that whoever changes something else is not
# stopped by new ones; the long runs take new ones.
settings.register_profile(
    "whatever the machine", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    derandomize="SOAK_MINUTES" not in os.environ,
)  # fmt: skip
settings.load_profile("whatever the machine")

MakeWorkspace = Callable[..., Workspace]
LONG: Final = {"browser", "faults", "processes", "soak", "walk"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whole days and real processes come first: no worker ends one while the other has nothing left, and since
    neighbours mostly go to one worker, two of them hardly ever share the machine."""
    items.sort(key=lambda item: item.path.parent.name not in LONG)


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables and no rows, brought up by the real migrations."""
    path = tmp_path_factory.mktemp("empty") / "sunrelay.db"
    with closing(Database(f"sqlite:///{path}")) as database:
        upgrade(database)
    return path


@pytest.fixture(scope="session")
def prepared_file(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the cast's workspace once its bot has connected and asked Slack who is who: most begin there."""
    path = tmp_path_factory.mktemp("prepared") / "sunrelay.db"
    shutil.copyfile(empty_file, path)
    Workspace(path).close()
    return path


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, Database]]:
    """Two databases and their files. Each test gets new files, but the statements that were compiled stay."""
    folder = tmp_path_factory.mktemp("databases")
    paths = [folder / f"workspace-{number}.db" for number in range(2)]
    return [(path, quick_database(path)) for path in paths]


@pytest.fixture(scope="session")
def known_of_prepared(prepared_file: Path, databases: list[tuple[Path, Database]]) -> dict[str, Any]:
    """What sessions know of the prepared file's roster, as they know it of a database in which nothing has changed."""
    path, database = databases[0]
    begin_anew(path, prepared_file)
    workspace = Workspace(database, roster=None)
    with database.read() as session:
        known = dict(session.info["shared"])
    workspace.close()
    return known


@pytest.fixture
def make_workspace(
    empty_file: Path,
    prepared_file: Path,
    databases: list[tuple[Path, Database]],
    known_of_prepared: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
) -> Iterator[MakeWorkspace]:
    """Makes workspaces with a bot each; they are closed when the test ends.

    Whatever the test is about: nobody was pinged, and nothing failed that the bot itself calls a failure.
    """
    made: list[Workspace] = []

    def make(**how: object) -> Workspace:
        path, database = databases[len(made)]
        begin_anew(path, empty_file if how else prepared_file)
        if not how:
            with database.read() as session:
                session.info["shared"].update(known_of_prepared)
        made.append(Workspace(database, **(how or {"roster": None})))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for workspace in made:
        workspace.close()
    assert [record.getMessage() for record in caplog.get_records("call") if _is_failure(record)] == []
    assert [ping for workspace in made for ping in workspace.slack.pings] == []


def _is_failure(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.ERROR and record.name.split(".")[0] in {"bot", "handlers", "models"}


@pytest.fixture
def workspace(make_workspace: MakeWorkspace) -> Workspace:
    """The cast's workspace, on the first Monday at 08:30 UTC."""
    return make_workspace()
