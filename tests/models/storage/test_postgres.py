"""PostgreSQL: several processes that start at once, limits that keep nobody waiting, and connections that break."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from models.storage.conflicts import AwayError, ConflictError, again_after_conflicts
from models.storage.database import Database
from models.storage.holding import have_workspace, held, share_workspace
from models.storage.opening import DatabaseProblem, back_up, look_into, open_database
from models.tables import Person, Workspace
from models.workspace.connecting import connect_workspace
from tests.postgres.server import PostgresServer

REPLICAS = 4


@pytest.fixture
def database(postgres_url: str) -> Iterator[Database]:
    """A PostgreSQL database of the test's own, with nobody in it but two people."""
    with closing(Database(postgres_url)) as database:
        with database.write() as session:
            session.add(Workspace(last_number=0))
            session.flush()
            session.add_all([Person(workspace_id=1, user=user) for user in ("U1", "U2")])
        yield database


def test_of_those_who_start_at_once_one_makes_the_tables(new_postgres_url: str) -> None:
    together = threading.Barrier(REPLICAS)

    def start(_: int) -> int:
        together.wait()
        with closing(open_database(new_postgres_url)) as database, database.write() as session:
            return connect_workspace(session, "T1", "Sun", "https://sun.slack.com/", "U0BOT").id

    with ThreadPoolExecutor(REPLICAS) as pool:
        assert set(pool.map(start, range(REPLICAS))) == {1}
    with closing(Database(new_postgres_url)) as database, database.read() as session:
        assert session.scalar(select(func.count()).select_from(Workspace)) == 1


@pytest.mark.parametrize(
    "setting, value",
    [
        ("lock_timeout", "2s"),
        ("statement_timeout", "30s"),
        ("idle_in_transaction_session_timeout", "15s"),
        ("application_name", "sunrelay"),
        ("transaction_isolation", "read committed"),
    ],
)
def test_a_connection_is_set_up(database: Database, setting: str, value: str) -> None:
    with database.write() as session:
        assert session.scalar(text(f"SHOW {setting}")) == value


def test_what_the_address_says_goes_before_ours(postgres_url: str) -> None:
    url = f"{postgres_url}&application_name=night&options=-c%20lock_timeout%3D7s"
    with closing(Database(url)) as database, database.write() as session:
        shown = [session.scalar(text(f"SHOW {name}")) for name in ("application_name", "lock_timeout")]
        assert shown == ["night", "7s"]
        assert session.scalar(text("SHOW statement_timeout")) == "30s"


def test_a_read_sees_one_state_of_the_database(database: Database) -> None:
    with database.read() as session:
        before = session.scalar(select(func.count()).select_from(Person))
        with database.write() as other:
            other.add(Person(workspace_id=1, user="U3"))
        assert session.scalar(select(func.count()).select_from(Person)) == before == 2


def test_who_waits_too_long_is_told_to_come_again(database: Database, postgres_url: str) -> None:
    with closing(Database(f"{postgres_url}&options=-c%20lock_timeout%3D50ms")) as hasty, database.write() as session:
        everybody = held(select(Person))
        session.scalars(everybody).all()
        with pytest.raises(ConflictError, match="lock timeout"), hasty.write() as other:
            other.scalars(everybody).all()


def test_what_another_holds_is_left_to_it(database: Database) -> None:
    with database.write() as session:
        session.scalars(held(select(Person).where(Person.user == "U1"))).one()
        with database.write() as other:
            free = other.scalars(held(select(Person), free_only=True)).all()
            assert [person.user for person in free] == ["U2"]


def test_of_two_that_wait_in_a_circle_both_get_through(database: Database) -> None:
    both_hold_one = threading.Barrier(2)

    @again_after_conflicts
    def rename(first: str, second: str) -> None:
        with database.write() as session:
            for user in (first, second):
                session.scalars(held(select(Person).where(Person.user == user))).one().name += first
                with suppress(threading.BrokenBarrierError):
                    both_hold_one.wait(timeout=1)
                both_hold_one.abort()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(rename, ("U1", "U2"), ("U2", "U1")))
    with database.read() as session:
        assert sorted("".join(sorted(name)) for name in session.scalars(select(Person.name))) == ["12UU", "12UU"]


def test_a_change_of_the_whole_waits_for_changes_of_rows_and_they_for_it(database: Database) -> None:
    def waits(session_of: object, other: object) -> bool:
        with database.write() as session:
            session_of(session, 1)  # type: ignore[operator]
            try:
                with database.write() as second:
                    second.execute(text("SET LOCAL lock_timeout = '50ms'"))
                    other(second, 1)  # type: ignore[operator]
            except ConflictError:
                return True
        return False

    assert not waits(share_workspace, share_workspace)
    assert waits(share_workspace, have_workspace)
    assert waits(have_workspace, share_workspace)
    assert waits(have_workspace, have_workspace)


def test_a_connection_that_is_killed_is_a_conflict_and_the_next_one_works(
    database: Database, postgres_server: PostgresServer
) -> None:
    tries = []

    @again_after_conflicts
    def add() -> None:
        with database.write() as session:
            session.add(Person(workspace_id=1, user="U3"))
            session.flush()
            tries.append(session.scalar(text("SELECT pg_backend_pid()")))
            if len(tries) == 1:
                with postgres_server.asked() as asked:
                    asked.execute("SELECT pg_terminate_backend(%s)", [tries[0]])

    add()
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 3
    assert len(tries) == 2


def test_what_nobody_can_mend_by_running_it_again_is_no_conflict(database: Database) -> None:
    with pytest.raises(DBAPIError, match="does not exist"), database.write() as session:
        session.execute(text("SELECT * FROM nowhere"))


def test_an_instant_is_kept_to_the_microsecond_in_any_session_zone(postgres_url: str) -> None:
    moment = datetime(2027, 3, 28, 1, 30, 0, 123456, UTC)
    with closing(Database(f"{postgres_url}&options=-c%20TimeZone%3DAsia/Kolkata")) as database:
        with database.write() as session:
            session.add(Workspace(last_number=0))
            session.flush()
            session.add(Person(workspace_id=1, user="U1", day_starts_at=moment))
        with database.read() as session:
            found = session.scalars(select(Person.day_starts_at)).one()
        assert (found, found.tzinfo if found else None) == (moment, UTC)


def test_a_server_that_is_not_there_is_said_in_a_sentence(postgres_server: PostgresServer) -> None:
    nowhere = postgres_server.url("nowhere")
    for opens in (open_database, look_into):
        with pytest.raises(DatabaseProblem, match=r"^DATABASE_URL's PostgreSQL cannot be used \(.+\): check") as caught:
            opens(nowhere)
        assert "\n" not in str(caught.value)


def test_its_backup_is_pg_dumps(postgres_url: str, tmp_path: Path) -> None:
    with pytest.raises(DatabaseProblem, match="pg_dump"):
        back_up(postgres_url, tmp_path / "backup")


def test_a_server_that_is_away_is_told_apart_at_once(postgres_server: PostgresServer) -> None:
    away, tries = Database(postgres_server.url("nowhere")), []

    @again_after_conflicts
    def read() -> None:
        tries.append("read")
        with away.read() as session:
            session.scalars(select(Person)).all()

    with closing(away), pytest.raises(AwayError, match="nowhere"):
        read()
    assert len(tries) == 1
