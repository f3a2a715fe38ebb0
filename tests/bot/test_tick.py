"""The tick does what is due, whatever fails beside it, and goes on ticking."""

import logging
import threading
from datetime import timedelta

import pytest
from sqlalchemy import event, select

import bot.ticking.tick
import models.owed.mornings
from bot.ticking.tick import SEEN_FOR, Tick
from bot.ticking.ticker import Ticker
from models.storage.conflicts import AwayError, ConflictError
from models.storage.database import Database
from models.tables import Item, Person, Seen
from tests.bot.conftest import OPS, PATIENCE, START, Desk, wait_for


@pytest.fixture
def tick(desk: Desk) -> Tick:
    return Tick(desk.database, desk.clock, desk.connected.workspace_id, lambda: None)


def keys(desk: Desk) -> list[str]:
    with desk.database.read() as session:
        return list(session.scalars(select(Seen.key).order_by(Seen.key)))


def test_a_day_that_starts_is_told_once(desk: Desk, tick: Tick) -> None:
    desk.clock.at = START + timedelta(hours=6)  # 15:40 in Berlin: nobody else has an hour left
    desk.hand_off()
    desk.send()
    assert desk.slack.person("U0LUIS").dms == []
    desk.clock.at = START.replace(hour=17)
    tick()
    tick()
    desk.send()
    tick()
    desk.send()
    assert len(desk.slack.person("U0LUIS").dms) == 1


def test_an_offer_nobody_claimed_moves_on(desk: Desk, tick: Tick) -> None:
    desk.hand_off()
    tick()
    with desk.database.read() as session:
        offered = session.scalars(select(Item)).one()
    assert offered.move_at is not None
    desk.clock.at = offered.move_at
    tick()
    tick()
    with desk.database.read() as session:
        item = session.scalars(select(Item)).one()
    assert item.offered_region_id != offered.offered_region_id
    assert item.move_at is not None
    assert item.move_at > desk.clock()


def test_many_items_to_index_hold_up_no_tick(desk: Desk, tick: Tick, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an upgrade every item there is may have to be indexed: each tick does some of it, the oldest first."""
    monkeypatch.setattr(bot.ticking.tick, "INDEXED_AT_ONCE", 2)
    monkeypatch.setattr(bot.ticking.tick, "INDEXED_BATCHES", 2)
    numbers = [desk.hand_off(f"Replica {count}") for count in range(5)]
    tick()
    assert indexed(desk) == numbers[:4]
    tick()
    assert indexed(desk) == numbers


def indexed(desk: Desk) -> list[int]:
    with desk.database.read() as session:
        return list(session.scalars(select(Item.number).where(Item.indexed).order_by(Item.number)))


def test_what_was_acted_on_is_forgotten_after_two_days(desk: Desk, tick: Tick) -> None:
    with desk.database.write() as session:
        session.add(Seen(key="old", at=START - SEEN_FOR - timedelta(seconds=1)))
        session.add(Seen(key="young", at=START - SEEN_FOR))
    tick()
    assert keys(desk) == ["young"]


def test_one_person_who_fails_holds_up_nobody_and_is_tried_again_later(
    desk: Desk, tick: Tick, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real, tried = models.owed.mornings.begin_days, []
    with desk.database.read() as session:
        luis = session.scalars(select(Person).where(Person.user == "U0LUIS")).one().id

    def begin_days(database: Database, people: list[int], now: object) -> int:
        tried.append(people)
        if luis in people:
            raise ZeroDivisionError
        return real(database, people, now)  # type: ignore[arg-type]

    monkeypatch.setattr(bot.ticking.tick, "begin_days", begin_days)
    desk.clock.at = START + timedelta(days=1)
    tick()
    with desk.database.read() as session:
        due = session.scalars(select(Person.id).where(Person.day_starts_at <= desk.clock())).all()
    assert due == [luis]
    assert "reference" in caplog.text
    before = len(tried)
    tick()
    assert len(tried) == before
    desk.clock.forward(61)
    monkeypatch.setattr(bot.ticking.tick, "begin_days", real)
    tick()
    with desk.database.read() as session:
        assert session.scalars(select(Person.id).where(Person.day_starts_at <= desk.clock())).all() == []


def test_what_another_process_was_in_the_way_of_is_done_at_the_next_tick(
    desk: Desk, tick: Tick, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.hand_off()
    with desk.database.read() as session:
        offered = session.scalars(select(Item)).one()
    assert offered.move_at is not None
    desk.clock.at = offered.move_at

    def in_the_way(*_: object) -> bool:
        raise ConflictError("deadlock detected")

    with monkeypatch.context() as patched:
        patched.setattr(bot.ticking.tick, "move_on", in_the_way)
        tick()
    tick()
    with desk.database.read() as session:
        assert session.scalars(select(Item)).one().offered_region_id != offered.offered_region_id


def test_while_the_database_is_away_each_part_says_so_in_a_line(
    tick: Tick, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(*_: object) -> list[int]:
        raise AwayError("connection refused")

    for find in ("is_anything_due", "due_to_move", "due_people"):
        monkeypatch.setattr(bot.ticking.tick, find, away)
    tick()
    said = [(record.levelname, record.exc_info) for record in caplog.records if record.name == "bot.ticking.tick"]
    assert said == [("WARNING", None)] * 2


def test_a_part_that_fails_holds_up_no_other(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(bot.ticking.tick, "due_people", fail)
    with desk.database.write() as session:
        session.add(Seen(key="old", at=START - timedelta(days=9)))
    woken: list[bool] = []
    Tick(desk.database, desk.clock, desk.connected.workspace_id, lambda: woken.append(True))()
    assert keys(desk) == []
    assert woken == [True]
    assert "days failed" in caplog.text


def test_a_channel_with_parked_messages_is_asked_about_again_each_hour(desk: Desk, tick: Tick) -> None:
    desk.slack.remove_bot(OPS)
    desk.hand_off()
    desk.send()
    tick()
    desk.lookups.ask()
    desk.send()
    desk.slack.invite_bot(OPS)  # and its event was lost
    tick()
    desk.lookups.ask()
    desk.send()
    assert desk.cards() == []
    desk.clock.forward(3601)
    tick()
    desk.lookups.ask()
    desk.send()
    assert len(desk.cards()) == 1


def test_an_idle_tick_writes_nothing(desk: Desk, tick: Tick) -> None:
    tick()
    commits: list[bool] = []
    desk.database.on_commit = lambda: commits.append(True)
    tick()
    assert commits == []


def test_an_idle_tick_asks_the_database_once(desk: Desk, tick: Tick) -> None:
    tick()
    begun: list[object] = []
    event.listen(desk.database.engine, "begin", begun.append)
    tick()
    assert len(begun) == 1


def test_the_ticker_ticks_at_once_again_and_ends() -> None:
    ticks = threading.Semaphore(0)
    ticker = Ticker(lambda: None, 0.05, ticked=ticks.release)
    ticker.start()
    assert all(ticks.acquire(timeout=PATIENCE) for _ in range(3))
    assert ticker.stop(PATIENCE)


def test_it_is_well_until_a_tick_is_three_periods_late() -> None:
    ticker = Ticker(lambda: None, 1_000)
    assert ticker.is_well
    ticker._finished -= 2_500  # noqa: SLF001 (nothing waits for so long here)
    assert ticker.is_well
    ticker._finished -= 1_000  # noqa: SLF001 (the same)
    assert not ticker.is_well


def test_a_tick_that_comes_late_does_not_begin_once_it_has_ended() -> None:
    ticks: list[None] = []
    ticker = Ticker(lambda: ticks.append(None), 1_000)
    assert ticker.stop(PATIENCE)
    ticker._tick_once()  # noqa: SLF001 (the scheduler's thread, which was told before and is slow)
    assert ticks == []


def test_a_tick_that_has_begun_is_waited_for_at_the_end() -> None:
    begun, release = threading.Event(), threading.Event()

    def tick() -> None:
        begun.set()
        release.wait(PATIENCE)

    ticker = Ticker(tick, 1_000)
    ticker.start()
    assert begun.wait(PATIENCE)
    assert not ticker.stop(0.05)
    release.set()
    assert ticker.stop(PATIENCE)


def test_a_tick_that_fails_is_logged_and_the_next_one_comes(caplog: pytest.LogCaptureFixture) -> None:
    ticks = threading.Semaphore(0)

    def tick() -> None:
        ticks.release()
        raise ZeroDivisionError

    ticker = Ticker(tick, 0.05)
    ticker.start()
    assert all(ticks.acquire(timeout=PATIENCE) for _ in range(3))
    ticker.stop(PATIENCE)
    assert "A tick failed (reference" in caplog.text


def test_the_watchdog_ticks_when_the_scheduler_does_not(caplog: pytest.LogCaptureFixture) -> None:
    ticks = threading.Semaphore(0)
    noticed: list[None] = []
    ticker = Ticker(lambda: None, 0.2, ticked=ticks.release, noticed=lambda: noticed.append(None))
    ticker.start()
    assert ticks.acquire(timeout=PATIENCE)
    # As after the wall clock was set back an hour.
    ticker._job.modify(next_run_time=ticker._job.next_run_time + timedelta(hours=1))  # noqa: SLF001
    wait_for(lambda: "set back" in caplog.text and bool(noticed))
    while ticks.acquire(blocking=False):
        pass
    assert ticks.acquire(timeout=PATIENCE)
    assert ticker.stop(PATIENCE)


def test_a_tick_that_hangs_is_said_and_is_not_well(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    begun, release, noticed = threading.Event(), threading.Event(), threading.Event()

    def tick() -> None:
        begun.set()
        release.wait(PATIENCE)

    ticker = Ticker(tick, 0.05, noticed=noticed.set)
    ticker.start()
    assert begun.wait(PATIENCE)
    wait_for(lambda: "has been running" in caplog.text and noticed.is_set())
    wait_for(lambda: not ticker.is_well)
    assert not ticker.stop(0.05)
    release.set()
    assert ticker.stop(PATIENCE)
