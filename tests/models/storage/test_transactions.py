"""The database's promises: no lost update, plain reads, foreign keys, and that what is committed is on the disk."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Select, delete, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from models.storage.conflicts import BusyError, ConflictError
from models.storage.database import Database, file_of
from models.storage.holding import held
from models.storage.once import insert_once
from models.tables import Channel, Item, Note, Seen, Team, Workspace
from tests.models.office import Office
from tests.people import WEI, at

THREADS, TIMES = 8, 20


def test_no_update_is_lost(database: Database) -> None:
    """Read, add one, write: the driver's own transactions lose most of these without an error."""
    with database.write() as session:
        session.add(Workspace(last_number=0))

    def add_ones(_: int) -> None:
        for _ in range(TIMES):
            with database.write() as session:
                workspace = session.scalars(to_change(database)).one()
                workspace.last_number = workspace.last_number + 1

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(add_ones, range(THREADS)))
    assert counted(database) == THREADS * TIMES


def test_nor_between_two_processes_connections(database: Database) -> None:
    """Two databases on one file share no lock of ours: SQLite's own holds."""
    with database.write() as session:
        session.add(Workspace(last_number=0))
    with closing(Database(str(database.engine.url))) as other:

        def add_ones(which: Database) -> None:
            for _ in range(TIMES):
                while not add_one(which):
                    pass

        def add_one(which: Database) -> bool:
            try:
                with which.write() as session:
                    workspace = session.scalars(to_change(database)).one()
                    workspace.last_number = workspace.last_number + 1
            except BusyError:  # the other one has had it for five seconds
                return False
            return True

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(add_ones, (database, other)))
    assert counted(database) == 2 * TIMES


def test_reads_go_on_beside_a_long_write(database: Database) -> None:
    with database.write() as session:
        session.add(Workspace(last_number=7))
    with database.write() as session:
        session.scalars(select(Workspace)).one().last_number = 8
        session.flush()
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(counted, database).result(timeout=120) == 7
    assert counted(database) == 8


def test_a_read_changes_nothing(database: Database) -> None:
    with database.read() as session:
        session.add(Workspace(last_number=7))
        session.flush()
    with database.read() as session:
        assert session.scalars(select(Workspace)).all() == []


def test_what_raises_leaves_nothing_and_wakes_nobody(database: Database) -> None:
    woken = threading.Event()
    database.on_commit = woken.set

    def break_down() -> None:
        with database.write() as session:
            session.add(Workspace(last_number=7))
            session.flush()
            raise InterruptedError

    with pytest.raises(InterruptedError):
        break_down()
    with database.read() as session:
        assert session.scalars(select(Workspace)).all() == []
    assert not woken.is_set()


def test_sqlite_is_set_up_for_not_losing_anything(sqlite_url: str) -> None:
    with closing(Database(sqlite_url)) as database, database.read() as session:
        values = [session.scalar(text(f"PRAGMA {name}")) for name in ("foreign_keys", "synchronous", "journal_mode")]
    assert values == [1, 2, "wal"]  # on, FULL, write-ahead log


def test_a_row_belongs_to_what_is_there(database: Database) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"), database.write() as session:
        session.add(Team(workspace_id=99, name="Nowhere", channel="C0"))


def test_what_belongs_to_a_row_goes_with_it(office: Office) -> None:
    office.opens(at("mon 08:30"))
    with office.database.write() as session:
        session.execute(text("DELETE FROM messages"))
        session.execute(delete(Item))
        assert session.scalars(select(Note)).all() == []


def test_inserting_once(database: Database) -> None:
    with database.write() as session:
        assert insert_once(session, Seen, key="a", at=at("mon 08:00"))
        assert not insert_once(session, Seen, key="a", at=at("mon 09:00"))
    with database.read() as session:
        assert session.scalars(select(Seen.at)).one() == at("mon 08:00")


def test_an_instant_comes_back_as_aware_utc(database: Database) -> None:
    tokyo = datetime(2027, 3, 1, 9, tzinfo=timezone(timedelta(hours=9)))
    with database.write() as session:
        session.add(Seen(key="a", at=tokyo))
    with database.read() as session:
        kept = session.scalars(select(Seen.at)).one()
    assert (kept, kept.tzinfo) == (datetime(2027, 3, 1, 0, tzinfo=UTC), UTC)


def test_a_time_without_its_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="needs its time zone"), database.write() as session:
        session.add(Seen(key="a", at=at("mon 08:00").replace(tzinfo=None)))


def test_sixteen_racing_ticks_owe_everything_once(office: Office) -> None:
    """Two processes on one file look at the same mornings."""
    office.opens(at("mon 07:00"))
    with closing(Database(str(office.database.engine.url))) as other, ThreadPoolExecutor(16) as pool:
        offices = [office, Office(other)] * 8
        counts = list(pool.map(lambda one: one.begins_days(at("mon 08:00")), offices))
    assert sum(counts) == len(office.owed()) - 1  # beside the card
    assert office.told(WEI) == ["digest"]


def test_the_file_of_an_address(tmp_path: Path) -> None:
    assert file_of(f"sqlite:///{tmp_path / 'a.db'}") == tmp_path / "a.db"
    assert file_of("postgresql+psycopg://host/name") is None


def test_channels_are_one_row_each(office: Office) -> None:
    with pytest.raises((IntegrityError, ConflictError)), office.database.write() as session:
        session.add(Channel(workspace_id=1, slack_id="C0OPS"))


def to_change(database: Database) -> Select[Workspace]:
    """What is read to be written: on SQLite nobody else writes meanwhile, elsewhere the row is held."""
    return select(Workspace) if database.is_sqlite else held(select(Workspace))


def counted(database: Database) -> int:
    with database.read() as session:
        return session.scalars(select(Workspace.last_number)).one()
