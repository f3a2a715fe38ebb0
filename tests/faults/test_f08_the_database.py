"""F8: the database is locked, full, read-only, restarted, cut off; and a replica that slept through its lease wakes."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.faults.books import check
from tests.faults.conftest import OpenOffice
from tests.faults.office import LEASE_IS_OVER, PATIENCE, Office
from tests.people import JONAS, OPS, WEI
from tests.postgres.server import PostgresServer

POST = "chat.postMessage"


@pytest.mark.parametrize("seconds", [0.5, pytest.param(2, marks=pytest.mark.soak)])
def test_locked_for_a_moment(seconds: float, on_sqlite: str, open_office: OpenOffice) -> None:
    """Nothing is lost: who meets a database that another program has locked for a moment waits, and is answered."""
    office = open_office(on_sqlite)
    office.start()
    office.hands_off(WEI, "Replica 3 lags")
    office.finish()
    with _locked(on_sqlite, seconds):
        answer = office.person(JONAS).types(OPS, "/handoff claim H-1")

    assert answer.ok, answer.status
    assert office.rows("SELECT owner FROM items") == [(JONAS,)]
    office.finish()
    check(office)


@pytest.mark.parametrize("patience", [300, pytest.param(5_000, marks=pytest.mark.soak)])
def test_locked_for_longer_than_anybody_waits(patience: int, on_sqlite: str, open_office: OpenOffice) -> None:
    """Commit, then answer: what could not be written down is not taken, so that Slack tells it again."""
    office = open_office(on_sqlite)
    office.start(f"pragma=busy_timeout={patience}", "busy=2.2")
    with _locked(on_sqlite, None):
        event = office.asks(JONAS, insists=False)
        assert event.outcome is not None
        assert not event.outcome.accepted
        said = office.person(WEI).types(OPS, "/handoff who")
        assert said.ok, "what only reads goes on"

    _told_again(office)
    office.finish()
    check(office)
    assert len(office.dms(JONAS)) == 1


def test_the_disk_is_full(on_sqlite: str, open_office: OpenOffice) -> None:
    """Commit, then answer: on a full disk nothing is taken that cannot be kept; later it is told again."""
    office = open_office(on_sqlite)
    pages = office.rows("PRAGMA page_count")[0][0]
    _nothing_is_taken_that_is_not_kept(office, f"pragma=max_page_count={pages}")


def test_the_file_is_read_only(on_sqlite: str, open_office: OpenOffice) -> None:
    """Commit, then answer: while nothing can be written nothing is taken; later it is told again."""
    _nothing_is_taken_that_is_not_kept(open_office(on_sqlite), "pragma=query_only=ON")


def _nothing_is_taken_that_is_not_kept(office: Office, plan: str) -> None:
    bot = office.start(plan, waits=False)
    office.wait_for(lambda: bot.serves or not bot.process.is_alive, "the bot to serve or to give up")
    events = [office.asks(JONAS, "list " + "of all that is still open " * 40) for _ in range(8)]
    assert not all(one.outcome is not None and one.outcome.accepted for one in events), "all could be written"
    office.stop(bot)

    office.start()
    _told_again(office)
    office.finish()
    check(office)
    assert len(office.dms(JONAS)) == len(events)


def test_read_only_for_a_while(on_postgres: str, open_office: OpenOffice) -> None:
    """Commit, then answer: what could not be written down is not taken, so that Slack tells it again."""
    office = open_office(on_postgres)
    office.start()
    name = on_postgres.partition("?")[0].rpartition("/")[2]
    office.change(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    _cut_off(office)
    event = office.asks(JONAS)
    assert event.outcome is not None
    assert not event.outcome.accepted
    with closing(office.writing()) as admin:
        admin.execute(text("SET default_transaction_read_only = off"))
        admin.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = off"))
    _cut_off(office)

    _told_again(office)
    office.finish()
    check(office)
    assert len(office.dms(JONAS)) == 1


def test_its_connections_are_killed(on_postgres: str, open_office: OpenOffice) -> None:
    """Nothing is lost, nothing comes twice: what a lost connection was in the middle of is done or told again."""
    office = open_office(on_postgres)
    office.start()
    stop = threading.Event()

    def cuts() -> None:
        while not stop.wait(0.05):
            _cut_off(office)

    cutting = threading.Thread(target=cuts)
    cutting.start()
    try:
        for user in (JONAS, WEI) * 4:
            office.asks(user)
    finally:
        stop.set()
        cutting.join()
    _told_again(office)
    office.finish()
    check(office)
    assert (len(office.dms(JONAS)), len(office.dms(WEI))) == (4, 4)


@pytest.mark.soak
def test_it_is_restarted(furnished_postgres: PostgresServer, open_office: OpenOffice) -> None:
    """Late is better than lost: while the database is down nothing is taken; when it is back, all goes on by itself."""
    furnished_postgres.make_database("restarted", "furnished")
    office = open_office(furnished_postgres.url("restarted"))
    office.start()
    office.slack.faults.next(POST, "ratelimited", retry_after=30)
    office.asks(JONAS)
    furnished_postgres.stop()
    event = office.asks(WEI)
    assert event.outcome is not None
    assert not event.outcome.accepted
    furnished_postgres.start()

    _told_again(office)
    office.finish()
    check(office)
    assert (len(office.dms(JONAS)), len(office.dms(WEI))) == (1, 1)


@pytest.mark.parametrize("point", ["after-take", "before-call"])
def test_a_replica_sleeps_through_its_lease(point: str, on_postgres: str, open_office: OpenOffice) -> None:
    """Nothing comes twice: who wakes after another has taken over does nothing more about it."""
    office = open_office(on_postgres)
    sleeper = office.start(f"pause={point}")
    office.asks(JONAS)
    office.wait_for(lambda: [one for one in office.owed() if one[1] == "sending"], "it to be taken")
    office.wait_for(lambda: sleeper.process.is_paused, "the replica to sleep")
    office.bots.remove(sleeper)
    office.turn_by(LEASE_IS_OVER)
    office.start()
    office.wait_for(lambda: office.dms(JONAS), "the other to send it")
    sleeper.process.resume()
    office.bots.append(sleeper)
    office.finish()

    check(office)
    assert len(office.dms(JONAS)) == 1
    if point == "after-take":
        assert len(office.slack.calls_of(POST)) == 1, "it was held up, so it did not even call"


def _told_again(office: Office) -> None:
    """Slack tells again what was not taken, as time goes by."""
    for _ in range(4):
        office.slack.retry_due()
        office.turn_by(LEASE_IS_OVER * 5)


@contextmanager
def _locked(url: str, seconds: float | None) -> Iterator[None]:
    """Another program holds the write lock of the file, for so long or as long as the block takes."""
    done = threading.Event()
    locked = threading.Event()

    def hold() -> None:
        with closing(sqlite3.connect(Path(url.removeprefix("sqlite:///")), timeout=PATIENCE)) as other:
            other.execute("BEGIN EXCLUSIVE")
            locked.set()
            done.wait(seconds)

    holder = threading.Thread(target=hold)
    holder.start()
    try:
        assert locked.wait(PATIENCE)
        yield
    finally:
        done.set()
        holder.join()


def _cut_off(office: Office) -> None:
    """Kill all of the bots' connections."""
    office.rows(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
