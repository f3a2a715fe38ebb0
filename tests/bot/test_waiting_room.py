"""Where requests wait: in order, for one of few threads, and no longer than Slack waits for us."""

import threading
import time

import pytest

from bot import waiting_room
from bot.waiting_room import THREADS, TOO_MUCH, WAITS_HERE, WaitingRoom
from models.storage.patience import is_out_of_patience, seconds_left
from tests.bot.conftest import PATIENCE


class Visits:
    """What became of who came in."""

    def __init__(self) -> None:
        self.served: list[int] = []
        self.turned_away: list[int] = []
        self.left: list[float | None] = []
        self.go_on = threading.Event()

    def come(self, number: int) -> None:
        if is_out_of_patience():
            self.turned_away.append(number)
        else:
            self.left.append(seconds_left())
            self.served.append(number)

    def stay(self) -> None:
        self.go_on.wait(PATIENCE)

    def wait_for(self, many: int) -> None:
        ends = time.monotonic() + PATIENCE
        while len(self.served) + len(self.turned_away) < many:
            assert time.monotonic() < ends, (self.served, self.turned_away)
            time.sleep(0.01)


def test_everybody_is_answered_once() -> None:
    room, visits = WaitingRoom("room"), Visits()
    room.open()
    for number in range(500):
        room.enter(lambda number=number: visits.come(number))  # type: ignore[misc]
    visits.wait_for(500)
    assert sorted(visits.served) == list(range(500))
    here, in_all = waiting_room.WAITS_HERE, waiting_room.WAITS_IN_ALL
    assert all(left is not None and in_all - here < left <= in_all for left in visits.left)
    assert room.close(PATIENCE)


def test_who_waits_too_long_is_turned_away_and_not_before(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting_room, "WAITS_HERE", WAITS_HERE)
    away: list[None] = []
    room, visits = WaitingRoom("room", lambda: away.append(None)), Visits()
    room.open()
    for _ in range(THREADS):
        room.enter(visits.stay)
    came = time.monotonic()
    for number in range(50):
        room.enter(lambda number=number: visits.come(number))  # type: ignore[misc]
    visits.wait_for(50)
    assert time.monotonic() - came >= WAITS_HERE
    assert visits.turned_away == list(range(50))
    assert len(away) == 50
    assert caplog.text.count(TOO_MUCH) == 1
    monkeypatch.setattr(waiting_room, "WAITS_HERE", PATIENCE)
    visits.go_on.set()
    room.enter(lambda: visits.come(50))
    visits.wait_for(51)
    assert visits.served == [50]
    assert room.close(PATIENCE)


def test_a_failure_ends_no_thread(caplog: pytest.LogCaptureFixture) -> None:
    room, visits = WaitingRoom("room"), Visits()
    room.open()

    def fail() -> None:
        raise ZeroDivisionError

    for _ in range(3 * THREADS):
        room.enter(fail)
    room.enter(lambda: visits.come(1))
    visits.wait_for(1)
    assert room.close(PATIENCE)
    assert caplog.text.count("ZeroDivisionError") >= 3 * THREADS


def test_closing_answers_who_is_here_and_lets_nobody_in() -> None:
    room, visits = WaitingRoom("closed room"), Visits()
    room.open()
    assert _threads_of("closed room") == THREADS + 1
    for number in range(20):
        room.enter(lambda number=number: visits.come(number))  # type: ignore[misc]
    assert room.close(PATIENCE)
    room.enter(lambda: visits.come(99))
    assert sorted(visits.served) == list(range(20))
    assert _threads_of("closed room") == 0


def test_closing_does_not_wait_for_those_who_are_answered_meanwhile() -> None:
    room, visits = WaitingRoom("room"), Visits()
    room.open()
    for _ in range(THREADS):
        room.enter(visits.stay)
    room.enter(lambda: visits.come(1))
    closed: list[bool] = []
    closing = threading.Thread(target=lambda: closed.append(room.close(PATIENCE / 2)))
    closing.start()
    closing.join(0.1)  # so that who turns away has seen that somebody waits
    visits.go_on.set()
    closing.join(PATIENCE)
    assert (closed, visits.served) == ([True], [1])


def _threads_of(name: str) -> int:
    """Its own: those of a test before this may end meanwhile."""
    return sum(thread.name.startswith(f"{name}-") for thread in threading.enumerate())


def test_closing_says_when_somebody_does_not_end() -> None:
    room, visits = WaitingRoom("room"), Visits()
    room.open()
    room.enter(visits.stay)
    assert not room.close(0.1)
    visits.go_on.set()


def test_a_room_that_never_opened_closes() -> None:
    assert WaitingRoom("room").close(0.1)
