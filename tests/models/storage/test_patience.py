"""How long who asks for the database waits: as long as they can, and then they hear that it is busy."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import text

from models.storage import engine
from models.storage.conflicts import BusyError, ConflictError, NoTimeError, again_after_conflicts, require_time
from models.storage.database import Database, file_of
from models.storage.patience import patience_until, seconds_left

AN_HOUR_MS = 3_600_000
PATIENCE = 120.0


@pytest.fixture
def database(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A SQLite database: elsewhere, rows are waited for and not all of it. Who has time waits for an hour."""
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_MS", AN_HOUR_MS)
    monkeypatch.setattr(engine, "SQLITE_PRAGMAS", (*engine.SQLITE_PRAGMAS, f"busy_timeout={AN_HOUR_MS}"))
    with closing(Database(sqlite_url)) as database:
        yield database


@pytest.fixture
def locked(database: Database) -> Iterator[None]:
    """Another program holds SQLite's write lock."""
    with closing(sqlite3.connect(str(file_of(str(database.engine.url))), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def waits(database: Database, patience: float) -> float:
    """How long somebody with so much patience waits until they hear that it is busy. With more they would not hear."""
    began = time.monotonic()
    with patience_until(began + patience), pytest.raises(BusyError), database.write() as session:
        session.execute(text("SELECT 1"))
    return time.monotonic() - began


@pytest.mark.usefixtures("locked")
def test_who_has_little_time_hears_soon_that_another_program_is_at_work(database: Database) -> None:
    assert 0.2 < waits(database, 0.3) < PATIENCE
    assert waits(database, -5) < PATIENCE


def test_who_has_little_time_hears_soon_that_another_thread_is_at_work(database: Database) -> None:
    with database.write() as session:
        session.execute(text("SELECT 1"))
        heard: list[float] = []
        other = threading.Thread(target=lambda: heard.append(waits(database, 0.3)))
        other.start()
        other.join(PATIENCE)
    assert heard
    assert heard[0] > 0.2
    with database.write() as session:
        session.execute(text("SELECT 1"))


@pytest.mark.usefixtures("locked")
def test_the_wait_for_another_thread_and_for_another_program_is_one(database: Database) -> None:
    heard: list[float] = []
    threads = [threading.Thread(target=lambda: heard.append(waits(database, 0.5))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert len(heard) == 6


def test_who_has_time_waits_again_as_before(database: Database) -> None:
    with patience_until(time.monotonic() + 0.3), database.write() as session:
        assert session.execute(text("PRAGMA busy_timeout")).scalar() == 300
    with database.write() as session:
        assert session.execute(text("PRAGMA busy_timeout")).scalar() == AN_HOUR_MS


def test_nothing_is_begun_where_there_is_no_time_left() -> None:
    require_time()
    with patience_until(time.monotonic() + 5):
        require_time()
        with patience_until(0.0), pytest.raises(NoTimeError):
            require_time()
        require_time()
    assert seconds_left() is None


@pytest.mark.parametrize("patience,tries", [(None, 3), (0.0, 1)])
def test_what_met_a_conflict_is_run_again_while_there_is_time(patience: float | None, tries: int) -> None:
    run: list[int] = []

    @again_after_conflicts
    def conflicts() -> None:
        run.append(1)
        raise ConflictError("in the way")

    with patience_until(time.monotonic() + 60 if patience is None else patience), pytest.raises(ConflictError):
        conflicts()
    assert len(run) == tries
